import Chain
import Crypto
import EVM
import Primitives
import State

@testable import Replay

/// One block of several transactions on a small state, and the evidence about it.
struct AuditedChain {
  static let sender: Address = "0x7e5f4552091a69125d5dfcb7b8c2659029395bdf"
  static let coinbase: Address = "0xc014ba5e00000000000000000000000000000000"
  /// Logs its caller under one topic and keeps what it is sent.
  static let logger: Address = "0x00000000000000000000000000000000000010c6"
  /// Destroys itself in favour of itself.
  static let selfBurner: Address = "0x0000000000000000000000000000000000005e1f"
  /// Destroys itself in favour of address 0xbeef.
  static let destroyer: Address = "0x000000000000000000000000000000000000dead"

  let network: Network
  let engine = ChainEngine()
  private let audit = BlockAudit()
  private(set) var genesis: Header

  init(_ network: String = "Cancun") {
    self.network = Network(named: network)!
    engine.reset()
    let state = engine.state
    state.createGenesisAccount(Self.sender, nonce: 3, balance: "0x1000000000000000000", code: .empty)
    let log: Bytes = [0x33, 0x5f, 0x5f, 0xa1]
    let logger = state.createGenesisAccount(Self.logger, nonce: 1, balance: 5, code: Code(log))
    state.setGenesisStorage(logger, slot: 1, value: 2)
    state.createGenesisAccount(Self.selfBurner, nonce: 1, balance: 77, code: Code([0x30, 0xff]))
    state.createGenesisAccount(
      Self.destroyer, nonce: 7, balance: 11, code: Code([0x61, 0xbe, 0xef, 0xff]))
    let rules = Rules.at(self.network.finalFork).block
    genesis = Header(
      coinbase: Self.coinbase, stateRoot: engine.stateRoot(), gasLimit: 0x0100_0000, timestamp: 0x0ff4)
    if rules.hasBaseFee { genesis.baseFeePerGas = 1000 }
    if rules.hasWithdrawals { genesis.withdrawalsRoot = genesis.transactionsRoot }
    if rules.blobs != nil {
      genesis.blobGasUsed = 0
      genesis.excessBlobGas = 0x50_0000
      genesis.parentBeaconBlockRoot = .zero
    }
  }

  /// A call of the sender with 100 wei, its nonce counted from 3.
  func call(_ to: Address, index: UInt64, blobs: Int = 0) -> Transaction {
    var transaction = Transaction(type: blobs > 0 ? .blob : .legacy)
    transaction.chainID = 1
    transaction.nonce = 3 + index
    transaction.gasLimit = 100_000
    transaction.to = to
    transaction.value = 100
    if blobs > 0 {
      transaction.maxFeePerGas = 2000
      transaction.maxPriorityFeePerGas = 3
      transaction.maxFeePerBlobGas = 100
      let hash: Hash32 = "0x0100000000000000000000000000000000000000000000000000000000000000"
      transaction.blobVersionedHashes = Array(repeating: hash, count: blobs)
    } else {
      transaction.gasPrice = 2000
    }
    precondition(transaction.sign(privateKey: Hash32(UInt256.one), with: engine.signer))
    return transaction
  }

  /// Builds the block after genesis and gathers the evidence about it.
  func evidence(
    _ transactions: [Transaction], withdrawals: [Withdrawal] = []
  ) throws -> BlockEvidence {
    audit.begin(engine.state)
    let plan = BlockPlan(
      coinbase: Self.coinbase, timestamp: 0x1000, gasLimit: 0x0100_0000, withdrawals: withdrawals,
      transactions: transactions)
    let executed = try engine.build(plan, parent: genesis, network: network, chainID: 1)
    return audit.evidence(about: executed, rules: Rules.at(network.finalFork), engine.state)
  }

  /// Two calls that log, one of them with blobs, and a withdrawal.
  static func busyBlock() throws -> BlockEvidence {
    let chain = AuditedChain()
    return try chain.evidence(
      [chain.call(logger, index: 0), chain.call(logger, index: 1, blobs: 2)],
      withdrawals: [Withdrawal(index: 0, validatorIndex: 0, address: coinbase, amount: 9)])
  }
}
