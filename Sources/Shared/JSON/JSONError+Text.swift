/// The words for each way in which a text fails to be JSON.
extension JSONError.Code {
  /// Stable name in kebab case.
  package var name: String {
    switch self {
    case .unexpectedByte: "json-syntax"
    case .truncated: "json-truncated"
    case .trailingBytes: "json-trailing-bytes"
    case .invalidEscape: "json-invalid-escape"
    case .controlCharacter: "json-control-character"
    case .tooDeep: "nesting-too-deep"
    case .numberTooLong: "number-too-long"
    case .duplicateKey: "duplicate-key"
    case .nulCharacter: "nul-character"
    case .loneSurrogate: "lone-surrogate"
    case .invalidUTF8: "invalid-utf8"
    case .byteOrderMark: "byte-order-mark"
    case .tooLarge: "json-too-large"
    }
  }

  /// What is wrong, as a phrase about a line.
  package var meaning: String {
    switch self {
    case .unexpectedByte: "the line is not JSON: unexpected byte"
    case .truncated: "the line ends before its JSON value does"
    case .trailingBytes: "there is more after the JSON value"
    case .invalidEscape: "a string has an escape that JSON does not know"
    case .controlCharacter: "a string has a raw control character"
    case .tooDeep: "containers nest too deep"
    case .numberTooLong: "a number has too many digits"
    case .duplicateKey: "an object has two members of the same name"
    case .nulCharacter: "NUL is refused"
    case .loneSurrogate: "half of a surrogate pair is refused"
    case .invalidUTF8: "the line is not UTF-8"
    case .byteOrderMark: "the line begins with a byte order mark"
    case .tooLarge: "a JSON text of 4 GiB or more is refused"
    }
  }
}
