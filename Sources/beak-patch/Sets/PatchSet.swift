import Crypto
import Primitives

/// Everything that is to be done to the snapshots of one zkVM, read from data and immutable.
struct PatchSet: Sendable {
  /// The zkVM, which names the set.
  let zkvm: String
  let passes: [Pass]
  /// The edits of all passes in order; an edit's `index` is its place here.
  let edits: [Edit]
  /// Named commits, full hashes in hexadecimal.
  let commits: [String: String]
  let ranges: [String: CommitRange]
  let symbols: [SymbolNamespace]
  /// SHA-256 over names and contents of the set's files.
  let digest: Hash32

  /// Edits with one purpose.
  struct Pass: Sendable, Hashable {
    let name: String
    /// What the pass is for, in one sentence.
    let reason: String
    /// Its edits, as places in `edits`.
    let edits: Range<Int>
  }

  /// A span of history: the commits that have `since` among their ancestors, itself included, and not `until`.
  struct CommitRange: Sendable, Hashable {
    let since: String?
    let until: String?
  }

  /// A namespace of the injected code that must define whatever the set uses of it.
  struct SymbolNamespace: Sendable, Hashable {
    let namespace: String
    /// Files of the set or of what it shares, or folders of such, that define it.
    let definedBy: [String]
    /// Names that programs outside the set call.
    let calledByRunners: [String]
  }
}

/// One change of one file, or of many in the same way.
struct Edit: Sendable {
  /// The place among all edits of the set.
  let index: Int
  let id: String
  /// The place of its pass in the set.
  let pass: Int
  let target: Target
  let operation: Operation
  let expected: Expectation
  /// Whether a count of 0 is no error.
  let isOptional: Bool
  /// Where the edit applies; everywhere if nil.
  let condition: Condition?
  /// Edits that must have been applied before, as places in the set.
  let requires: [Int]
  /// Why the edit is made, in one sentence.
  let reason: String

  /// Which files an edit is for.
  enum Target: Sendable {
    case file(String)
    case files([PathPattern], excluding: [PathPattern])

    /// The path or the patterns as written.
    var text: String {
      switch self {
      case .file(let path): path
      case .files(let patterns, _): patterns.map(\.text).joined(separator: " ")
      }
    }
  }

  /// What is done.
  enum Operation: Sendable {
    case create(Bytes)
    case delete
    case replace(anchor: Bytes, text: Bytes)
    case insertBefore(anchor: Bytes, lines: Bytes)
    case insertAfter(anchor: Bytes, lines: Bytes)
    case insertAtFunctionEnd(function: String, within: String?, lines: Bytes)
    case renameMacros(from: [String], to: [Bytes])

    /// The operation as manifests spell it.
    var name: String {
      switch self {
      case .create: "create"
      case .delete: "delete"
      case .replace: "replace"
      case .insertBefore: "insert-before"
      case .insertAfter: "insert-after"
      case .insertAtFunctionEnd: "insert-at-function-end"
      case .renameMacros: "rename-macros"
      }
    }

    /// The text to look for, where the operation has one.
    var anchor: Bytes? {
      switch self {
      case .replace(let anchor, _), .insertBefore(let anchor, _), .insertAfter(let anchor, _): anchor
      default: nil
      }
    }
  }

  /// How often an edit is to match, over all its files.
  struct Expectation: Sendable, Hashable {
    let minimum: Int
    /// No bound if nil.
    let maximum: Int?

    /// Whether that count is as expected.
    func admits(_ count: Int) -> Bool { count >= minimum && count <= maximum ?? .max }

    /// In words, such as `1`, `2 to 4`, `at least 3`.
    var text: String {
      if minimum == maximum { return "\(minimum)" }
      if let maximum { return "\(minimum) to \(maximum)" }
      return "at least \(minimum)"
    }
  }

  /// The snapshots to which an edit applies; all given parts must hold.
  struct Condition: Sendable, Hashable {
    /// Full hashes; a listed commit is enough.
    let commits: [String]
    /// Names of ranges; lying in one is enough, as being listed is.
    let ranges: [String]
    /// Whether commits or ranges are given at all.
    let isBoundToCommits: Bool
    /// Paths that the pristine tree must have.
    let present: [String]
    /// Paths that the pristine tree must not have.
    let absent: [String]
  }
}
