/// Why bytes are not the one canonical Recursive Length Prefix encoding of what was expected.
public enum RLPError: Error, Equatable, Sendable {
  /// The input ends inside an item.
  case truncated
  /// Bytes follow the item.
  case trailingBytes
  /// A length has leading zeros or takes a longer form than it needs.
  case nonCanonicalLength
  /// A byte below 0x80 has a head although it is its own encoding.
  case nonCanonicalSingleByte
  /// An integer starts with a zero byte.
  case leadingZero
  /// A string stands where a list belongs.
  case expectedList
  /// A list stands where a string belongs.
  case expectedString
  /// A string of fixed length has another one.
  case wrongLength
  /// An integer does not fit its type.
  case tooLarge
  /// A list ends before its last expected item.
  case listTooShort
  /// A list goes on after its last expected item.
  case listTooLong
}
