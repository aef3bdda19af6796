import Glibc

/// A growable byte buffer, the one output container of the project.
///
/// Owns its memory and frees it at the end of its life; it grows by doubling and keeps its capacity when
/// it is emptied, so that a buffer reused for every record stops allocating.
@frozen
public struct ByteBuffer: ~Copyable {
  @usableFromInline var storage: UnsafeMutableRawPointer
  @usableFromInline var capacity: Int
  @usableFromInline var used: Int

  /// Makes an empty buffer with room for `capacity` bytes.
  @inlinable
  public init(capacity: Int = 256) {
    self.capacity = Swift.max(capacity, 16)
    storage = UnsafeMutableRawPointer.allocate(byteCount: self.capacity, alignment: 16)
    used = 0
  }

  @inlinable
  deinit { storage.deallocate() }

  /// The number of bytes written.
  @inlinable @inline(__always)
  public var count: Int { used }

  /// The first byte; valid until the next append.
  @inlinable @inline(__always)
  public var base: UnsafeMutableRawPointer { storage }

  /// The bytes written; valid until the next append.
  @inlinable @inline(__always)
  public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: storage, count: used) }

  /// Makes room for `extra` more bytes.
  @inlinable @inline(__always)
  public mutating func reserve(_ extra: Int) {
    if capacity &- used < extra { grow(extra) }
  }

  @usableFromInline @inline(never)
  mutating func grow(_ extra: Int) {
    let needed = used + extra
    let larger = Swift.max(capacity * 2, needed)
    let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
    moved.copyMemory(from: storage, byteCount: used)
    storage.deallocate()
    storage = moved
    capacity = larger
  }

  /// Appends one byte.
  @inlinable @inline(__always)
  public mutating func append(_ byte: UInt8) {
    reserve(1)
    storage.storeBytes(of: byte, toByteOffset: used, as: UInt8.self)
    used &+= 1
  }

  /// Appends bytes, which must not lie in this buffer.
  @inlinable @inline(__always)
  public mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return }
    reserve(bytes.count)
    memcpy(storage + used, source, bytes.count)
    used &+= bytes.count
  }

  /// Appends bytes.
  @inlinable
  public mutating func append(_ bytes: Bytes) {
    bytes.withUnsafeBytes { append($0) }
  }

  /// Appends the UTF-8 bytes of a constant text.
  @inlinable @inline(__always)
  public mutating func append(_ text: StaticString) {
    append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends the UTF-8 bytes of a text.
  @inlinable
  public mutating func append(utf8 text: String) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  /// Appends lower-case hexadecimal digits, two for a byte, without quotes or `0x`.
  @inlinable
  public mutating func appendHex(_ bytes: UnsafeRawBufferPointer) {
    reserve(2 &* bytes.count)
    Hex.encode(bytes, into: storage + used)
    used &+= 2 &* bytes.count
  }

  /// Appends `count` bytes whose values are written by the caller at the returned address.
  @inlinable @inline(__always)
  public mutating func appendUninitialized(_ count: Int) -> UnsafeMutableRawPointer {
    reserve(count)
    let start = storage + used
    used &+= count
    return start
  }

  /// Empties the buffer, by default without giving its memory back.
  @inlinable
  public mutating func removeAll(keepingCapacity: Bool = true) {
    used = 0
    if !keepingCapacity {
      storage.deallocate()
      capacity = 16
      storage = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
    }
  }

  /// Drops everything after the first `count` bytes.
  @inlinable
  public mutating func truncate(to count: Int) {
    precondition(count >= 0 && count <= used, "a buffer is only shortened")
    used = count
  }

  /// Moves the bytes from `index` on up by `count`; what the gap holds is undefined.
  @inlinable
  public mutating func insertGap(at index: Int, count: Int) {
    precondition(index >= 0 && index <= used && count >= 0)
    reserve(count)
    memmove(storage + index + count, storage + index, used &- index)
    used &+= count
  }

  /// A copy of the bytes.
  public func toBytes() -> Bytes { Bytes(bytes) }
}
