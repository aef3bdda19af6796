import EVM
import Primitives
import State
import Testing

@testable import Chain

@Suite("Building blocks")
struct ChainEngineBuildTests {
  @Test("gives the reference hashes of a transfer on Prague")
  func seed() throws {
    let engine = ChainEngine()
    SeedChain.setUp(engine)
    let genesis = SeedChain.genesis(engine)
    #expect(
      genesis.stateRoot == "0xdb7898eb5f4e3f3c288d77f39cc9b0922e57278c750bb83c9783c37729df94ee")
    #expect(genesis.hash() == SeedChain.genesisHash)
    let transaction = SeedChain.transfer(with: engine.signer)
    #expect(transaction.v == 0x26)
    #expect(
      transaction.r == "0x517706e10fac5ca80d39b9442e25435652f35d34b3e810801d416a78a1887f9a")
    #expect(
      transaction.s == "0x73347bd9ea12090e3e5eb5f91021d4b87f903491bbc8c0071b2e5318366972eb")
    let executed = try engine.build(
      SeedChain.plan([transaction]), parent: genesis, network: SeedChain.network, chainID: 1)
    let header = executed.block.header
    #expect(
      header.stateRoot == "0x5c304034433d29fbba1d4bfb5c1c5c4d564482ca6d29e6e91561e35535534a52")
    #expect(
      header.transactionsRoot
        == "0x4daa69d639fbc34d381e482803eeab637611a52346149b8e644e9745f97d2247")
    #expect(
      header.receiptsRoot
        == "0x642cd2bcdba228efb3996bf53981250d3608289522b80754c4e3c085c93c806f")
    #expect(header.gasUsed == 21000)
    #expect(header.baseFeePerGas == 7)
    #expect(executed.hash == SeedChain.blockHash)
    #expect(executed.rlp.count == 712)
    let balance = engine.state.balance(of: engine.state.index(of: SeedChain.sender))
    #expect(balance == "0xfffffffffffffdc1c8")
  }

  @Test("gives the same block on an engine used before")
  func reuse() throws {
    let engine = ChainEngine()
    let transfer = SeedChain.transfer(with: engine.signer)
    for _ in 0..<3 {
      let (_, executed) = try SeedChain.build([transfer], on: engine)
      #expect(executed.hash == SeedChain.blockHash)
    }
  }

  @Test("gives blocks that it imports again, on every fork", arguments: Fork.allCases)
  func importOfBuilt(fork: Fork) throws {
    let engine = ChainEngine()
    var transaction = Transaction(
      type: .legacy, chainID: 1, gasPrice: 8, gasLimit: 100_000, to: SeedChain.recipient, value: 1)
    if !Rules.at(fork).transaction.allowsProtected { transaction.chainID = nil }
    transaction = SeedChain.signed(transaction, with: engine.signer)
    let (genesis, executed) = try SeedChain.build([transaction], on: engine, fork: fork) {
      // Where the fee market begins, the gas limit may stay as it is only after a parent with a base fee.
      $0.gasLimit = 0x0100_0000
    }
    SeedChain.setUp(engine, fork: fork)
    let block = try executed.rlp.withUnsafeBytes { try Block.decode($0) }
    #expect(block == executed.block)
    let imported = try engine.importBlock(
      block, parent: genesis, network: Network(fork), chainID: 1)
    #expect(imported.hash == executed.hash)
    #expect(imported.receipts == executed.receipts)
    #expect(imported.senders == [SeedChain.sender])
  }

  @Test("leaves the state as it was when a transaction is refused")
  func rollback() throws {
    let engine = ChainEngine()
    let good = SeedChain.transfer(with: engine.signer)
    let repeated = good
    SeedChain.setUp(engine)
    let genesis = SeedChain.genesis(engine)
    let expected = InvalidBlock.transaction(index: 1, .nonceTooLow(expected: 1, found: 0))
    #expect(throws: expected) {
      try engine.build(
        SeedChain.plan([good, repeated]), parent: genesis, network: SeedChain.network, chainID: 1)
    }
    #expect(engine.stateRoot() == genesis.stateRoot)
    let executed = try engine.build(
      SeedChain.plan([good]), parent: genesis, network: SeedChain.network, chainID: 1)
    #expect(executed.hash == SeedChain.blockHash)
  }

  @Test("credits withdrawals in gwei and lists them in the block")
  func withdrawals() throws {
    let engine = ChainEngine()
    let account: Address = "0x00000000000000000000000000000000000000bb"
    let withdrawal = Withdrawal(index: 0, validatorIndex: 5, address: account, amount: 3)
    let (_, executed) = try SeedChain.build([], on: engine) { $0.withdrawals = [withdrawal] }
    #expect(engine.state.balance(of: engine.state.index(of: account)) == 3_000_000_000)
    #expect(executed.block.withdrawals == [withdrawal])
    #expect(executed.block.header.withdrawalsRoot != Header().transactionsRoot)
  }

  @Test("does not create an account by a withdrawal of nothing")
  func emptyWithdrawal() throws {
    let engine = ChainEngine()
    let account: Address = "0x00000000000000000000000000000000000000bb"
    let withdrawal = Withdrawal(index: 0, validatorIndex: 5, address: account, amount: 0)
    _ = try SeedChain.build([], on: engine) { $0.withdrawals = [withdrawal] }
    #expect(!engine.state.exists(engine.state.index(of: account)))
  }

  private static let rewardCases: [(Fork, UInt256)] = [
    (.frontier, "0x4563918244f40000"), (.byzantium, "0x29a2241af62c0000"),
    (.petersburg, "0x1bc16d674ec80000"), (.paris, "0x0"),
  ]

  @Test("pays the block reward under proof of work", arguments: rewardCases)
  func reward(fork: Fork, reward: UInt256) throws {
    let engine = ChainEngine()
    _ = try SeedChain.build([], on: engine, fork: fork)
    #expect(engine.state.balance(of: engine.state.index(of: SeedChain.coinbase)) == reward)
  }

  @Test("writes parent hash and beacon root into the system contracts")
  func systemCalls() throws {
    let engine = ChainEngine()
    let root = Hash32(UInt256(77))
    _ = try SeedChain.build([], on: engine) { $0.parentBeaconBlockRoot = root }
    let history = engine.state.index(of: "0x0000f90827f1c53a10cb7a02335b175320002935")
    #expect(engine.state.storage(history, 0) == UInt256(SeedChain.genesisHash))
    let beaconRoots = engine.state.index(of: "0x000f3df6d732807ef1319fb7b8bb8522d0beac02")
    #expect(engine.state.storage(beaconRoots, 0x1000) == 0x1000)
    #expect(engine.state.storage(beaconRoots, UInt256(0x1000 + 8191)) == 77)
  }

  @Test("fails where a request contract has no code, passes over a missing history contract")
  func missingSystemContracts() throws {
    let engine = ChainEngine()
    SeedChain.setUp(engine)
    let queue: Address = "0x00000961ef480eb55e80d19ad83579a64c007002"
    engine.state.createGenesisAccount(queue, nonce: 1, balance: 0, code: .empty)
    #expect(throws: InvalidBlock.systemContractEmpty(queue)) {
      try engine.build(
        SeedChain.plan([]), parent: SeedChain.genesis(engine), network: SeedChain.network,
        chainID: 1)
    }
    SeedChain.setUp(engine)
    engine.state.createGenesisAccount(queue, nonce: 1, balance: 0, code: Code([0xfe]))
    #expect(throws: InvalidBlock.systemContractCallFailed(queue)) {
      try engine.build(
        SeedChain.plan([]), parent: SeedChain.genesis(engine), network: SeedChain.network,
        chainID: 1)
    }
    SeedChain.setUp(engine)
    let history: Address = "0x0000f90827f1c53a10cb7a02335b175320002935"
    engine.state.createGenesisAccount(history, nonce: 1, balance: 0, code: .empty)
    _ = try engine.build(
      SeedChain.plan([]), parent: SeedChain.genesis(engine), network: SeedChain.network,
      chainID: 1)
    #expect(!engine.state.hasStorage(engine.state.index(of: history)))
  }
}
