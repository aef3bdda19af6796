/// One item of a Recursive Length Prefix encoding, borrowed from the buffer that holds it.
///
/// Decoding is strict: an item that is not in its one canonical form is refused.
/// Source: Yellow Paper, appendix B.
@frozen
public struct RLPItem {
  /// Whether the item is a list.
  public let isList: Bool
  /// The bytes of a string, or the items of a list one after the other.
  public let payload: UnsafeRawBufferPointer
  /// The whole item, head included.
  public let encoded: UnsafeRawBufferPointer

  @inlinable
  init(isList: Bool, payload: UnsafeRawBufferPointer, encoded: UnsafeRawBufferPointer) {
    self.isList = isList
    self.payload = payload
    self.encoded = encoded
  }

  /// Decodes an input that is one item and nothing else.
  ///
  /// - Throws: `RLPError`; `trailingBytes` when something follows.
  public static func decode(_ bytes: UnsafeRawBufferPointer) throws(RLPError) -> RLPItem {
    let item = try decodePrefix(bytes)
    guard item.encoded.count == bytes.count else { throw .trailingBytes }
    return item
  }

  /// Decodes the first item of an input.
  ///
  /// - Throws: `RLPError`; `truncated` for an empty input.
  public static func decodePrefix(_ bytes: UnsafeRawBufferPointer) throws(RLPError) -> RLPItem {
    guard let base = bytes.baseAddress, bytes.count > 0 else { throw .truncated }
    let head = bytes[0]
    if head < 0x80 {
      let itself = UnsafeRawBufferPointer(start: base, count: 1)
      return RLPItem(isList: false, payload: itself, encoded: itself)
    }
    let isList = head >= 0xc0
    let short = Int(head &- (isList ? 0xc0 : 0x80))
    var headCount = 1
    var count = short
    if short > 55 {
      headCount = 1 &+ (short &- 55)
      count = try longLength(bytes, lengthBytes: short &- 55)
    }
    guard count <= bytes.count &- headCount else { throw .truncated }
    if head == 0x81 && bytes[1] < 0x80 { throw .nonCanonicalSingleByte }
    return RLPItem(
      isList: isList, payload: UnsafeRawBufferPointer(start: base + headCount, count: count),
      encoded: UnsafeRawBufferPointer(start: base, count: headCount &+ count))
  }

  /// The length that stands in the `lengthBytes` (1…8) bytes after the first.
  private static func longLength(
    _ bytes: UnsafeRawBufferPointer, lengthBytes: Int
  ) throws(RLPError) -> Int {
    guard bytes.count > lengthBytes else { throw .truncated }
    guard bytes[1] != 0 else { throw .nonCanonicalLength }
    var length: UInt64 = 0
    for index in 1...lengthBytes { length = length &<< 8 | UInt64(bytes[index]) }
    guard length > 55 else { throw .nonCanonicalLength }
    guard let count = Int(exactly: length) else { throw .truncated }
    return count
  }

  /// Whether the item is the empty string.
  @inlinable @inline(__always)
  public var isEmptyString: Bool { !isList && payload.isEmpty }

  /// A reader of the items of a list.
  ///
  /// - Throws: `expectedList` when the item is a string.
  public func reader() throws(RLPError) -> RLPReader {
    guard isList else { throw .expectedList }
    return RLPReader(payload)
  }

  /// The bytes of a string, borrowed.
  ///
  /// - Throws: `expectedString` when the item is a list.
  @inlinable
  public func string() throws(RLPError) -> UnsafeRawBufferPointer {
    guard !isList else { throw .expectedString }
    return payload
  }

  /// A copy of the bytes of a string.
  ///
  /// - Throws: `expectedString` when the item is a list.
  public func bytes() throws(RLPError) -> Bytes { Bytes(try string()) }

  /// The bytes of a string that must have `count` of them.
  ///
  /// - Throws: `expectedString` or `wrongLength`.
  public func string(count: Int) throws(RLPError) -> UnsafeRawBufferPointer {
    let bytes = try string()
    guard bytes.count == count else { throw .wrongLength }
    return bytes
  }

  /// An integer below 2⁶⁴ without leading zeros.
  ///
  /// - Throws: `expectedString`, `leadingZero` or `tooLarge`.
  public func uint64() throws(RLPError) -> UInt64 {
    let word = try uint256()
    guard word.fitsUInt64 else { throw .tooLarge }
    return word.w0
  }

  /// An integer below 2²⁵⁶ without leading zeros.
  ///
  /// - Throws: `expectedString`, `leadingZero` or `tooLarge`.
  public func uint256() throws(RLPError) -> UInt256 {
    let bytes = try string()
    if let first = bytes.first, first == 0 { throw .leadingZero }
    guard bytes.count <= 32 else { throw .tooLarge }
    return UInt256(bigEndian: bytes)
  }

  /// A string of 20 bytes.
  ///
  /// - Throws: `expectedString` or `wrongLength`.
  public func address() throws(RLPError) -> Address {
    guard let base = try string(count: Address.byteCount).baseAddress else { throw .wrongLength }
    return Address(bytes: base)
  }

  /// A string of 32 bytes.
  ///
  /// - Throws: `expectedString` or `wrongLength`.
  public func hash32() throws(RLPError) -> Hash32 {
    guard let base = try string(count: Hash32.byteCount).baseAddress else { throw .wrongLength }
    return Hash32(bytes: base)
  }
}
