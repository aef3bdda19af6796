import JSON

/// What can be wrong with a record before a stage looks at its meaning: the same codes in every stage.
package enum RecordError: StageError, Hashable {
  /// The line is longer than `--max-line` bytes.
  case lineTooLong(limit: Int)
  /// The input begins with U+FEFF.
  case byteOrderMark
  /// The line is not one JSON value as RFC 8259 and the limits have it.
  case malformed(JSONError)
  /// The record's own `id` is no string of 1 to 128 printable characters.
  case invalidIdentity

  package var code: String {
    switch self {
    case .lineTooLong: "line-too-long"
    case .byteOrderMark: "byte-order-mark"
    case .malformed(let error): RecordError.entry(for: error.code).code
    case .invalidIdentity: "invalid-id"
    }
  }

  package var pointer: JSONPointer {
    switch self {
    case .malformed(let error): error.pointer
    case .invalidIdentity: .root / "id"
    case .lineTooLong, .byteOrderMark: .root
    }
  }

  package var message: String {
    switch self {
    case .lineTooLong(let limit): "the line is longer than \(limit) bytes"
    case .malformed(let error): "\(RecordError.entry(for: error.code).meaning) at byte \(error.offset)"
    case .byteOrderMark: "the input begins with a byte order mark"
    case .invalidIdentity: "the record's id is not a string of 1 to 128 printable characters"
    }
  }

  package var hint: String? {
    let code = code
    return RecordError.catalogue.first { $0.code == code }?.hint
  }

  /// The codes that every stage can answer with.
  package static var catalogue: [ErrorCatalogue.Entry] {
    var entries: [ErrorCatalogue.Entry] = [
      .init(
        "line-too-long", "the line is longer than the limit", hint: "raise --max-line"),
      .init(
        "byte-order-mark", "the input begins with a byte order mark",
        hint: "write UTF-8 without a byte order mark"),
      .init("invalid-id", "the record's id is not a string of 1 to 128 printable characters"),
    ]
    for code in JSONError.Code.allCases where code != .byteOrderMark {
      entries.append(entry(for: code))
    }
    return entries
  }

  /// The stable name and the meaning of each way in which a text fails to be JSON.
  private static func entry(for code: JSONError.Code) -> ErrorCatalogue.Entry {
    switch code {
    case .unexpectedByte: .init("json-syntax", "the line is not JSON: unexpected byte")
    case .truncated: .init("json-truncated", "the line ends before its JSON value does")
    case .trailingBytes: .init("json-trailing-bytes", "there is more after the JSON value")
    case .invalidEscape: .init("json-invalid-escape", "a string has an escape that JSON does not know")
    case .controlCharacter: .init("json-control-character", "a string has a raw control character")
    case .tooDeep: .init("nesting-too-deep", "containers nest too deep", hint: "raise --max-nesting")
    case .numberTooLong: .init("number-too-long", "a number has too many digits", hint: "raise --max-digits")
    case .duplicateKey: .init("duplicate-key", "an object has two members of the same name")
    case .nulCharacter: .init("nul-character", "NUL is refused")
    case .loneSurrogate: .init("lone-surrogate", "half of a surrogate pair is refused")
    case .invalidUTF8: .init("invalid-utf8", "the line is not UTF-8")
    case .byteOrderMark: .init("byte-order-mark", "the line begins with a byte order mark")
    case .tooLarge: .init("json-too-large", "a JSON text of 4 GiB or more is refused")
    }
  }
}

extension JSONDocument {
  /// Parses the line of a record.
  ///
  /// - Throws: `RecordError.malformed`.
  package func parse(_ record: InputRecord) throws(RecordError) {
    do {
      try parse(record.line)
    } catch {
      throw .malformed(error)
    }
  }
}
