import Chain
import EVM
import Fixtures
import Primitives
import Replay

/// Makes a state test of a request with one transaction: the transaction in the environment of block 1, but
/// with no block around it.
///
/// No system contract is called before or after it, nobody is rewarded, nothing is withdrawn. The document's
/// randomness counts even where it would not reach block 1 of a chain.
struct StateTestConversion {
  let request: ChainRequest
  let environment: StateTestEnvironment
  /// The fork of block 1, as a network of its own.
  let network: Network
  private let planned: PlannedTransaction
  private let signed: Transaction

  /// Prepares the test of a chain after `genesis`, whose state `engine` holds.
  ///
  /// - Parameter list: where the transactions are spelt.
  /// - Throws: `ConvertError.notOneTransaction` or `.fieldUnsupported`, or as a chain of the request would.
  init(
    _ request: ChainRequest, after genesis: Header, hash: Hash32, with engine: ChainEngine
  ) throws(ConvertError) {
    guard request.transactions.count == 1 else {
      throw .notOneTransaction(count: request.transactions.count, at: request.list.pointer)
    }
    if let exception = request.blockException {
      throw .fieldUnsupported("blockException", at: exception.place.pointer)
    }
    self.request = request
    planned = request.transactions[0]
    var assembly = BlockAssembly(request, after: genesis, hash: hash, with: engine)
    let (transaction, header) = try assembly.first()
    signed = transaction
    network = Network(request.network.fork(number: header.number, timestamp: header.timestamp))
    environment = StateTestEnvironment(
      coinbase: header.coinbase, gasLimit: header.gasLimit, number: header.number,
      timestamp: header.timestamp, difficulty: header.difficulty,
      random: UInt256(request.environment.prevRandao), baseFee: header.baseFeePerGas,
      excessBlobGas: header.excessBlobGas ?? 0)
  }

  /// Executes the transaction on the state that `engine` holds.
  ///
  /// - Throws: `ConvertError.transactionRejected`, or what is said where a demand of the document is not met.
  func run(with engine: ChainEngine) throws(ConvertError) -> StateTestResult {
    var envelope = ByteBuffer(capacity: 512)
    signed.appendRLP(to: &envelope)
    let outcome = StateTestRun(engine: engine).execute(
      envelope.toBytes(), in: environment, on: network, chainID: request.chainID)
    return StateTestResult(
      transaction: signed, sender: planned.sender.address, privateKey: planned.sender.privateKey,
      stateRoot: outcome.stateRoot, logsHash: outcome.logsHash,
      expectedExceptions: try exceptions(for: outcome.refusal))
  }

  /// The names by which a client must refuse the transaction; empty where it must not.
  private func exceptions(for refusal: InvalidTransaction?) throws(ConvertError) -> [String] {
    let fault = refusal.map { InvalidBlock.transaction(index: 0, $0) }
    if let expectation = planned.expectation { return try expectation.met(by: fault) }
    guard let refusal else { return [] }
    let names = Array(ExceptionNames.names(of: refusal).prefix(1))
    if request.invalid == .expect { return names }
    throw .transactionRejected(
      refusal, exception: names.first ?? "", at: try planned.origin.pointer(to: refusal))
  }
}
