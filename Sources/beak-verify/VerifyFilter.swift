import Fixtures
import JSON
import Primitives
import Stream

/// beak-verify as a filter: fixtures in, verdicts out.
struct VerifyFilter: Filter {
  let stage = "verify"
  let plan: ClientPlan
  let limits: JSONLimits
  let showsTiming: Bool
  let ledger: ClientLedger

  /// A slow client makes small portions worth while: no worker sits on fixtures that another could take.
  var batching: Batching { plan.directory == nil ? .byBytes(64 << 10) : .records(1) }

  func makeWorker(index: Int) throws -> VerifyWorker {
    try plan.trace?.open()
    return VerifyWorker(self, index: index)
  }
}

/// One worker: its own parser, its own clients.
final class VerifyWorker: RecordWorker {
  private let filter: VerifyFilter
  private let document: JSONDocument
  private let reader = FixtureReader()
  private let pool: ClientPool
  private var account: [LedgerLine]

  init(_ filter: VerifyFilter, index: Int) {
    self.filter = filter
    document = JSONDocument(limits: filter.limits)
    pool = ClientPool(filter.plan, workerIndex: index)
    account = Array(repeating: LedgerLine(), count: filter.plan.specifications.count)
  }

  func process(_ record: InputRecord, into output: inout RecordOutput) {
    do {
      try document.parse(record)
    } catch {
      output.fail(error, id: RecordIdentity(root: nil, line: record.line))
      return
    }
    let root = document.root
    let entries: [(name: String, value: JSONValue)]
    do {
      entries = try reader.entries(of: root)
    } catch {
      output.fail(VerifyError(error), id: RecordIdentity(root: root, line: record.line))
      return
    }
    output.expand(to: entries.count)
    for entry in entries {
      verify(entry, identity: identity(of: entry, among: entries.count, in: record), into: &output)
    }
  }

  /// What the converter called the record; else the line's digest, or the name of one test among several.
  private func identity(
    of entry: (name: String, value: JSONValue), among count: Int, in record: InputRecord
  ) -> RecordIdentity {
    if let id = reader.identity(in: entry.value) {
      return Array(id.utf8).withUnsafeBytes { RecordIdentity(name: $0) }
    }
    if count == 1 { return RecordIdentity(root: nil, line: record.line) }
    return Array(entry.name.utf8).withUnsafeBytes { RecordIdentity(name: $0) }
  }

  func finish() {
    pool.stop()
    filter.ledger.enter(account)
  }

  /// Reads one test and has the clients judge it; names its fork too.
  private func judge(
    _ entry: (name: String, value: JSONValue)
  ) throws(FixtureError) -> (fork: String, answers: [(name: String, answer: ClientAnswer)]) {
    if reader.isStateTest(entry.value) {
      let test = try reader.readStateTest(name: entry.name, entry.value)
      return (test.networkNames, pool.judge(test))
    }
    let test = try reader.read(name: entry.name, entry.value)
    return (test.networkName, pool.judge(test, json: entry.value.rawJSON))
  }

  /// Answers one test.
  private func verify(
    _ entry: (name: String, value: JSONValue), identity: RecordIdentity,
    into output: inout RecordOutput
  ) {
    let fork: String
    let judgement: [(name: String, answer: ClientAnswer)]
    do {
      (fork, judgement) = try judge(entry)
    } catch {
      output.fail(VerifyError(error), id: identity)
      return
    }
    for index in account.indices { account[index].countSent() }
    for (index, client) in judgement.enumerated() {
      account[index].count(client.answer.status)
      output.count(client.answer.status.counterName, client: client.name)
    }
    for complaint in pool.takeComplaints() { output.warn(complaint) }
    let verdict = VerdictRecord(
      id: identity.text, test: entry.name, fork: fork, clients: judgement,
      showsTiming: filter.showsTiming)
    verdict.append(to: &output.bytes)
    output.endLine()
    switch verdict.verdict {
    case .pass: output.succeed()
    case .fail, .diverge: output.finding()
    case .incomplete: output.incomplete()
    }
  }
}

extension ClientStatus {
  /// The name of the summary's counter.
  fileprivate var counterName: StaticString {
    switch self {
    case .pass: "pass"
    case .fail: "fail"
    case .crash: "crash"
    case .timeout: "timeout"
    case .unsupported: "unsupported"
    case .missing: "missing"
    }
  }
}
