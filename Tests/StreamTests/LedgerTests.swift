import Foundation
import Testing

@testable import Stream

@Suite("Ledger")
struct LedgerTests {
  @Test(
    "shows a worker that does not answer exactly once",
    arguments: ["none", "twice", "empty", "partial"], ["-j1", "-j3"])
  func imbalance(command: String, jobs: String) throws {
    let outcome = try run(
      CommandedFilter(), [jobs],
      input: "{\"id\":\"a\"}\n{\"id\":\"b\",\"do\":\"\(command)\"}\n{\"id\":\"c\"}\n")
    #expect(outcome.status == 4)
    #expect(outcome.errors.contains("the ledger does not balance"))
    #expect(outcome.errors.contains("line 2 first"))
    #expect(!outcome.output.contains("half"))
  }

  @Test("is not fooled by a lost and a doubled record that make up for each other")
  func compensation() throws {
    let outcome = try run(input: "{\"do\":\"none\"}\n{\"do\":\"twice\"}\n")
    #expect(outcome.trailer == "beak-echo: in=2 ok=2 failed=0")
    #expect(outcome.status == 4)
  }

  @Test("shows a record that the reader counted and nobody answered")
  func lostBetween() {
    var ledger = Ledger(read: 3)
    ledger.tally.ok = 2
    #expect(!ledger.isBalanced)
    ledger.tally.failed = 1
    #expect(ledger.isBalanced)
    ledger.tally.expanded = 1
    #expect(!ledger.isBalanced)
    ledger.abandoned = 1
    #expect(ledger.isBalanced)
  }

  @Test("ends in a summary that holds no clock")
  func summary() throws {
    let root = try directory([:])
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: root) }
    let file = root.appendingPathComponent("summary.json")
    let input = """
      {"id":"a"}
      {"id":"b","do":"fail"}
      x
      {"id":"c","do":"finding"}
      {"error":{"stage":"s","code":"c"}}
      {"id":"d"}
      """
    for jobs in ["-j1", "-j3"] {
      let outcome = try run(CommandedFilter(), [jobs, "--summary", file.path], input: input)
      #expect(outcome.status == 1)
      #expect(
        try String(contentsOf: file, encoding: .utf8)
          == """
          {"schema":"beak.summary/1","stage":"echo","in":6,"ok":3,"failed":3,"passedThrough":1,"findings":1,\
          "incomplete":0,"abandoned":0,"exit":1,"errors":{"bad-record":1,"json-syntax":1},\
          "counters":{"seen":4,"sent":{"geth":2}}}

          """)
    }
  }
}
