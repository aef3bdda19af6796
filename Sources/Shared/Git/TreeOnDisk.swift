import Primitives

/// Files of a tree that lies on a disk, each checked against its id when it is read.
extension TreeCache.Tree {
  /// A tree that was read from a disk: its folder, its id as worked out, its entries.
  package init(readBack folder: Directory, tree: ObjectID, entries: [TreeEntry], missing: [TreeEntry] = []) {
    self.init(folder: folder, listing: TreeListing(readBack: tree, entries: entries), missing: missing)
  }

  /// The bytes of a file or the target of a link.
  ///
  /// - Throws: `GitError.treeMismatch` where the file is not that of the entry, `.system`.
  package func bytes(of entry: TreeEntry) throws(GitError) -> Bytes {
    let (folder, name) = try FolderWalk(folder).folder(of: entry.path)
    let bytes = entry.mode == .symbolicLink ? try folder.linkTarget(name) : try folder.read(name)
    let found = ObjectID(of: .blob, bytes)
    guard found == entry.id else { throw .treeMismatch(expected: entry.id, found: found) }
    return bytes
  }
}

extension TreeListing {
  /// The listing of a tree that was read from a disk, whose id has been worked out from it.
  init(readBack tree: ObjectID, entries: [TreeEntry]) {
    self.tree = tree
    self.entries = entries
  }
}
