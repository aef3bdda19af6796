import Glibc
import Primitives

/// The folders on the way to an entry, kept open while entries of the same folder follow each other.
///
/// One descriptor per level; opening never follows a link.
final class FolderWalk {
  private let root: Directory
  private let makesFolders: Bool
  private var open: [(name: Bytes, folder: Directory)] = []

  /// Walks below `root`; makes folders that are missing where that is asked for.
  init(_ root: Directory, makesFolders: Bool = false) {
    self.root = root
    self.makesFolders = makesFolders
  }

  /// The folder that holds the entry, and the entry's name in it.
  func folder(of path: TreePath) throws(GitError) -> (folder: Directory, name: String) {
    let names = path.names
    let parents = names.dropLast()
    var shared = 0
    while shared < open.count, shared < parents.count, open[shared].name == parents[shared] { shared += 1 }
    open.removeLast(open.count - shared)
    for name in parents[shared...] {
      let parent = open.last?.folder ?? root
      let text = String(decoding: name, as: UTF8.self)
      open.append((name, try step(parent, text)))
    }
    return (open.last?.folder ?? root, String(decoding: names[names.count - 1], as: UTF8.self))
  }

  private func step(_ parent: Directory, _ name: String) throws(GitError) -> Directory {
    do {
      return try parent.open(name)
    } catch {
      guard makesFolders, case .system(_, _, ENOENT) = error else { throw error }
      return try parent.make(name)
    }
  }
}
