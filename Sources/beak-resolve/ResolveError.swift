import Git
import JSON
import Stream

/// Why a reference is not answered with a snapshot.
enum ResolveError: Error, Equatable, Sendable {
  // MARK: The record

  /// A member of the record is no string.
  case wrongType(at: JSONPointer)
  /// The record names no reference, and the zkVM has no default.
  case referenceMissing(zkvm: String)
  /// The reference can name nothing.
  case referenceInvalid(String, reason: String)
  /// No repository is known for the zkVM.
  case zkvmUnknown(String)

  // MARK: The repository

  /// Nothing is called that; with the branch that the repository takes for its main one.
  case referenceUnknown(String, zkvm: String, defaultBranch: String?)
  /// A branch and a tag of that name are different commits.
  case referenceAmbiguous(String)
  /// Several commits begin with those digits.
  case abbreviationAmbiguous(String, candidates: [ObjectID])
  /// The commit is not in the repository.
  case commitUnknown(ObjectID)
  /// The ref names a tree or a file.
  case notACommit(String, kind: String)
  /// The mirror could not be brought up to date.
  case fetchFailed(String, reason: String)
  /// There is no mirror, and none may be made.
  case mirrorMissing(String)
  /// What the shared modules say of repositories, trees and disks.
  case git(GitError)

  // MARK: Ranges

  /// The first commit of a range does not lie behind the last.
  case rangeInvalid(good: ObjectID, bad: ObjectID)
  /// A step by step search was asked for without a range.
  case rangeMissing(String)
  /// A line is no verdict.
  case verdictInvalid(String)
  /// The verdict speaks of a commit that is not in the range.
  case verdictOutOfRange(ObjectID)
  /// The verdict contradicts an earlier one.
  case verdictContradicts(ObjectID)
  /// The search is over.
  case searchFinished
}
