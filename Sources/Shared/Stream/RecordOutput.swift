import JSON
import Primitives

/// What a worker answers with: it belongs to one batch and is filled record by record.
package struct RecordOutput: ~Copyable {
  /// Result lines; what is written for a record counts only once `succeed`, `finding` or `incomplete` is
  /// called, and `fail` takes it back.
  package var bytes: ByteBuffer

  /// Error records that do not go among the results.
  var errors: ByteBuffer
  /// Warnings for standard error.
  var notices: ByteBuffer
  /// Warnings that are given once in a run.
  var warnings: [String] = []
  var tally = Tally()

  private let style: ErrorStyle
  private var place = RecordPlace()
  /// The end of the last complete answer in `bytes`.
  private var mark = 0
  private var expected = 1
  private var answers = 0
  private var isSound = true

  /// Buffers that a batch has made larger than this are given back after it.
  private static var keptCapacity: Int { 16 << 20 }

  init(style: ErrorStyle) {
    self.style = style
    bytes = ByteBuffer(capacity: 4096)
    errors = ByteBuffer(capacity: 16)
    notices = ByteBuffer(capacity: 16)
  }

  /// Ends a result line.
  package mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
  }

  /// The record is answered: its result is in `bytes`.
  package mutating func succeed() {
    answer()
  }

  /// The record is answered, and the answer is a finding: the run ends with status 1.
  package mutating func finding() {
    answer()
    tally.findings += 1
  }

  /// The record is answered, but infrastructure failed for it: the run ends with status 4.
  package mutating func incomplete() {
    answer()
    tally.incomplete += 1
  }

  /// The record is bad: its terminal record is that error. What was written for it is taken back.
  package mutating func fail(_ error: some StageError, id: RecordIdentity) {
    bytes.truncate(to: mark)
    switch (style.place, style.isReadable) {
    case (.output, _): bytes.appendErrorRecord(error, id: id, at: place, stage: style.stage)
    case (.apart, false): errors.appendErrorRecord(error, id: id, at: place, stage: style.stage)
    case (.apart, true): errors.appendErrorLine(error, at: place, tool: style.tool)
    }
    mark = bytes.count
    answers += 1
    tally.failed += 1
    tally.countError(error.code)
  }

  /// The line holds `count` records, at least one; each of them gets its own terminal record.
  package mutating func expand(to count: Int) {
    precondition(count >= 1, "a line holds one record at least")
    tally.expanded += count - expected
    expected = count
  }

  /// Says something about the record on standard error; it is no terminal record.
  package mutating func warn(_ text: String) {
    notices.appendPlace(place, tool: style.tool)
    notices.append("warning: ")
    notices.appendPrintable(text)
    notices.append(UInt8(ascii: "\n"))
  }

  /// Says something on standard error that holds for many records: once in the run, whatever the job.
  ///
  /// A quiet run does without. The text should name no record, so that it does not matter which comes first.
  package mutating func warnOnce(_ text: String) {
    warnings.append(text)
  }

  /// Adds to a counter of the stage, which the summary shows.
  package mutating func count(_ name: StaticString, client: String = "", by amount: Int = 1) {
    tally.count(name.description, client: client, by: amount)
  }

  private mutating func answer() {
    if bytes.count > mark {
      if bytes.bytes[bytes.count - 1] != UInt8(ascii: "\n") { endLine() }
      mark = bytes.count
    } else {
      // A result without a line would be a lost record.
      isSound = false
    }
    answers += 1
    tally.ok += 1
  }
}

extension RecordOutput {
  /// Whether anything so far is not a plain result: what `--fail-fast` stops at.
  var hasProblem: Bool {
    tally.failed > 0 || tally.findings > 0 || tally.incomplete > 0 || tally.faults > 0
  }

  /// Begins the next record.
  mutating func begin(at place: RecordPlace) {
    self.place = place
    mark = bytes.count
    expected = 1
    answers = 0
    isSound = true
  }

  /// Ends the record and checks that it was answered as often as it should be.
  mutating func end() {
    bytes.truncate(to: mark)
    if answers != expected || !isSound { tally.countFault(line: place.number) }
  }

  /// Hands an error record of an earlier stage on as it came.
  mutating func passThrough(_ line: UnsafeRawBufferPointer) {
    bytes.reserve(line.count + 1)
    // Only the white space of a document over several lines can hold a line end.
    for byte in line { bytes.append(byte == 0x0a || byte == 0x0d ? 0x20 : byte) }
    endLine()
    mark = bytes.count
    answers += 1
    tally.failed += 1
    tally.passedThrough += 1
  }

  /// Empties everything for the next batch.
  mutating func reset() {
    bytes.removeAll(keepingCapacity: bytes.count <= RecordOutput.keptCapacity)
    errors.removeAll(keepingCapacity: errors.count <= RecordOutput.keptCapacity)
    notices.removeAll(keepingCapacity: notices.count <= RecordOutput.keptCapacity)
    warnings.removeAll()
    tally.reset()
    mark = 0
  }
}
