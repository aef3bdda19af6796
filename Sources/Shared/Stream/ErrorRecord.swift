import JSON
import Primitives

/// How error records are written: in which stage, and for whom to read.
struct ErrorStyle: Sendable {
  /// Where error records go.
  enum Place: Sendable {
    /// Among the results, in their order.
    case output
    /// Apart from the results.
    case apart
  }

  /// The stage's name, such as `convert`.
  let stage: String
  let place: Place
  /// Whether they are lines for a person at a terminal, not JSON.
  let isReadable: Bool

  /// The name of the program, which begins every message on standard error.
  var tool: String { "beak-\(stage)" }
}

/// Where a record came from.
struct RecordPlace {
  var number = 0
  var source: String?
}

extension ByteBuffer {
  /// Appends one error as a line: a JSON object with the one key `error`.
  mutating func appendErrorRecord(
    _ error: some StageError, id: RecordIdentity, at place: RecordPlace, stage: String
  ) {
    append("{\"error\":{\"stage\":")
    appendQuoted(stage)
    append(",\"code\":")
    appendQuoted(error.code)
    append(",\"id\":")
    id.appendQuoted(to: &self)
    if let source = place.source {
      append(",\"source\":")
      appendQuoted(source)
    }
    append(",\"line\":")
    appendDecimal(place.number)
    append(",\"pointer\":")
    appendQuoted(error.pointer.description)
    append(",\"message\":")
    appendQuoted(error.message)
    if let hint = error.hint {
      append(",\"hint\":")
      appendQuoted(hint)
    }
    append("}}\n")
  }

  /// Appends one error as a line for a person.
  mutating func appendErrorLine(_ error: some StageError, at place: RecordPlace, tool: String) {
    appendPlace(place, tool: tool)
    let pointer = error.pointer.description
    if !pointer.isEmpty {
      appendPrintable(pointer)
      append(": ")
    }
    appendPrintable(error.message)
    if let hint = error.hint {
      append(" (")
      appendPrintable(hint)
      append(UInt8(ascii: ")"))
    }
    append(UInt8(ascii: "\n"))
  }

  /// Appends `beak-convert: file: line 17: `.
  mutating func appendPlace(_ place: RecordPlace, tool: String) {
    append(utf8: tool)
    append(": ")
    if let source = place.source {
      appendPrintable(source)
      append(": ")
    }
    append("line ")
    appendDecimal(place.number)
    append(": ")
  }

  /// Appends text without its control characters, so that no input can speak to the terminal.
  mutating func appendPrintable(_ text: String) {
    for scalar in text.unicodeScalars {
      if scalar.properties.generalCategory == .control {
        append(utf8: "\\u{\(String(scalar.value, radix: 16))}")
      } else {
        append(utf8: String(scalar))
      }
    }
  }
}
