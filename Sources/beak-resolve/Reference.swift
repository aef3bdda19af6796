import Git
import JSON
import Primitives
import Stream

/// What a record asks for: a zkVM, and a name for one of its commits.
struct Request: Equatable, Sendable {
  /// The zkVM's name.
  let zkvm: String
  /// The reference as the user wrote it.
  let text: String
  /// What it is.
  let reference: Reference
}

/// The forms in which a commit, or a span of commits, can be named.
enum Reference: Equatable, Sendable {
  /// A whole id.
  case commit(ObjectID)
  /// The name of an alias, a branch or a tag, or the beginning of an id.
  case name(String)
  /// `GOOD..BAD`.
  case range(String, String)

  /// Reads a reference.
  ///
  /// - Throws: `ResolveError.referenceInvalid`.
  init(_ text: String) throws(ResolveError) {
    if let dots = text.utf8.firstRange(of: "..".utf8) {
      let ends = (String(text[..<dots.lowerBound]), String(text[dots.upperBound...]))
      for end in [ends.0, ends.1] {
        if case .range = try Reference(end) { throw .referenceInvalid(text, reason: "it has two ranges") }
      }
      self = .range(ends.0, ends.1)
      return
    }
    if let id = ObjectID(hex: text) {
      self = .commit(id)
      return
    }
    if text.isEmpty { throw .referenceInvalid(text, reason: "it is empty") }
    if text.hasPrefix("-") { throw .referenceInvalid(text, reason: "it begins with -") }
    guard RefName.isValid(text) else {
      throw .referenceInvalid(text, reason: "it is neither an id nor a name that git allows")
    }
    self = .name(text)
  }

  /// Whether a name can be the beginning of an id.
  static func isAbbreviation(_ name: String) -> Bool {
    (4..<40).contains(name.utf8.count) && name.utf8.allSatisfy { Hex.digit($0) < 16 }
  }
}

/// Reads requests: plain lines, or objects such as `{"zkvm":"openvm","ref":"main"}`.
struct RequestReader {
  let defaultZkvm: String
  let table: AliasTable

  /// Reads a plain line.
  func plain(_ line: UnsafeRawBufferPointer) throws(ResolveError) -> Request {
    guard let text = String(validating: line, as: UTF8.self) else {
      throw .referenceInvalid(String(decoding: line, as: UTF8.self), reason: "it is not UTF-8")
    }
    let trimmed = text.drop { $0 == " " || $0 == "\t" }
    let end = trimmed.lastIndex { $0 != " " && $0 != "\t" }.map { trimmed.index(after: $0) }
    return try request(defaultZkvm, String(trimmed[..<(end ?? trimmed.startIndex)]))
  }

  /// Reads an object; `zkvm` and `ref` may both be left out.
  func object(_ root: JSONValue) throws(ResolveError) -> Request {
    let zkvm = try text(root["zkvm"], "zkvm") ?? defaultZkvm
    guard SnapshotLocation.isName(zkvm) else { throw .zkvmUnknown(zkvm) }
    guard let reference = try text(root["ref"], "ref") ?? table.entries[zkvm]?.defaultAlias else {
      throw .referenceMissing(zkvm: zkvm)
    }
    return try request(zkvm, reference)
  }

  private func text(_ value: JSONValue?, _ name: String) throws(ResolveError) -> String? {
    guard let value else { return nil }
    guard value.kind == .string else { throw .wrongType(at: .root / name) }
    return value.string
  }

  private func request(_ zkvm: String, _ text: String) throws(ResolveError) -> Request {
    Request(zkvm: zkvm, text: text, reference: try Reference(text))
  }
}
