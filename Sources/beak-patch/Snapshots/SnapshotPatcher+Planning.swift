import Git
import Primitives

extension SnapshotPatcher {
  /// Plans the chosen passes on the pristine files, and works out what the tree would then be.
  ///
  /// - Throws: `PatchError.doesNotFit` where any edit does not fit; nothing has been written then.
  func plan(
    _ set: PatchSet, _ passes: [Int], _ source: Source, commit: ObjectID
  ) throws(PatchError) -> PatchResult {
    let versions = FileVersions { (id) throws(PatchError) in
      do throws(GitError) { return try source.read(id) } catch { throw .git(error) }
    }
    let plan = try Planner.plan(
      set, passes: passes, on: PristineTree(source.entries), versions: versions,
      placement: placement(of: commit, in: source.mirror, set))
    let explanation = Explanation(set: set, versions: versions) { (anchor, path) throws(PatchError) in
      guard let mirror = try source.mirror() else { return nil }
      let history = AnchorHistory(reader: mirror.reader, commit: commit)
      do throws(GitError) { return try history.commitWhereVanished(anchor, path)?.hex } catch {
        throw .git(error)
      }
    }
    if let error = try explanation.error(of: plan) { throw error }
    let changed = try plan.snapshotChanges(versions).applied(to: source.entries)
    return PatchResult(
      set: set, plan: plan, passes: passes, versions: versions, pristine: source.tree,
      digest: TreeHash.id(of: changed))
  }

  /// Where a commit lies in the ranges of a set, as far as the history is at hand.
  private func placement(
    of commit: ObjectID, in mirror: @escaping () throws(PatchError) -> Mirrors.Mirror?, _ set: PatchSet
  ) -> CommitPlacement {
    CommitPlacement(commit: commit.hex) { (name) throws(PatchError) in
      guard let range = set.ranges[name] else { preconditionFailure("the reader checks the names of ranges") }
      return try mirror()?.isInside(range, commit)
    }
  }

  /// Writes a plan in one step, unless it has been written before.
  func write(
    _ result: PatchResult, _ held: Held, _ source: Source, _ record: SnapshotRecord
  ) throws(PatchError) {
    let marker = held.check.marker
    let name = result.markerName
    if marker.state == .patched, marker.patchSet == name, marker.patchedTree == result.digest { return }
    let changes = try result.plan.snapshotChanges(result.versions)
    let patched = marker.patched(by: name, tree: result.digest)
    guard let base = source.base else { return try install(patched, changes, held, record) }
    do { try held.snapshot.install(patched, base: base, changes: changes) } catch { throw .git(error) }
  }

  /// Writes a snapshot whose unchanged files come from the cache of trees.
  func install(
    _ marker: SnapshotMarker, _ changes: SnapshotChanges, _ held: Held, _ record: SnapshotRecord
  ) throws(PatchError) {
    var isLastAttempt = false
    while true {
      let (trees, base) = try cachedTree(marker, record)
      do throws(GitError) {
        return try held.snapshot.install(marker, base: base, changes: changes)
      } catch {
        // Somebody has written to the cache, for example a build tool through a hard link.
        guard case .treeMismatch = error, !isLastAttempt else { throw .git(error) }
        do { try trees.discard(base) } catch { throw .git(error) }
        isLastAttempt = true
      }
    }
  }
}

extension Mirrors.Mirror {
  /// Whether a commit lies in a range of history.
  fileprivate func isInside(_ range: PatchSet.CommitRange, _ commit: ObjectID) throws(PatchError) -> Bool {
    do {
      if let since = range.since, try !isBehind(since, commit) { return false }
      if let until = range.until, try isBehind(until, commit) { return false }
      return true
    } catch {
      throw .git(error)
    }
  }

  /// Whether `commit` is, or comes after, the commit of that hash; one that the repository lacks is behind
  /// none that it has.
  private func isBehind(_ hash: String, _ commit: ObjectID) throws(GitError) -> Bool {
    guard let ancestor = ObjectID(hex: hash) else { return false }
    if ancestor == commit { return true }
    guard try reader.sizes(of: [ancestor])[0] != nil else { return false }
    return try isAncestor(ancestor, of: commit)
  }
}

extension PatchResult {
  /// How a marker names what was applied: the set's digest, and the passes where not all were taken.
  var markerName: String {
    let digest = String(set.digest.hex.dropFirst(2))
    if passes.count == set.passes.count { return digest }
    return "\(digest):\(passes.map { set.passes[$0].name }.joined(separator: ","))"
  }
}

extension Plan {
  /// The changes as a snapshot takes them.
  func snapshotChanges(_ versions: FileVersions) throws(PatchError) -> SnapshotChanges {
    var result = SnapshotChanges()
    for change in changes {
      let path: TreePath
      do { path = try TreePath(change.path) } catch { throw .git(error) }
      if let after = change.after {
        result.files[path] = (try after.content(from: versions), change.mode == .executable)
      } else {
        result.removed.insert(path)
      }
    }
    return result
  }
}
