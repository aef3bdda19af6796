/// Stable codes of the errors, for the error records of every tool.
extension GitError {
  /// A kind of error; its raw value is the code.
  package enum Kind: String, CaseIterable, Sendable {
    case gitUnavailable = "git-unavailable"
    case gitFailed = "git-failed"
    case noRepository = "no-repository"
    case addressRefused = "repository-refused"
    case objectMissing = "object-missing"
    case wrongKind = "wrong-kind"
    case objectDamaged = "object-damaged"
    case pathRefused = "path-refused"
    case modeRefused = "mode-refused"
    case linkEscapes = "symlink-escapes"
    case fileTooLarge = "file-too-large"
    case tooManyFiles = "too-many-files"
    case treeTooLarge = "tree-too-large"
    case blobsMissing = "files-missing"
    case treeMismatch = "tree-mismatch"
    case notOurs = "destination-not-ours"
    case altered = "snapshot-altered"
    case system = "write-failed"

    /// What the code means, whatever the record.
    package var summary: String {
      switch self {
      case .gitUnavailable: "the program git cannot be run"
      case .gitFailed: "a git command failed"
      case .noRepository: "there is no git repository at the path, or no mirror of the address yet"
      case .addressRefused: "the address of the repository is refused"
      case .objectMissing: "an object is not in the repository"
      case .wrongKind: "an object is another thing than was asked for"
      case .objectDamaged: "an object's bytes are not what its name says"
      case .pathRefused: "the tree has a path that must not be written to a disk"
      case .modeRefused: "the tree has an entry that is no file, link, folder or submodule"
      case .linkEscapes: "a symbolic link of the tree may lead out of the snapshot"
      case .fileTooLarge: "a file of the tree is larger than the limit"
      case .tooManyFiles: "the tree has more entries than the limit"
      case .treeTooLarge: "the files of the tree are larger together than the limit"
      case .blobsMissing: "the repository, a partial clone, lacks files of the tree"
      case .treeMismatch: "the files do not have the tree id that they must have"
      case .notOurs: "the destination exists and is not a snapshot of these tools"
      case .altered: "the snapshot was changed by hand"
      case .system: "a file could not be read or written"
      }
    }

    /// What the user can do about it, whatever the record.
    package var hint: String? {
      switch self {
      case .gitUnavailable: "install git, or put it on PATH"
      case .noRepository: "name an existing repository, or leave --offline out so that a mirror is made"
      case .addressRefused: "use https://, ssh://, git://, file://, user@host:path, or a path"
      case .fileTooLarge: "raise --max-file"
      case .tooManyFiles: "raise --max-files"
      case .treeTooLarge: "raise --max-tree"
      case .blobsMissing: "use --allow-missing to do without them, or a complete repository"
      case .notOurs: "move it away, or choose another --out"
      case .altered: "save what you need of it and remove it, or use --fresh to have it replaced"
      default: nil
      }
    }

    /// Whether the environment is at fault, not the record.
    package var isInfrastructure: Bool {
      switch self {
      case .gitUnavailable, .gitFailed, .noRepository, .system: true
      default: false
      }
    }
  }

  /// The kind that an error is of.
  package var kind: Kind {
    switch self {
    case .gitUnavailable: .gitUnavailable
    case .gitFailed: .gitFailed
    case .noRepository: .noRepository
    case .addressRefused: .addressRefused
    case .objectMissing: .objectMissing
    case .wrongKind: .wrongKind
    case .objectDamaged: .objectDamaged
    case .pathRefused: .pathRefused
    case .modeRefused: .modeRefused
    case .linkEscapes: .linkEscapes
    case .fileTooLarge: .fileTooLarge
    case .tooManyFiles: .tooManyFiles
    case .treeTooLarge: .treeTooLarge
    case .blobsMissing: .blobsMissing
    case .treeMismatch: .treeMismatch
    case .notOurs: .notOurs
    case .altered: .altered
    case .system: .system
    }
  }
}
