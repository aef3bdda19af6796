import Primitives

/// Lines on their way from the reader through a worker to the writer.
///
/// `@unchecked Sendable`: a batch has one owner at a time. The reader fills it, a worker reads it and fills
/// its output, the writer empties it; it changes hands only under the lock of the pool.
final class Batch: @unchecked Sendable {
  /// One record, or what stands for one that is not handed to a worker.
  struct Line {
    enum Kind: UInt8 {
      /// A record; its bytes are in `input`.
      case record
      /// The first line of a source, with a byte order mark; its bytes are in `input`.
      case byteOrderMark
      /// A line over the limit; the 32 bytes of its SHA-256 are in `input`.
      case tooLong
    }

    var offset: Int
    var count: Int
    var number: Int
    var kind: Kind
  }

  /// The place in the order of the input, from 0.
  var sequence = 0
  var input: ByteBuffer
  var lines: [Line] = []
  var source: String?
  var output: RecordOutput
  /// Lines at the end that were left unanswered.
  var abandoned = 0
  /// Whether the run stops after this batch.
  var endsRun = false

  /// Input buffers larger than this are given back after use.
  private static let keptCapacity = 1 << 20

  init(style: ErrorStyle) {
    input = ByteBuffer(capacity: 4096)
    output = RecordOutput(style: style)
  }

  /// The bytes of a line.
  func bytes(of line: Line) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: input.bytes[line.offset..<line.offset + line.count])
  }

  func append(_ bytes: UnsafeRawBufferPointer, number: Int, kind: Line.Kind) {
    lines.append(Line(offset: input.count, count: bytes.count, number: number, kind: kind))
    input.append(bytes)
  }

  /// Bytes that the batch holds, in and out.
  var footprint: Int { input.count + output.bytes.count + output.errors.count + output.content.count }

  func reset() {
    input.removeAll(keepingCapacity: input.count <= Batch.keptCapacity)
    lines.removeAll(keepingCapacity: true)
    source = nil
    output.reset()
    abandoned = 0
    endsRun = false
  }
}
