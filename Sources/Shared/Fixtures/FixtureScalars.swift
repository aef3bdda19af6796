import Glibc
import JSON
import Primitives

/// The scalar spellings of fixtures: hex strings, with the latitude that old files need.
///
/// Accepted everywhere: `0x` or none, either letter case. Quantities may be minimal or padded, and `0x`
/// is zero. Data needs an even number of digits.
extension JSONValue {
  /// The member `key` of an object.
  func required(_ key: StaticString) throws(FixtureError) -> JSONValue {
    guard kind == .object else { throw FixtureError(.wrongType(expected: "an object"), at: pointer) }
    guard let value = self[key] else {
      throw FixtureError(.missingField("\(key)"), at: pointer / "\(key)")
    }
    return value
  }

  /// The member `key`, or nil when it is absent or null.
  func optional(_ key: StaticString) -> JSONValue? {
    guard let value = self[key], value.kind != .null else { return nil }
    return value
  }

  func requiredObject(_ key: StaticString) throws(FixtureError) -> JSONValue {
    let value = try required(key)
    guard value.kind == .object else {
      throw FixtureError(.wrongType(expected: "an object"), at: value.pointer)
    }
    return value
  }

  func requiredArray(_ key: StaticString) throws(FixtureError) -> JSONValue {
    let value = try required(key)
    guard value.kind == .array else {
      throw FixtureError(.wrongType(expected: "an array"), at: value.pointer)
    }
    return value
  }

  /// The text of a string value.
  func textOfString() throws(FixtureError) -> UnsafeRawBufferPointer {
    guard kind == .string else { throw FixtureError(.wrongType(expected: "a string"), at: pointer) }
    return text
  }

  /// The digits of a hex string, without the prefix.
  func hexDigits() throws(FixtureError) -> UnsafeRawBufferPointer {
    withoutHexPrefix(try textOfString())
  }

  /// A quantity below 2^256.
  func uint256() throws(FixtureError) -> UInt256 {
    switch parseQuantity(try hexDigits()) {
    case .value(let number): return number
    case .notHex: throw FixtureError(.notHex, at: pointer)
    case .tooLarge: throw FixtureError(.tooLarge(bits: 256), at: pointer)
    }
  }

  /// A quantity below 2^64.
  func uint64() throws(FixtureError) -> UInt64 {
    guard let number = try uint256().asUInt64 else {
      throw FixtureError(.tooLarge(bits: 64), at: pointer)
    }
    return number
  }

  /// Data of exactly `count` bytes, written to `destination`.
  func fixedData(_ count: Int, into destination: UnsafeMutableRawPointer) throws(FixtureError) {
    let digits = try hexDigits()
    guard digits.count == 2 * count else {
      throw FixtureError(.wrongLength(expected: count, actual: digits.count / 2), at: pointer)
    }
    guard Hex.decode(digits, into: destination) else { throw FixtureError(.notHex, at: pointer) }
  }

  func address() throws(FixtureError) -> Address {
    var word: (UInt64, UInt64, UInt32) = (0, 0, 0)
    try fixedData(Address.byteCount, into: &word)
    return withUnsafeBytes(of: word) { Address(bytes: $0.baseAddress!) }
  }

  func hash32() throws(FixtureError) -> Hash32 {
    var word: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    try fixedData(Hash32.byteCount, into: &word)
    return withUnsafeBytes(of: word) { Hash32(bytes: $0.baseAddress!) }
  }

  /// Data of any length.
  func data() throws(FixtureError) -> Bytes {
    let digits = try hexDigits()
    guard digits.count.isMultiple(of: 2) else { throw FixtureError(.notHex, at: pointer) }
    var valid = true
    let bytes = Bytes(unsafeUninitializedCapacity: digits.count / 2) { buffer, count in
      count = digits.count / 2
      if count > 0 { valid = Hex.decode(digits, into: buffer.baseAddress!) }
    }
    guard valid else { throw FixtureError(.notHex, at: pointer) }
    return bytes
  }
}

/// `text` without a leading `0x` or `0X`.
func withoutHexPrefix(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
  let lowerX: UInt8 = 0x78
  guard text.count >= 2, text[0] == UInt8(ascii: "0"), text[1] | 0x20 == lowerX else { return text }
  return UnsafeRawBufferPointer(rebasing: text[2...])
}

/// What hex digits stand for as a number.
enum ParsedQuantity {
  case value(UInt256)
  case notHex
  case tooLarge
}

/// Reads hex digits as a number; none are zero, leading zeros are allowed.
func parseQuantity(_ digits: UnsafeRawBufferPointer) -> ParsedQuantity {
  var limbs: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
  var overflow = false
  for digit in digits {
    let nibble = Hex.digit(digit)
    if nibble == 0xff { return .notHex }
    overflow = overflow || limbs.3 >> 60 != 0
    limbs.3 = limbs.3 << 4 | limbs.2 >> 60
    limbs.2 = limbs.2 << 4 | limbs.1 >> 60
    limbs.1 = limbs.1 << 4 | limbs.0 >> 60
    limbs.0 = limbs.0 << 4 | UInt64(nibble)
  }
  return overflow ? .tooLarge : .value(UInt256(w0: limbs.0, w1: limbs.1, w2: limbs.2, w3: limbs.3))
}
