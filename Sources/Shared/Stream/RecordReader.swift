import Glibc
import Primitives

/// Reads the sources one after the other, and cuts what each `read` brings into batches.
final class RecordReader {
  enum Outcome {
    /// The batch has lines.
    case filled
    /// Nothing more is to be read.
    case ended
  }

  /// Records handed on so far.
  private(set) var count = 0
  /// What ended the reading early.
  private(set) var problem: InputProblem?

  private let sources: [InputSource]
  private let standardInput: Int32
  private let lineLimit: Int
  private let maximumCount: Int
  private let maximumBytes: Int
  private let wakeUp: WakeUp
  private var next = 0
  private var descriptor: Int32 = -1
  private var lines: LineReader?
  /// Records in memory that are not handed on yet, and the number of the first of them.
  private var given: (records: ArraySlice<Bytes>, number: Int)?

  /// What one `read` asks for, in bytes; a pipe holds as much.
  private static let chunk = 64 << 10

  init(
    sources: [InputSource], standardInput: Int32, lineLimit: Int, batching: Batching, wakeUp: WakeUp
  ) {
    self.sources = sources
    self.standardInput = standardInput
    self.lineLimit = lineLimit
    self.wakeUp = wakeUp
    switch batching {
    case .byBytes(let bytes): (maximumCount, maximumBytes) = (.max, max(1, bytes))
    case .records(let records): (maximumCount, maximumBytes) = (max(1, records), RecordReader.chunk)
    }
  }

  deinit { closeSource() }

  /// Fills an empty batch with what is there; waits only where not one line is complete.
  ///
  /// `beforeWaiting` is called when a read would block; it answers whether to go on.
  func fill(_ batch: Batch, beforeWaiting: () -> Bool) -> Outcome {
    while true {
      if takeGiven(into: batch) { return .filled }
      guard lines != nil || openNext() else { return .ended }
      if given != nil { continue }
      batch.source = sources[next - 1].path
      lines!.takeLines(into: batch, maximumCount: maximumCount, maximumBytes: maximumBytes)
      if batch.lines.isEmpty {
        guard waitForInput(beforeWaiting) else { return .ended }
        let count = lines!.read(from: descriptor)
        if count > 0 { continue }
        if count < 0 {
          if errno == EAGAIN { continue }
          problem = InputProblem(path: sources[next - 1].path, error: errno)
          return .ended
        }
        lines!.takeRest(into: batch)
        closeSource()
      }
      if !batch.lines.isEmpty {
        count += batch.lines.count
        return .filled
      }
    }
  }

  /// Hands records on that are in memory; false where there is none left.
  private func takeGiven(into batch: Batch) -> Bool {
    guard var (records, number) = given else { return false }
    while batch.lines.count < maximumCount, batch.input.count < maximumBytes, let record = records.popFirst()
    {
      record.withUnsafeBytes { batch.append($0, number: number, kind: .record) }
      number += 1
    }
    given = batch.lines.isEmpty ? nil : (records, number)
    count += batch.lines.count
    return !batch.lines.isEmpty
  }

  private func openNext() -> Bool {
    guard next < sources.count else { return false }
    let source = sources[next]
    next += 1
    if let records = source.given {
      given = (records[...], 1)
      return true
    }
    if let path = source.path {
      descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else {
        problem = InputProblem(path: path, error: errno)
        return false
      }
    } else {
      descriptor = standardInput
    }
    lines = LineReader(form: source.form, lineLimit: lineLimit, chunk: RecordReader.chunk)
    return true
  }

  private func closeSource() {
    if descriptor >= 0, descriptor != standardInput { close(descriptor) }
    descriptor = -1
    lines = nil
  }

  /// Waits until there is something to read; false where the run is to stop.
  private func waitForInput(_ beforeWaiting: () -> Bool) -> Bool {
    switch wakeUp.poll(descriptor, waiting: false) {
    case .input: return true
    case .stop: return false
    case .nothing: break
    }
    guard beforeWaiting() else { return false }
    return wakeUp.poll(descriptor, waiting: true) == .input
  }
}
