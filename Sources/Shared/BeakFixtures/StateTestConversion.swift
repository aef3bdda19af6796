import Chain
import EVM
import Fixtures
import Primitives
import Replay

/// Makes a state test of a document with one transaction: the transaction in the environment of block 1, but
/// with no block around it.
///
/// No system contract is called before or after it, nobody is rewarded, nothing is withdrawn. The document's
/// randomness counts; it would not reach block 1 of a chain.
struct StateTestConversion {
  let document: FuzzerDocument
  let assembly: BlockAssembly
  /// What becomes of a transaction that the rules refuse.
  let invalid: InputOptions.InvalidPolicy

  /// The fork of block 1, as a network of its own.
  var network: Network {
    let timestamp = assembly.environment.timestamp
    return Network(assembly.network.fork(number: 1, timestamp: timestamp))
  }

  /// The environment of block 1 after `genesis`.
  func environment(after genesis: Header, with engine: ChainEngine) -> StateTestEnvironment {
    let given = assembly.environment
    let plan = BlockPlan(coinbase: given.coinbase, timestamp: given.timestamp, gasLimit: given.gasLimit)
    let header = engine.outline(plan, parent: genesis, network: assembly.network)
    return StateTestEnvironment(
      coinbase: header.coinbase, gasLimit: header.gasLimit, number: header.number,
      timestamp: header.timestamp, difficulty: header.difficulty, random: UInt256(given.prevRandao),
      baseFee: header.baseFeePerGas, excessBlobGas: header.excessBlobGas ?? 0)
  }

  /// Executes the transaction on the state that `engine` holds.
  ///
  /// - Throws: `ConvertError.transactionRejected`, unless such a transaction is expected to be refused.
  func run(
    _ transaction: Transaction, from sender: SigningSender, in environment: StateTestEnvironment,
    with engine: ChainEngine
  ) throws(ConvertError) -> StateTestResult {
    let network = network
    let rules = Rules.at(network.finalFork).transaction
    let signed = assembly.sign([transaction], [sender], rules: rules, with: engine.signer)[0]
    var envelope = ByteBuffer(capacity: 512)
    signed.appendRLP(to: &envelope)
    let outcome = StateTestRun(engine: engine).execute(
      envelope.toBytes(), in: environment, on: network, chainID: assembly.chainID)
    var exceptions: [String] = []
    if let refusal = outcome.refusal {
      exceptions = ExceptionNames.names(of: refusal)
      if invalid != .expect {
        throw .transactionRejected(
          refusal, exception: exceptions.first ?? "",
          at: try document.transaction(at: 0).pointer(to: refusal))
      }
    }
    return StateTestResult(
      transaction: signed, sender: sender.address, privateKey: sender.privateKey,
      stateRoot: outcome.stateRoot, logsHash: outcome.logsHash, expectedExceptions: exceptions)
  }
}
