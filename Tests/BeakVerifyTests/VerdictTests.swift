import Foundation
import Primitives
import Testing

@testable import beak_verify

@Suite("Verdicts")
struct VerdictTests {
  private static let head: Hash32 = "0x00000000000000000000000000000000000000000000000000000000000000aa"

  @Test(
    "follow from what the clients say",
    arguments: [
      ([.pass], .pass),
      ([.pass, .pass], .pass),
      ([.pass, .unsupported], .pass),
      ([.fail], .fail),
      ([.fail, .fail], .fail),
      ([.fail, .crash], .fail),
      ([.fail, .unsupported], .fail),
      ([.pass, .fail], .diverge),
      ([.fail, .pass, .crash], .diverge),
      ([.pass, .crash], .incomplete),
      ([.pass, .timeout], .incomplete),
      ([.pass, .missing], .incomplete),
      ([.crash, .crash], .incomplete),
      ([.unsupported], .incomplete),
      ([.unsupported, .timeout], .incomplete),
    ] as [([ClientStatus], Verdict)])
  func table(statuses: [ClientStatus], expected: Verdict) {
    let answers = statuses.map { ClientAnswer(status: $0) }
    #expect(Verdict(answers) == expected)
    #expect(Verdict(answers.reversed()) == expected)
  }

  @Test("clients that pass with different heads disagree")
  func differentHeads() {
    #expect(Verdict([.pass(lastBlockHash: Self.head), .pass(lastBlockHash: .zero)]) == .diverge)
  }

  private func text(_ clients: [(name: String, answer: ClientAnswer)], timing: Bool) -> String {
    let record = VerdictRecord(
      id: "9c11", test: "fuzzer_\"x\"", fork: "Prague", clients: clients, showsTiming: timing)
    var out = ByteBuffer()
    record.append(to: &out)
    return String(decoding: out.bytes, as: UTF8.self)
  }

  @Test("are written as the stream contract says")
  func record() {
    var pass = ClientAnswer.pass(lastBlockHash: Self.head)
    pass.milliseconds = 1.9
    let fail = ClientAnswer.fail(.block(position: 2), "no\n\"good\"")
    #expect(
      text([("geth", pass), ("embedded", fail)], timing: true) == """
        {"schema":"beak.verdict/1","id":"9c11","test":"fuzzer_\\"x\\"","fork":"Prague","verdict":"diverge",\
        "clients":{"geth":{"status":"pass","lastBlockHash":"\(Self.head)","ms":1.900},\
        "embedded":{"status":"fail","stage":"block 2","message":"no\\n\\"good\\""}}}
        """)
  }

  @Test("leave times out when asked")
  func timing() {
    var pass = ClientAnswer.pass(lastBlockHash: Self.head)
    pass.milliseconds = 0.0624
    #expect(text([("geth", pass)], timing: true).contains("\"ms\":0.062}"))
    #expect(!text([("geth", pass)], timing: false).contains("ms"))
  }

  @Test("cut a message that goes on for ever")
  func longMessage() {
    let answer = ClientAnswer.fail(.decode, String(repeating: "x", count: 100_000))
    #expect(text([("geth", answer)], timing: false).count < 1000)
  }
}

@Suite("The ledger of clients")
struct LedgerTests {
  @Test("balances when every fixture has one answer, and says so")
  func balance() {
    var line = LedgerLine()
    for status in ClientStatus.allCases {
      line.countSent()
      line.count(status)
    }
    #expect(line.isBalanced)
    #expect(
      line.text(client: "geth")
        == "geth: sent 6 = pass 1 + fail 1 + crash 1 + timeout 1 + unsupported 1 + missing 1")
  }

  @Test("does not balance when an answer is lost or doubled")
  func imbalance() {
    var lost = LedgerLine()
    lost.countSent()
    #expect(!lost.isBalanced)
    #expect(lost.text(client: "x").contains("≠"))
    var doubled = lost
    doubled.count(.pass)
    #expect(doubled.isBalanced)
    doubled.count(.pass)
    #expect(!doubled.isBalanced)
  }

  @Test("adds up the workers")
  func workers() {
    let ledger = ClientLedger(clients: ["a", "b"])
    var pass = LedgerLine()
    pass.countSent()
    pass.count(.pass)
    var lost = LedgerLine()
    lost.countSent()
    ledger.enter([pass, pass])
    ledger.enter([pass, pass])
    #expect(ledger.isBalanced)
    #expect(ledger.text[0].hasPrefix("a: sent 2 = pass 2 "))
    ledger.enter([pass, lost])
    #expect(!ledger.isBalanced)
  }
}
