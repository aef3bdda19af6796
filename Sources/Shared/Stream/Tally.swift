/// What the records of a batch, or of the whole run, came to.
struct Tally: Sendable {
  /// A counter that a stage keeps, such as one per client and status.
  struct Counter: Sendable {
    var name: String
    var client: String
    var value: Int
  }

  /// Records that lines hold beyond one each.
  var expanded = 0
  /// Records that were answered with a result.
  var ok = 0
  /// Records that were answered with an error record, or that came as one.
  var failed = 0
  /// Those among the failed that came as an error record of an earlier stage.
  var passedThrough = 0
  /// Those among the answered whose result is a finding.
  var findings = 0
  /// Those among all for which infrastructure failed.
  var incomplete = 0
  /// Lines that did not get exactly the terminal records they should have.
  var faults = 0
  /// The number of the first such line.
  var firstFault: Int?
  /// How often each error code was given.
  var errorCodes: [(code: String, count: Int)] = []
  /// What the stage counts for itself.
  var counters: [Counter] = []

  mutating func countError(_ code: String, by amount: Int = 1) {
    for index in errorCodes.indices where errorCodes[index].code == code {
      errorCodes[index].count += amount
      return
    }
    errorCodes.append((code, amount))
  }

  mutating func count(_ name: String, client: String, by amount: Int) {
    for index in counters.indices where counters[index].name == name && counters[index].client == client {
      counters[index].value += amount
      return
    }
    counters.append(Counter(name: name, client: client, value: amount))
  }

  mutating func countFault(line: Int) {
    faults += 1
    if firstFault == nil { firstFault = line }
  }

  /// Adds what another part of the run came to.
  mutating func merge(_ other: borrowing Tally) {
    expanded += other.expanded
    ok += other.ok
    failed += other.failed
    passedThrough += other.passedThrough
    findings += other.findings
    incomplete += other.incomplete
    faults += other.faults
    if firstFault == nil { firstFault = other.firstFault }
    for (code, count) in other.errorCodes { countError(code, by: count) }
    for counter in other.counters { count(counter.name, client: counter.client, by: counter.value) }
  }

  /// Back to nothing, keeping memory.
  mutating func reset() {
    (expanded, ok, failed, passedThrough, findings, incomplete, faults) = (0, 0, 0, 0, 0, 0, 0)
    firstFault = nil
    errorCodes.removeAll(keepingCapacity: true)
    counters.removeAll(keepingCapacity: true)
  }
}
