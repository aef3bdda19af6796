import Git
import JSON
import Primitives

/// The zkVMs that are known by name: their repositories, and names for commits of note.
///
/// The table is the file `aliases.json`, which is compiled in.
struct AliasTable: Sendable {
  /// One zkVM.
  struct Entry: Sendable {
    /// The URL of the upstream repository.
    let repository: String
    /// The alias that a request without a reference means.
    let defaultAlias: String
    /// Commits by alias.
    let aliases: [String: ObjectID]
  }

  /// The zkVMs by name.
  let entries: [String: Entry]

  /// The table that is compiled in.
  static let builtIn: AliasTable = {
    guard let table = AliasTable(PackageResources.aliases_json) else {
      preconditionFailure("aliases.json is not a table of aliases")
    }
    return table
  }()

  /// Reads a table; nil where it does not keep the form.
  init?(_ bytes: Bytes) {
    let document = JSONDocument()
    let entries: [String: Entry]? = bytes.withUnsafeBytes { text in
      guard (try? document.parse(text)) != nil else { return nil }
      return withExtendedLifetime(document) { Self.read(document.root) }
    }
    guard let entries else { return nil }
    self.entries = entries
  }

  private static func read(_ root: JSONValue) -> [String: Entry]? {
    var entries: [String: Entry] = [:]
    for (name, value) in root.members {
      var aliases: [String: ObjectID] = [:]
      guard SnapshotLocation.isName(name.string), let table = value["aliases"] else { return nil }
      for (alias, commit) in table.members {
        guard let id = ObjectID(hex: commit.string) else { return nil }
        aliases[alias.string] = id
      }
      guard let repository = value["repository"]?.string, let standard = value["default"]?.string,
        aliases[standard] != nil
      else { return nil }
      entries[name.string] = Entry(repository: repository, defaultAlias: standard, aliases: aliases)
    }
    return entries
  }
}
