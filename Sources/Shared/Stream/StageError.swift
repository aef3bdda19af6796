import JSON

/// An error of one stage, ready to be written as one NDJSON line.
package protocol StageError: Error, Sendable {
  /// Stable name in kebab case, from the list that `--help-errors` prints.
  var code: String { get }
  /// Where in the input record; the root where the record as a whole is meant.
  var pointer: JSONPointer { get }
  /// What is wrong, without the place.
  var message: String { get }
  /// What the user can do about it.
  var hint: String? { get }
}

extension StageError {
  package var pointer: JSONPointer { .root }
  package var hint: String? { nil }
}
