import Primitives
import State
import TestSupport
import Testing

/// A random game played with a `WorldState` and its model at once.
struct ModelPlay {
  var state = WorldState()
  var model = StateModel()
  var generator: SplitMix64
  var checkpoints: [(Checkpoint, StateModel)] = []
  var lastTransaction = 0

  static let addresses: [Address] = (1...9).map { Address(low20of: UInt256($0 as UInt64)) }
  static let slots: [UInt256] = [0, 1, 2, UInt256.one &<< 64, UInt256.one &<< 255, .max]
  static let codes: [Bytes] = [
    [], [0x00], [0x5b, 0x60, 0x5b], [0xef, 0x01, 0x00] + Bytes(repeating: 7, count: 20),
  ]

  init(seed: UInt64) {
    generator = SplitMix64(seed: seed)
    for address in Self.addresses.prefix(4) {
      let account = state.createGenesisAccount(address, nonce: 0, balance: 1000, code: .empty)
      state.setGenesisStorage(account, slot: 1, value: 77)
      model.accounts[address] = .init(balance: 1000, storage: [1: 77])
    }
    model.beginTransaction(number: 0)
  }

  mutating func any<Element>(_ choices: [Element]) -> Element {
    choices[Int(generator.next() % UInt64(choices.count))]
  }

  mutating func anyPlace() -> (AccountIndex, StateModel.Place) {
    let place = StateModel.Place(account: any(Self.addresses), slot: any(Self.slots))
    return (state.index(of: place.account), place)
  }

  /// One random step.
  mutating func step() {
    switch generator.next() % 24 {
    case 0...4: changeAccount()
    case 5...9: changeStorage()
    case 10...12: readSlot()
    case 13...17: mark()
    case 18: emit()
    case 19, 20: checkpoints.append((state.checkpoint(), model))
    case 21: if !checkpoints.isEmpty { revert() }
    default: if generator.next() % 8 == 0 { crossBoundary() }
    }
  }

  private mutating func changeAccount() {
    let (account, place) = anyPlace()
    let amount = UInt256(generator.next() % 3)
    switch generator.next() % 7 {
    case 0:
      state.createAccount(account)
      if model.accounts[place.account] == nil { model.accounts[place.account] = .init() }
    case 1:
      state.incrementNonce(account)
      model.change(place.account) { $0.nonce += 1 }
    case 2:
      state.setNonce(account, 0)
      model.change(place.account) { $0.nonce = 0 }
    case 3:
      state.setBalance(account, amount)
      model.change(place.account) { $0.balance = amount }
    case 4:
      state.addBalance(account, amount)
      model.change(place.account) { $0.balance = $0.balance &+ amount }
    case 5:
      let code = any(Self.codes)
      state.setCode(account, Code(code))
      model.change(place.account) { $0.code = code }
    default: transfer(amount)
    }
  }

  private mutating func transfer(_ amount: UInt256) {
    let sender = any(Self.addresses)
    let recipient = any(Self.addresses)
    guard model.accounts[sender, default: .init()].balance >= amount else { return }
    state.transfer(amount, from: state.index(of: sender), to: state.index(of: recipient))
    model.transfer(amount, from: sender, to: recipient)
  }

  private mutating func changeStorage() {
    let (account, place) = anyPlace()
    guard model.accounts[place.account] != nil else { return }
    let value = UInt256(generator.next() % 3)
    switch generator.next() % 12 {
    case 0:
      state.clearStorage(account)
      model.accounts[place.account]?.storage = [:]
    case 1:
      state.setCachedStorageRoot(account, Self.root(model.accounts[place.account]?.storage ?? [:]))
    case 2...4:
      state.setTransientStorage(account, place.slot, value)
      model.transaction.transients[place] = value.isZero ? nil : value
    default:
      state.setStorage(account, place.slot, value)
      model.setStorage(place, value)
    }
  }

  private mutating func readSlot() {
    let (account, place) = anyPlace()
    let read = state.loadSlotWarming(account, place.slot)
    #expect(read.current == model.accounts[place.account]?.storage[place.slot] ?? 0)
    #expect(read.wasWarm == !model.transaction.warmSlots.insert(place).inserted)
    #expect(state.value(at: read.handle) == read.current)
    if generator.next() % 2 == 0 && model.accounts[place.account] != nil {
      let value = UInt256(generator.next() % 3)
      state.setValue(value, at: read.handle)
      model.setStorage(place, value)
    }
    let original = model.accountsAtStart[place.account]?.storage[place.slot] ?? 0
    #expect(state.originalValue(at: read.handle) == original)
  }

  private mutating func mark() {
    let (account, place) = anyPlace()
    switch generator.next() % 6 {
    case 0:
      state.touch(account)
      model.transaction.touched.insert(place.account)
    case 1:
      state.markCreated(account)
      model.transaction.created.insert(place.account)
    case 2:
      guard model.accounts[place.account] != nil else { return }
      state.markSelfDestruct(account)
      model.transaction.destructed.insert(place.account)
    case 3:
      #expect(state.warm(account) == !model.transaction.warmAccounts.insert(place.account).inserted)
    default:
      let isWarm = !model.transaction.warmSlots.insert(place).inserted
      #expect(state.warmSlot(account, place.slot) == isWarm)
    }
  }

  private mutating func emit() {
    let log = Log(
      address: any(Self.addresses),
      topics: (0..<generator.next() % 5).map { _ in Hash32(UInt256(generator.next())) },
      data: generator.bytes(Int(generator.next() % 50)))
    log.data.withUnsafeBytes { state.appendLog(address: log.address, topics: log.topics, data: $0) }
    model.transaction.logs.append(log)
    let refund = Int64(generator.next() % 5000) - 2000
    state.refund += refund
    model.transaction.refund += refund
  }

  private mutating func revert() {
    let index = Int(generator.next() % UInt64(checkpoints.count))
    let (checkpoint, earlier) = checkpoints[index]
    checkpoints.removeSubrange(index...)
    state.revert(to: checkpoint)
    lastTransaction += 1
    model.revert(to: earlier, number: lastTransaction)
  }

  private mutating func crossBoundary() {
    if generator.next() % 8 == 0 {
      let old = state
      state = state.copy()
      old.reset()
    }
    if generator.next() % 4 == 0 {
      state.commitBlock()
      checkpoints.removeAll()
    }
    let deleteEmptyTouched = generator.next() % 2 == 0
    state.endTransaction(deleteEmptyTouched: deleteEmptyTouched)
    model.endTransaction(deleteEmptyTouched: deleteEmptyTouched)
    if generator.next() % 4 == 0 { return }
    state.beginTransaction()
    lastTransaction += 1
    model.beginTransaction(number: lastTransaction)
  }

  /// Stands for a root: differs when the storage does.
  static func root(_ storage: [UInt256: UInt256]) -> Hash32 {
    let pairs = storage.sorted { $0.key < $1.key }
    return Keccak256.hash(pairs.flatMap { Hash32($0.key).bytes + Hash32($0.value).bytes })
  }
}
