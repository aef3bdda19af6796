import JSON
import Primitives

/// Reads a patch set from its files, and gathers everything that is wrong with it.
struct PatchSetReader {
  private var files: PatchSetFiles
  private var problems: [SetProblem] = []
  private var edits: [Edit] = []
  private var passes: [PatchSet.Pass] = []
  private var places: [String: Int] = [:]
  private var head = Head()

  /// What `set.json` says.
  private struct Head {
    var zkvm = ""
    var passes: [(name: String, pointer: JSONPointer)] = []
    var commits: [String: String] = [:]
    var ranges: [String: PatchSet.CommitRange] = [:]
    var shares: [String] = []
    var symbols: [PatchSet.SymbolNamespace] = []
  }

  static let schema = "beak.patchset/1"

  private init(files: PatchSetFiles) {
    self.files = files
  }

  /// Reads as much as can be read; the files that are returned include those that the set shares.
  static func read(
    _ files: PatchSetFiles
  ) -> (set: PatchSet?, files: PatchSetFiles, problems: [SetProblem]) {
    var reader = PatchSetReader(files: files)
    guard reader.readHead() else { return (nil, reader.files, reader.problems) }
    for pass in reader.head.passes { reader.readPass(pass.name, at: pass.pointer) }
    let head = reader.head
    let set = PatchSet(
      zkvm: head.zkvm, passes: reader.passes, edits: reader.edits, commits: head.commits, ranges: head.ranges,
      symbols: head.symbols, digest: reader.files.digest)
    return (set, reader.files, reader.problems)
  }

  /// Parses a file and hands its root on; a problem is noted, not thrown.
  private mutating func parse(
    _ file: String, _ body: (inout PatchSetReader, SetValue) throws(SetProblem) -> Void
  ) -> Bool {
    guard let content = files.contents[file] else {
      problems.append(SetProblem(.unreadable, in: file, "the file is missing"))
      return false
    }
    let document = JSONDocument()
    return content.withUnsafeBytes { bytes in
      do throws(JSONError) {
        try document.parse(bytes)
      } catch {
        let message = "it is not JSON as this tool reads it: \(error.code) at byte \(error.offset)"
        problems.append(SetProblem(.malformed, in: file, at: error.pointer, message))
        return false
      }
      return withExtendedLifetime(document) {
        do throws(SetProblem) {
          try body(&self, SetValue(value: document.root, file: file))
          return true
        } catch {
          problems.append(error)
          return false
        }
      }
    }
  }

  // MARK: set.json

  private mutating func readHead() -> Bool {
    parse("set.json") { (reader, root) throws(SetProblem) in
      try root.allow(only: ["schema", "zkvm", "passes", "commits", "ranges", "shares", "symbols", "reason"])
      let schema = try root.member("schema")
      guard try schema.string() == PatchSetReader.schema else {
        throw schema.problem(.schema, "the schema must be \"\(PatchSetReader.schema)\"")
      }
      reader.head.zkvm = try root.member("zkvm").identifier()
      for pass in try root.member("passes").array() {
        let name = try pass.identifier()
        guard !reader.head.passes.contains(where: { $0.name == name }) else {
          throw pass.problem(.duplicateID, "the pass \"\(name)\" is listed twice")
        }
        reader.head.passes.append((name, pass.value.pointer))
      }
      for (name, commit) in try root.optional("commits")?.object() ?? [] {
        reader.head.commits[name] = try commit.commit()
      }
      for (name, range) in try root.optional("ranges")?.object() ?? [] {
        try range.allow(only: ["since", "until", "reason"])
        reader.head.ranges[name] = PatchSet.CommitRange(
          since: try range.optional("since")?.commit(), until: try range.optional("until")?.commit())
      }
      try reader.readShares(root.optional("shares"))
      try reader.readSymbols(root.optional("symbols"))
    }
  }

  /// Reads the names of shared folders, and adds their files to those of the set.
  private mutating func readShares(_ value: SetValue?) throws(SetProblem) {
    if let path = files.paths.first(where: { SharedFolders.share(of: $0) != nil }) {
      let message = "what several sets share lies beside them, so no folder of a set is called that"
      throw SetProblem(.schema, in: path, "\"\(SharedFolders.name)\": \(message)")
    }
    for entry in try value?.array() ?? [] {
      let name = try entry.path()
      if name.contains("/") || name.hasPrefix(".") {
        throw entry.problem(.schema, "the name of one folder is expected here")
      }
      if head.shares.contains(name) { throw entry.problem(.duplicateID, "\"\(name)\" is listed twice") }
      guard try files.add(share: name) else {
        throw entry.problem(.sharedMissing, "there is no \(SharedFolders.name)/\(name) beside the set")
      }
      head.shares.append(name)
    }
  }

  private mutating func readSymbols(_ value: SetValue?) throws(SetProblem) {
    for entry in try value?.array() ?? [] {
      try entry.allow(only: ["namespace", "definedBy", "calledByRunners"])
      var definedBy: [String] = []
      for element in try entry.member("definedBy").array() {
        definedBy.append(try element.path(sharing: head.shares))
      }
      head.symbols.append(
        PatchSet.SymbolNamespace(
          namespace: try entry.member("namespace").string(), definedBy: definedBy,
          calledByRunners: try entry.optional("calledByRunners")?.strings() ?? []))
    }
  }

  // MARK: manifest.json

  private mutating func readPass(_ name: String, at pointer: JSONPointer) {
    let file = "\(name)/manifest.json"
    let start = edits.count
    let number = passes.count
    var reason = ""
    guard files.contents[file] != nil else {
      let message = "the pass \"\(name)\" has no \(file)"
      return problems.append(SetProblem(.unreadable, in: "set.json", at: pointer, message))
    }
    _ = parse(file) { (reader, root) throws(SetProblem) in
      try root.allow(only: ["pass", "reason", "edits"])
      let pass = try root.member("pass")
      guard try pass.string() == name else {
        throw pass.problem(
          .schema, "the manifest in the folder \"\(name)\" must be that of the pass \"\(name)\"")
      }
      reason = try root.member("reason").sentence()
      for entry in try root.member("edits").array() { reader.readEdit(entry, pass: number, folder: name) }
    }
    passes.append(PatchSet.Pass(name: name, reason: reason, edits: start..<edits.count))
  }

  private mutating func readEdit(_ entry: SetValue, pass: Int, folder: String) {
    do throws(SetProblem) {
      let id = try entry.member("id")
      let name = try id.identifier()
      guard places[name] == nil else {
        throw id.problem(.duplicateID, "an earlier edit is called \"\(name)\" too")
      }
      let reader = EditReader(
        entry: entry, files: files, folder: folder, shares: head.shares, commits: head.commits,
        ranges: head.ranges, places: places)
      edits.append(try reader.edit(id: name, index: edits.count, pass: pass))
      places[name] = edits.count - 1
    } catch {
      problems.append(error)
    }
  }
}

extension SetValue {
  /// A name in kebab case: lower-case letters, digits and single hyphens.
  func identifier() throws(SetProblem) -> String {
    let text = try string()
    let isPlain = text.utf8.allSatisfy {
      0x61...0x7a ~= $0 || 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "-")
    }
    guard !text.isEmpty, isPlain, !text.hasPrefix("-"), !text.hasSuffix("-"), !text.contains("--") else {
      throw problem(.schema, "\"\(text)\" is no name of lower-case letters, digits and hyphens")
    }
    return text
  }
}
