import ArgumentParser
import BeakFixtures

/// What is checked about fixtures, and what is made wrong on purpose.
struct CheckArguments: ParsableArguments {
  @Flag(
    help: "Import every fixture again from its bytes and test invariants; a violation is an error record.")
  var check = false

  @Option(
    help: ArgumentHelp(
      "Make the last block one that clients must refuse: \(NegativeArgument.names), or random.",
      valueName: "kind"))
  var negative: NegativeArgument?

  /// The negative to make, with what is left to chance decided by `seed`.
  func negativeOptions(seed: UInt64) -> NegativeOptions? {
    negative.map { NegativeOptions(kind: $0.kind, seed: seed) }
  }
}

/// The value of `--negative`: a kind, or `random`.
struct NegativeArgument: ExpressibleByArgument {
  /// Nil for `random`.
  let kind: NegativeKind?

  init?(argument: String) {
    kind = NegativeKind(rawValue: argument)
    if kind == nil, argument != "random" { return nil }
  }

  /// The kinds as the help lists them.
  static var names: String { NegativeKind.allCases.map(\.rawValue).joined(separator: ", ") }

  static var allValueStrings: [String] { NegativeKind.allCases.map(\.rawValue) + ["random"] }
}
