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
      for (name, kind) in try folder.listing() where !names.isEmpty || !passedOver.contains(name) {
        let names = names + [Bytes(name.utf8)]
        let path = try TreePath(Bytes(names.joined(separator: [UInt8(ascii: "/")])))
        switch try kind == .other ? folder.kind(of: name, path) : kind {
        case .folder: try subfolder(folder.open(name), path, names: names)
        case .link:
          let id = ObjectID(of: .blob, try folder.linkTarget(name))
          entries.append(TreeEntry(path: path, mode: .symbolicLink, id: id))
        case .file, .other:
          let (id, isExecutable) = try WrittenTree.file(name, in: folder)
          entries.append(TreeEntry(path: path, mode: isExecutable ? .executable : .file, id: id))
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

  /// The blob id of a file on the disk, and whether its owner may execute it.
  private static func file(
    _ name: String, in folder: Directory
  ) throws(GitError) -> (id: ObjectID, isExecutable: Bool) {
    var hash = ObjectHash(.blob, size: 0)
    let mode = try folder.read(name, begin: { hash = ObjectHash(.blob, size: $0) }) { hash.update($0) }
    return (hash.finish(), mode & 0o100 != 0)
  }
}

extension Directory {
  /// What a name stands for, asked of the file itself.
  ///
  /// - Throws: `GitError.modeRefused` where no tree can have it.
  fileprivate func kind(of name: String, _ path: TreePath) throws(GitError) -> Kind {
    let mode = try status(name)?.st_mode ?? 0
    switch mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    case S_IFLNK: return .link
    default: throw .modeRefused(path: path.description, mode: String(mode, radix: 8))
    }
  }
}

extension TreePath {
  /// Whether another path lies below this folder.
  func isAbove(_ other: TreePath) -> Bool {
    other.bytes.count > bytes.count && other.bytes.starts(with: bytes)
      && other.bytes[bytes.count] == UInt8(ascii: "/")
  }
}
