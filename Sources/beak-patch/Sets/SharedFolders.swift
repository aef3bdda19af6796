import Glibc
import Primitives

/// Where the folders are that several patch sets share, each of which has a name.
enum SharedFolders: Sendable {
  /// In memory: files by path, which begins with the name of the shared folder.
  case held([String: Bytes])
  /// On the disk: in the folder `shared` in that folder, which need not exist.
  case below(String)

  /// How the folder of all that is shared is called, and how paths into it begin.
  static let name = "shared"

  /// The shared folder that a path in a set leads into; nil where it is one of the set's own files.
  static func share(of path: String) -> String? {
    guard path.hasPrefix("\(name)/") else { return nil }
    return String(path.dropFirst(name.count + 1).prefix { $0 != "/" })
  }

  /// The files of a shared folder by path as sets write them, `shared/NAME/…`; none where it does not exist.
  ///
  /// - Throws: `SetProblem.unreadable`, also for symbolic links.
  func files(of share: String) throws(SetProblem) -> [String: Bytes] {
    var files: [String: Bytes] = [:]
    switch self {
    case .held(let contents):
      for (path, content) in contents where path.hasPrefix("\(share)/") {
        files["\(SharedFolders.name)/\(path)"] = content
      }
    case .below(let root):
      let folder = "\(SharedFolders.name)/\(share)"
      for path in [SharedFolders.name, folder] {
        var status = stat()
        guard lstat("\(root)/\(path)", &status) == 0 else {
          if errno == ENOENT { return [:] }
          throw SetProblem(.unreadable, in: path, String(cString: strerror(errno)))
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
          throw SetProblem(.unreadable, in: path, "it is no folder")
        }
      }
      try PatchSetFiles.read(root, below: folder, into: &files)
    }
    return files
  }
}
