import Git
import JSON
import Primitives
import Stream

/// A snapshot as beak-resolve tells of it: the fields that patching needs.
struct SnapshotRecord {
  let root: JSONValue
  let zkvm: String
  let commit: ObjectID
  /// The commit's tree; nil where the record does not say.
  let tree: ObjectID?
  /// The repository's address; nil where the record does not say.
  let repository: String?
  /// Where the snapshot lies; nil for a commit that was only resolved.
  let location: SnapshotLocation?

  /// Takes a record apart; fields that are not needed may be anything.
  ///
  /// - Throws: `PatchError.fieldMissing`, `.wrongType`, `.valueInvalid`.
  init(_ root: JSONValue) throws(PatchError) {
    guard root.kind == .object else {
      throw .wrongType(expected: "object", found: "\(root.kind)", at: .root)
    }
    self.root = root
    zkvm = try SnapshotRecord.text(root, "zkvm")
    guard SnapshotLocation.isName(zkvm) else {
      throw .valueInvalid(zkvm, expected: "the name of a zkVM", at: .root / "zkvm")
    }
    commit = try SnapshotRecord.id(try SnapshotRecord.text(root, "commit"), at: .root / "commit")
    tree = try SnapshotRecord.optional(root, "tree").map { (text) throws(PatchError) in
      try SnapshotRecord.id(text, at: .root / "tree")
    }
    repository = try SnapshotRecord.optional(root, "repository")
    let isMaterialized = root["materialized"]?.kind != .false
    let path = isMaterialized ? try SnapshotRecord.optional(root, "path") : nil
    location = try SnapshotRecord.location(path, zkvm: zkvm, commit: commit)
  }

  private static func text(_ root: JSONValue, _ name: StaticString) throws(PatchError) -> String {
    guard let text = try optional(root, name) else { throw .fieldMissing(at: .root / name.description) }
    return text
  }

  private static func optional(_ root: JSONValue, _ name: StaticString) throws(PatchError) -> String? {
    guard let value = root[name], value.kind != .null else { return nil }
    guard value.kind == .string else {
      throw .wrongType(expected: "string", found: "\(value.kind)", at: value.pointer)
    }
    return value.string
  }

  private static func id(_ text: String, at place: JSONPointer) throws(PatchError) -> ObjectID {
    guard let id = ObjectID(hex: text) else {
      throw .valueInvalid(text, expected: "40 hexadecimal digits", at: place)
    }
    return id
  }

  /// The location whose path that is: `<out>/<zkvm>-<commit>/<zkvm>-src`, and nothing else.
  private static func location(
    _ path: String?, zkvm: String, commit: ObjectID
  ) throws(PatchError) -> SnapshotLocation? {
    guard let path else { return nil }
    let suffix = "\(zkvm)-\(commit)/\(zkvm)-src"
    let place = JSONPointer.root / "path"
    guard path.hasSuffix(suffix), !path.utf8.contains(0) else {
      throw .valueInvalid(path, expected: "a path that ends with \(suffix)", at: place)
    }
    var out = String(path.dropLast(suffix.count))
    if out.isEmpty {
      out = "."
    } else if out == "/" {
      out = "/"
    } else if out.hasSuffix("/") {
      out.removeLast()
    } else {
      throw .valueInvalid(path, expected: "a path that ends with /\(suffix)", at: place)
    }
    return SnapshotLocation(out: out, zkvm: zkvm, commit: commit)
  }
}
