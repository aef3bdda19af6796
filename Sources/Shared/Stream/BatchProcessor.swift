import Crypto
import JSON
import Primitives

/// Takes a worker through the lines of a batch.
///
/// `@unchecked Sendable`: made on the starting thread, then used on the one thread of its worker only.
final class BatchProcessor<Worker: RecordWorker>: @unchecked Sendable {
  private let worker: Worker
  private let lineLimit: Int
  private let failFast: Bool
  private let document = JSONDocument()

  init(worker: Worker, lineLimit: Int, failFast: Bool) {
    self.worker = worker
    self.lineLimit = lineLimit
    self.failFast = failFast
  }

  /// Answers every record of the batch, or those up to the first bad one with `--fail-fast`.
  func process(_ batch: Batch) {
    for (position, line) in batch.lines.enumerated() {
      batch.output.begin(at: RecordPlace(number: line.number, source: batch.source))
      let bytes = batch.bytes(of: line)
      switch line.kind {
      case .tooLong:
        let digest = Hash32(bytes: bytes.baseAddress!)
        batch.output.fail(RecordError.lineTooLong(limit: lineLimit), id: RecordIdentity(digest: digest))
      case .byteOrderMark:
        batch.output.fail(RecordError.byteOrderMark, id: RecordIdentity(root: nil, line: bytes))
      case .record:
        if isErrorRecord(bytes) {
          batch.output.passThrough(bytes)
        } else {
          worker.process(
            InputRecord(line: bytes, number: line.number, source: batch.source), into: &batch.output)
        }
      }
      batch.output.end()
      if failFast, batch.output.hasProblem {
        batch.abandoned = batch.lines.count - position - 1
        batch.endsRun = true
        return
      }
    }
  }

  /// Tells the worker that there is no more.
  func finish() {
    worker.finish()
  }

  /// Whether a line is an error record of an earlier stage: an object with the one key `error`, which has a
  /// `stage` and a `code`.
  private func isErrorRecord(_ line: UnsafeRawBufferPointer) -> Bool {
    guard BatchProcessor.beginsLikeErrorRecord(line) else { return false }
    do {
      try document.parse(line)
    } catch {
      return false
    }
    let root = document.root
    guard root.count == 1, let error = root["error"] else { return false }
    return error["stage"]?.kind == .string && error["code"]?.kind == .string
  }

  /// A cheap look that spares all other lines the parser.
  private static func beginsLikeErrorRecord(_ line: UnsafeRawBufferPointer) -> Bool {
    var rest = line[...].drop(while: isWhiteSpace)
    guard rest.popFirst() == UInt8(ascii: "{") else { return false }
    return rest.drop(while: isWhiteSpace).starts(with: "\"error\"".utf8)
  }
}

/// Whether a byte is white space as JSON has it.
func isWhiteSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d
}
