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
    case .malformed(let error): error.code.name
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
    case .malformed(let error): "\(error.code.meaning) at byte \(error.offset)"
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
    // The byte order mark is named above; no line that is let in is too large for the parser.
    for code in JSONError.Code.allCases where code != .byteOrderMark && code != .tooLarge {
      entries.append(entry(for: code))
    }
    return entries
  }

  private static func entry(for code: JSONError.Code) -> ErrorCatalogue.Entry {
    let hint: String? =
      switch code {
      case .tooDeep: "raise --max-nesting"
      case .numberTooLong: "raise --max-digits"
      default: nil
      }
    return .init(code.name, code.meaning, hint: hint)
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

  /// Parses a record that may have an `id` of its own, and gives its identity.
  ///
  /// - Returns: nil where the record cannot be used; it is answered with an error then.
  package func open(_ record: InputRecord, into output: inout RecordOutput) -> RecordIdentity? {
    do {
      try parse(record)
    } catch {
      output.fail(error, id: RecordIdentity(root: nil, line: record.line))
      return nil
    }
    let identity = RecordIdentity(root: root, line: record.line)
    guard let problem = identity.problem else { return identity }
    output.fail(problem, id: identity)
    return nil
  }
}
