import JSON
import Primitives

extension ByteBuffer {
  /// Appends the account of a run as one line: counts, exit code, errors by code, the stage's own counters.
  ///
  /// It holds no clock and no path, and its names are sorted: the same input gives the same bytes.
  mutating func appendSummary(_ ledger: Ledger, stage: String, status: ExitStatus) {
    let tally = ledger.tally
    append("{\"schema\":\"beak.summary/1\",\"stage\":")
    appendQuoted(stage)
    let counts: [(StaticString, Int)] = [
      ("in", ledger.taken), ("ok", tally.ok), ("failed", tally.failed),
      ("passedThrough", tally.passedThrough), ("findings", tally.findings),
      ("incomplete", tally.incomplete), ("abandoned", ledger.abandoned), ("exit", Int(status.code)),
    ]
    for (name, count) in counts {
      append(",\"")
      append(name)
      append("\":")
      appendDecimal(count)
    }
    append(",\"errors\":")
    appendCounts(tally.errorCodes.map { ($0.code, $0.count) })
    append(",\"counters\":")
    appendCounters(tally.counters)
    append("}\n")
  }

  /// Appends an object of numbers, sorted by name.
  private mutating func appendCounts(_ counts: [(String, Int)]) {
    append(UInt8(ascii: "{"))
    for (index, (name, count)) in counts.sorted(by: { $0.0 < $1.0 }).enumerated() {
      if index > 0 { append(UInt8(ascii: ",")) }
      appendQuoted(name)
      append(UInt8(ascii: ":"))
      appendDecimal(count)
    }
    append(UInt8(ascii: "}"))
  }

  /// Appends the counters: a number for one without clients, else an object by client.
  private mutating func appendCounters(_ counters: [Tally.Counter]) {
    let groups = Dictionary(grouping: counters, by: \.name).sorted { $0.key < $1.key }
    append(UInt8(ascii: "{"))
    for (index, (name, group)) in groups.enumerated() {
      if index > 0 { append(UInt8(ascii: ",")) }
      appendQuoted(name)
      append(UInt8(ascii: ":"))
      if group.count == 1, group[0].client.isEmpty {
        appendDecimal(group[0].value)
      } else {
        appendCounts(group.map { ($0.client, $0.value) })
      }
    }
    append(UInt8(ascii: "}"))
  }
}
