import Crypto
import Glibc
import Primitives

/// Bytes of one source on their way to becoming lines.
///
/// The memory holds at most one partial line and what one `read` brings on top of it; a line beyond the limit
/// is hashed away as it comes.
struct LineReader: ~Copyable {
  private var storage: UnsafeMutableRawPointer
  private var capacity: Int
  /// The first byte that belongs to no line yet.
  private var start = 0
  /// The end of the bytes read.
  private var end = 0
  /// The place before which there is no line end from `start` on.
  private var searched = 0
  private var overlong: OverlongLine?
  /// The number of the last line taken.
  private var number = 0

  let form: InputSource.Form
  private let lineLimit: Int
  private let chunk: Int

  /// - Parameters:
  ///   - lineLimit: The longest line in bytes, without its line end.
  ///   - chunk: How many bytes one `read` asks for.
  init(form: InputSource.Form, lineLimit: Int, chunk: Int) {
    self.form = form
    self.lineLimit = lineLimit
    self.chunk = chunk
    capacity = chunk
    storage = LineReader.allocate(nil, capacity)
  }

  deinit { free(storage) }

  /// Reads once.
  ///
  /// - Returns: The number of bytes, 0 at the end of the input, or -1 with `errno` set.
  mutating func read(from descriptor: Int32) -> Int {
    makeRoom()
    var count: Int
    repeat {
      count = Glibc.read(descriptor, storage + end, min(chunk, capacity - end))
    } while count < 0 && errno == EINTR
    if count > 0 { end += count }
    return count
  }

  /// Moves complete lines into the batch until it is full; blank ones are left out.
  mutating func takeLines(into batch: Batch, maximumCount: Int, maximumBytes: Int) {
    guard form == .lines else {
      discardOverlong()
      return
    }
    while searched < end, batch.lines.count < maximumCount, batch.input.count < maximumBytes {
      guard let found = memchr(storage + searched, Int32(UInt8(ascii: "\n")), end - searched) else {
        searched = end
        break
      }
      let newline = UnsafeMutableRawPointer(found) - storage
      take(UnsafeRawBufferPointer(start: storage + start, count: newline - start), into: batch)
      start = newline + 1
      searched = start
    }
    if searched == end { discardOverlong() }
  }

  /// At the end of the input: takes what has no line end, or the whole document.
  mutating func takeRest(into batch: Batch) {
    let rest = UnsafeRawBufferPointer(start: storage + start, count: end - start)
    if form == .document || !rest.isEmpty || overlong != nil { take(rest, into: batch) }
    start = end
    searched = end
  }

  private mutating func take(_ bytes: UnsafeRawBufferPointer, into batch: Batch) {
    number += 1
    if var line = overlong {
      line.append(bytes)
      overlong = nil
      line.finish().withUnsafeBytes { batch.append($0, number: number, kind: .tooLong) }
      return
    }
    let line = form == .document ? trimmed(bytes) : withoutCarriageReturn(bytes)
    if line.count > lineLimit {
      SHA256.hash(line).withUnsafeBytes { batch.append($0, number: number, kind: .tooLong) }
    } else if number == 1, line.starts(with: [0xef, 0xbb, 0xbf]) {
      batch.append(line, number: number, kind: .byteOrderMark)
    } else if form == .document || !line.allSatisfy(isWhiteSpace) {
      batch.append(line, number: number, kind: .record)
    }
  }

  private func withoutCarriageReturn(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    bytes.last == UInt8(ascii: "\r") ? UnsafeRawBufferPointer(rebasing: bytes.dropLast()) : bytes
  }

  private func trimmed(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var rest = bytes.drop(while: isWhiteSpace)
    while let last = rest.last, isWhiteSpace(last) { rest.removeLast() }
    return UnsafeRawBufferPointer(rebasing: rest)
  }

  /// Hashes a partial line away once it is certain to be over the limit.
  private mutating func discardOverlong() {
    let rest = UnsafeRawBufferPointer(start: storage + start, count: end - start)
    // One byte of grace for a carriage return that belongs to the line end.
    guard overlong != nil || rest.count > lineLimit + 1 else { return }
    if overlong == nil { overlong = OverlongLine() }
    overlong?.append(rest)
    (start, end, searched) = (0, 0, 0)
    if capacity > chunk {
      capacity = chunk
      storage = LineReader.allocate(storage, capacity)
    }
  }

  /// Makes room for one chunk: first by moving the partial line down, then by growing.
  private mutating func makeRoom() {
    if start > 0 {
      memmove(storage, storage + start, end - start)
      end -= start
      searched -= start
      start = 0
    }
    guard capacity - end < chunk else { return }
    capacity = max(capacity * 2, end + chunk)
    storage = LineReader.allocate(storage, capacity)
  }

  /// Grows or shrinks memory in place where the system can, so that a long line is never held twice.
  private static func allocate(_ memory: UnsafeMutableRawPointer?, _ size: Int) -> UnsafeMutableRawPointer {
    guard let memory = realloc(memory, size) else { fatalError("out of memory for a line of \(size) bytes") }
    return memory
  }
}
