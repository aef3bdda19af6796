import JSON
import Primitives
import Synchronization

@testable import Stream

/// A filter that does what each record tells it in its member `do`, such as `{"do":"fail"}`: see `obey`.
///
/// Any other record it answers with its identity and number.
struct CommandedFilter: Filter {
  var stage: String { "echo" }
  var batching: Batching = .byBytes(64 << 10)
  /// The worker that cannot be made.
  var brokenWorker: Int?
  /// Keeps the first record of every few busy, so that later batches are done before it.
  var isUneven = false
  /// Counts the workers that have been told that there is no more.
  let finished = FinishCount()

  final class FinishCount: Sendable {
    let count = Atomic<Int>(0)
  }

  struct NoClient: Error {}

  func makeWorker(index: Int) throws -> Worker {
    if index == brokenWorker { throw NoClient() }
    return Worker(isUneven: isUneven, finished: finished)
  }

  /// The one error of its own.
  struct BadRecord: StageError {
    var code: String { "bad-record" }
    var pointer: JSONPointer { .root / "do" }
    var message: String { "the record asks to fail" }
    var hint: String? { "ask for something else" }
  }

  /// An error of the environment.
  struct Unreachable: StageError {
    var code: String { "unreachable" }
    var message: String { "the world is gone" }
    var isInfrastructure: Bool { true }
  }

  final class Worker: RecordWorker {
    private let document = JSONDocument()
    private let isUneven: Bool
    private let finished: FinishCount

    init(isUneven: Bool, finished: FinishCount) {
      self.isUneven = isUneven
      self.finished = finished
    }

    func finish() {
      finished.count.add(1, ordering: .relaxed)
    }

    func process(_ record: InputRecord, into output: inout RecordOutput) {
      guard let id = document.open(record, into: &output) else { return }
      if isUneven, record.number % 7 == 1 { spin() }
      obey(document.root["do"]?.string ?? "", document.root, id, record, &output)
    }

    private func obey(
      _ command: String, _ root: JSONValue, _ id: RecordIdentity, _ record: InputRecord,
      _ output: inout RecordOutput
    ) {
      func write(_ output: inout RecordOutput) {
        output.bytes.append("{\"id\":")
        id.appendQuoted(to: &output.bytes)
        output.bytes.append(",\"line\":")
        output.bytes.appendDecimal(record.number)
        output.bytes.append("}")
      }
      switch command {
      case "none": break
      case "empty": output.succeed()
      case "partial": output.bytes.append("half a ")
      case "twice":
        for _ in 0..<2 {
          write(&output)
          output.succeed()
        }
      case "fail":
        write(&output)
        output.fail(BadRecord(), id: id)
      case "unreachable": output.fail(Unreachable(), id: id)
      case "finding":
        write(&output)
        output.finding()
      case "incomplete":
        write(&output)
        output.incomplete()
      case "expand":
        output.expand(to: 3)
        write(&output)
        output.succeed()
        output.fail(BadRecord(), id: id)
        write(&output)
        output.endLine()
        output.succeed()
      case "warn-once":
        output.warnOnce("beware of \(root["what"]?.string ?? "")")
        write(&output)
        output.succeed()
      case "warn":
        output.warn("careful\u{1b}[31m")
        fallthrough
      default:
        output.count("sent", client: "geth")
        output.count("seen", by: 2)
        write(&output)
        output.succeed()
      }
    }

    private func spin() {
      var bytes = Bytes(repeating: 0, count: 32)
      for _ in 0..<200 { bytes = Keccak256.hash(bytes).bytes }
      precondition(bytes.count == 32)
    }
  }
}
