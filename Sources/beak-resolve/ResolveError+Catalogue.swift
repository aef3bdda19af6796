import Git
import Stream

/// The catalogue of error codes: one list, printed by `--help-errors`.
extension ResolveError {
  /// A kind of error; its raw value is the stable code of the error record.
  enum Kind: String, CaseIterable {
    case wrongType = "wrong-type"
    case referenceMissing = "reference-missing"
    case referenceInvalid = "reference-invalid"
    case zkvmUnknown = "zkvm-unknown"
    case referenceUnknown = "reference-unknown"
    case referenceAmbiguous = "reference-ambiguous"
    case abbreviationAmbiguous = "abbreviation-ambiguous"
    case commitUnknown = "commit-unknown"
    case notACommit = "not-a-commit"
    case fetchFailed = "fetch-failed"
    case mirrorMissing = "mirror-missing"
    case rangeInvalid = "range-invalid"
    case rangeMissing = "range-missing"
    case verdictInvalid = "verdict-invalid"
    case verdictOutOfRange = "verdict-out-of-range"
    case verdictContradicts = "verdict-contradicts"
    case searchFinished = "search-finished"

    /// What the code means, whatever the record.
    var summary: String {
      switch self {
      case .wrongType: "a member of the record is no string"
      case .referenceMissing: "the record has no ref, and the zkVM has no default"
      case .referenceInvalid: "the reference can name neither alias, branch, tag nor commit"
      case .zkvmUnknown: "no repository is known for the zkVM"
      case .referenceUnknown: "no alias, branch, tag or commit is called that"
      case .referenceAmbiguous: "a branch and a tag of that name are different commits"
      case .abbreviationAmbiguous: "several commits begin with those digits; the message lists them"
      case .commitUnknown: "the commit is not in the repository"
      case .notACommit: "the ref names something that is no commit"
      case .fetchFailed: "the repository could not be fetched"
      case .mirrorMissing: "with --offline there is no mirror of the repository to read"
      case .rangeInvalid: "the first commit of the range is not behind the last"
      case .rangeMissing: "--step needs a range"
      case .verdictInvalid: "the line is no verdict"
      case .verdictOutOfRange: "the verdict speaks of a commit that is not in the range"
      case .verdictContradicts: "the verdict contradicts an earlier one"
      case .searchFinished: "the first bad commit has been found already"
      }
    }

    /// What the user can do about it, whatever the record.
    var hint: String? {
      switch self {
      case .zkvmUnknown:
        "use openvm, sp1, pico, risc0, jolt or nexus, or name a repository: --repository ZKVM=URL"
      case .referenceMissing: "add \"ref\""
      case .referenceAmbiguous: "write refs/heads/… or refs/tags/…"
      case .abbreviationAmbiguous: "write more digits"
      case .fetchFailed: "check the network and the address; --offline uses what is there"
      case .mirrorMissing: "leave --offline out once, so that the mirror is made"
      case .rangeInvalid: "write GOOD..BAD with the older commit first"
      case .rangeMissing: "write GOOD..BAD"
      case .verdictInvalid: "write good, bad or skip, or an object with \"verdict\":\"pass\" or \"fail\""
      default: nil
      }
    }
  }

  /// Every code that the stage can answer with.
  static let catalogue = ErrorCatalogue(
    stage: "resolve",
    entries: Kind.allCases.map { .init($0.rawValue, $0.summary, hint: $0.hint) }
      + GitError.Kind.allCases.map { .init($0.rawValue, $0.summary, hint: $0.hint) })

  /// The kind that an error is of; nil for those of the shared modules.
  var kind: Kind? {
    switch self {
    case .wrongType: .wrongType
    case .referenceMissing: .referenceMissing
    case .referenceInvalid: .referenceInvalid
    case .zkvmUnknown: .zkvmUnknown
    case .referenceUnknown: .referenceUnknown
    case .referenceAmbiguous: .referenceAmbiguous
    case .abbreviationAmbiguous: .abbreviationAmbiguous
    case .commitUnknown: .commitUnknown
    case .notACommit: .notACommit
    case .fetchFailed: .fetchFailed
    case .mirrorMissing: .mirrorMissing
    case .git: nil
    case .rangeInvalid: .rangeInvalid
    case .rangeMissing: .rangeMissing
    case .verdictInvalid: .verdictInvalid
    case .verdictOutOfRange: .verdictOutOfRange
    case .verdictContradicts: .verdictContradicts
    case .searchFinished: .searchFinished
    }
  }
}
