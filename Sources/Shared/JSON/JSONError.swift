/// How much a document may ask of the parser.
public struct JSONLimits: Sendable, Hashable {
  /// The deepest nesting of arrays and objects; a scalar at the root has depth 0.
  public var nesting: Int
  /// The most digits that one number may have, over integer part, fraction and exponent.
  public var numberDigits: Int

  /// Makes limits; the defaults are those of the stream contract.
  public init(nesting: Int = 128, numberDigits: Int = 100) {
    self.nesting = nesting
    self.numberDigits = numberDigits
  }
}

/// Why a text is not one JSON value that this parser takes, and where.
public struct JSONError: Error, Hashable, Sendable {
  /// The rule that the text breaks.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// A byte that the grammar does not allow at its place.
    case unexpectedByte
    /// The text ends before its value does.
    case truncated
    /// Containers are nested beyond `JSONLimits.nesting`.
    case tooDeep
    /// An object has two members of the same name, compared after unescaping.
    case duplicateKey
    /// U+0000, raw or as `\u0000`.
    case nulCharacter
    /// A raw control character inside a string.
    case controlCharacter
    /// `\` followed by something that is no escape.
    case invalidEscape
    /// Half of a surrogate pair in `\u` escapes.
    case loneSurrogate
    /// Bytes in a string that are not UTF-8.
    case invalidUTF8
    /// A number with more digits than `JSONLimits.numberDigits`.
    case numberTooLong
    /// More text after the value.
    case trailingBytes
    /// The text begins with U+FEFF.
    case byteOrderMark
    /// The text has 4 GiB or more.
    case tooLarge
  }

  /// The rule that the text breaks.
  public let code: Code
  /// The byte at which it is broken, from the start of the text; its length where the text is truncated.
  public let offset: Int
  /// The value, member or container inside which the byte lies.
  public let pointer: JSONPointer

  /// Makes an error.
  public init(code: Code, offset: Int, pointer: JSONPointer) {
    self.code = code
    self.offset = offset
    self.pointer = pointer
  }
}
