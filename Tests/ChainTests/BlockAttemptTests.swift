import EVM
import Primitives
import State
import Testing

@testable import Chain

@Suite("Attempts at blocks that may break a rule")
struct BlockAttemptTests {
  /// Transactions of the seed chain's sender with these nonces.
  private func transactions(_ nonces: [UInt64], with engine: ChainEngine) -> [Transaction] {
    nonces.map { nonce in
      var transaction = SeedChain.transfer(with: engine.signer)
      transaction.nonce = nonce
      return SeedChain.signed(transaction, with: engine.signer)
    }
  }

  private func attempt(
    _ nonces: [UInt64], _ tolerance: BuildTolerance, on engine: ChainEngine, keepsState: Bool = true,
    change: (inout BlockPlan) -> Void = { _ in }
  ) throws -> BlockAttempt {
    engine.reset()
    SeedChain.setUp(engine)
    let genesis = SeedChain.genesis(engine)
    var plan = SeedChain.plan(transactions(nonces, with: engine))
    change(&plan)
    return try engine.attempt(
      plan, tolerance: tolerance, keepsState: keepsState, parent: genesis, network: SeedChain.network,
      chainID: 1)
  }

  private func nonce(_ engine: ChainEngine) -> UInt64 {
    engine.state.nonce(of: engine.state.index(of: SeedChain.sender))
  }

  private let tooHigh = InvalidTransaction.nonceTooHigh(expected: 1, found: 7)

  @Test("without tolerance fail at the first refusal, and the state is as before")
  func strict() throws {
    let engine = ChainEngine()
    #expect(throws: InvalidBlock.transaction(index: 1, tooHigh)) {
      try attempt([0, 7, 1], .none, on: engine)
    }
    #expect(nonce(engine) == 0)
  }

  @Test("leave refused transactions out, and give the block that has only the others")
  func leavingOut() throws {
    let engine = ChainEngine()
    let result = try attempt([0, 7, 1], BuildTolerance(leavesOut: true), on: engine)
    #expect(result.fault == nil)
    #expect(result.leftOut == [RefusedTransaction(index: 1, reason: tooHigh)])
    #expect(nonce(engine) == 2)
    let other = try attempt([0, 1], .none, on: ChainEngine())
    #expect(result.executed.hash == other.executed.hash)
    #expect(result.executed.rlp == other.executed.rlp)
    #expect(result.executed.senders == other.executed.senders)
  }

  @Test("end a block with the refused transaction, which has no effect")
  func ending() throws {
    let engine = ChainEngine()
    let result = try attempt([0, 7, 1], BuildTolerance(endsBlock: true), on: engine)
    #expect(result.fault == .transaction(index: 1, tooHigh))
    #expect(result.executed.block.transactions.map(\.nonce) == [0, 7])
    #expect(result.executed.senders == [SeedChain.sender, SeedChain.sender])
    #expect(nonce(engine) == 0)
    let valid = try attempt([0], .none, on: ChainEngine())
    let header = result.executed.block.header
    #expect(header.gasUsed == 21000 && result.executed.receipts.count == 1)
    #expect(header.stateRoot == valid.executed.block.header.stateRoot)
    #expect(header.receiptsRoot == valid.executed.block.header.receiptsRoot)
    #expect(header.transactionsRoot != valid.executed.block.header.transactionsRoot)
  }

  @Test("keep the last transaction only, when told so")
  func keepingLast() throws {
    let engine = ChainEngine()
    let last = try attempt([0, 7], BuildTolerance(keepsLast: true), on: engine)
    #expect(last.fault == .transaction(index: 1, tooHigh))
    #expect(throws: InvalidBlock.transaction(index: 1, tooHigh)) {
      try attempt([0, 7, 1], BuildTolerance(keepsLast: true), on: engine)
    }
    let both = try attempt([0, 7, 8], BuildTolerance(leavesOut: true, keepsLast: true), on: engine)
    #expect(both.leftOut.map(\.index) == [1])
    #expect(both.executed.block.transactions.map(\.nonce) == [0, 8])
  }

  @Test("complete a block that is refused as a whole")
  func completing() throws {
    let engine = ChainEngine()
    let tolerance = BuildTolerance(completesFaulty: true)
    let result = try attempt([0], tolerance, on: engine) { $0.timestamp = 0 }
    guard case .timestampNotAfterParent = result.fault else {
      Issue.record("found \(String(describing: result.fault))")
      return
    }
    #expect(result.executed.receipts.count == 1)
    #expect(nonce(engine) == 0)
    #expect(throws: InvalidBlock.self) { try attempt([0], .none, on: engine) { $0.timestamp = 0 } }
  }

  @Test("take a valid block back when the state is not to be kept")
  func trial() throws {
    let engine = ChainEngine()
    let trial = try attempt([0], .none, on: engine, keepsState: false)
    #expect(trial.fault == nil && nonce(engine) == 0)
    let kept = try attempt([0], .none, on: engine)
    #expect(kept.executed.hash == trial.executed.hash && nonce(engine) == 1)
  }
}
