import Primitives
import State
import TestSupport
import Testing

@Suite("What lasts for one transaction")
struct TransactionScopeTests {
  let state = WorldState()
  let account: AccountIndex

  init() {
    account = state.createGenesisAccount(
      Address(low20of: UInt256(0xa)), nonce: 1, balance: 5, code: .empty)
    state.beginTransaction()
  }

  @Test("a call that reverts cools what it warmed and nothing else")
  func warmth() {
    let other = state.index(of: Address(low20of: UInt256(0xb)))
    #expect(!state.warm(account))
    #expect(!state.warmSlot(account, 1))
    let checkpoint = state.checkpoint()
    #expect(state.warm(account))
    #expect(!state.warm(other))
    #expect(!state.warmSlot(account, 2))
    #expect(state.warmSlot(account, 2))
    state.revert(to: checkpoint)
    #expect(state.isWarm(account))
    #expect(!state.isWarm(other))
    #expect(state.isSlotWarm(account, 1))
    #expect(!state.isSlotWarm(account, 2))
  }

  @Test("the next transaction starts cold and without transient storage, logs, refund and marks")
  func nextTransaction() {
    _ = state.warm(account)
    _ = state.warmSlot(account, 1)
    state.setTransientStorage(account, 1, 9)
    state.appendLog(address: .zero, topics: [], data: UnsafeRawBufferPointer(start: nil, count: 0))
    state.refund = 4800
    state.markCreated(account)
    state.markSelfDestruct(account)
    state.beginTransaction()
    #expect(!state.isWarm(account))
    #expect(!state.isSlotWarm(account, 1))
    #expect(state.transientStorage(account, 1) == 0)
    #expect(state.logCount == 0)
    #expect(state.refund == 0)
    #expect(!state.wasCreatedInTransaction(account))
    #expect(!state.isMarkedSelfDestruct(account))
    state.endTransaction(deleteEmptyTouched: true)
    #expect(state.exists(account))
  }

  @Test("transient storage, refund and marks follow a revert")
  func reverts() {
    state.setTransientStorage(account, 1, 9)
    state.refund = 100
    let checkpoint = state.checkpoint()
    state.setTransientStorage(account, 1, 10)
    state.setTransientStorage(account, 2, 11)
    state.refund -= 300
    state.markCreated(account)
    state.markSelfDestruct(account)
    #expect(state.refund == -200)
    state.revert(to: checkpoint)
    #expect(state.transientStorage(account, 1) == 9)
    #expect(state.transientStorage(account, 2) == 0)
    #expect(state.refund == 100)
    #expect(!state.wasCreatedInTransaction(account))
    #expect(!state.isMarkedSelfDestruct(account))
    state.endTransaction(deleteEmptyTouched: true)
    #expect(state.exists(account))
  }

  @Test("logs keep topics and data, and those of a reverted call are gone")
  func logs() {
    let logs = (0..<5).map { count in
      Log(
        address: Address(low20of: UInt256(UInt64(count))),
        topics: (0..<min(count, 4)).map { Hash32(UInt256(UInt64($0 + 10))) },
        data: Bytes(repeating: UInt8(count), count: count * 100))
    }
    func append(_ log: Log) {
      log.data.withUnsafeBytes { state.appendLog(address: log.address, topics: log.topics, data: $0) }
    }
    logs[..<3].forEach(append)
    let checkpoint = state.checkpoint()
    logs[3...].forEach(append)
    #expect((0..<state.logCount).map { state.log(at: $0).log } == logs)
    state.revert(to: checkpoint)
    #expect((0..<state.logCount).map { state.log(at: $0).log } == Array(logs[..<3]))
    append(logs[4])
    #expect(state.log(at: 3).log == logs[4])
  }

  @Test("many transient slots are told apart, and all of them end")
  func manyTransients() {
    let slots = (0..<3000).map { UInt256($0) }
    for slot in slots { state.setTransientStorage(account, slot, slot &+ 1) }
    #expect(slots.allSatisfy { state.transientStorage(account, $0) == $0 &+ 1 })
    state.beginTransaction()
    #expect(slots.allSatisfy { state.transientStorage(account, $0) == 0 })
  }
}
