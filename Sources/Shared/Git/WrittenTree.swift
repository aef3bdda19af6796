import Glibc
import Primitives

/// A tree as it lies on a disk, read back for its tree id.
package enum WrittenTree {
  /// Reads every file below a folder and works out the entries of the tree.
  ///
  /// - Parameter standIns: Entries that a disk cannot show: submodules, whose folders are empty, and files
  ///   that the repository lacked, which are not there.
  /// - Parameter passedOver: Names in the root folder that are no part of the tree.
  /// - Returns: Entries in the order of the disk, ready for `TreeHash.id(of:)`.
  package static func entries(
    in root: Directory, standIns: [TreeEntry] = [], passingOver passedOver: Set<String> = []
  ) throws(GitError) -> [TreeEntry] {
    var reading = Reading(standIns: standIns, passedOver: passedOver)
    try reading.folder(root, names: [])
    // A file that the repository lacked must not be there in another form.
    for (_, entry) in reading.standIns where entry.mode.isBlob { reading.entries.append(entry) }
    return reading.entries
  }

  private struct Reading {
    var entries: [TreeEntry] = []
    var standIns: [Bytes: TreeEntry]
    let passedOver: Set<String>

    init(standIns: [TreeEntry], passedOver: Set<String>) {
      self.passedOver = passedOver
      self.standIns = Dictionary(
        standIns.map { ($0.path.bytes, $0) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func folder(_ folder: Directory, names: [Bytes]) throws(GitError) {
      for name in try folder.names() where !names.isEmpty || !passedOver.contains(name) {
        let path = try TreePath(Bytes((names + [Bytes(name.utf8)]).joined(separator: [UInt8(ascii: "/")])))
        guard let status = try folder.status(name) else { continue }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: try subfolder(folder.open(name), path, names: names + [Bytes(name.utf8)])
        case S_IFLNK:
          let id = ObjectID(of: .blob, try folder.linkTarget(name))
          entries.append(TreeEntry(path: path, mode: .symbolicLink, id: id))
        case S_IFREG:
          let isExecutable = status.st_mode & 0o100 != 0
          let id = try WrittenTree.blobID(of: name, in: folder)
          entries.append(TreeEntry(path: path, mode: isExecutable ? .executable : .file, id: id))
        default: throw .modeRefused(path: path.description, mode: String(status.st_mode, radix: 8))
        }
      }
    }

    private mutating func subfolder(
      _ folder: Directory, _ path: TreePath, names: [Bytes]
    ) throws(GitError) {
      let count = entries.count
      try self.folder(folder, names: names)
      guard entries.count == count else { return }
      if let submodule = standIns[path.bytes], submodule.mode == .submodule {
        entries.append(submodule)
      } else if !standIns.values.contains(where: { $0.mode.isBlob && path.isAbove($0.path) }) {
        entries.append(TreeEntry(path: path, mode: .folder, id: .emptyTree))
      }
    }
  }

  /// The blob id of a file on the disk.
  static func blobID(of name: String, in folder: Directory) throws(GitError) -> ObjectID {
    var hash = ObjectHash(.blob, size: 0)
    try folder.read(name, begin: { hash = ObjectHash(.blob, size: $0) }) { hash.update($0) }
    return hash.finish()
  }
}

extension TreePath {
  /// Whether another path lies below this folder.
  func isAbove(_ other: TreePath) -> Bool {
    other.bytes.count > bytes.count && other.bytes.starts(with: bytes)
      && other.bytes[bytes.count] == UInt8(ascii: "/")
  }
}
