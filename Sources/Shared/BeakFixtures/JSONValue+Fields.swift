import JSON
import Primitives

/// What a field holds, for comparing two spellings of it.
enum FieldContent {
  case number
  case bytes
  /// Compared as it is written.
  case text
}

/// The members of an object by their names.
extension JSONValue {
  /// The value itself, when it is of the kind that its place asks for.
  ///
  /// - Throws: `ConvertError.wrongType`.
  func expecting(_ expected: JSONKind) throws(ConvertError) -> JSONValue {
    guard kind == expected else {
      throw .wrongType(expected: expected.noun, found: kind.noun, at: pointer)
    }
    return self
  }

  /// The member of that name.
  ///
  /// - Throws: `ConvertError.fieldMissing`.
  func required(_ name: StaticString) throws(ConvertError) -> JSONValue {
    guard let value = self[name] else { throw .fieldMissing(at: pointer / name.description) }
    return value
  }

  /// The member of that name, where null means the same as nothing.
  func nullable(_ name: StaticString) -> JSONValue? {
    guard let value = self[name], value.kind != .null else { return nil }
    return value
  }

  /// Whether two values are the same, however they are spelt.
  fileprivate func agrees(with other: JSONValue, as content: FieldContent) -> Bool {
    if rawJSON.elementsEqual(other.rawJSON) { return true }
    switch content {
    case .number:
      guard let first = IntegerText(literal: text), let second = IntegerText(literal: other.text),
        let number = first.magnitude
      else { return false }
      return number == second.magnitude && first.isNegative == second.isNegative
    case .bytes:
      guard kind == .string, other.kind == .string, let bytes = HexText.decode(text) else { return false }
      return bytes == HexText.decode(other.text)
    case .text: return false
    }
  }
}

/// The fields of an object, each under one of the names that it has.
struct FieldSource {
  let object: JSONValue
  /// Whether the object has a key that is an alias, or of a field that few objects have; for those there is
  /// otherwise no need to look.
  let hasRareKeys: Bool

  /// The member that is there under one of these names; its value may be null.
  ///
  /// - Throws: `ConvertError.spellingsDiffer` where two names have different values.
  func optional(
    _ name: StaticString, _ alias: StaticString? = nil, as content: FieldContent = .text
  ) throws(ConvertError) -> JSONValue? {
    guard hasRareKeys, let alias, let second = object[alias] else { return object[name] }
    guard let first = object[name] else { return second }
    guard first.agrees(with: second, as: content) else {
      throw .spellingsDiffer(name.description, alias.description, at: second.pointer)
    }
    return first
  }

  /// As `optional`, where null means the same as nothing.
  func nullable(
    _ name: StaticString, _ alias: StaticString? = nil, as content: FieldContent = .text
  ) throws(ConvertError) -> JSONValue? {
    let first = object.nullable(name)
    guard hasRareKeys, let alias, let second = object.nullable(alias) else { return first }
    return first == nil ? second : try optional(name, alias, as: content)
  }

  /// As `nullable`, for a field that few objects have.
  func rare(
    _ name: StaticString, _ alias: StaticString? = nil, as content: FieldContent = .text
  ) throws(ConvertError) -> JSONValue? {
    hasRareKeys ? try nullable(name, alias, as: content) : nil
  }

  /// The member that is there under one of these names.
  ///
  /// - Throws: `ConvertError.fieldMissing` at the proper name, which is the first, or `.spellingsDiffer`.
  func required(
    _ name: StaticString, _ alias: StaticString? = nil, _ secondAlias: StaticString? = nil,
    as content: FieldContent = .text
  ) throws(ConvertError) -> JSONValue {
    let found = try optional(name, alias, as: content)
    if hasRareKeys, let secondAlias, let value = object[secondAlias] {
      guard let found else { return value }
      guard found.agrees(with: value, as: content) else {
        throw .spellingsDiffer(name.description, secondAlias.description, at: value.pointer)
      }
    }
    guard let found else { throw .fieldMissing(at: object.pointer / name.description) }
    return found
  }

  /// Refuses a field that is part of other tools' format and has no counterpart here; null is nothing.
  ///
  /// - Throws: `ConvertError.fieldUnsupported`.
  func refuse(_ name: StaticString, _ alias: StaticString? = nil) throws(ConvertError) {
    if let value = try rare(name, alias) {
      throw .fieldUnsupported(name.description, at: value.pointer)
    }
  }
}

extension JSONKind {
  /// The kind as an error message calls it.
  var noun: String {
    switch self {
    case .object: "object"
    case .array: "list"
    case .string: "string"
    case .number: "number"
    case .true, .false: "boolean"
    case .null: "null"
    }
  }
}
