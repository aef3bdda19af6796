import JSON
import Primitives

/// Reads one edit of a manifest.
struct EditReader {
  let entry: SetValue
  let files: PatchSetFiles
  /// The folder of the pass.
  let folder: String
  /// The shared folders that the set lists.
  let shares: [String]
  let commits: [String: String]
  let ranges: [String: PatchSet.CommitRange]
  /// The edits read so far by id.
  let places: [String: Int]

  private static let commonFields = [
    "id", "operation", "file", "files", "exclude", "expect", "optional", "applies", "requires", "reason",
  ]

  func edit(id: String, index: Int, pass: Int) throws(SetProblem) -> Edit {
    let operation = try entry.member("operation")
    let name = try operation.string()
    let isOptional = try entry.optional("optional")?.boolean() ?? false
    let change = try readOperation(name, operation)
    return Edit(
      index: index, id: id, pass: pass, target: try target(of: change), operation: change,
      expected: try expectation(), isOptional: isOptional,
      condition: try condition(), requires: try requirements(), reason: try entry.member("reason").sentence())
  }

  // MARK: Operation

  private func readOperation(_ name: String, _ value: SetValue) throws(SetProblem) -> Edit.Operation {
    switch name {
    case "create":
      try allow(["text", "template"])
      return .create(try text(ofLines: false, mayBeEmpty: false))
    case "delete":
      try allow([])
      return .delete
    case "replace":
      try allow(["anchor", "text", "template"])
      return .replace(anchor: try anchor(), text: try text(ofLines: false, mayBeEmpty: true))
    case "insert-before":
      try allow(["anchor", "text", "template"])
      return .insertBefore(anchor: try anchor(), lines: try text(ofLines: true, mayBeEmpty: false))
    case "insert-after":
      try allow(["anchor", "text", "template"])
      return .insertAfter(anchor: try anchor(), lines: try text(ofLines: true, mayBeEmpty: false))
    case "insert-at-function-end":
      try allow(["function", "within", "text", "template"])
      let function = try entry.member("function")
      guard EditReader.isRustName(try function.string()) else {
        throw function.problem(.schema, "the name of a function is expected here")
      }
      return .insertAtFunctionEnd(
        function: try function.string(), within: try entry.optional("within")?.sentence(),
        lines: try text(ofLines: true, mayBeEmpty: false))
    case "rename-macros":
      try allow(["macros"])
      return try renaming(entry.member("macros"))
    default:
      throw value.problem(.schema, "\"\(name)\" is no operation")
    }
  }

  private func allow(_ fields: [String]) throws(SetProblem) {
    try entry.allow(only: EditReader.commonFields + fields)
  }

  private func renaming(_ macros: SetValue) throws(SetProblem) -> Edit.Operation {
    var (from, to): ([String], [Bytes]) = ([], [])
    for (name, path) in try macros.object() {
      guard EditReader.isRustName(name) else {
        throw path.problem(.schema, "\"\(name)\" is no name of a macro")
      }
      let new = try path.string()
      let names = new.hasPrefix("$") ? [] : new.split(separator: ":", omittingEmptySubsequences: true)
      guard !names.isEmpty, names.allSatisfy({ EditReader.isRustName(String($0)) }) else {
        throw path.problem(.schema, "\"\(new)\" is no path of a macro")
      }
      from.append(name)
      to.append(Bytes(new.utf8))
    }
    if from.isEmpty { throw macros.problem(.emptyText, "no macro is named") }
    return .renameMacros(from: from, to: to)
  }

  static func isRustName(_ text: String) -> Bool {
    guard let first = text.utf8.first, RustLexer.startsName(first) else { return false }
    return text.utf8.allSatisfy(RustLexer.continuesName)
  }

