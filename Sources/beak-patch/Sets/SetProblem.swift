import JSON
import Stream

/// What is wrong with a patch set, and where.
struct SetProblem: StageError, Hashable {
  /// A kind of problem; its raw value is the stable code.
  enum Kind: String, CaseIterable, Sendable {
    case unreadable = "set-unreadable"
    case malformed = "set-malformed"
    case schema = "set-schema"
    case pathUnsafe = "set-path-unsafe"
    case duplicateID = "set-duplicate-id"
    case requirement = "set-requirement"
    case templateMissing = "set-template-missing"
    case sharedMissing = "set-shared-missing"
    case emptyText = "set-empty-text"
    case unknownName = "set-unknown-name"
    case symbolUndefined = "set-symbol-undefined"

    /// What the code means.
    var summary: String {
      switch self {
      case .unreadable: "a file of the patch set cannot be read"
      case .malformed: "a file of the patch set is not JSON"
      case .schema: "a patch set has a field missing, unknown or of the wrong kind"
      case .pathUnsafe:
        "a path in a patch set is absolute, leaves the tree, or names what git keeps for itself"
      case .duplicateID: "two edits, passes or names of a patch set are called the same"
      case .requirement: "an edit requires one that does not exist or does not come before it"
      case .templateMissing: "an edit names a template that is not there"
      case .sharedMissing: "a patch set shares a folder that is not there"
      case .emptyText: "an edit has an empty anchor or nothing to put in"
      case .unknownName: "a patch set names a commit, range or shared folder that set.json does not list"
      case .symbolUndefined: "the set uses or promises a symbol that the files under definedBy do not define"
      }
    }

    /// What can be done about it.
    var hint: String? {
      switch self {
      case .schema: "docs/adding-a-patch.md lists the fields"
      case .pathUnsafe: "write a relative path with / between names, without . and .."
      case .requirement: "list the ids of earlier edits only"
      case .templateMissing: "put the file below the pass's templates folder, or into the shared folder"
      case .sharedMissing: "put the folder into the folder shared, beside that of the patch set"
      case .unknownName: "list it under commits, ranges or shares in set.json"
      default: nil
      }
    }
  }

  let kind: Kind
  /// The file of the set, relative to it.
  let file: String
  let pointer: JSONPointer
  let message: String

  init(_ kind: Kind, in file: String, at pointer: JSONPointer = .root, _ message: String) {
    self.kind = kind
    self.file = file
    self.pointer = pointer
    self.message = message
  }

  var code: String { kind.rawValue }
  var hint: String? { kind.hint }

  /// The problem in one line with its place.
  var line: String {
    let place = pointer.tokens.isEmpty ? file : "\(file)\(pointer)"
    return "\(place): \(message)"
  }
}
