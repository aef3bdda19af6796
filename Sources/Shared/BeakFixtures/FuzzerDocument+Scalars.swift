import JSON
import Primitives

/// How a document spells numbers, byte strings, addresses and hashes.
///
/// A number is a JSON integer, a boolean, or a string as Python's `int(s, 0)` reads it: `0x…`, `0o…`, `0b…`
/// or decimal without leading zeros, with single `_` between digits, a sign and surrounding white space. A
/// byte string is hex with or without `0x`, white space anywhere, an odd count of digits filled up with a
/// leading zero; or a list of integers. A fixed-size value is a byte string of exactly that size, or a
/// number that is padded to it.
extension JSONValue {
  /// A number of at most 256 bits.
  ///
  /// - Throws: `ConvertError.wrongType`, `.numberInvalid` or `.numberOutOfRange` (too large, or below zero).
  func uint256() throws(ConvertError) -> UInt256 {
    guard let number = try integer().within(bits: 256) else { throw outOfRange(bits: 256) }
    return number
  }

  /// A number of at most 64 bits.
  ///
  /// - Throws: as `uint256()`.
  func uint64() throws(ConvertError) -> UInt64 {
    guard let number = try integer().within(bits: 64) else { throw outOfRange(bits: 64) }
    return number.low64
  }

  /// A number of at most 8 bits.
  ///
  /// - Throws: as `uint256()`.
  func uint8() throws(ConvertError) -> UInt8 {
    guard let number = try integer().within(bits: 8) else { throw outOfRange(bits: 8) }
    return UInt8(number.low64)
  }

  /// A storage slot or value: a number in −2²⁵⁵ … 2²⁵⁶ − 1, of which a negative one is taken modulo 2²⁵⁶.
  ///
  /// - Throws: as `uint256()`.
  func storageWord() throws(ConvertError) -> UInt256 {
    guard let word = try integer().twosComplement else { throw outOfRange(bits: 256) }
    return word
  }

  /// Checks that the value is a number, of whatever size.
  ///
  /// - Throws: `ConvertError.wrongType` or `.numberInvalid`.
  func requireNumber() throws(ConvertError) {
    _ = try integer()
  }

  /// A byte string of any length.
  ///
  /// - Throws: `ConvertError.wrongType` or `.hexInvalid`.
  func byteString() throws(ConvertError) -> Bytes {
    switch kind {
    case .string:
      guard let bytes = HexText.decode(text) else { throw .hexInvalid(at: pointer) }
      return bytes
    case .array:
      var bytes = Bytes()
      bytes.reserveCapacity(count)
      for element in elements { bytes.append(try element.uint8()) }
      return bytes
    default:
      throw .wrongType(expected: "hex string", found: kind.noun, at: pointer)
    }
  }

  /// A 20-byte address.
  ///
  /// - Throws: `ConvertError.wrongType`, `.hexInvalid`, `.lengthWrong` or `.numberOutOfRange`.
  func address() throws(ConvertError) -> Address {
    if kind == .string, let address = HexText.address(text) { return address }
    if kind == .number {
      guard let number = try integer().within(bits: 160) else { throw outOfRange(bits: 160) }
      return Address(low20of: number)
    }
    let bytes = try byteString()
    guard let address = Address(bytes) else {
      throw .lengthWrong(expected: Address.byteCount, found: bytes.count, at: pointer)
    }
    return address
  }

  /// A 32-byte hash, key or root.
  ///
  /// - Throws: as `address()`.
  func hash32() throws(ConvertError) -> Hash32 {
    if kind == .string, let hash = HexText.hash32(text) { return hash }
    if kind == .number { return Hash32(try uint256()) }
    let bytes = try byteString()
    guard let hash = Hash32(bytes) else {
      throw .lengthWrong(expected: Hash32.byteCount, found: bytes.count, at: pointer)
    }
    return hash
  }

  /// A 32-byte value that may also be given as a number in a string, as `currentRandom` may.
  ///
  /// - Throws: as `uint256()`.
  func hash32OrNumber() throws(ConvertError) -> Hash32 {
    if kind == .string, let hash = HexText.hash32(text) { return hash }
    return Hash32(try uint256())
  }

  private func integer() throws(ConvertError) -> IntegerText {
    switch kind {
    case .string:
      guard let number = IntegerText(literal: text) else { throw .numberInvalid(excerpt, at: pointer) }
      return number
    case .number:
      guard let number = IntegerText(literal: text) else {
        throw .wrongType(expected: "integer", found: "number with a fraction or an exponent", at: pointer)
      }
      return number
    case .true: return IntegerText(magnitude: .one)
    case .false: return IntegerText(magnitude: .zero)
    default: throw .wrongType(expected: "number", found: kind.noun, at: pointer)
    }
  }

  private func outOfRange(bits: Int) -> ConvertError {
    .numberOutOfRange(excerpt, bits: bits, at: pointer)
  }

  /// The text for a message, shortened so that a message stays one readable line.
  private var excerpt: String {
    let whole = string
    return whole.utf8.count <= 80 ? whole : "\(whole.prefix(77))..."
  }
}
