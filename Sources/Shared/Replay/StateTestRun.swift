import Chain
import EVM
import Fixtures
import Primitives
import State

/// Executes the transactions of a state test, each on the test's own accounts, and compares what comes out.
///
/// There is no block around the transaction: no system calls, no reward, no withdrawals.
package final class StateTestRun {
  private let engine: ChainEngine
  /// What the base fee is where the rules know one and the test does not say, in wei.
  private static let defaultBaseFee: UInt256 = 10
  /// Block hashes that the BLOCKHASH opcode can reach.
  private static let ancestorLimit: UInt64 = 256

  /// - Parameter engine: what executes; its state is overwritten.
  package init(engine: ChainEngine) {
    self.engine = engine
  }

  /// Runs all cases.
  ///
  /// - Parameter willRun: told of each case before it is executed.
  /// - Throws: `ReplayFailure` at the first case that comes out otherwise than expected.
  package func run(
    _ test: StateTest, willRun: (StateTestCase) -> Void = { _ in }
  ) throws(ReplayFailure) {
    for element in test.cases {
      guard let network = element.network else { preconditionFailure("unknown networks are not run") }
      willRun(element)
      let place = "\(element.networkName) case \(element.index)"
      try run(element, of: test, on: network, place)
    }
  }

  private func run(
    _ element: StateTestCase, of test: StateTest, on network: Network, _ place: String
  ) throws(ReplayFailure) {
    engine.allocate(test.pre)
    let outcome = execute(
      element.envelope, in: test.environment, on: network, chainID: test.chainID,
      touchesCoinbaseWhenRefused: element.touchesCoinbaseWhenRefused)
    try compare(outcome.refusal, with: element, place)
    let root = outcome.stateRoot
    let logsHash = outcome.logsHash
    if root != element.stateRoot {
      throw ReplayFailure(.postState, "\(place): the state root is \(root), expected \(element.stateRoot)")
    }
    if logsHash != element.logsHash {
      throw ReplayFailure(
        .postState, "\(place): the hash of the logs is \(logsHash), expected \(element.logsHash)")
    }
  }

  /// What came of a transaction.
  package struct Outcome {
    /// Why it was refused; nil when it was executed.
    package let refusal: InvalidTransaction?
    /// Keccak-256 over the RLP list of the logs.
    package let logsHash: Hash32
    package let stateRoot: Hash32
  }

  /// Executes one transaction on the accounts that the engine holds.
  ///
  /// - Parameters:
  ///   - envelope: the transaction as it would stand in a block.
  ///   - touchesCoinbaseWhenRefused: whether the coinbase is credited with nothing even after a refusal.
  package func execute(
    _ envelope: Bytes, in given: StateTestEnvironment, on network: Network, chainID: UInt64,
    touchesCoinbaseWhenRefused: Bool = false
  ) -> Outcome {
    let environment = environment(of: given, on: network, chainID: chainID)
    var logsHash = Self.noLogs
    var refusal: InvalidTransaction?
    do {
      let receipt = try apply(envelope, in: environment)
      logsHash = Self.hash(of: receipt.logs)
      engine.touchCoinbase(in: environment)
    } catch {
      refusal = error
      if touchesCoinbaseWhenRefused { engine.touchCoinbase(in: environment) }
    }
    return Outcome(refusal: refusal, logsHash: logsHash, stateRoot: engine.stateRoot())
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
  private func environment(
    of given: StateTestEnvironment, on network: Network, chainID: UInt64
  ) -> BlockEnvironment {
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
        blobBaseFee: blobBaseFee ?? .zero, chainID: UInt256(chainID), blockHashes: blockHashes))
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
