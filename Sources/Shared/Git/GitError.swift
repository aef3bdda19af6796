import Glibc

/// Why something could not be read from a repository, or written as a snapshot.
package enum GitError: Error, Equatable, Sendable {
  // MARK: Repository

  /// The program git cannot be run.
  case gitUnavailable(reason: String)
  /// A git command failed, or answered what it never should.
  case gitFailed(command: String, reason: String)
  /// There is no repository at a path, or none in the cache for an address.
  case noRepository(String)
  /// The address of a repository cannot be used.
  case addressRefused(String, reason: String)
  /// An object is not in the repository; a partial clone lacks some.
  case objectMissing(ObjectID)
  /// An object is another thing than was asked for.
  case wrongKind(ObjectID, expected: ObjectKind, found: String)
  /// An object's bytes are not what its name says, or cannot be understood.
  case objectDamaged(ObjectID)

  // MARK: Tree

  /// A tree has an entry that must not be written to a disk.
  case pathRefused(path: String, fault: PathFault)
  /// A tree has an entry of a mode that git does not write.
  case modeRefused(path: String, mode: String)
  /// A symbolic link may lead out of the snapshot.
  case linkEscapes(path: String, target: String)
  /// A file has more bytes than the limit.
  case fileTooLarge(path: String, size: Int, limit: Int)
  /// A tree has more files than the limit.
  case tooManyFiles(limit: Int)
  /// The files of a tree have more bytes than the limit.
  case treeTooLarge(size: Int, limit: Int)
  /// Blobs that the tree names are not in the repository.
  case blobsMissing(paths: [String])
  /// What was written, or what lies on the disk, has another tree id than it must have.
  case treeMismatch(expected: ObjectID, found: ObjectID)

  // MARK: Disk

  /// The destination exists and was not made by these tools, or has no marker that says so.
  case notOurs(path: String, reason: String)
  /// A snapshot's files are not those that its marker speaks of: somebody has worked in it.
  case altered(path: String, expected: ObjectID, found: ObjectID)
  /// A system call failed.
  case system(call: String, path: String, error: Int32)

  /// The error that a failed system call has just left in `errno`.
  static func last(_ call: String, _ path: String) -> GitError {
    .system(call: call, path: path, error: errno)
  }

  /// The error in one phrase.
  package var message: String {
    switch self {
    case .gitUnavailable(let reason): "git cannot be run: \(reason)"
    case .gitFailed(let command, let reason): "git \(command) failed: \(reason)"
    case .noRepository(let path): "there is no git repository at \(path)"
    case .addressRefused(let address, let reason): "the repository \"\(address)\" is refused: \(reason)"
    case .objectMissing(let id): "the object \(id) is not in the repository"
    case .wrongKind(let id, let expected, let found): "\(id) is a \(found), not a \(expected.rawValue)"
    case .objectDamaged(let id): "the object \(id) is damaged"
    case .pathRefused(let path, let fault): "the path \"\(path)\" is refused: \(fault.explanation)"
    case .modeRefused(let path, let mode): "the entry \"\(path)\" has the mode \(mode), which is refused"
    case .linkEscapes(let path, let target):
      "the symbolic link \"\(path)\" leads to \"\(target)\", out of the snapshot"
    case .fileTooLarge(let path, let size, let limit):
      "the file \"\(path)\" has \(size) bytes, more than the limit of \(limit)"
    case .tooManyFiles(let limit): "the tree has more than \(limit) entries"
    case .treeTooLarge(let size, let limit):
      "the files of the tree have \(size) bytes together, more than the limit of \(limit)"
    case .blobsMissing(let paths):
      "the repository lacks \(paths.count) files of the tree: \(paths.prefix(3).joined(separator: ", "))"
        + (paths.count > 3 ? ", …" : "")
    case .treeMismatch(let expected, let found): "the files have the tree id \(found), not \(expected)"
    case .notOurs(let path, let reason): "\(path) is left alone: \(reason)"
    case .altered(let path, let expected, let found):
      "\(path) was changed by hand: its tree id is \(found), its marker says \(expected)"
    case .system(let call, let path, let error):
      "\(call) failed for \(path): \(String(cString: strerror(error)))"
    }
  }
}
