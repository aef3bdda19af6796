/// One stage of the pipeline: it answers each record of the input with exactly one terminal record.
///
/// A filter is immutable configuration; the work is done by its workers, one per job, each confined to one
/// thread.
package protocol Filter: Sendable {
  associatedtype Worker: RecordWorker

  /// The stage's name as error records carry it, such as `convert`; the tool is `beak-convert`.
  var stage: String { get }
  /// How much input is handed to a worker at once.
  var batching: Batching { get }
  /// Makes the worker for job `index`, counted from 0.
  ///
  /// - Throws: what the environment lacks; the run then ends with status 4 before anything is read.
  func makeWorker(index: Int) throws -> Worker
  /// Called once after the last delivery: finishes files that belong to the whole run.
  ///
  /// - Parameter hasFailed: Whether a delivery or another output failed before.
  /// - Returns: What went wrong, in words.
  func conclude(hasFailed: Bool) -> String?
}

extension Filter {
  /// Nothing is left to do.
  package func conclude(hasFailed: Bool) -> String? { nil }
}

/// The single-threaded part of a filter: arenas, caches and clients live here, reused for every record.
package protocol RecordWorker: AnyObject, SendableMetatype {
  /// Answers one record through `output`: one of `succeed`, `finding`, `incomplete` or `fail`, exactly once,
  /// or as often as `expand` says.
  func process(_ record: InputRecord, into output: inout RecordOutput)
  /// Called once after the last record, however the run ends: stops clients, frees what is not memory.
  func finish()
}

/// How much input is handed to a worker at once; never more than one `read` has returned.
package enum Batching: Sendable, Hashable {
  /// Complete lines of up to so many bytes together, one line at least.
  case byBytes(Int)
  /// Up to so many records.
  case records(Int)
}

/// One record of the input, valid during `process` only.
package struct InputRecord {
  /// The bytes of the line without its line end, or of a whole `.json` file without white space around it.
  package let line: UnsafeRawBufferPointer
  /// The number of the physical line, from 1, in its source.
  package let number: Int
  /// The file's name as the user or the directory walk gave it; nil for standard input.
  package let source: String?

  /// Makes a record.
  package init(line: UnsafeRawBufferPointer, number: Int, source: String?) {
    self.line = line
    self.number = number
    self.source = source
  }
}
