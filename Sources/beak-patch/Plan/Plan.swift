import Git
import Primitives

/// What the edits of a set make of one commit, worked out in memory.
struct Plan {
  /// What became of one edit.
  struct Outcome {
    enum Status: Hashable {
      case applied
      /// It does not apply here, and why.
      case notApplicable(String)
      /// It may miss, and does.
      case missedOptional(String)
      /// It should have matched and does not.
      case failed
    }

    /// The edit, as its place in the set.
    let edit: Int
    var status: Status
    /// How often it matched.
    var count = 0
    /// How many files it changed.
    var files = 0
  }

  /// A file that is other than in the pristine tree.
  struct Change {
    let path: String
    let mode: EntryMode
    /// The file in the pristine tree; nil where it is created.
    let before: FileVersion?
    /// The file as it is to be; nil where it is deleted.
    let after: FileVersion?
  }

  /// One outcome per edit of the chosen passes, in order.
  var outcomes: [Outcome] = []
  /// Everything that does not fit, in the order of the edits.
  var problems: [PlanProblem] = []
  /// The changed files in the order of their paths' bytes.
  var changes: [Change] = []
  /// The files that each chosen pass changed, by the pass's place in the set.
  var passFiles: [Int: Set<String>] = [:]
}

/// Why a plan cannot be carried out.
struct PlanProblem {
  enum Kind {
    /// An anchor, function or macro is not there.
    case missing
    /// There are more or fewer matches than expected.
    case count(Int)
    case fileMissing
    case fileExists
    /// A symbolic link, a submodule, or a path through one.
    case fileUnsafe
    /// A range decides, and the history is not at hand.
    case historyMissing(range: String)
    /// No edit of a pass applies.
    case nothingApplies(pass: String, edits: Int)
  }

  let kind: Kind
  /// The edit; nil where a whole pass is meant.
  let edit: Edit?
  /// The file, or the patterns of the edit.
  let path: String
  /// The files looked at and their content at that point, for hints.
  let looked: [(path: String, version: FileVersion)]
}

/// What a planner must know about a commit to tell where edits apply.
struct CommitPlacement {
  let commit: String
  /// Whether the commit lies in a range of the set; nil where the history is not at hand.
  let isInRange: (_ name: String) throws(PatchError) -> Bool?
}
