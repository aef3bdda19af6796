import Chain
import Fixtures
import JSON
import Primitives
import State

/// The accounts of a document on their way into the genesis state, and the private keys among them.
///
/// The fork's system contracts come first. An account of the document at the address of one replaces it
/// wholly; an account that is empty takes it away. An empty account anywhere else is left out, as it does
/// not exist in the state. One per worker, reused for every record.
final class GenesisAllocation {
  /// Slots that the document gives the value zero, which the state does not have.
  private(set) var zeroSlots: [ZeroSlot] = []
  /// What is known of the accounts that the document names, by their index in the state.
  private var named: [NamedAccount?] = []
  /// System contracts that the document takes away.
  private var removed: [Address] = []
  private var slots: [StorageEntry] = []
  /// Whether an account may have storage alone.
  private var allowsStorageOnly = false

  private struct NamedAccount {
    var privateKey: Hash32?
  }

  /// Fills the state of `engine`, which must be empty, with the members of `accounts`.
  ///
  /// - Parameter allowsStorageOnly: whether an account may have storage but neither nonce, balance nor code,
  ///   as some official tests have it.
  /// - Throws: `ConvertError`, with the place of the account's field at fault.
  func load(
    _ accounts: JSONValue, systemAccounts: [SystemAccount], limits: ConvertLimits, keys: KeyPolicy,
    allowsStorageOnly: Bool, into engine: ChainEngine
  ) throws(ConvertError) {
    self.allowsStorageOnly = allowsStorageOnly
    removed.removeAll(keepingCapacity: true)
    try fill(accounts, systemAccounts: systemAccounts, limits: limits, keys: keys, into: engine)
    if removed.isEmpty { return }
    engine.reset()
    let remaining = systemAccounts.filter { !removed.contains($0.address) }
    try fill(accounts, systemAccounts: remaining, limits: limits, keys: keys, into: engine)
  }

  /// The private key of an account of the document; nil when the account has none or is not there.
  func privateKey(of account: AccountIndex) -> Hash32? {
    Int(account) < named.count ? named[Int(account)]?.privateKey : nil
  }

  private func fill(
    _ accounts: JSONValue, systemAccounts: [SystemAccount], limits: ConvertLimits, keys: KeyPolicy,
    into engine: ChainEngine
  ) throws(ConvertError) {
    zeroSlots.removeAll(keepingCapacity: true)
    named.removeAll(keepingCapacity: true)
    let state = engine.state
    for system in systemAccounts { engine.createGenesisAccount(system) }
    for (key, value) in accounts.members {
      let address = try FuzzerAccount.address(spelt: key, of: value)
      try claim(address, by: value, in: state)
      try load(try FuzzerAccount(value, keys: keys), at: address, in: value, limits: limits, into: engine)
    }
  }

  /// Notes that the document names `address`.
  private func claim(_ address: Address, by value: JSONValue, in state: WorldState) throws(ConvertError) {
    let index = Int(state.index(of: address))
    while named.count <= index { named.append(nil) }
    guard named[index] == nil else { throw .addressDuplicate(address, at: value.pointer) }
    named[index] = NamedAccount(privateKey: nil)
  }

  private func load(
    _ dto: FuzzerAccount, at address: Address, in value: JSONValue, limits: ConvertLimits,
    into engine: ChainEngine
  ) throws(ConvertError) {
    let state = engine.state
    let nonce = try dto.nonce?.uint64() ?? 0
    let balance = try dto.balance.uint256()
    let code = try Self.code(dto.code, limits: limits)
    try readStorage(dto.storage)
    if let key = dto.privateKey {
      named[Int(state.index(of: address))] = NamedAccount(
        privateKey: try Self.check(key, belongsTo: address, with: engine))
    }
    if nonce == 0, balance.isZero, code.isEmpty {
      if slots.allSatisfy(\.value.isZero) {
        if state.exists(state.index(of: address)) { removed.append(address) }
        return
      }
      guard allowsStorageOnly else { throw .accountStorageOnly(at: value.pointer) }
    }
    let account = state.createGenesisAccount(address, nonce: nonce, balance: balance, code: code)
    for entry in slots {
      if entry.value.isZero {
        zeroSlots.append(ZeroSlot(account: address, slot: entry.slot))
      } else {
        state.setGenesisStorage(account, slot: entry.slot, value: entry.value)
      }
    }
  }

  /// Reads the storage of one account into `slots`; of two spellings of one slot the later counts.
  private func readStorage(_ storage: JSONValue?) throws(ConvertError) {
    slots.removeAll(keepingCapacity: true)
    guard let storage, storage.count > 0 else { return }
    for (key, value) in storage.members {
      let slot = try FuzzerAccount.slot(spelt: key, of: value)
      slots.append(StorageEntry(slot: slot, value: try value.storageWord()))
    }
    RepeatedSlots.merge(&slots)
  }

  private static func code(_ value: JSONValue?, limits: ConvertLimits) throws(ConvertError) -> Code {
    guard let value else { return .empty }
    let bytes = try value.byteString()
    guard bytes.count <= limits.codeBytes else {
      throw .codeTooLarge(size: bytes.count, limit: limits.codeBytes, at: value.pointer)
    }
    return bytes.isEmpty ? .empty : Code(bytes)
  }

  private static func check(
    _ value: JSONValue, belongsTo account: Address, with engine: ChainEngine
  ) throws(ConvertError) -> Hash32 {
    let key = try value.hash32()
    guard let derived = engine.address(ofPrivateKey: key) else {
      throw .privateKeyInvalid(at: value.pointer)
    }
    guard derived == account else {
      throw .privateKeyMismatch(account: account, derived: derived, at: value.pointer)
    }
    return key
  }
}

/// Different spellings of one slot, such as `1` and `0x01`.
private enum RepeatedSlots {
  /// Makes every slot occur once, with the value that was given last.
  ///
  /// - Complexity: O(n) for large storages; small ones are compared pairwise, without allocation.
  static func merge(_ entries: inout [StorageEntry]) {
    guard occur(in: entries) else { return }
    var places: [UInt256: Int] = [:]
    var merged: [StorageEntry] = []
    for entry in entries {
      if let place = places[entry.slot] {
        merged[place] = entry
      } else {
        places[entry.slot] = merged.count
        merged.append(entry)
      }
    }
    entries = merged
  }

  private static func occur(in entries: [StorageEntry]) -> Bool {
    if entries.count > 24 { return Set(entries.map(\.slot)).count < entries.count }
    for index in entries.indices.dropFirst() {
      for earlier in 0..<index where entries[earlier].slot == entries[index].slot { return true }
    }
    return false
  }
}
