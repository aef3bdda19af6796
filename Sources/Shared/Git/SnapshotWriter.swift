import Primitives

/// How the sources of a snapshot differ from the commit's tree.
package struct SnapshotChanges: Sendable {
  /// Files with their new bytes: they replace a file of that path, or are new.
  package var files: [TreePath: (bytes: Bytes, isExecutable: Bool)] = [:]
  /// Files that are left out.
  package var removed: Set<TreePath> = []

  /// Makes no changes.
  package init() {}

  /// The entries of the changed tree, for `TreeHash.id(of:)`.
  package func applied(to entries: [TreeEntry]) -> [TreeEntry] {
    var result = entries.filter { !removed.contains($0.path) && files[$0.path] == nil }
    for (path, file) in files {
      result.append(
        TreeEntry(
          path: path, mode: file.isExecutable ? .executable : .file, id: ObjectID(of: .blob, file.bytes)))
    }
    return result
  }
}

/// Writes the sources of a snapshot into an empty folder.
struct SnapshotWriter {
  let base: TreeCache.Tree
  let changes: SnapshotChanges

  /// Files that build tools rewrite in place, which would change the cache through a hard link.
  private static let neverShared: Set<Bytes> = [Bytes("Cargo.lock".utf8)]

  func write(to root: Directory) throws(GitError) {
    let walk = FolderWalk(root, makesFolders: true)
    let source = FolderWalk(base.folder)
    let missing = Set(base.missing.map(\.path))
    for entry in base.listing.entries where !changes.removed.contains(entry.path) {
      if changes.files[entry.path] != nil { continue }
      let (folder, name) = try walk.folder(of: entry.path)
      if missing.contains(entry.path) { continue }
      switch entry.mode {
      case .submodule, .folder: _ = try folder.make(name)
      case .symbolicLink:
        let (cached, _) = try source.folder(of: entry.path)
        let target = try cached.linkTarget(name)
        guard LinkRule.staysInside(target, at: entry.path) else {
          throw .linkEscapes(path: entry.path.description, target: String(decoding: target, as: UTF8.self))
        }
        try folder.makeLink(name, to: target)
      case .file, .executable: try share(entry, name, from: source, to: folder)
      }
    }
    for (path, file) in changes.files.sorted(by: { $0.key < $1.key }) {
      let (folder, name) = try walk.folder(of: path)
      try folder.write(file.bytes, to: name, mode: file.isExecutable ? 0o755 : 0o644)
    }
  }

  /// Hard-links a file of the cache, or copies it where that cannot or must not be.
  private func share(
    _ entry: TreeEntry, _ name: String, from source: FolderWalk, to folder: Directory
  ) throws(GitError) {
    let (cached, _) = try source.folder(of: entry.path)
    let isExecutable = entry.mode == .executable
    if Self.neverShared.contains(Bytes(name.utf8)) {
      try folder.write(try cached.read(name), to: name, mode: isExecutable ? 0o755 : 0o644)
    } else if try !folder.link(name, from: cached) {
      try folder.write(try cached.read(name), to: name, mode: isExecutable ? 0o555 : 0o444)
    }
  }
}
