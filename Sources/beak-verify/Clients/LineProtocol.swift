import JSON
import Primitives

/// The protocol for clients without one of their own: a path in, one line of JSON out.
///
/// The client announces itself with `{"ready":true,…}`. A request is the absolute path of a file that holds
/// one fixture under a generated name; the answer is `{"name","pass","lastBlockHash","error",
/// "unsupported","ms"}`, of which `name` and `pass` are required. Lines that are no such objects are
/// passed over.
struct LineProtocolDialect: ClientDialect {
  let greets = true
  private var pending = Bytes()
  private let document = JSONDocument()

  mutating func reset() { pending.removeAll() }

  func request(for submission: Submission) -> Bytes {
    guard let path = submission.path else { preconditionFailure("the protocol passes files") }
    return Bytes((path + "\n").utf8)
  }

  mutating func feed(_ output: Bytes) { pending.append(contentsOf: output) }

  mutating func nextEvent(for submission: Submission?) -> DialectEvent? {
    while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
      let line = Bytes(pending[..<end])
      pending.removeFirst(end + 1)
      if let event = event(from: line, submission) { return event }
    }
    return nil
  }

  private func event(from line: Bytes, _ submission: Submission?) -> DialectEvent? {
    line.withUnsafeBytes { bytes in
      guard (try? document.parse(bytes)) != nil, document.root.kind == .object else { return nil }
      let message = document.root
      if message["ready"]?.kind == .true { return .ready }
      guard let submission, message["name"]?.string == submission.name else { return nil }
      guard let pass = message["pass"]?.kind, pass == .true || pass == .false else {
        return .nothing
      }
      return .answer(answer(message, passed: pass == .true, submission))
    }
  }

  private func answer(
    _ message: JSONValue, passed: Bool, _ submission: Submission
  ) -> ClientAnswer {
    let complaint = message["error"].flatMap { $0.kind == .string ? $0.string : nil }
    if message["unsupported"]?.kind == .true {
      return .other(.unsupported, complaint ?? "the client does not support the fixture")
    }
    let head = message["lastBlockHash"].flatMap { Hash32(hex: $0.string) }
    if !passed {
      let text = complaint ?? "no reason given"
      return .fail(ComplaintClass.stage(of: text), text, lastBlockHash: head)
    }
    let expected = submission.test.lastBlockHash
    if let head, head != expected {
      let text = "reported as passed, but the head is \(head) instead of \(expected)"
      return .fail(.lastHash, text, lastBlockHash: head)
    }
    return .pass(lastBlockHash: expected)
  }
}
