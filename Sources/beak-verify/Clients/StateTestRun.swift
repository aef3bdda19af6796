import Chain
import EVM
import Fixtures
import Primitives
import State

/// Executes the transactions of a state test, each on the test's own accounts, and compares what comes out.
///
/// There is no block around the transaction: no system calls, no reward, no withdrawals.
final class StateTestRun {
  private let engine: ChainEngine
  private let trace: ExecutionTrace?
  /// What the base fee is where the rules know one and the test does not say, in wei.
  private static let defaultBaseFee: UInt256 = 10
  /// Block hashes that the BLOCKHASH opcode can reach.
  private static let ancestorLimit: UInt64 = 256

  init(engine: ChainEngine, trace: ExecutionTrace? = nil) {
    self.engine = engine
    self.trace = trace
  }

  /// Runs all cases.
  ///
  /// - Throws: `ReplayFailure` at the first case that comes out otherwise than expected.
  func run(_ test: StateTest) throws(ReplayFailure) {
    for element in test.cases {
      guard let network = element.network else { preconditionFailure("unknown networks are not run") }
      trace?.begin(test: test.name, fork: element.networkName, index: element.index)
      let place = "\(element.networkName) case \(element.index)"
      try run(element, of: test, on: network, place)
    }
  }

  private func run(
    _ element: StateTestCase, of test: StateTest, on network: Network, _ place: String
  ) throws(ReplayFailure) {
    engine.allocate(test.pre)
    let environment = environment(of: test, on: network)
    var logsHash = Self.noLogs
    var refusal: InvalidTransaction?
    do {
      let receipt = try apply(element.envelope, in: environment)
      logsHash = Self.hash(of: receipt.logs)
      engine.touchCoinbase(in: environment)
    } catch {
      refusal = error
      if element.touchesCoinbaseWhenRefused { engine.touchCoinbase(in: environment) }
    }
    try compare(refusal, with: element, place)
    let root = engine.stateRoot()
    if root != element.stateRoot {
      throw ReplayFailure(.postState, "\(place): the state root is \(root), expected \(element.stateRoot)")
    }
    if logsHash != element.logsHash {
      throw ReplayFailure(
        .postState, "\(place): the hash of the logs is \(logsHash), expected \(element.logsHash)")
    }
  }

  private func apply(
    _ envelope: Bytes, in environment: BlockEnvironment
  ) throws(InvalidTransaction) -> Receipt {
    let decoded = envelope.withUnsafeBytes { bytes in
      Result { () throws(InvalidTransaction) in try Transaction.decode(envelope: bytes) }
    }
    var progress = BlockProgress()
    return try engine.apply(try decoded.get(), in: environment, progress: &progress)
  }

  /// The block that `env` describes. The hash of an earlier block is that of its number in decimal digits.
  private func environment(of test: StateTest, on network: Network) -> BlockEnvironment {
    let given = test.environment
    let rules = network.rules(number: given.number, timestamp: given.timestamp)
    let oldest = given.number - min(given.number, Self.ancestorLimit)
    let blockHashes = (oldest..<given.number).map { Keccak256.hash(Bytes(String($0).utf8)) }
    let blobBaseFee = rules.block.blobs.map { BlobFee.baseFee(excess: given.excessBlobGas, schedule: $0) }
    return BlockEnvironment(
      rules: rules,
      context: BlockContext(
        coinbase: given.coinbase, number: given.number, timestamp: given.timestamp,
        gasLimit: given.gasLimit,
        prevRandao: rules.block.usesPrevRandao ? given.random : given.difficulty,
        baseFee: rules.block.hasBaseFee ? given.baseFee ?? Self.defaultBaseFee : .zero,
        blobBaseFee: blobBaseFee ?? .zero, chainID: UInt256(test.chainID), blockHashes: blockHashes))
  }

  /// Sees to it that a transaction is refused if and only if it must be, and for the reason named.
  private func compare(
    _ refusal: InvalidTransaction?, with element: StateTestCase, _ place: String
  ) throws(ReplayFailure) {
    let expected = element.expectedExceptions.joined(separator: "|")
    guard let refusal else {
      if !element.mustBeRefused { return }
      throw ReplayFailure(
        .transaction, "\(place): the transaction was accepted but must be refused (\(expected))")
    }
    guard element.mustBeRefused else {
      throw ReplayFailure(.transaction, "\(place): the transaction was refused: \(refusal)")
    }
    let reason = InvalidBlock.transaction(index: 0, refusal)
    if ExceptionNames.matches(reason, element.expectedExceptions) { return }
    let name = ExceptionNames.names(of: reason).first ?? "an exception without a name"
    throw ReplayFailure(.transaction, "\(place): refused with \(name), expected \(expected)")
  }

  private static let noLogs = hash(of: [])

  private static func hash(of logs: [Log]) -> Hash32 {
    var buffer = ByteBuffer()
    Receipt.append(logs, to: &buffer)
    return Keccak256.hash(buffer.bytes)
  }
}
