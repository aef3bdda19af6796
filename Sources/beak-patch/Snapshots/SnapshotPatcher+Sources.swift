import Git
import Glibc
import JSON
import Primitives

extension SnapshotPatcher {
  /// Locks a snapshot and reads it back; its marker must agree with the record.
  func hold(_ location: SnapshotLocation, _ record: SnapshotRecord) throws(PatchError) -> Held {
    let place = JSONPointer.root / "path"
    var status = stat()
    guard lstat("\(location.out)/\(location.name)", &status) == 0 else {
      throw .snapshotMissing(path: location.path, reason: String(cString: strerror(errno)), at: place)
    }
    let held: Held
    do throws(GitError) {
      let snapshot = try Snapshot(location)
      guard let marker = try snapshot.marker() else {
        throw .notOurs(path: location.path, reason: "nothing is there")
      }
      let entries = try snapshot.entries(marker)
      let check = CheckResult(marker: marker, found: TreeHash.id(of: entries))
      held = Held(snapshot: snapshot, check: check, entries: entries)
    } catch {
      throw .git(error)
    }
    let marker = held.check.marker
    if let tree = record.tree, tree != marker.tree {
      throw .snapshotForeign(field: "tree", marker: marker.tree.hex, record: tree.hex, at: .root / "tree")
    }
    return held
  }

  /// The pristine files of a snapshot: its own where they still are, else those of the mirror.
  func source(of held: Held, _ record: SnapshotRecord) throws(PatchError) -> Source {
    let marker = held.check.marker
    guard marker.state == .pristine else {
      return try mirrorSource(of: record, tree: marker.tree)
    }
    do throws(GitError) {
      let tree = try held.snapshot.sources(marker, held.entries)
      var places: [ObjectID: TreeEntry] = [:]
      for entry in held.entries where entry.mode.isBlob { places[entry.id] = entry }
      let missing = Set(marker.missing.map(\.id))
      return Source(
        tree: marker.tree, entries: held.entries,
        mirror: { () throws(PatchError) in try self.mirrors.mirror(of: record) }, base: tree
      ) {
        (id) throws(GitError) in
        guard let entry = places[id], !missing.contains(id) else { throw .objectMissing(id) }
        return try tree.bytes(of: entry)
      }
    } catch {
      throw .git(error)
    }
  }

  /// The pristine files of a commit in the mirror.
  func mirrorSource(of record: SnapshotRecord, tree expected: ObjectID?) throws(PatchError) -> Source {
    guard let mirror = try mirrors.mirror(of: record) else {
      throw .pristineUnavailable(reason: "no repository that has the commit \(record.commit) is at hand")
    }
    do throws(GitError) {
      let tree = try mirror.reader.commit(record.commit).tree
      if let expected, tree != expected { throw .treeMismatch(expected: expected, found: tree) }
      let listing = try TreeListing(of: tree, in: mirror.repository)
      return Source(
        tree: tree, entries: listing.entries, mirror: { () throws(PatchError) in mirror }, base: nil
      ) {
        (id) throws(GitError) in
        try mirror.reader.blob(id)
      }
    } catch {
      throw .git(error)
    }
  }

  /// The commit's tree in the cache, written there where it is not yet.
  func cachedTree(
    _ marker: SnapshotMarker, _ record: SnapshotRecord
  ) throws(PatchError) -> (TreeCache, TreeCache.Tree) {
    guard let cache = options.cache else {
      throw .pristineUnavailable(reason: "there is no cache; neither HOME nor XDG_CACHE_HOME is set")
    }
    guard let mirror = try mirrors.mirror(of: record) else {
      throw .pristineUnavailable(reason: "no repository that has the commit \(record.commit) is at hand")
    }
    let trees = TreeCache(cache)
    do {
      let tree = try trees.tree(marker.tree, reader: mirror.reader, allowsMissing: !marker.missing.isEmpty)
      return (trees, tree)
    } catch {
      throw .git(error)
    }
  }
}
