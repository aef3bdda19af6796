/// What a record is, and how its parts are understood.
package struct InputOptions: Sendable, Equatable {
  /// What a record holds.
  package enum Format: String, CaseIterable, Sendable {
    /// A fuzzer document, format v2.
    case fuzzer
    /// State tests, of which every fork and index makes a fixture.
    case stateTest = "statetest"
  }

  /// Which block the document's `env` describes.
  package enum EnvironmentMode: String, CaseIterable, Sendable {
    /// Genesis has the values; those of block 1 follow from them by the fork's formulas.
    case genesis
    /// Block 1 has the values; those of genesis are chosen so that it does.
    case block1
  }

  /// What becomes of a transaction that the rules refuse.
  package enum InvalidPolicy: String, CaseIterable, Sendable {
    /// The document is answered with an error record.
    case error
    /// The transaction is left out, and the fixture's `_info` says so.
    case drop
    /// The transaction ends a block that clients must refuse.
    case expect
  }

  package var format = Format.fuzzer
  /// The fork to use in place of the one that a record names.
  package var fork: String?
  /// Whether keys without a meaning are refused everywhere.
  package var isStrict = false
  /// Nil: `genesis` for fuzzer documents, `block1` for state tests.
  package var environment: EnvironmentMode?
  package var invalid = InvalidPolicy.error

  /// Makes options; everything not given has its default.
  package init(
    format: Format = .fuzzer, fork: String? = nil, isStrict: Bool = false,
    environment: EnvironmentMode? = nil, invalid: InvalidPolicy = .error
  ) {
    self.format = format
    self.fork = fork
    self.isStrict = isStrict
    self.environment = environment
    self.invalid = invalid
  }

  /// What becomes of keys without a meaning: an account of a state test has the keys that its format gives it.
  var keyMode: KeyPolicy.Mode {
    if format == .stateTest { return .ignoring }
    return isStrict ? .refusing : .warning
  }
}
