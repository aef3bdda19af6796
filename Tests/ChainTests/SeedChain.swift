import Crypto
import EVM
import Primitives
import State
import Testing

@testable import Chain

/// A chain of one transfer on Prague whose every hash is known from the reference converter.
enum SeedChain {
  static let network = Network(.prague)
  static let sender: Address = "0x7e5f4552091a69125d5dfcb7b8c2659029395bdf"
  static let recipient: Address = "0x2b5ad5c4795c026514f8317c7a215e218dccd6cf"
  static let coinbase: Address = "0xc014ba5e00000000000000000000000000000000"
  static let genesisHash: Hash32 =
    "0x8d476e583457f9e3aead67a6f30b3f869696c36b5dadcf80c4c1b952b1fdded4"
  static let blockHash: Hash32 =
    "0x421dd004b55cb20110378cfa9144218219392240f32c740cdc924debc38416ed"

  /// Fills the genesis state of `engine` with the system contracts of `fork` and the two accounts.
  static func setUp(_ engine: ChainEngine, fork: Fork = .prague) {
    engine.reset()
    for account in engine.preallocatedAccounts(for: Rules.at(fork)) {
      engine.createGenesisAccount(account)
    }
    engine.state.createGenesisAccount(
      sender, nonce: 0, balance: "0x1000000000000000000", code: .empty)
    engine.state.createGenesisAccount(
      recipient, nonce: 0, balance: "0x100000000000000000",
      code: Code([0x60, 0x01, 0x60, 0x00, 0x52, 0x60, 0x20, 0x60, 0x00, 0xf3]))
  }

  /// The genesis header that belongs to the state of `engine`.
  static func genesis(_ engine: ChainEngine, fork: Fork = .prague) -> Header {
    let rules = Rules.at(fork).block
    var header = Header(
      coinbase: coinbase, stateRoot: engine.stateRoot(), gasLimit: 0x0100_0000,
      timestamp: 0x0ff4, extraData: [0])
    if rules.hasBaseFee { header.baseFeePerGas = 7 }
    if rules.hasWithdrawals { header.withdrawalsRoot = Header().transactionsRoot }
    if rules.blobs != nil {
      header.blobGasUsed = 0
      header.excessBlobGas = 0
    }
    if rules.hasParentBeaconBlockRoot { header.parentBeaconBlockRoot = .zero }
    if rules.hasRequests { header.requestsHash = Requests.emptyHash }
    return header
  }

  /// The signed transfer.
  static func transfer(with curve: Secp256k1) -> Transaction {
    signed(
      Transaction(
        type: .legacy, chainID: 1, nonce: 0, gasPrice: 7, gasLimit: 21000, to: recipient,
        value: 0x100), with: curve)
  }

  /// `transaction` signed by the sender.
  static func signed(_ transaction: Transaction, with curve: Secp256k1) -> Transaction {
    var transaction = transaction
    precondition(transaction.sign(privateKey: Hash32(UInt256.one), with: curve))
    return transaction
  }

  /// The plan of the block after genesis with `transactions`.
  static func plan(_ transactions: [Transaction]) -> BlockPlan {
    BlockPlan(
      coinbase: coinbase, timestamp: 0x1000, gasLimit: 0x0100_0000, transactions: transactions,
      senders: transactions.map { _ in sender })
  }

  /// Builds the block after genesis with `transactions` on a fresh state of `engine`.
  static func build(
    _ transactions: [Transaction], on engine: ChainEngine, fork: Fork = .prague,
    amend: (inout BlockPlan) -> Void = { _ in }
  ) throws(InvalidBlock) -> (genesis: Header, executed: ExecutedBlock) {
    setUp(engine, fork: fork)
    let genesis = genesis(engine, fork: fork)
    var plan = plan(transactions)
    amend(&plan)
    let executed = try engine.build(plan, parent: genesis, network: Network(fork), chainID: 1)
    return (genesis, executed)
  }
}
