import JSON
import Primitives
import Replay

/// What one client says of one fixture.
enum ClientStatus: String, CaseIterable {
  /// The client ran the fixture and found it right.
  case pass
  /// The client ran the fixture and found it wrong.
  case fail
  /// The client died over it, twice.
  case crash
  /// The client gave no answer in time and was killed.
  case timeout
  /// The client says that it cannot run it.
  case unsupported
  /// The client went on without an answer.
  case missing

  /// Whether the client judged the fixture.
  var isJudgement: Bool { self == .pass || self == .fail }

  /// Whether the client should have judged the fixture and did not.
  var isLoss: Bool { self == .crash || self == .timeout || self == .missing }
}

/// One client's answer for one fixture.
struct ClientAnswer {
  var status: ClientStatus
  var stage: FailureStage?
  /// What was wrong, in one line.
  var message: String?
  /// The head that the client ended with, when it is known.
  var lastBlockHash: Hash32?
  /// Wall time in milliseconds, as the verifier saw it.
  var milliseconds: Double?

  static func pass(lastBlockHash: Hash32?) -> ClientAnswer {
    ClientAnswer(status: .pass, lastBlockHash: lastBlockHash)
  }

  static func fail(
    _ stage: FailureStage?, _ message: String, lastBlockHash: Hash32? = nil
  ) -> ClientAnswer {
    ClientAnswer(status: .fail, stage: stage, message: message, lastBlockHash: lastBlockHash)
  }

  static func other(_ status: ClientStatus, _ message: String) -> ClientAnswer {
    ClientAnswer(status: status, message: message)
  }
}

/// What all clients together say of one fixture.
enum Verdict: String {
  /// Every client that ran it passed it.
  case pass
  /// Every client that ran it found it wrong.
  case fail
  /// The clients disagree.
  case diverge
  /// Nobody found it wrong, but somebody got lost over it, or nobody could run it.
  case incomplete

  init(_ answers: [ClientAnswer]) {
    let passes = answers.filter { $0.status == .pass }
    let someFail = answers.contains { $0.status == .fail }
    let heads = Set(passes.compactMap(\.lastBlockHash))
    if someFail, !passes.isEmpty || heads.count > 1 {
      self = .diverge
    } else if someFail {
      self = .fail
    } else if heads.count > 1 {
      self = .diverge
    } else if passes.isEmpty || answers.contains(where: \.status.isLoss) {
      self = .incomplete
    } else {
      self = .pass
    }
  }
}

/// One verdict record, `beak.verdict/1`.
struct VerdictRecord {
  static let schema = "beak.verdict/1"
  /// Longer messages of a client are cut here, so that a record stays a line one can read.
  private static let messageLimit = 400

  let id: String
  let test: String
  let fork: String
  let clients: [(name: String, answer: ClientAnswer)]
  /// Whether times are written; without them the record is deterministic.
  let showsTiming: Bool

  var verdict: Verdict { Verdict(clients.map(\.answer)) }

  /// Writes the record without a line feed.
  func append(to out: inout ByteBuffer) {
    out.append("{\"schema\":\"")
    out.append(utf8: Self.schema)
    out.append("\",\"id\":")
    out.appendQuoted(id)
    out.append(",\"test\":")
    out.appendQuoted(test)
    out.append(",\"fork\":")
    out.appendQuoted(fork)
    out.append(",\"verdict\":\"")
    out.append(utf8: verdict.rawValue)
    out.append("\",\"clients\":{")
    for (index, client) in clients.enumerated() {
      if index > 0 { out.append(",") }
      out.appendQuoted(client.name)
      out.append(":")
      append(client.answer, to: &out)
    }
    out.append("}}")
  }

  private func append(_ answer: ClientAnswer, to out: inout ByteBuffer) {
    out.append("{\"status\":\"")
    out.append(utf8: answer.status.rawValue)
    out.append("\"")
    if let stage = answer.stage {
      out.append(",\"stage\":")
      out.appendQuoted(stage.text)
    }
    if let message = answer.message {
      out.append(",\"message\":")
      out.appendQuoted(String(message.prefix(Self.messageLimit)))
    }
    if let lastBlockHash = answer.lastBlockHash {
      out.append(",\"lastBlockHash\":")
      out.appendHexData(lastBlockHash)
    }
    if showsTiming, let milliseconds = answer.milliseconds {
      out.append(",\"ms\":")
      appendMilliseconds(milliseconds, to: &out)
    }
    out.append("}")
  }

  /// A decimal with three digits after the point.
  private func appendMilliseconds(_ milliseconds: Double, to out: inout ByteBuffer) {
    let microseconds = Int((max(0, milliseconds) * 1000).rounded())
    out.appendDecimal(microseconds / 1000)
    let fraction = String(microseconds % 1000)
    out.append(utf8: "." + String(repeating: "0", count: 3 - fraction.count) + fraction)
  }
}
