import Git
import Stream

/// The catalogue of error codes: one list, printed by `--help-errors`.
extension PatchError {
  /// A kind of error; its raw value is the stable code of the error record.
  enum Kind: String, CaseIterable {
    case fieldMissing = "field-missing"
    case wrongType = "wrong-type"
    case valueInvalid = "value-invalid"
    case noPatchSet = "no-patch-set"
    case anchorMissing = "anchor-missing"
    case anchorCount = "anchor-count"
    case fileMissing = "file-missing"
    case fileExists = "file-exists"
    case fileUnsafe = "file-unsafe"
    case historyMissing = "history-missing"
    case nothingApplies = "nothing-applies"
    case snapshotMissing = "snapshot-missing"
    case snapshotForeign = "snapshot-foreign"
    case snapshotAltered = "snapshot-altered"
    case pristineUnavailable = "pristine-unavailable"

    /// What the code means, whatever the record.
    var summary: String {
      switch self {
      case .fieldMissing: "a field that a snapshot record has is not there"
      case .wrongType: "a value has another JSON type than its place asks for"
      case .valueInvalid: "a field does not have the form of a hash, a name or a path"
      case .noPatchSet: "there are no patches for the zkVM"
      case .anchorMissing: "what an edit looks for is not in its file"
      case .anchorCount: "what an edit looks for is there more or less often than the edit expects"
      case .fileMissing: "the file that an edit changes is not in the tree"
      case .fileExists: "the file that an edit creates is in the tree already"
      case .fileUnsafe: "the path of an edit is, or leads through, a symbolic link, a submodule or a file"
      case .historyMissing:
        "a range of commits decides whether an edit applies, and the history is not at hand"
      case .nothingApplies: "not one edit of a pass applies to the commit"
      case .snapshotMissing: "the path of the record leads to no folder"
      case .snapshotForeign: "the marker of the snapshot and the record speak of different trees"
      case .snapshotAltered: "the files of the snapshot are not those that its marker tells of"
      case .pristineUnavailable:
        "the pristine files of the commit are neither in the mirror nor in the snapshot"
      }
    }

    /// What the user can do about it, whatever the record.
    var hint: String? {
      switch self {
      case .fieldMissing, .wrongType, .valueInvalid: "pass on the records that beak-resolve writes"
      case .noPatchSet: "beak-patch --list names the sets; --patch-set takes one of your own"
      case .anchorCount: "lengthen the anchor, or correct \"expect\""
      case .historyMissing: "name a repository with --repository, or a cache with --cache"
      case .nothingApplies:
        "leave the pass out with --passes, or choose another commit; --survey shows which fit"
      case .snapshotForeign, .snapshotAltered:
        "keep what you need of it, remove the folder, and run beak-resolve again"
      case .pristineUnavailable:
        "run beak-resolve for the commit again, or name a repository with --repository"
      default: nil
      }
    }
  }

  /// The kind that an error is of; nil where the code is that of `GitError`.
  var kind: Kind? {
    switch self {
    case .fieldMissing: .fieldMissing
    case .wrongType: .wrongType
    case .valueInvalid: .valueInvalid
    case .noPatchSet: .noPatchSet
    case .doesNotFit(let failure, _): PatchError.kind(of: failure)
    case .snapshotMissing: .snapshotMissing
    case .snapshotForeign: .snapshotForeign
    case .snapshotAltered: .snapshotAltered
    case .pristineUnavailable: .pristineUnavailable
    case .git: nil
    }
  }

  private static func kind(of failure: EditFailure) -> Kind {
    switch failure.kind {
    case .anchorMissing: .anchorMissing
    case .anchorCount: .anchorCount
    case .fileMissing: .fileMissing
    case .fileExists: .fileExists
    case .fileUnsafe: .fileUnsafe
    case .historyMissing: .historyMissing
    case .nothingApplies: .nothingApplies
    }
  }

  /// What the user of this tool can do about an error that all tools share.
  static func hint(of kind: GitError.Kind) -> String? {
    switch kind {
    case .gitUnavailable, .addressRefused: kind.hint
    case .noRepository: "name a repository with --repository, or the --cache that beak-resolve was given"
    case .notOurs: "let beak-resolve make the snapshot, and keep other files out of its folder"
    case .objectMissing, .blobsMissing: "run beak-resolve for the commit again"
    default: nil
    }
  }

  /// Every code that the stage can answer with.
  static let catalogue: ErrorCatalogue = {
    let own = Kind.allCases.map { ErrorCatalogue.Entry($0.rawValue, $0.summary, hint: $0.hint) }
    let shared = GitError.Kind.allCases.filter { Kind(rawValue: $0.rawValue) == nil }
      .map { ErrorCatalogue.Entry($0.rawValue, $0.summary, hint: hint(of: $0)) }
    let sets = SetProblem.Kind.allCases.map { ErrorCatalogue.Entry($0.rawValue, $0.summary, hint: $0.hint) }
    return ErrorCatalogue(stage: "patch", entries: own + shared + sets)
  }()
}
