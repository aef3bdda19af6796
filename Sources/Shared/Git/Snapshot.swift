import Glibc
import Primitives

/// The destination of one snapshot, held exclusively for as long as the object lives.
///
/// Whatever happens, the destination is at every moment absent, or a complete snapshot with the marker that
/// belongs to it: a new one is written beside it and put into place by one rename.
package final class Snapshot {
  /// Where it lies.
  package let location: SnapshotLocation
  private let out: Directory
  private let lock: FileLock

  /// Waits until nobody else works on the destination, and clears away what killed processes left.
  ///
  /// The folder of all snapshots is made where it does not exist.
  /// - Throws: `GitError.system`.
  package init(_ location: SnapshotLocation) throws(GitError) {
    self.location = location
    try Directory.make(path: location.out)
    out = try Directory(path: location.out)
    lock = try FileLock(".lock-\(location.name)", in: out)
    // Staging folders of this destination are made under the lock only.
    for name in try out.names() where name.hasPrefix(stagingPrefix) { try out.removeAll(name) }
  }

  private var stagingPrefix: String { ".tmp-\(location.name)-" }

  // MARK: Looking

  /// The marker of the snapshot that is there; nil where nothing is.
  ///
  /// - Throws: `GitError.notOurs` where something else is there: no folder, no marker, another snapshot's
  ///   marker, or files that no snapshot has.
  package func marker() throws(GitError) -> SnapshotMarker? {
    guard let status = try out.status(location.name) else { return nil }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw notOurs("it is no folder") }
    let folder = try out.open(location.name)
    for name in try folder.names() where name != SnapshotMarker.fileName && name != location.sources {
      throw notOurs("it holds \(name), which no snapshot does")
    }
    guard try folder.status(SnapshotMarker.fileName) != nil else {
      throw notOurs("it has no \(SnapshotMarker.fileName)")
    }
    guard let marker = SnapshotMarker(try folder.read(SnapshotMarker.fileName, limit: 64 << 20)) else {
      throw notOurs("its \(SnapshotMarker.fileName) is no marker")
    }
    guard marker.commit == location.commit, marker.zkvm == location.zkvm else {
      throw notOurs("its \(SnapshotMarker.fileName) is that of another snapshot")
    }
    guard try folder.hasFolder(location.sources) else { throw notOurs("it has no \(location.sources)") }
    return marker
  }

  private func notOurs(_ reason: String) -> GitError {
    .notOurs(path: "\(location.out)/\(location.name)", reason: reason)
  }

  /// The entries of the sources as they lie on the disk, each file read.
  package func entries(_ marker: SnapshotMarker) throws(GitError) -> [TreeEntry] {
    let sources = try out.open(location.name).open(location.sources)
    return try WrittenTree.entries(in: sources, standIns: marker.standIns)
  }

  /// The tree id of the sources as they lie on the disk; equal to `marker.currentTree` unless somebody has
  /// changed them.
  package func tree(_ marker: SnapshotMarker) throws(GitError) -> ObjectID {
    TreeHash.id(of: try entries(marker))
  }

  /// A pristine snapshot's own sources as a tree, from which files can be read and hard-linked.
  ///
  /// - Parameter entries: What `entries(marker)` has found; their tree id must be the marker's.
  package func sources(_ marker: SnapshotMarker, _ entries: [TreeEntry]) throws(GitError) -> TreeCache.Tree {
    let sources = try out.open(location.name).open(location.sources)
    return TreeCache.Tree(readBack: sources, tree: marker.tree, entries: entries, missing: marker.missing)
  }

  /// The marker of a snapshot that may be replaced, and the entries of its sources; nil where nothing is there.
  ///
  /// - Parameter replacingAlterations: Whether work that somebody did in the sources may be lost.
  /// - Throws: `GitError.notOurs`, and `.altered` where the sources are not what the marker says.
  package func replaceable(
    replacingAlterations: Bool = false
  ) throws(GitError) -> (marker: SnapshotMarker, entries: [TreeEntry], isIntact: Bool)? {
    guard let marker = try marker() else { return nil }
    do throws(GitError) {
      let entries = try entries(marker)
      let found = TreeHash.id(of: entries)
      let isIntact = found == marker.currentTree
      guard isIntact || replacingAlterations else {
        throw .altered(path: location.path, expected: marker.currentTree, found: found)
      }
      return (marker, entries, isIntact)
    } catch {
      // Somebody may have put things there that no tree can have.
      guard replacingAlterations else { throw error }
      return (marker, [], false)
    }
  }

  // MARK: Writing

  /// Writes a snapshot and puts it into place, instead of the one that is there.
  ///
  /// The caller has asked `replaceable` before, and has found nothing or what may be replaced.
  /// - Parameters:
  ///   - marker: What the new snapshot is; `currentTree` is what its sources must come to.
  ///   - base: The commit's tree, from which every file that does not change is hard-linked.
  ///   - changes: What differs from it.
  /// - Throws: `GitError.treeMismatch` where what was written has another tree id, `.system`; the old
  ///   snapshot is then still in place.
  package func install(
    _ marker: SnapshotMarker, base: TreeCache.Tree, changes: SnapshotChanges = SnapshotChanges()
  ) throws(GitError) {
    let staging = "\(stagingPrefix)\(getpid())"
    do throws(GitError) {
      let folder = try out.make(staging)
      let sources = try folder.make(location.sources)
      try SnapshotWriter(base: base, changes: changes).write(to: sources)
      let found = TreeHash.id(of: try WrittenTree.entries(in: sources, standIns: marker.standIns))
      guard found == marker.currentTree else {
        throw .treeMismatch(expected: marker.currentTree, found: found)
      }
      try folder.write(marker.bytes, to: SnapshotMarker.fileName)
      try folder.synchronise(SnapshotMarker.fileName)
      try sources.synchronise()
      try folder.synchronise()
      try moveIntoPlace(staging)
    } catch {
      try? out.removeAll(staging)
      throw error
    }
  }

  private func moveIntoPlace(_ staging: String) throws(GitError) {
    if try out.status(location.name) == nil {
      try out.rename(staging, to: location.name)
      try out.synchronise()
      return
    }
    // Nobody but us may have put something there meanwhile.
    _ = try marker()
    try out.exchange(staging, with: location.name)
    try out.synchronise()
    try out.removeAll(staging)
  }
}
