import Git

/// What a snapshot on the disk holds that its commit alone does not tell.
struct SnapshotContents: Equatable {
  /// Submodules, which are empty folders.
  var submodules: [TreeEntry]
  /// Symbolic links with their targets.
  var links: [(path: TreePath, target: String)]
  /// Files that the repository lacks.
  var missing: [TreeEntry]

  static func == (left: SnapshotContents, right: SnapshotContents) -> Bool {
    left.submodules == right.submodules && left.missing == right.missing
      && left.links.elementsEqual(right.links) { $0 == $1 }
  }
}

/// Writes snapshots: always the pristine sources of the commit.
///
/// A snapshot that is right already is left as it is; a patched one is written anew, as patches start from the
/// pristine tree.
struct Materializer {
  let out: String
  let allowsMissing: Bool
  /// Whether a snapshot that was changed by hand may be replaced.
  let replacesAlterations: Bool
  let trees: TreeCache

  /// Makes sure that the snapshot of a commit is there.
  func materialize(
    _ commit: Commit, zkvm: String, repository: String, reader: ObjectReader
  ) throws(GitError) -> SnapshotContents {
    let snapshot = try Snapshot(SnapshotLocation(out: out, zkvm: zkvm, commit: commit.id))
    let present = try snapshot.replaceable(replacingAlterations: replacesAlterations)
    if let present, present.isIntact, present.marker.state == .pristine, present.marker.tree == commit.tree,
      present.marker.repository == repository, try mayKeep(present.marker, reader: reader)
    {
      return try contents(present.entries, present.marker.standIns, reader: reader)
    }
    let tree = try write(snapshot, commit, zkvm: zkvm, repository: repository, reader: reader)
    return try contents(tree.listing.entries, tree.standIns, reader: reader)
  }

  /// Whether a snapshot that lacks files must not be complete by now.
  private func mayKeep(_ marker: SnapshotMarker, reader: ObjectReader) throws(GitError) -> Bool {
    if marker.missing.isEmpty { return true }
    guard allowsMissing else { return false }
    return try reader.sizes(of: marker.missing.map(\.id)).allSatisfy { $0 == nil }
  }

  private func write(
    _ snapshot: Snapshot, _ commit: Commit, zkvm: String, repository: String, reader: ObjectReader
  ) throws(GitError) -> TreeCache.Tree {
    var isLastAttempt = false
    while true {
      let tree = try trees.tree(commit.tree, reader: reader, allowsMissing: allowsMissing)
      let marker = SnapshotMarker(
        zkvm: zkvm, repository: repository, commit: commit.id, tree: commit.tree, standIns: tree.standIns)
      do throws(GitError) {
        try snapshot.install(marker, base: tree)
        return tree
      } catch {
        // Somebody has written to the cache, for example a build tool through a hard link.
        guard case .treeMismatch = error, !isLastAttempt else { throw error }
        try trees.discard(tree)
        isLastAttempt = true
      }
    }
  }

  private func contents(
    _ entries: [TreeEntry], _ standIns: [TreeEntry], reader: ObjectReader
  ) throws(GitError) -> SnapshotContents {
    let missing = standIns.filter(\.mode.isBlob).sorted { $0.path < $1.path }
    let absent = Set(missing.map(\.path))
    let links = entries.filter { $0.mode == .symbolicLink && !absent.contains($0.path) }
      .sorted { $0.path < $1.path }
    var targets: [(TreePath, String)] = []
    try reader.objects(links.map(\.id), .blob) { index, bytes throws(GitError) in
      guard let bytes else { throw .objectMissing(links[index].id) }
      targets.append((links[index].path, String(decoding: bytes, as: UTF8.self)))
    }
    return SnapshotContents(
      submodules: standIns.filter { $0.mode == .submodule }.sorted { $0.path < $1.path }, links: targets,
      missing: missing)
  }
}
