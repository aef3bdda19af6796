import Chain
import EVM
import Fixtures
import Primitives
import Processes
import Replay

/// The client that is built in: it imports the fixture's blocks into the project's own chain engine.
///
/// It starts from the bytes of the fixture. Every block is decoded from its RLP, executed, and every field
/// of its header derived anew; the state after the last block is compared account by account. State tests
/// run on the same engine.
final class EmbeddedClient: Client {
  let name = "embedded"
  let needsFile = false
  private let replay = ChainReplay()
  private lazy var stateTests = StateTestRun(engine: replay.engine)
  private let trace: ExecutionTrace?
  private var submission: Submission?

  /// - Parameter trace: Where to write what is executed; nil when nobody wants to know.
  init(trace: TraceFile? = nil) {
    self.trace = trace.map { [engine = replay.engine] in ExecutionTrace($0, following: engine) }
    replay.engine.observer = self.trace
  }

  func submit(_ submission: Submission) { self.submission = submission }

  func collect() -> ClientAnswer {
    guard let submission else { preconditionFailure("an answer was asked for before a fixture") }
    self.submission = nil
    let watch = Stopwatch()
    var answer = judge(submission.test)
    answer.milliseconds = watch.milliseconds
    return answer
  }

  func judge(_ test: StateTest) -> ClientAnswer? {
    let watch = Stopwatch()
    var answer = verdict(on: test)
    answer.milliseconds = watch.milliseconds
    return answer
  }

  private func verdict(on test: StateTest) -> ClientAnswer {
    if let unknown = test.cases.first(where: { $0.network == nil }) {
      return .other(.unsupported, "the network \(unknown.networkName) is not known")
    }
    do {
      try stateTests.run(test) { element in
        trace?.begin(test: test.name, fork: element.networkName, index: element.index)
      }
      return .pass(lastBlockHash: nil)
    } catch {
      return .fail(error.stage, error.message)
    }
  }

  func takeComplaint() -> String? { nil }

  func stop() {}

  private func judge(_ test: BlockchainTest) -> ClientAnswer {
    guard let network = test.network else {
      return .other(.unsupported, "the network \(test.networkName) is not known")
    }
    trace?.begin(test: test.name)
    do {
      return .pass(lastBlockHash: try replay.run(test, on: network))
    } catch {
      return .fail(error.stage, error.message, lastBlockHash: error.head)
    }
  }
}
