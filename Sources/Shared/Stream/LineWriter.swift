import Glibc
import Primitives

/// Why output could not be written.
struct WriteFailure: Error, Hashable {
  /// The `errno` of the failed call.
  let error: Int32

  /// Whether the reader has closed its end, which is no fault.
  var isClosedPipe: Bool { error == EPIPE }

  /// The reason in words.
  var reason: String { String(cString: strerror(error)) }
}

/// Writes whole lines to a descriptor, in blocks.
///
/// Each `write` ends at a line end, so that a reader never waits with half a record longer than the kernel
/// makes it.
struct LineWriter: ~Copyable {
  let descriptor: Int32
  private var pending = ByteBuffer(capacity: 4096)

  /// What is gathered before it is written, in bytes.
  static var blockSize: Int { 256 << 10 }

  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Takes whole lines; writes when a block has come together.
  mutating func append(_ lines: UnsafeRawBufferPointer) throws(WriteFailure) {
    if pending.count + lines.count < LineWriter.blockSize {
      pending.append(lines)
      return
    }
    try flush()
    try LineWriter.write(lines, to: descriptor)
  }

  /// Writes everything taken so far.
  mutating func flush() throws(WriteFailure) {
    guard pending.count > 0 else { return }
    defer { pending.removeAll() }
    try LineWriter.write(pending.bytes, to: descriptor)
  }

  /// Writes lines at once, a block at a time.
  static func write(_ lines: UnsafeRawBufferPointer, to descriptor: Int32) throws(WriteFailure) {
    guard var place = lines.baseAddress else { return }
    var rest = lines.count
    while rest > 0 {
      let block = blockLength(place, rest)
      try writeBlock(place, block, to: descriptor)
      place += block
      rest -= block
    }
  }

  /// The length of the next block: up to the last line end within its size, or the whole of a longer line.
  private static func blockLength(_ place: UnsafeRawPointer, _ rest: Int) -> Int {
    if rest <= blockSize { return rest }
    if let length = lengthToLastLineEnd(place, blockSize) { return length }
    guard let next = memchr(place, Int32(UInt8(ascii: "\n")), rest) else { return rest }
    return UnsafeRawPointer(next) - place + 1
  }

  /// The length of what ends with the last line end, found from behind eight bytes at a time.
  private static func lengthToLastLineEnd(_ place: UnsafeRawPointer, _ count: Int) -> Int? {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var end = count
    while end >= 8 {
      let word = (place + (end - 8)).loadUnaligned(as: UInt64.self) ^ (ones &* 0x0a)
      if (word &- ones) & ~word & (ones &* 0x80) != 0 { break }
      end -= 8
    }
    while end > 0 {
      if place.load(fromByteOffset: end - 1, as: UInt8.self) == UInt8(ascii: "\n") { return end }
      end -= 1
    }
    return nil
  }

  /// Writes all bytes, over interruptions, short writes and descriptors that do not block.
  private static func writeBlock(
    _ start: UnsafeRawPointer, _ count: Int, to descriptor: Int32
  ) throws(WriteFailure) {
    var written = 0
    while written < count {
      let result = Glibc.write(descriptor, start + written, count - written)
      if result >= 0 {
        written += result
      } else if errno == EAGAIN {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&waiting, 1, -1)
      } else if errno != EINTR {
        throw WriteFailure(error: errno)
      }
    }
  }
}
