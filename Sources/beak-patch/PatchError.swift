import Git
import JSON
import Primitives
import Stream

/// Why a snapshot is not patched.
enum PatchError: Error, Equatable, Sendable {
  // MARK: Record

  /// A field that a snapshot record has is not there.
  case fieldMissing(at: JSONPointer)
  /// A value has another JSON type than its place asks for.
  case wrongType(expected: String, found: String, at: JSONPointer)
  /// A field does not have the form of a hash, a name or a path.
  case valueInvalid(String, expected: String, at: JSONPointer)
  /// There are no patches for the zkVM.
  case noPatchSet(zkvm: String, at: JSONPointer)

  // MARK: Plan

  /// Edits do not fit the tree; the first of them, and the ids of the others.
  case doesNotFit(EditFailure, others: [String])

  // MARK: Snapshot

  /// The record's path leads to no folder.
  case snapshotMissing(path: String, reason: String, at: JSONPointer)
  /// The marker speaks of another commit or tree than the record.
  case snapshotForeign(field: String, marker: String, record: String, at: JSONPointer)
  /// The files are not those that the marker tells of.
  case snapshotAltered(expected: ObjectID, found: ObjectID)
  /// The pristine files are nowhere to be had.
  case pristineUnavailable(reason: String)
  /// What git or the disk says.
  case git(GitError)
}

/// An edit, or a pass, that does not fit a tree.
struct EditFailure: Equatable, Sendable {
  /// A kind of failure; its raw value is the stable code of the error record.
  enum Kind: String, CaseIterable, Sendable {
    case anchorMissing = "anchor-missing"
    case anchorCount = "anchor-count"
    case fileMissing = "file-missing"
    case fileExists = "file-exists"
    case fileUnsafe = "file-unsafe"
    case historyMissing = "history-missing"
    case nothingApplies = "nothing-applies"
  }

  let kind: Kind
  let message: String
  var hint: String?
}
