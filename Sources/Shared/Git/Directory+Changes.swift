import CLinux
import Glibc
import Primitives

/// Changes of what names stand for: links, renames, removal, and their way to the disk.
extension Directory {
  /// Gives a file that lies in another folder a second name here; false where the file system cannot.
  func link(_ name: String, from folder: Directory) throws(GitError) -> Bool {
    if linkat(folder.descriptor, name, descriptor, name, 0) == 0 { return true }
    switch errno {
    case EXDEV, EMLINK, EPERM, ENOTSUP: return false
    default: throw .last("link", "\(path)/\(name)")
    }
  }

  /// Renames an entry; the new name must not exist, but may be an empty folder.
  package func rename(_ name: String, to newName: String) throws(GitError) {
    guard renameat(descriptor, name, descriptor, newName) == 0 else {
      throw .last("rename", "\(path)/\(newName)")
    }
  }

  /// Lets two entries change places in one step.
  func exchange(_ name: String, with other: String) throws(GitError) {
    let exchange: UInt32 = 1 << 1  // RENAME_EXCHANGE of renameat2(2).
    guard renameat2(descriptor, name, descriptor, other, exchange) == 0 else {
      throw .last("exchange", "\(path)/\(other)")
    }
  }

  /// Removes an entry with everything below it, following no link; nothing there is fine.
  package func removeAll(_ name: String) throws(GitError) {
    guard let status = try status(name) else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      guard unlinkat(descriptor, name, 0) == 0 || errno == ENOENT else {
        throw .last("remove", "\(path)/\(name)")
      }
      return
    }
    // A folder without permissions for its owner could not be emptied.
    if status.st_mode & 0o700 != 0o700 { fchmodat(descriptor, name, 0o700, 0) }
    let folder = try open(name)
    for entry in try folder.names() { try folder.removeAll(entry) }
    guard unlinkat(descriptor, name, AT_REMOVEDIR) == 0 || errno == ENOENT else {
      throw .last("remove", "\(path)/\(name)")
    }
  }

  /// Waits until a file below is on the disk.
  func synchronise(_ name: String) throws(GitError) {
    let file = openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard file >= 0 else { throw .last("open", "\(path)/\(name)") }
    defer { close(file) }
    guard fsync(file) == 0 else { throw .last("fsync", "\(path)/\(name)") }
  }

  /// Waits until the names of this folder are on the disk.
  func synchronise() throws(GitError) {
    guard fsync(descriptor) == 0 else { throw .last("fsync", path) }
  }

  /// Waits until everything of this file system is on the disk.
  func synchroniseAll() throws(GitError) {
    guard syncfs(descriptor) == 0 else { throw .last("syncfs", path) }
  }
}

/// An exclusive lock that other processes respect: a file in a folder, locked with flock(2).
///
/// The file goes away with the lock; a process that is killed gives it up. Threads of one process exclude
/// each other as well.
package final class FileLock {
  private let folder: Directory
  private let name: String
  private var file: Int32 = -1

  /// Waits for the lock.
  package init(_ name: String, in folder: Directory) throws(GitError) {
    self.folder = folder
    self.name = name
    while true {
      file = openat(folder.descriptor, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o666)
      guard file >= 0 else { throw .last("open", "\(folder.path)/\(name)") }
      while flock(file, LOCK_EX) != 0 {
        if errno == EINTR { continue }
        let error = GitError.last("flock", "\(folder.path)/\(name)")
        close(file)
        file = -1
        throw error
      }
      // The holder before may have removed the file while this process waited: then another file counts.
      var held = stat()
      guard fstat(file, &held) == 0 else { throw .last("stat", "\(folder.path)/\(name)") }
      if let current = try folder.status(name), current.st_ino == held.st_ino, current.st_dev == held.st_dev {
        return
      }
      close(file)
      file = -1
    }
  }

  deinit {
    guard file >= 0 else { return }
    unlinkat(folder.descriptor, name, 0)
    close(file)
  }
}
