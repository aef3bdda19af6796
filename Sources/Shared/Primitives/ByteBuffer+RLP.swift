/// Writing of Recursive Length Prefix, the serialisation of Ethereum's data.
///
/// Source: Yellow Paper, appendix B.
extension ByteBuffer {
  /// Appends a byte string.
  @inlinable
  public mutating func appendRLP(_ bytes: UnsafeRawBufferPointer) {
    if bytes.count == 1, bytes[0] < 0x80 {
      append(bytes[0])
      return
    }
    appendRLPHead(0x80, count: bytes.count)
    append(bytes)
  }

  /// Appends a byte string.
  public mutating func appendRLP(_ bytes: Bytes) {
    bytes.withUnsafeBytes { appendRLP($0) }
  }

  /// Appends the 20 bytes of an address.
  @inlinable
  public mutating func appendRLP(_ address: Address) {
    let target = appendUninitialized(21)
    target.storeBytes(of: 0x94, as: UInt8.self)
    address.store(to: target + 1)
  }

  /// Appends 32 bytes, leading zeros included.
  @inlinable
  public mutating func appendRLP(_ hash: Hash32) {
    let target = appendUninitialized(33)
    target.storeBytes(of: 0xa0, as: UInt8.self)
    hash.store(to: target + 1)
  }

  /// Appends an integer without leading zeros; zero is the empty string.
  @inlinable
  public mutating func appendRLP(_ value: UInt64) {
    if value != 0 && value < 0x80 {
      append(UInt8(truncatingIfNeeded: value))
      return
    }
    let count = 8 &- value.leadingZeroBitCount &>> 3
    append(0x80 &+ UInt8(truncatingIfNeeded: count))
    appendBigEndian(value, count: count)
  }

  /// Appends an integer without leading zeros; zero is the empty string.
  @inlinable
  public mutating func appendRLP(_ value: UInt256) {
    if value.fitsUInt64 {
      appendRLP(value.w0)
      return
    }
    let count = value.byteCount
    append(0x80 &+ UInt8(truncatingIfNeeded: count))
    let target = appendUninitialized(32)
    (value &<< (256 &- 8 &* count)).storeBigEndian(to: target)
    used &-= 32 &- count
  }

  /// Opens a list; its items follow. Pass the mark to `endRLPList(_:)`.
  @inlinable @inline(__always)
  public mutating func beginRLPList() -> Int { count }

  /// Closes the list opened at `mark`.
  ///
  /// - Complexity: O(bytes of the list), because the head moves them.
  @inlinable
  public mutating func endRLPList(_ mark: Int) {
    let length = count &- mark
    let lengthBytes = length < 56 ? 0 : 8 &- length.leadingZeroBitCount &>> 3
    insertGap(at: mark, count: 1 &+ lengthBytes)
    if lengthBytes == 0 {
      base.storeBytes(of: 0xc0 &+ UInt8(truncatingIfNeeded: length), toByteOffset: mark, as: UInt8.self)
      return
    }
    let head = 0xf7 &+ UInt8(truncatingIfNeeded: lengthBytes)
    base.storeBytes(of: head, toByteOffset: mark, as: UInt8.self)
    var rest = length
    for index in stride(from: lengthBytes, to: 0, by: -1) {
      base.storeBytes(of: UInt8(truncatingIfNeeded: rest), toByteOffset: mark &+ index, as: UInt8.self)
      rest = rest &>> 8
    }
  }

  /// Appends the head of a list whose items, written next, take `count` bytes.
  @inlinable
  public mutating func appendRLPListHead(count: Int) { appendRLPHead(0xc0, count: count) }

  /// Appends a head: 0x80 for a string, 0xc0 for a list.
  @inlinable
  mutating func appendRLPHead(_ kind: UInt8, count: Int) {
    if count < 56 {
      append(kind &+ UInt8(truncatingIfNeeded: count))
      return
    }
    let lengthBytes = 8 &- count.leadingZeroBitCount &>> 3
    append(kind &+ 55 &+ UInt8(truncatingIfNeeded: lengthBytes))
    appendBigEndian(UInt64(count), count: lengthBytes)
  }

  /// Appends the low `count` (0…8) bytes of a number, the highest first.
  @inlinable
  mutating func appendBigEndian(_ value: UInt64, count: Int) {
    if count == 0 { return }
    let target = appendUninitialized(8)
    let moved = value &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count)
    target.storeBytes(of: moved.bigEndian, as: UInt64.self)
    used &-= 8 &- count
  }
}
