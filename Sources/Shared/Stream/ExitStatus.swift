/// How a run ended, as the exit code says it.
package struct ExitStatus: Sendable, Hashable {
  /// The exit code.
  package let code: Int32

  private init(_ code: Int32) {
    self.code = code
  }

  /// Every record was answered, none is bad.
  package static let success = ExitStatus(0)
  /// The run went to its end and has findings.
  package static let finding = ExitStatus(1)
  /// The command line makes no sense; nothing was read.
  package static let usage = ExitStatus(2)
  /// The run went to its end; some records were bad and have error records.
  package static let badRecords = ExitStatus(3)
  /// A client, a file or an output failed.
  package static let infrastructure = ExitStatus(4)
  /// Standard output was closed by its reader.
  package static let closedOutput = ExitStatus(141)
  /// A signal ended the run, orderly.
  package static func signal(_ number: Int32) -> ExitStatus { ExitStatus(128 + number) }

  /// What stopped the run, and what its records came to.
  struct Circumstances {
    var ledger: Ledger
    /// Something of the environment failed: input could not be read, output could not be written.
    var hasFailure = false
    var outputIsClosed = false
    /// The signal that ended the run, or 0.
    var signal: Int32 = 0
    /// Whether findings and bad records count as success.
    var exitsZero = false
  }

  /// The status of a run: 4 wins over 1, and 1 over 3; an orderly end by a signal or by a closed output is
  /// told as such unless the account or the environment is broken.
  init(_ circumstances: Circumstances) {
    let tally = circumstances.ledger.tally
    if circumstances.hasFailure || !circumstances.ledger.isBalanced {
      self = .infrastructure
    } else if circumstances.outputIsClosed {
      self = .closedOutput
    } else if circumstances.signal != 0 {
      self = .signal(circumstances.signal)
    } else if tally.incomplete > 0 {
      self = .infrastructure
    } else if tally.findings > 0 {
      self = circumstances.exitsZero ? .success : .finding
    } else if tally.failed > 0 {
      self = circumstances.exitsZero ? .success : .badRecords
    } else {
      self = .success
    }
  }
}
