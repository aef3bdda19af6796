import Primitives

/// Hex in the spellings that documents use.
enum HexText {
  /// A number of 1 to 64 hex digits without prefix; nil for anything else, which may still be a number.
  static func quantity(_ digits: UnsafeRawBufferPointer) -> UInt256? {
    guard (1...64).contains(digits.count) else { return nil }
    var value = UInt256.zero
    var bad: UInt8 = 0
    for byte in digits {
      let digit = Hex.digit(byte)
      bad |= digit
      value.w3 = value.w3 << 4 | value.w2 >> 60
      value.w2 = value.w2 << 4 | value.w1 >> 60
      value.w1 = value.w1 << 4 | value.w0 >> 60
      value.w0 = value.w0 << 4 | UInt64(digit & 15)
    }
    return bad < 16 ? value : nil
  }

  /// An address of exactly 40 digits, prefixed or not; nil for any other spelling.
  static func address(_ text: UnsafeRawBufferPointer) -> Address? {
    withUnsafeTemporaryAllocation(byteCount: Address.byteCount, alignment: 8) { bytes in
      decodeExactly(text, into: bytes) ? Address(bytes: UnsafeRawPointer(bytes.baseAddress!)) : nil
    }
  }

  /// A hash of exactly 64 digits, prefixed or not; nil for any other spelling.
  static func hash32(_ text: UnsafeRawBufferPointer) -> Hash32? {
    withUnsafeTemporaryAllocation(byteCount: Hash32.byteCount, alignment: 8) { bytes in
      decodeExactly(text, into: bytes) ? Hash32(bytes: UnsafeRawPointer(bytes.baseAddress!)) : nil
    }
  }

  /// A byte string: white space dropped, the prefix optional, an odd count of digits led by a zero.
  static func decode(_ text: UnsafeRawBufferPointer) -> Bytes? {
    let digits = withoutPrefix(text)
    if digits.count & 1 == 0, let bytes = decodeEven(digits) { return bytes }
    let packed = text.filter { !isWhiteSpace($0) }
    return packed.withUnsafeBytes { packed in
      let digits = withoutPrefix(packed)
      guard digits.count & 1 == 1 else { return decodeEven(digits) }
      return (CollectionOfOne(UInt8(ascii: "0")) + Array(digits)).withUnsafeBytes(decodeEven)
    }
  }

  /// The text without white space at its ends.
  static func trimmed(_ text: UnsafeRawBufferPointer) -> Slice<UnsafeRawBufferPointer> {
    var slice = text[...]
    while let first = slice.first, isWhiteSpace(first) { slice = slice.dropFirst() }
    while let last = slice.last, isWhiteSpace(last) { slice = slice.dropLast() }
    return slice
  }

  private static func decodeExactly(
    _ text: UnsafeRawBufferPointer, into bytes: UnsafeMutableRawBufferPointer
  ) -> Bool {
    let digits = withoutPrefix(text)
    return digits.count == 2 * bytes.count && Hex.decode(digits, into: bytes.baseAddress!)
  }

  private static func decodeEven(_ digits: UnsafeRawBufferPointer) -> Bytes? {
    guard digits.count > 0 else { return [] }
    var valid = false
    let bytes = Bytes(unsafeUninitializedCapacity: digits.count / 2) { buffer, count in
      valid = Hex.decode(digits, into: UnsafeMutableRawPointer(buffer.baseAddress!))
      count = valid ? digits.count / 2 : 0
    }
    return valid ? bytes : nil
  }

  private static func withoutPrefix(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    guard text.count >= 2, text[0] == UInt8(ascii: "0"), text[1] == UInt8(ascii: "x") else { return text }
    return UnsafeRawBufferPointer(rebasing: text[2...])
  }

  private static func isWhiteSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0d).contains(byte) || (0x1c...0x1f).contains(byte)
  }
}
