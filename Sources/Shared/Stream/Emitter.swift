import Primitives

/// The last hands that a batch passes: results, error records and warnings go out, and the account is kept.
///
/// `@unchecked Sendable`: used by one thread at a time, the writer while the pool runs and the main thread
/// before and after.
final class Emitter: @unchecked Sendable {
  /// The account so far.
  private(set) var ledger = Ledger()
  /// What could not be written, in words.
  private(set) var failure: String?
  /// Whether the reader of the output has gone.
  private(set) var outputIsClosed = false
  /// Whether nothing more is to be read or answered.
  private(set) var hasStopped = false

  private var output: LineWriter
  private let errorFile: Int32?
  private let diagnostics: Diagnostics
  private let progress: Progress?
  private let failFast: Bool
  private let isQuiet: Bool
  /// The warnings given so far.
  private var warnings: Set<String> = []
  /// How many different warnings there are at most; their text may come from the input.
  private static let warningLimit = 100

  /// - Parameters:
  ///   - errorFile: Where error records go that are not in band; standard error if nil.
  ///   - failFast: Whether a delivery that is refused ends the run.
  ///   - isQuiet: Whether warnings that hold for many records are left out.
  init(
    output: Int32, errorFile: Int32?, diagnostics: Diagnostics, progress: Progress?, failFast: Bool = false,
    isQuiet: Bool = false
  ) {
    self.failFast = failFast
    self.isQuiet = isQuiet
    self.output = LineWriter(descriptor: output)
    self.errorFile = errorFile
    self.diagnostics = diagnostics
    self.progress = progress
  }

  /// Writes what a batch came to; after a stop, only counts it as abandoned.
  func emit(_ batch: Batch) {
    if hasStopped {
      ledger.abandoned += batch.lines.count
      return
    }
    let problem = batch.deliver(failFast: failFast)
    ledger.abandoned += batch.abandoned
    ledger.tally.merge(batch.output.tally)
    hasStopped = batch.endsRun
    if let problem {
      failure = problem
      hasStopped = true
    }
    do {
      try output.append(batch.output.bytes.bytes)
    } catch {
      fail(error, writing: "output")
    }
    writeApart(batch)
    for warning in batch.output.warnings { warnOnce(warning) }
    progress?.update(ledger.tally)
  }

  /// Writes the results that are still held back.
  func flush() {
    do {
      try output.flush()
    } catch {
      fail(error, writing: "output")
    }
  }

  /// Takes over what the reader counted.
  func close(read: Int) {
    ledger.read = read
  }

  private func writeApart(_ batch: Batch) {
    do {
      if batch.output.errors.count > 0 {
        if let errorFile {
          try LineWriter.write(batch.output.errors.bytes, to: errorFile)
        } else {
          try diagnostics.write(batch.output.errors.bytes)
        }
      }
    } catch {
      failure = "cannot write error records: \(error.reason)"
      hasStopped = true
    }
    // A lost warning loses no record.
    if batch.output.notices.count > 0 { try? diagnostics.write(batch.output.notices.bytes) }
  }

  private func warnOnce(_ text: String) {
    guard !isQuiet, warnings.count < Emitter.warningLimit, warnings.insert(text).inserted else { return }
    diagnostics.say("warning: \(text)")
    if warnings.count == Emitter.warningLimit { diagnostics.say("warning: no further warnings are shown") }
  }

  private func fail(_ error: WriteFailure, writing what: String) {
    hasStopped = true
    if error.isClosedPipe {
      outputIsClosed = true
    } else if failure == nil {
      failure = "cannot write \(what): \(error.reason)"
    }
  }
}