  private func anchor() throws(SetProblem) -> Bytes {
    let value = try entry.member("anchor")
    let anchor = try value.lines()
    if anchor.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0a || $0 == 0x0d }) {
      throw value.problem(.emptyText, "the anchor is empty")
    }
    return anchor
  }

  /// The bytes to put in; `ofLines` adds the line feed that ends the last line, which a template has already.
  private func text(ofLines: Bool, mayBeEmpty: Bool) throws(SetProblem) -> Bytes {
    let (text, template) = (entry.optional("text"), entry.optional("template"))
    guard (text == nil) != (template == nil) else {
      throw entry.problem(.schema, "exactly one of \"text\" and \"template\" is expected")
    }
    if let text {
      let bytes = try text.lines()
      if bytes.isEmpty, !mayBeEmpty { throw text.problem(.emptyText, "there is nothing to put in") }
      return ofLines ? bytes + [0x0a] : bytes
    }
    let value = template!
    let name = try value.path(sharing: shares)
    let path = SharedFolders.share(of: name) != nil ? name : "\(folder)/templates/\(name)"
    guard let bytes = files.contents[path] else {
      throw value.problem(.templateMissing, "there is no \(path)")
    }
    if bytes.isEmpty { throw value.problem(.emptyText, "\(path) is empty") }
    return ofLines && bytes.last != 0x0a ? bytes + [0x0a] : bytes
  }

  // MARK: Where and how often

  private func target(of operation: Edit.Operation) throws(SetProblem) -> Edit.Target {
    let (file, patterns) = (entry.optional("file"), entry.optional("files"))
    guard (file == nil) != (patterns == nil) else {
      throw entry.problem(.schema, "exactly one of \"file\" and \"files\" is expected")
    }
    if let file {
      if let exclude = entry.optional("exclude") {
        throw exclude.problem(.schema, "\"exclude\" goes with \"files\" only")
      }
      let path = try file.path()
      if path.contains("*") { throw file.problem(.schema, "a pattern goes into \"files\"") }
      return .file(path)
    }
    switch operation {
    case .create, .delete: throw patterns!.problem(.schema, "\(operation.name) takes one \"file\"")
    default: break
    }
    let included = try patterns!.paths()
    if included.isEmpty { throw patterns!.problem(.emptyText, "no pattern is given") }
    let excluded = try entry.optional("exclude")?.paths() ?? []
    return .files(included.map(PathPattern.init), excluding: excluded.map(PathPattern.init))
  }

  private func expectation() throws(SetProblem) -> Edit.Expectation {
    guard let value = entry.optional("expect") else { return Edit.Expectation(minimum: 1, maximum: 1) }
    if value.value.kind == .number {
      let count = try value.number()
      if count == 0 { throw value.problem(.schema, "at least one match must be expected") }
      return Edit.Expectation(minimum: count, maximum: count)
    }
    try value.allow(only: ["min", "max"])
    let minimum = try value.optional("min")?.number() ?? 1
    let maximum = try value.optional("max")?.number()
    guard minimum >= 1, minimum <= maximum ?? .max else {
      throw value.problem(
        .schema, "1 <= min <= max is expected; use \"optional\" for edits that may not match")
    }
    return Edit.Expectation(minimum: minimum, maximum: maximum)
  }

  private func requirements() throws(SetProblem) -> [Int] {
    var requires: [Int] = []
    for element in try entry.optional("requires")?.array() ?? [] {
      let id = try element.string()
      guard let place = places[id] else {
        throw element.problem(.requirement, "no earlier edit is called \"\(id)\"")
      }
      requires.append(place)
    }
    return requires
  }

  private func condition() throws(SetProblem) -> Edit.Condition? {
    guard let value = entry.optional("applies") else { return nil }
    try value.allow(only: ["commits", "ranges", "present", "absent"])
    if try value.object().isEmpty { throw value.problem(.schema, "\"applies\" names no condition") }
    var listed: [String] = []
    for element in try value.optional("commits")?.array() ?? [] {
      let name = try element.string()
      guard let commit = commits[name] ?? (SetValue.isCommit(name) ? name : nil) else {
        throw element.problem(.unknownName, "no commit is called \"\(name)\"")
      }
      listed.append(commit)
    }
    var spans: [String] = []
    for element in try value.optional("ranges")?.array() ?? [] {
      let name = try element.string()
      guard ranges[name] != nil else { throw element.problem(.unknownName, "no range is called \"\(name)\"") }
      spans.append(name)
    }
    return Edit.Condition(
      commits: listed, ranges: spans,
      isBoundToCommits: value.optional("commits") != nil || value.optional("ranges") != nil,
      present: try value.optional("present")?.paths() ?? [],
      absent: try value.optional("absent")?.paths() ?? [])
  }
}
