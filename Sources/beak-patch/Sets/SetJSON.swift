import Git
import JSON
import Primitives

/// A value of a set's file with its place: every expectation that fails names it.
struct SetValue {
  let value: JSONValue
  let file: String

  func problem(_ kind: SetProblem.Kind, _ message: String) -> SetProblem {
    SetProblem(kind, in: file, at: value.pointer, message)
  }

  /// The member of that name, nil where there is none.
  func optional(_ name: StaticString) -> SetValue? {
    value[name].map { SetValue(value: $0, file: file) }
  }

  /// The member of that name.
  func member(_ name: StaticString) throws(SetProblem) -> SetValue {
    guard let member = optional(name) else { throw problem(.schema, "the field \"\(name)\" is missing") }
    return member
  }

  /// Refuses members that nobody reads: most likely a name is misspelt.
  func allow(only names: [String]) throws(SetProblem) {
    _ = try object()
    for (key, member) in value.members where !names.contains(key.string) {
      throw SetValue(value: member, file: file).problem(
        .schema, "the field \"\(key.string)\" is not known here")
    }
  }

  func object() throws(SetProblem) -> [(key: String, value: SetValue)] {
    guard value.kind == .object else { throw problem(.schema, "an object is expected here") }
    return value.members.map { ($0.key.string, SetValue(value: $0.value, file: file)) }
  }

  func array() throws(SetProblem) -> [SetValue] {
    guard value.kind == .array else { throw problem(.schema, "an array is expected here") }
    return value.elements.map { SetValue(value: $0, file: file) }
  }

  func string() throws(SetProblem) -> String {
    guard value.kind == .string else { throw problem(.schema, "a string is expected here") }
    return value.string
  }

  func strings() throws(SetProblem) -> [String] {
    var strings: [String] = []
    for element in try array() { strings.append(try element.string()) }
    return strings
  }

  func boolean() throws(SetProblem) -> Bool {
    guard value.kind == .true || value.kind == .false else {
      throw problem(.schema, "true or false is expected here")
    }
    return value.kind == .true
  }

  /// A whole number from 0.
  func number() throws(SetProblem) -> Int {
    guard value.kind == .number, let number = Int(value.string), number >= 0 else {
      throw problem(.schema, "a whole number from 0 is expected here")
    }
    return number
  }

  /// A string, or an array of lines that a line feed joins.
  func lines() throws(SetProblem) -> Bytes {
    if value.kind == .array { return Bytes(try strings().joined(separator: "\n").utf8) }
    guard value.kind == .string else {
      throw problem(.schema, "a string or an array of lines is expected here")
    }
    return Bytes(value.text)
  }

  /// A sentence that must not be empty.
  func sentence() throws(SetProblem) -> String {
    let text = try string()
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw problem(.emptyText, "a sentence is expected here")
    }
    return text
  }

  /// A path that stays in the tree.
  func path() throws(SetProblem) -> String {
    let path = try string()
    if let fault = PathFault(of: Bytes(path.utf8)) {
      throw problem(.pathUnsafe, "the path \"\(path)\" is refused: \(fault.explanation)")
    }
    return path
  }

  /// A path in a set, which may begin with `shared/` and one of those names.
  func path(sharing shares: [String]) throws(SetProblem) -> String {
    let path = try path()
    if let share = SharedFolders.share(of: path), !shares.contains(share) {
      throw problem(.unknownName, "the shared folder \"\(share)\" is not listed under \"shares\" in set.json")
    }
    return path
  }

  func paths() throws(SetProblem) -> [String] {
    var paths: [String] = []
    for element in try array() { paths.append(try element.path()) }
    return paths
  }

  /// A full commit hash.
  func commit() throws(SetProblem) -> String {
    let text = try string()
    guard SetValue.isCommit(text) else {
      throw problem(.schema, "40 lower-case hexadecimal digits are expected here")
    }
    return text
  }

  static func isCommit(_ text: String) -> Bool {
    text.utf8.count == 40 && text.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
  }
}
