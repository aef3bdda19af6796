import Git
import JSON
import Primitives
import Stream

/// beak-resolve with `--step`: a range and verdicts in, one snapshot after each of them out.
///
/// The first record is the range; it is answered with the first commit to judge. Every later one is a verdict;
/// it is answered with the next commit, and at the end with a record `beak.bisect/1`.
struct BisectFilter: Filter {
  let stage = "resolve"
  let plan: ResolvePlan
  let batching = Batching.records(1)

  func makeWorker(index: Int) -> BisectWorker { BisectWorker(plan) }
}

/// The one worker of a search.
final class BisectWorker: RecordWorker {
  /// What is searched.
  private struct Search {
    let zkvm: String
    let good: ObjectID
    let commits: [ObjectID]
    var bisection: Bisection
    var verdicts = 0
    /// The commit that was given out last.
    var asked: Int?
    var isFinished = false
  }

  private let document: JSONDocument
  private let requests: RequestReader
  private let snapshots: SnapshotMaker
  private var search: Search?

  init(_ plan: ResolvePlan) {
    document = JSONDocument(limits: plan.jsonLimits)
    requests = RequestReader(defaultZkvm: plan.defaultZkvm, table: plan.table)
    snapshots = SnapshotMaker(plan)
  }

  func process(_ record: InputRecord, into output: inout RecordOutput) {
    if search == nil {
      begin(record, into: &output)
    } else {
      step(record, into: &output)
    }
  }

  func finish() {}

  private func begin(_ record: InputRecord, into output: inout RecordOutput) {
    guard let (request, id) = requests.read(record, document, into: &output) else { return }
    do throws(ResolveError) {
      guard case .range(let good, let bad) = request.reference else {
        throw .rangeMissing(request.text)
      }
      let range = try snapshots.resolver.range(Reference(good), Reference(bad), zkvm: request.zkvm)
      search = Search(
        zkvm: request.zkvm, good: range.good.id, commits: range.commits,
        bisection: Bisection(count: range.commits.count))
      try answer(into: &output)
    } catch {
      output.fail(error, id: id)
    }
  }

  private func step(_ record: InputRecord, into output: inout RecordOutput) {
    do throws(ResolveError) {
      let (verdict, commit) = try verdict(record)
      guard var search, !search.isFinished else { throw .searchFinished }
      guard let index = commit.map({ search.commits.firstIndex(of: $0) }) ?? search.asked else {
        throw .verdictOutOfRange(commit ?? search.good)
      }
      guard search.bisection.take(verdict, on: index) else {
        throw .verdictContradicts(search.commits[index])
      }
      search.verdicts += 1
      self.search = search
      try answer(into: &output)
    } catch {
      output.fail(error, id: RecordIdentity(root: nil, line: record.line))
    }
  }

  /// Reads `good`, `bad` or `skip`, or an object that says as much.
  private func verdict(
    _ record: InputRecord
  ) throws(ResolveError) -> (verdict: Bisection.Verdict, commit: ObjectID?) {
    let text = String(decoding: record.line, as: UTF8.self)
    let word = text.split(whereSeparator: { $0 == " " || $0 == "\t" }).joined(separator: " ")
    if let verdict = Bisection.Verdict(rawValue: word) { return (verdict, nil) }
    guard word.hasPrefix("{"), (try? document.parse(record)) != nil,
      let verdict = Self.verdict(document.root["verdict"])
    else { throw .verdictInvalid(String(text.prefix(80))) }
    guard let commit = document.root["commit"] else { return (verdict, nil) }
    guard let id = ObjectID(hex: commit.string) else { throw .verdictInvalid(commit.string) }
    return (verdict, id)
  }

  /// The verdict of a record of beak-verify, or a plain one.
  private static func verdict(_ value: JSONValue?) -> Bisection.Verdict? {
    guard let value, value.kind == .string else { return nil }
    switch value.string {
    case "pass", "good": return .good
    case "fail", "diverge", "bad": return .bad
    case "incomplete", "skip": return .skip
    default: return nil
    }
  }

  /// Answers with the next commit to judge, or with the end of the search.
  private func answer(into output: inout RecordOutput) throws(ResolveError) {
    guard var search else { return }
    search.asked = search.bisection.next
    search.isFinished = search.asked == nil
    self.search = search
    if let index = search.asked {
      let commit = search.commits[index]
      try snapshots.append(search.zkvm, commit, id: RecordIdentity(commit: commit), to: &output.bytes)
    } else {
      try append(search, to: &output.bytes)
    }
    output.succeed()
  }

  private func append(_ search: Search, to output: inout ByteBuffer) throws(ResolveError) {
    let candidates = search.bisection.candidates.map { search.commits[$0] }
    let bad = search.commits[search.commits.count - 1]
    let range = "\(search.good)..\(bad)"
    output.append("{\"schema\":\"beak.bisect/1\",\"id\":")
    Bytes(range.utf8).withUnsafeBytes { RecordIdentity(root: nil, line: $0) }.appendQuoted(to: &output)
    output.appendMember("zkvm", search.zkvm)
    output.appendMember("good", search.good.hex)
    output.appendMember("bad", bad.hex)
    output.append(utf8: ",\"commits\":\(search.commits.count),\"verdicts\":\(search.verdicts)")
    if candidates.count == 1 {
      output.appendMember("firstBad", candidates[0].hex)
      let commit = try snapshots.resolver.commit(candidates[0], of: search.zkvm)
      output.appendMember("commitDate", commit.date)
    } else {
      output.append(",\"firstBad\":null")
    }
    output.appendList("candidates", candidates) { $1.appendQuoted($0.hex) }
    output.append("}\n")
  }
}
