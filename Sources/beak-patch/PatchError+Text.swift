import Git
import JSON
import Stream

/// The words of a `PatchError`: they follow from the case and its data.
extension PatchError: StageError {
  package var code: String {
    if case .git(let error) = self { return error.kind.rawValue }
    return kind!.rawValue
  }

  package var pointer: JSONPointer {
    switch self {
    case .fieldMissing(let place), .wrongType(_, _, let place), .valueInvalid(_, _, let place),
      .noPatchSet(_, let place), .snapshotMissing(_, _, let place), .snapshotForeign(_, _, _, let place):
      place
    case .doesNotFit, .snapshotAltered, .pristineUnavailable, .git: .root
    }
  }

  package var message: String {
    switch self {
    case .fieldMissing(let place): return "the field \"\(place.tokens.last ?? "")\" is missing"
    case .wrongType(let expected, let found, _): return "expected a value of type \(expected), found \(found)"
    case .valueInvalid(let text, let expected, _): return "\"\(text)\" is not \(expected)"
    case .noPatchSet(let zkvm, _): return "there is no patch set for \"\(zkvm)\""
    case .doesNotFit(let failure, let others):
      if others.isEmpty { return failure.message }
      let plural = others.count == 1 ? "edit does not fit either" : "edits do not fit either"
      return "\(failure.message); \(others.count) more \(plural): \(others.joined(separator: ", "))"
    case .snapshotMissing(let path, let reason, _): return "there is no snapshot at \(path): \(reason)"
    case .snapshotForeign(let field, let marker, let record, _):
      return "the marker of the snapshot has the \(field) \(marker), the record \(record)"
    case .snapshotAltered(let expected, let found):
      return "the snapshot has the tree id \(found), its marker says \(expected)"
    case .pristineUnavailable(let reason): return "the pristine files cannot be had: \(reason)"
    case .git(let error): return error.message
    }
  }

  package var hint: String? {
    if case .doesNotFit(let failure, _) = self, let hint = failure.hint { return hint }
    if case .git(let error) = self { return PatchError.hint(of: error.kind) }
    return kind!.hint
  }

  /// The environment fails a record where git or the disk does.
  package var isInfrastructure: Bool {
    if case .git(let error) = self { return error.kind.isInfrastructure }
    return false
  }
}
