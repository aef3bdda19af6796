import Git
import JSON
import Stream

/// The words of a `ResolveError`: they follow from the case and its data.
extension ResolveError: StageError {
  package var code: String {
    if case .git(let error) = self { return error.kind.rawValue }
    return kind?.rawValue ?? ""
  }

  package var pointer: JSONPointer {
    switch self {
    case .wrongType(let place): place
    default: .root
    }
  }

  package var message: String {
    switch self {
    case .wrongType(let place): "\"\(place.tokens.last ?? "")\" must be a string"
    case .referenceMissing(let zkvm): "the record has no \"ref\", and \(zkvm) has no default"
    case .referenceInvalid(let text, let reason): "\"\(text)\" is no reference: \(reason)"
    case .zkvmUnknown(let name): "no repository is known for the zkVM \"\(name)\""
    case .referenceUnknown(let name, let zkvm, _):
      "\(zkvm) has no alias, branch, tag or commit called \"\(name)\""
    case .referenceAmbiguous(let name): "\"\(name)\" is a branch and a tag, which are different commits"
    case .abbreviationAmbiguous(let digits, let candidates):
      "\"\(digits)\" is the beginning of \(candidates.count) commits: "
        + candidates.map(\.hex).joined(separator: ", ")
    case .commitUnknown(let id): "the repository has no commit \(id)"
    case .notACommit(let name, let kind): "\"\(name)\" names a \(kind), not a commit"
    case .fetchFailed(let address, let reason): "\(address) could not be fetched: \(reason)"
    case .mirrorMissing(let address): "there is no mirror of \(address) in the cache"
    case .git(let error): error.message
    case .rangeInvalid(let good, let bad): "\(good) does not lie behind \(bad)"
    case .rangeMissing(let text): "\"\(text)\" is no range"
    case .verdictInvalid(let text): "\"\(text)\" is no verdict"
    case .verdictOutOfRange(let id): "the commit \(id) is not in the range"
    case .verdictContradicts(let id): "the verdict on \(id) contradicts an earlier one"
    case .searchFinished: "the search is over; no verdict is asked for"
    }
  }

  package var hint: String? {
    switch self {
    case .git(let error): error.kind.hint
    case .referenceUnknown(_, _, let branch?): "the default branch is \(branch)"
    default: kind?.hint
    }
  }

  package var isInfrastructure: Bool {
    switch self {
    case .fetchFailed, .mirrorMissing: true
    case .git(let error): error.kind.isInfrastructure
    default: false
    }
  }
}
