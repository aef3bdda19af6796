import Git
import JSON
import Primitives

/// How beak-patch is to treat snapshots.
struct PatchOptions: Sendable {
  /// What is done with a record.
  enum Action: Sendable, Hashable {
    /// Patches the snapshot.
    case patch
    /// Tells what patching would do.
    case plan
    /// Compares the snapshot with its marker.
    case check
    /// Takes the snapshot back to the commit's own files.
    case reverse
  }

  var action = Action.patch
  /// Whether the answer is a unified diff.
  var writesDiff = false
  /// The passes to take; all if nil.
  var passes: [String]?
  var repository: String?
  var cache: CacheDirectory?
}

/// What patching a snapshot came to.
struct PatchResult {
  let set: PatchSet
  let plan: Plan
  let passes: [Int]
  let versions: FileVersions
  let pristine: ObjectID
  let digest: ObjectID
}

/// What a look at a snapshot came to.
struct CheckResult {
  let marker: SnapshotMarker
  /// The tree id of what lies on the disk.
  let found: ObjectID

  var isSound: Bool { found == marker.currentTree }
}

/// Takes snapshots through plans: verifies, plans, checks, and only then writes, all at once.
final class SnapshotPatcher {
  let sets: PatchSets
  let options: PatchOptions
  let mirrors: Mirrors

  init(sets: PatchSets, options: PatchOptions) {
    self.sets = sets
    self.options = options
    mirrors = Mirrors(override: options.repository, cache: options.cache)
  }

  // MARK: The actions

  /// Plans the edits for a snapshot, or a commit of a mirror, and writes them where that is asked for.
  func patch(_ record: SnapshotRecord) throws(PatchError) -> PatchResult {
    let set = try self.set(for: record)
    let passes = try sets.passes(options.passes, of: set)
    guard let location = record.location else {
      guard options.action == .plan else { throw .fieldMissing(at: .root / "path") }
      return try plan(set, passes, try mirrorSource(of: record, tree: record.tree), commit: record.commit)
    }
    let held = try hold(location, record)
    defer { withExtendedLifetime(held.snapshot) {} }
    guard held.check.isSound else {
      throw .snapshotAltered(expected: held.check.marker.currentTree, found: held.check.found)
    }
    let source = try source(of: held, record)
    let result = try plan(set, passes, source, commit: record.commit)
    if options.action == .patch { try write(result, held, source, record) }
    return result
  }

  /// Compares a snapshot with its marker.
  func check(_ record: SnapshotRecord) throws(PatchError) -> CheckResult {
    guard let location = record.location else { throw .fieldMissing(at: .root / "path") }
    return try hold(location, record).check
  }

  /// Takes a snapshot back to the commit's own files.
  func reverse(_ record: SnapshotRecord) throws(PatchError) {
    guard let location = record.location else { throw .fieldMissing(at: .root / "path") }
    let held = try hold(location, record)
    let marker = held.check.marker
    guard held.check.isSound else {
      throw .snapshotAltered(expected: marker.currentTree, found: held.check.found)
    }
    if marker.state == .pristine { return }
    let pristine = SnapshotMarker(
      zkvm: marker.zkvm, repository: marker.repository, commit: marker.commit, tree: marker.tree,
      standIns: marker.standIns)
    try install(pristine, SnapshotChanges(), held, record)
  }

  // MARK: The parts

  /// A snapshot under its lock, read from the disk.
  struct Held {
    let snapshot: Snapshot
    let check: CheckResult
    let entries: [TreeEntry]
  }

  /// The pristine files of a commit, wherever they are.
  struct Source {
    let tree: ObjectID
    let entries: [TreeEntry]
    /// The history, looked for when it is needed; nil where none is at hand.
    let mirror: () throws(PatchError) -> Mirrors.Mirror?
    /// From what the files that do not change are taken; nil where the cache has to give them.
    let base: TreeCache.Tree?
    let read: (ObjectID) throws(GitError) -> Bytes
  }

  func set(for record: SnapshotRecord) throws(PatchError) -> PatchSet {
    guard let set = sets.set(for: record.zkvm) else {
      throw .noPatchSet(zkvm: record.zkvm, at: .root / "zkvm")
    }
    return set
  }
}
