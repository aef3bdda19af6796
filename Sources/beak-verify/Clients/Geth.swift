import JSON
import Primitives

/// go-ethereum's `evm blocktest`: names of files in, a JSON array of results for each out.
///
/// Results are found among log lines and header dumps and belong to a fixture by its generated name
/// alone: neither the order of the output nor the exit code says anything.
struct GethDialect: ClientDialect {
  let greets = false
  private var scanner = ResultScanner()
  private let document = JSONDocument()
  /// The fixture answered last, which a client may report once more.
  private var answeredName = ""

  /// Variables that make a batch faster: less garbage collection.
  static let environment = ["GOGC": "400"]

  mutating func reset() {
    scanner = ResultScanner()
    answeredName = ""
  }

  func request(for submission: Submission) -> Bytes {
    guard let path = submission.path else { preconditionFailure("geth reads fixtures from files") }
    return Bytes((path + "\n").utf8)
  }

  mutating func feed(_ output: Bytes) { scanner.append(output) }

  mutating func nextEvent(for submission: Submission?) -> DialectEvent? {
    guard let submission else { return nil }
    while let value = scanner.next() {
      if let event = event(from: value, submission) { return event }
    }
    return nil
  }

  /// What one JSON value says; nil for header dumps, and for a second report of the fixture before.
  private mutating func event(from value: Bytes, _ submission: Submission) -> DialectEvent? {
    let event: DialectEvent? = value.withUnsafeBytes { bytes in
      guard (try? document.parse(bytes)) != nil, document.root.kind == .array else { return nil }
      let results = Array(document.root.elements)
      let ours = results.filter { $0["name"]?.string == submission.name }
      if let first = ours.first {
        // A fixture that is reported twice passes only if no report says otherwise.
        return .answer(answer(ours.first { $0["pass"]?.kind != .true } ?? first, submission))
      }
      let isRepetition = results.contains { $0["name"]?.string == answeredName }
      return isRepetition ? nil : .nothing
    }
    if case .answer = event { answeredName = submission.name }
    return event
  }

  private func answer(_ result: JSONValue, _ submission: Submission) -> ClientAnswer {
    if result["pass"]?.kind == .true {
      return .pass(lastBlockHash: submission.test.lastBlockHash)
    }
    let complaint = result["error"]?.string ?? "no reason given"
    if ComplaintClass.isUnsupported(complaint) { return .other(.unsupported, complaint) }
    return .fail(ComplaintClass.stage(of: complaint), complaint)
  }
}
