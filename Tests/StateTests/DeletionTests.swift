import Primitives
import State
import TestSupport
import Testing

@Suite("Deletion at the end of a transaction")
struct DeletionTests {
  let state = WorldState()
  let contract: AccountIndex
  let empty: AccountIndex
  static let ripemd160: Address = "0x0000000000000000000000000000000000000003"

  init() {
    contract = state.createGenesisAccount(
      Address(low20of: UInt256(0xc)), nonce: 1, balance: 5, code: Code([0x5b]))
    state.setGenesisStorage(contract, slot: 1, value: 2)
    empty = state.createGenesisAccount(
      Address(low20of: UInt256(0xe)), nonce: 0, balance: 0, code: .empty)
    state.beginTransaction()
  }

  @Test("a self-destructed account is removed wholly, with what it received afterwards")
  func selfDestruct() {
    state.markSelfDestruct(contract)
    state.addBalance(contract, 7)
    #expect(state.exists(contract))
    state.endTransaction(deleteEmptyTouched: false)
    #expect(!state.exists(contract))
    #expect(state.balance(of: contract) == 0)
    #expect(state.nonce(of: contract) == 0)
    #expect(!state.hasCode(contract))
    #expect(!state.hasStorage(contract))
    #expect(state.cachedStorageRoot(contract) == nil)
  }

  @Test("an account created again after its destruction sees no old storage")
  func recreate() {
    state.markSelfDestruct(contract)
    state.endTransaction(deleteEmptyTouched: true)
    state.beginTransaction()
    state.createAccount(contract)
    #expect(state.storage(contract, 1) == 0)
    #expect(state.originalStorage(contract, 1) == 0)
    state.setStorage(contract, 2, 3)
    var walked: [UInt256: UInt256] = [:]
    state.forEachSlot(of: contract) { walked[$0] = $1 }
    #expect(walked == [2: 3])
  }

  @Test("a touched empty account goes only under rules that delete it", arguments: [false, true])
  func touched(deleteEmptyTouched: Bool) {
    state.touch(empty)
    state.endTransaction(deleteEmptyTouched: deleteEmptyTouched)
    #expect(state.exists(empty) == !deleteEmptyTouched)
  }

  @Test("an empty account that was not touched stays")
  func untouched() {
    state.endTransaction(deleteEmptyTouched: true)
    #expect(state.exists(empty))
  }

  @Test("a touched account that is no longer empty stays")
  func filled() {
    state.touch(empty)
    state.setBalance(empty, 1)
    state.endTransaction(deleteEmptyTouched: true)
    #expect(state.exists(empty))
  }

  @Test("an account emptied by a payment goes")
  func emptied() {
    state.setBalance(empty, 4)
    state.beginTransaction()
    state.transfer(4, from: empty, to: contract)
    state.endTransaction(deleteEmptyTouched: true)
    #expect(!state.exists(empty))
  }

  @Test("a reverted touch does not delete")
  func revertedTouch() {
    let checkpoint = state.checkpoint()
    state.touch(empty)
    state.revert(to: checkpoint)
    state.endTransaction(deleteEmptyTouched: true)
    #expect(state.exists(empty))
  }

  @Test("a reverted touch of address 0x03 deletes nevertheless, in this transaction only")
  func ripemd160() {
    let survivor = state.createGenesisAccount(Self.ripemd160, nonce: 0, balance: 0, code: .empty)
    let checkpoint = state.checkpoint()
    state.touch(survivor)
    state.revert(to: checkpoint)
    let block = state.beginBlock()
    state.endTransaction(deleteEmptyTouched: true)
    #expect(!state.exists(survivor))
    state.revert(to: block)
    state.beginTransaction()
    state.endTransaction(deleteEmptyTouched: true)
    #expect(state.exists(survivor))
  }

  @Test("touchSurvivingRevert does so for any address")
  func survivingTouch() {
    let checkpoint = state.checkpoint()
    state.touchSurvivingRevert(empty)
    state.revert(to: checkpoint)
    state.endTransaction(deleteEmptyTouched: true)
    #expect(!state.exists(empty))
  }

  @Test("storage of a deleted empty account goes with it")
  func storageOfEmpty() {
    state.setGenesisStorage(empty, slot: 1, value: 1)
    state.touch(empty)
    state.endTransaction(deleteEmptyTouched: true)
    #expect(!state.hasStorage(empty))
  }

  @Test("a reverted mark does not destroy, one made twice destroys once")
  func revertedMark() {
    let checkpoint = state.checkpoint()
    state.markSelfDestruct(contract)
    state.revert(to: checkpoint)
    #expect(state.selfDestructCount == 0)
    state.markSelfDestruct(contract)
    let later = state.checkpoint()
    state.markSelfDestruct(contract)
    state.revert(to: later)
    #expect(state.selfDestructCount == 1)
    #expect(state.isMarkedSelfDestruct(contract))
  }
}
