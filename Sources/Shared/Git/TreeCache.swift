import Crypto
import Glibc
import Primitives

/// Whole trees in the cache, their files read-only, to be hard-linked into snapshots.
///
/// Not thread-safe, but any number of threads and processes may have one each over the same folder.
package final class TreeCache {
  /// A tree that lies in the cache, complete but for what the repository lacks.
  package struct Tree {
    /// The tree's root folder.
    package let folder: Directory
    /// Every entry, those that are missing included.
    package let listing: TreeListing
    /// Files that the repository lacks.
    package let missing: [TreeEntry]

    /// What a disk cannot show of the tree.
    package var standIns: [TreeEntry] { listing.submodules + missing }
  }

  private let cache: CacheDirectory
  private let limits: TreeLimits

  /// Makes the cache of trees in a cache directory.
  package init(_ cache: CacheDirectory, limits: TreeLimits = TreeLimits()) {
    self.cache = cache
    self.limits = limits
  }

  /// The tree, written to the cache from the object store if it is not there.
  ///
  /// What lies in the cache is not read back here; whoever links it into a snapshot reads the snapshot back,
  /// which is the same files, and calls `discard` where its tree id is wrong.
  /// - Parameter allowsMissing: Whether files that the repository lacks are left out.
  /// - Throws: the errors of `TreeListing`, `GitError.fileTooLarge`, `.treeTooLarge`, `.linkEscapes`,
  ///   `.blobsMissing`, `.treeMismatch`, `.system`.
  package func tree(
    _ id: ObjectID, reader: ObjectReader, allowsMissing: Bool = false
  ) throws(GitError) -> Tree {
    let listing = try TreeListing(of: id, in: reader.repository, limits: limits)
    let missing = try self.missing(in: listing, reader: reader)
    if !missing.isEmpty, !allowsMissing { throw .blobsMissing(paths: missing.map(\.path.description)) }
    try Directory.make(path: cache.trees)
    let trees = try Directory(path: cache.trees)
    let name = Self.name(of: id, missing: missing)
    if try !trees.hasFolder(name) {
      try write(listing, missing: Set(missing.map(\.path)), as: name, in: trees, reader: reader)
    }
    return Tree(folder: try trees.open(name), listing: listing, missing: missing)
  }

  /// Removes a tree whose files are no longer what they were, so that the next call writes it anew.
  package func discard(_ tree: Tree) throws(GitError) {
    let trees = try Directory(path: cache.trees)
    let name = Self.name(of: tree.listing.tree, missing: tree.missing)
    let lock = try FileLock(".lock-\(name)", in: trees)
    defer { withExtendedLifetime(lock) {} }
    try trees.removeAll(name)
  }

  /// The tree id, and where files are missing a digest of which.
  private static func name(of id: ObjectID, missing: [TreeEntry]) -> String {
    if missing.isEmpty { return id.hex }
    let paths = Bytes(missing.map(\.path.bytes).joined(separator: [0]))
    return "\(id)-\(SHA256.hash(paths).hex.dropFirst(2).prefix(16))"
  }

  /// Checks the sizes against the limits, and finds the files that the repository lacks.
  private func missing(in listing: TreeListing, reader: ObjectReader) throws(GitError) -> [TreeEntry] {
    let blobs = listing.entries.filter(\.mode.isBlob)
    let sizes = try reader.sizes(of: blobs.map(\.id))
    var missing: [TreeEntry] = []
    var total = 0
    for (entry, summary) in zip(blobs, sizes) {
      guard let summary else {
        missing.append(entry)
        continue
      }
      guard summary.kind == ObjectKind.blob.rawValue else {
        throw .wrongKind(entry.id, expected: .blob, found: summary.kind)
      }
      guard summary.size <= limits.file else {
        throw .fileTooLarge(path: entry.path.description, size: summary.size, limit: limits.file)
      }
      total += summary.size
    }
    guard total <= limits.total else { throw .treeTooLarge(size: total, limit: limits.total) }
    return missing
  }

  /// Writes a tree beside its place, and moves it there in one step.
  private func write(
    _ listing: TreeListing, missing: Set<TreePath>, as name: String, in trees: Directory, reader: ObjectReader
  ) throws(GitError) {
    let lock = try FileLock(".lock-\(name)", in: trees)
    defer { withExtendedLifetime(lock) {} }
    if try trees.hasFolder(name) { return }
    let staging = ".tmp-\(name)"
    // Only the holder of the lock writes there: what is left is that of a process that was killed.
    try trees.removeAll(staging)
    do throws(GitError) {
      let root = try trees.make(staging)
      try fill(root, with: listing, missing: missing, reader: reader)
      try root.synchroniseAll()
      try trees.rename(staging, to: name)
      try trees.synchronise()
    } catch {
      try? trees.removeAll(staging)
      throw error
    }
  }

  private func fill(
    _ root: Directory, with listing: TreeListing, missing: Set<TreePath>, reader: ObjectReader
  ) throws(GitError) {
    let walk = FolderWalk(root, makesFolders: true)
    let blobs = listing.entries.filter { $0.mode.isBlob && !missing.contains($0.path) }
    // Folders of missing files too, as they are part of what is there.
    for entry in listing.entries where !entry.mode.isBlob || missing.contains(entry.path) {
      let (folder, name) = try walk.folder(of: entry.path)
      if !entry.mode.isBlob { _ = try folder.make(name) }
    }
    try reader.objects(blobs.map(\.id), .blob) { index, bytes throws(GitError) in
      let entry = blobs[index]
      guard let bytes else { throw .objectMissing(entry.id) }
      let (folder, name) = try walk.folder(of: entry.path)
      if entry.mode == .symbolicLink {
        guard LinkRule.staysInside(bytes, at: entry.path) else {
          throw .linkEscapes(path: entry.path.description, target: String(decoding: bytes, as: UTF8.self))
        }
        try folder.makeLink(name, to: bytes)
      } else {
        try folder.write(bytes, to: name, mode: entry.mode == .executable ? 0o555 : 0o444)
      }
    }
  }
}
