/// The account of the run: what was read against what was answered.
///
/// The two sides are counted apart, the one by the reader and by `expand`, the other by terminal records, so
/// that a lost or doubled record shows.
struct Ledger: Sendable {
  /// Records that the reader handed on, one a line.
  var read = 0
  /// Records that were handed on but not answered because the run was stopped before their turn.
  var abandoned = 0
  /// Everything that was answered.
  var tally = Tally()

  /// The records taken in.
  var taken: Int { read + tally.expanded - abandoned }

  /// Whether every record has exactly one terminal record.
  var isBalanced: Bool { taken == tally.ok + tally.failed && tally.faults == 0 }

  /// The count trailer without the tool's name.
  var trailer: String {
    var text = "in=\(taken) ok=\(tally.ok) failed=\(tally.failed)"
    if tally.findings > 0 { text += " findings=\(tally.findings)" }
    if tally.incomplete > 0 { text += " incomplete=\(tally.incomplete)" }
    return text
  }

  /// What to say when the account does not balance.
  var imbalance: String {
    var text = "the ledger does not balance: in=\(taken), but ok=\(tally.ok) and failed=\(tally.failed)"
    if let line = tally.firstFault {
      text += "; \(tally.faults) lines have too few or too many terminal records, line \(line) first"
    }
    return text
  }
}
