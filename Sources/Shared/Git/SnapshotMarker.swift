import JSON
import Primitives

/// What a snapshot is, as the file `beak.json` beside its sources says it.
package struct SnapshotMarker: Equatable, Sendable {
  /// Whether the sources are those of the commit.
  package enum State: String, Sendable {
    case pristine
    case patched
  }

  /// The file's name.
  package static let fileName = "beak.json"
  /// The form of the file.
  package static let schema = "beak.marker/1"

  package var state: State
  package var zkvm: String
  /// The address as the user gave it, or the zkVM's own.
  package var repository: String
  package var commit: ObjectID
  /// The commit's tree.
  package var tree: ObjectID
  /// What the disk cannot show: submodules, and files that the repository lacked.
  package var standIns: [TreeEntry]
  /// The digest of the patch set; nil for a pristine snapshot.
  package var patchSet: String?
  /// The tree id of the patched sources; nil for a pristine snapshot.
  package var patchedTree: ObjectID?

  /// Makes the marker of a pristine snapshot.
  package init(
    zkvm: String, repository: String, commit: ObjectID, tree: ObjectID, standIns: [TreeEntry] = []
  ) {
    state = .pristine
    self.zkvm = zkvm
    self.repository = repository
    self.commit = commit
    self.tree = tree
    self.standIns = standIns
  }

  /// The same snapshot after a patch set was applied.
  ///
  /// - Parameter patchSet: The digest of the set.
  package func patched(by patchSet: String, tree: ObjectID) -> SnapshotMarker {
    var marker = self
    marker.state = .patched
    marker.patchSet = patchSet
    marker.patchedTree = tree
    return marker
  }

  /// The tree id that the sources must have.
  package var currentTree: ObjectID { patchedTree ?? tree }

  /// Submodules, which are empty folders.
  package var submodules: [TreeEntry] { standIns.filter { $0.mode == .submodule } }
  /// Files that the repository lacked.
  package var missing: [TreeEntry] { standIns.filter { $0.mode.isBlob } }

  // MARK: Text

  /// The bytes of the file.
  package var bytes: Bytes {
    var text = ByteBuffer()
    let fields = [
      ("schema", Self.schema), ("state", state.rawValue), ("zkvm", zkvm), ("repository", repository),
      ("commit", commit.hex), ("tree", tree.hex), ("patchSet", patchSet), ("patchedTree", patchedTree?.hex),
    ]
    text.append(UInt8(ascii: "{"))
    for case (let name, let value?) in fields {
      text.appendQuoted(name)
      text.append(UInt8(ascii: ":"))
      text.appendQuoted(value)
      text.append(UInt8(ascii: ","))
    }
    text.append("\"standIns\":[")
    for (index, entry) in standIns.enumerated() {
      if index > 0 { text.append(UInt8(ascii: ",")) }
      text.append("{\"path\":")
      text.appendQuoted(entry.path.description)
      text.append(utf8: ",\"mode\":\"\(entry.mode.text)\",\"id\":\"\(entry.id)\"}")
    }
    text.append("]}\n")
    return text.toBytes()
  }

  /// Reads the bytes of the file; nil where they are not a marker.
  package init?(_ bytes: Bytes) {
    let document = JSONDocument()
    let marker: SnapshotMarker? = bytes.withUnsafeBytes { text in
      guard (try? document.parse(text)) != nil else { return nil }
      return withExtendedLifetime(document) { SnapshotMarker(document.root) }
    }
    guard let marker else { return nil }
    self = marker
  }

  private init?(_ root: JSONValue) {
    func text(_ value: JSONValue?) -> String? { value?.kind == .string ? value?.string : nil }
    guard text(root["schema"]) == Self.schema, let state = text(root["state"]).flatMap(State.init),
      let zkvm = text(root["zkvm"]), let repository = text(root["repository"]),
      let commit = text(root["commit"]).flatMap({ ObjectID(hex: $0) }),
      let tree = text(root["tree"]).flatMap({ ObjectID(hex: $0) }),
      let list = root["standIns"], list.kind == .array
    else { return nil }
    self.init(zkvm: zkvm, repository: repository, commit: commit, tree: tree)
    self.state = state
    for element in list.elements {
      guard let path = text(element["path"]).flatMap({ try? TreePath($0) }),
        let mode = text(element["mode"]).flatMap({ EntryMode(octal: $0) }),
        let id = text(element["id"]).flatMap({ ObjectID(hex: $0) })
      else { return nil }
      standIns.append(TreeEntry(path: path, mode: mode, id: id))
    }
    patchSet = text(root["patchSet"])
    patchedTree = text(root["patchedTree"]).flatMap { ObjectID(hex: $0) }
    let isPatched = state == .patched
    guard isPatched == (patchSet != nil), isPatched == (patchedTree != nil) else { return nil }
  }
}
