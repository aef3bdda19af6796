import Primitives
import State
import TestSupport
import Testing

@Suite("Storage")
struct StorageTests {
  let state = WorldState()
  let account: AccountIndex

  init() {
    account = state.createGenesisAccount(
      Address(low20of: UInt256(0xa)), nonce: 1, balance: 0, code: .empty)
  }

  @Test("the original value is the one at the start of the transaction")
  func original() {
    state.setGenesisStorage(account, slot: 1, value: 10)
    state.beginTransaction()
    state.setStorage(account, 1, 11)
    state.setStorage(account, 1, 12)
    #expect(state.originalStorage(account, 1) == 10)
    state.beginTransaction()
    #expect(state.originalStorage(account, 1) == 12)
    let checkpoint = state.checkpoint()
    state.setStorage(account, 1, 13)
    state.revert(to: checkpoint)
    #expect(state.originalStorage(account, 1) == 12)
    #expect(state.storage(account, 1) == 12)
  }

  @Test("one lookup loads, warms and gives a handle")
  func handle() {
    state.setGenesisStorage(account, slot: 7, value: 70)
    let first = state.loadSlotWarming(account, 7)
    #expect(first.current == 70)
    #expect(!first.wasWarm)
    state.setValue(71, at: first.handle)
    let second = state.loadSlotWarming(account, 7)
    #expect(second.current == 71)
    #expect(second.wasWarm)
    #expect(second.handle == first.handle)
    #expect(state.originalValue(at: second.handle) == 70)
  }

  @Test("the same slot of two accounts is two slots")
  func separate() {
    let other = state.index(of: Address(low20of: UInt256(0xb)))
    state.setStorage(account, 1, 2)
    state.setStorage(other, 1, 3)
    #expect(state.storage(account, 1) == 2)
    #expect(state.storage(other, 1) == 3)
  }

  @Test("an account has storage while any slot is not zero")
  func hasStorage() {
    #expect(!state.hasStorage(account))
    state.setStorage(account, 1, 1)
    let checkpoint = state.checkpoint()
    state.setStorage(account, 2, 1)
    state.setStorage(account, 1, 0)
    #expect(state.hasStorage(account))
    state.setStorage(account, 2, 0)
    #expect(!state.hasStorage(account))
    state.revert(to: checkpoint)
    #expect(state.hasStorage(account))
  }

  @Test("clearing storage can be reverted")
  func clear() {
    for slot in 0..<20 as Range<UInt64> { state.setStorage(account, UInt256(slot), UInt256(slot + 1)) }
    let checkpoint = state.checkpoint()
    state.clearStorage(account)
    #expect(!state.hasStorage(account))
    #expect(state.storage(account, 19) == 0)
    state.revert(to: checkpoint)
    #expect((0..<20 as Range<UInt64>).allSatisfy { state.storage(account, UInt256($0)) == UInt256($0 + 1) })
  }

  @Test("slots are walked in the order of their first use, without zeros")
  func order() {
    for slot in [5, 3, 9, 1] as [UInt256] { state.setStorage(account, slot, slot) }
    state.setStorage(account, 3, 0)
    var walked: [UInt256] = []
    state.forEachSlot(of: account) { slot, value in
      #expect(slot == value)
      walked.append(slot)
    }
    #expect(walked == [5, 9, 1])
  }

  /// Families of keys that a poor hash would put into few places.
  static let keyFamilies: [(name: String, slot: @Sendable (UInt64) -> UInt256)] = [
    ("small numbers", { UInt256($0) }),
    ("multiples of 2³²", { UInt256($0) &<< 32 }),
    ("multiples of 2⁶⁴", { UInt256($0) &<< 64 }),
    ("multiples of 2¹²⁸", { UInt256($0) &<< 128 }),
    ("multiples of 2²³⁶", { UInt256($0) &<< 236 }),
    ("numbers from the top down", { UInt256.max &- UInt256($0) }),
    ("hashes", { UInt256(Keccak256.hash(Hash32(UInt256($0)))) }),
    ("factors of zero in the mixing", { UInt256(w0: 0x2d35_8dcc_aa6c_78a5, w1: $0, w2: 0, w3: 0) }),
  ]

  @Test("20,000 slots of every family of keys are told apart, in little time", arguments: keyFamilies.indices)
  func degenerates(index: Int) {
    let slot = Self.keyFamilies[index].slot
    let count: UInt64 = 20_000
    let duration = ContinuousClock().measure {
      for number in 0..<count { state.setStorage(account, slot(number), UInt256(number + 1)) }
    }
    // A table that degenerates to a list would need 2 × 10⁸ comparisons: minutes in a debug build.
    #expect(duration < .seconds(20), "\(Self.keyFamilies[index].name)")
    #expect((0..<count).allSatisfy { state.storage(account, slot($0)) == UInt256($0 + 1) })
  }

  @Test("a known storage root is forgotten with the next change of a slot")
  func rootCache() {
    #expect(state.cachedStorageRoot(account) == nil)
    state.setStorage(account, 1, 1)
    state.setCachedStorageRoot(account, "0x1111111111111111111111111111111111111111111111111111111111111111")
    state.setStorage(account, 1, 1)
    state.setNonce(account, 5)
    #expect(state.cachedStorageRoot(account) != nil)
    let checkpoint = state.checkpoint()
    state.setStorage(account, 2, 1)
    #expect(state.cachedStorageRoot(account) == nil)
    state.setCachedStorageRoot(account, "0x2222222222222222222222222222222222222222222222222222222222222222")
    state.revert(to: checkpoint)
    #expect(state.cachedStorageRoot(account) == nil)
  }

  @Test("a root declared at genesis outlives the setting of its slots, and no other change")
  func declaredRoot() {
    let root: Hash32 = "0x3333333333333333333333333333333333333333333333333333333333333333"
    let system = state.createGenesisAccount(
      Address(low20of: UInt256(0xc)), nonce: 1, balance: 0, code: .empty, storageRoot: root)
    state.setGenesisStorage(system, slot: 1, value: 2)
    #expect(state.cachedStorageRoot(system) == root)
    state.setStorage(system, 1, 3)
    #expect(state.cachedStorageRoot(system) == nil)
    state.setCachedStorageRoot(system, root)
    state.setGenesisStorage(system, slot: 1, value: 4)
    #expect(state.cachedStorageRoot(system) == nil)
  }
}
