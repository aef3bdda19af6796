import Primitives

/// Where the records of a filter come from.
package enum FilterInput: Sendable {
  /// Files and directories; standard input where none is named.
  case files([String])
  /// These records, as if each were a line; standard input where there is none.
  case records([String])
  /// These records, and after them the lines of standard input.
  case recordsThenLines([String])

  /// The sources in their order.
  ///
  /// - Throws: `InputProblem` where a name cannot be found or looked into.
  func sources() throws(InputProblem) -> [InputSource] {
    switch self {
    case .files(let names): try InputSource.resolve(names)
    case .records(let records) where records.isEmpty: [.standardInput]
    case .records(let records): [.given(records)]
    case .recordsThenLines(let records): [.given(records), .standardInput]
    }
  }
}
