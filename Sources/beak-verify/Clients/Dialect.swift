import Fixtures
import JSON
import Primitives
import Replay

/// What a client's output means.
enum DialectEvent {
  /// The client has started and waits for requests.
  case ready
  /// The answer to the fixture that was asked for.
  case answer(ClientAnswer)
  /// The client finished a request without saying anything about the fixture.
  case nothing
}

/// How one kind of client is asked and answers.
protocol ClientDialect {
  /// Whether the client announces that it is ready.
  var greets: Bool { get }
  /// Forgets all input; a new process begins.
  mutating func reset()
  /// The bytes that make the client judge a fixture.
  func request(for submission: Submission) -> Bytes
  /// Takes output of the client.
  mutating func feed(_ output: Bytes)
  /// The next thing said; nil when more output is needed. `submission` is what the client was asked last.
  mutating func nextEvent(for submission: Submission?) -> DialectEvent?
}

/// Puts the wording of clients' complaints into the verifier's own classes.
enum ComplaintClass {
  /// Words by which a complaint is known, most specific first.
  private static let stages: [(words: String, stage: FailureStage)] = [
    ("genesis", .genesis),
    ("last block hash", .lastHash),
    ("lastblockhash", .lastHash),
    ("post state", .postState),
    ("poststate", .postState),
    ("rlp", .decode),
    ("deserialised", .decode),
    ("decod", .decode),
  ]

  /// Whether the client says that it does not know the fork.
  static func isUnsupported(_ complaint: String) -> Bool {
    let text = complaint.lowercased()
    return text.contains("unsupported fork") || text.contains("unsupported network")
      || text.contains("unknown fork")
  }

  /// The stage that a complaint speaks of, nil when it cannot be told.
  static func stage(of complaint: String) -> FailureStage? {
    let text = complaint.lowercased()
    if let number = number(in: text, after: "block (index ") { return .block(position: number + 1) }
    if let stage = stages.first(where: { text.contains($0.words) })?.stage { return stage }
    if let number = number(in: text, after: "block #") { return .block(position: number) }
    if let number = number(in: text, after: "block ") { return .block(position: number) }
    return nil
  }

  private static func number(in text: String, after words: String) -> Int? {
    guard let range = text.firstRange(of: words) else { return nil }
    return Int(text[range.upperBound...].prefix { $0.isNumber })
  }
}
