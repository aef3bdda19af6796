import JSON
import Primitives

/// What a worker answers with: it belongs to one batch and is filled record by record.
package struct RecordOutput: ~Copyable {
  /// Result lines; what is written for a record counts only once `succeed`, `finding` or `incomplete` is
  /// called, and `fail` takes it back.
  package var bytes: ByteBuffer
  /// What is to be delivered besides the lines; what is written for a record is taken back by `fail`.
  package var content: ByteBuffer

  /// Error records that do not go among the results.
  var errors: ByteBuffer
  /// Warnings for standard error.
  var notices: ByteBuffer
  /// Warnings that are given once in a run.
  var warnings: [String] = []
  var tally = Tally()
  var parcels: [Parcel] = []

  private let style: ErrorStyle
  private var place = RecordPlace()
  /// The end of the last complete answer in `bytes`.
  private var mark = 0
  private var contentMark = 0
  private var pending: (delivery: Delivery, id: RecordIdentity)?
  /// How many bytes later lines and errors have moved by refused deliveries.
  private var shift = (lines: 0, errors: 0)
  private var expected = 1
  private var answers = 0
  private var isSound = true

  /// Buffers that a batch has made larger than this are given back after it.
  private static var keptCapacity: Int { 16 << 20 }

  init(style: ErrorStyle) {
    self.style = style
    bytes = ByteBuffer(capacity: 4096)
    content = ByteBuffer(capacity: 16)
    errors = ByteBuffer(capacity: 16)
    notices = ByteBuffer(capacity: 16)
  }

  /// Ends a result line.
  package mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Has what is in `content` for the record delivered when its turn comes; said before `succeed`.
  package mutating func deliver(for id: RecordIdentity, by delivery: @escaping Delivery) {
    pending = (delivery, id)
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
    content.truncate(to: contentMark)
    pending = nil
    append(error, id: id, at: place)
    mark = bytes.count
    answers += 1
    tally.failed += 1
    if error.isInfrastructure { tally.incomplete += 1 }
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

  private mutating func append(_ error: some StageError, id: RecordIdentity, at place: RecordPlace) {
    switch (style.place, style.isReadable) {
    case (.output, _): bytes.appendErrorRecord(error, id: id, at: place, stage: style.stage)
    case (.apart, false): errors.appendErrorRecord(error, id: id, at: place, stage: style.stage)
    case (.apart, true): errors.appendErrorLine(error, at: place, tool: style.tool)
    }
  }

  private mutating func answer() {
    if bytes.count > mark {
      if bytes.bytes[bytes.count - 1] != UInt8(ascii: "\n") { endLine() }
      if let (delivery, id) = pending {
        parcels.append(
          Parcel(
            delivery: delivery, id: id, place: place, content: contentMark..<content.count,
            line: mark..<bytes.count, errorsPlace: errors.count, tallyBefore: tally))
        contentMark = content.count
        pending = nil
      }
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
    contentMark = content.count
    pending = nil
    expected = 1
    answers = 0
    isSound = true
  }

  /// Ends the record and checks that it was answered as often as it should be.
  mutating func end() {
    bytes.truncate(to: mark)
    content.truncate(to: contentMark)
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
    content.removeAll(keepingCapacity: content.count <= RecordOutput.keptCapacity)
    parcels.removeAll(keepingCapacity: true)
    shift = (0, 0)
    warnings.removeAll()
    tally.reset()
    mark = 0
    contentMark = 0
  }

  /// Puts an error record in the place of a parcel's line.
  ///
  /// - Parameter isLast: Whether whatever was answered after it is taken back.
  mutating func refuse(_ parcel: Parcel, _ error: some StageError, isLast: Bool) {
    let start = parcel.line.lowerBound + shift.lines
    let errorsStart = parcel.errorsPlace + shift.errors
    let rest = Bytes(bytes.bytes[(start + parcel.line.count)...])
    let errorsRest = Bytes(errors.bytes[errorsStart...])
    bytes.truncate(to: start)
    errors.truncate(to: errorsStart)
    append(error, id: parcel.id, at: parcel.place)
    if isLast {
      tally = parcel.tallyBefore
    } else {
      tally.ok -= 1
      shift.lines += bytes.count - start - parcel.line.count
      shift.errors += errors.count - errorsStart
      bytes.append(rest)
      errors.append(errorsRest)
    }
    mark = bytes.count
    tally.failed += 1
    tally.countError(error.code)
  }

  /// Takes the line of a parcel back, and all after it.
  mutating func withdraw(from parcel: Parcel) {
    bytes.truncate(to: parcel.line.lowerBound + shift.lines)
    mark = bytes.count
  }
}
