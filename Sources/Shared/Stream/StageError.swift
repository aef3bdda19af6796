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
  /// Whether the record itself may be good, and the environment failed it: the run then ends with status 4.
  var isInfrastructure: Bool { get }
}

extension StageError {
  package var pointer: JSONPointer { .root }
  package var hint: String? { nil }
  package var isInfrastructure: Bool { false }
}
