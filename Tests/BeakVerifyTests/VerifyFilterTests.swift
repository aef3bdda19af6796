import Foundation
import JSON
import Stream
import Testing

@testable import beak_verify

@Suite("beak-verify as a filter")
struct VerifyFilterTests {
  /// What a run wrote, and how it ended.
  private struct Run {
    let status: Int32
    let records: [[String: Any]]
    let errors: String
    let ledger: ClientLedger
  }

  private func run(
    _ lines: [String], clients: [ClientSpecification] = [.embedded], options: [String] = []
  ) throws -> Run {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verify-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = try ["in", "out", "err"].map { name in
      let file = folder.appendingPathComponent(name)
      try Data().write(to: file)
      return try FileHandle(forUpdating: file)
    }
    try files[0].write(contentsOf: Data(lines.map { $0 + "\n" }.joined().utf8))
    try files[0].seek(toOffset: 0)
    let needsDirectory = clients.contains { $0.kind != .embedded }
    let plan = ClientPlan(
      specifications: clients, patience: Patience(answer: 2_000),
      directory: needsDirectory ? try FixtureDirectory() : nil)
    defer { plan.directory?.remove() }
    let ledger = ClientLedger(clients: clients.map(\.name))
    let filter = VerifyFilter(plan: plan, limits: JSONLimits(), showsTiming: false, ledger: ledger)
    let status = FilterRunner.run(
      filter, options: try StandardOptions.parse(options),
      channels: Channels(
        input: files[0].fileDescriptor, output: files[1].fileDescriptor, error: files[2].fileDescriptor))
    let texts = try files.map { file in
      try file.seek(toOffset: 0)
      return String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
    }
    let records = try texts[1].split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    return Run(status: status.code, records: records, errors: texts[2], ledger: ledger)
  }

  private func wrong() throws -> String {
    var fixture = try Fixture()
    fixture["lastblockhash"] = Corruption.zero
    return try fixture.line
  }

  private func unknown() throws -> String {
    var fixture = try Fixture()
    fixture["network"] = "Atlantis"
    return try fixture.line
  }

  @Test("a pass has id, test, fork and clients, and the run ends with 0")
  func pass() throws {
    let run = try run([try Fixture().line])
    #expect(run.status == 0)
    let record = try #require(run.records.first)
    #expect(record["schema"] as? String == "beak.verdict/1")
    #expect(record["id"] as? String == "selftest")
    #expect(record["test"] as? String == Fixture.name)
    #expect(record["fork"] as? String == "Shanghai")
    #expect(record["verdict"] as? String == "pass")
    let clients = try #require(record["clients"] as? [String: [String: Any]])
    #expect(clients.keys.sorted() == ["embedded"])
    #expect(clients["embedded"]?["ms"] == nil)
  }

  @Test("the worst of a run is its exit status")
  func exitStatus() throws {
    let right = try Fixture().line
    #expect(try run([right, try wrong()]).status == 1)
    #expect(try run([right, "{}"]).status == 3)
    #expect(try run([right, "{}", try wrong()]).status == 1)
    #expect(try run([right, try wrong(), try unknown(), "{}"]).status == 4)
    #expect(try run([right, try wrong()], options: ["--exit-zero"]).status == 0)
    #expect(try run([]).status == 0)
  }

  @Test("a divergence is a finding, a lost client an incomplete verdict")
  func clients() throws {
    let standIn = try StandIn(.geth, behaviours: ["fail", "segfault", "segfault", "pass"])
    let geth = ClientSpecification(name: "geth", kind: .geth, command: standIn.command)
    let line = try Fixture().line
    let run = try run([line, line, line], clients: [.embedded, geth], options: ["-j1"])
    #expect(run.records.map { $0["verdict"] as? String } == ["diverge", "incomplete", "pass"])
    #expect(run.status == 4)
    #expect(run.ledger.isBalanced)
    #expect(
      run.ledger.text == [
        "embedded: sent 3 = pass 3 + fail 0 + crash 0 + timeout 0 + unsupported 0 + missing 0",
        "geth: sent 3 = pass 1 + fail 1 + crash 1 + timeout 0 + unsupported 0 + missing 0",
      ])
  }

  @Test("the stream goes on after a line that is no fixture, which has an error record")
  func badLines() throws {
    let right = try Fixture().line
    let engine = "{\"a\":{\"engineNewPayloads\":[]}}"
    let state = "{\"a\":{\"transaction\":{},\"post\":{}}}"
    let run = try run([right, "{", "{}", engine, state, right], options: ["--errors", "stdout"])
    #expect(run.status == 3)
    let codes = run.records.map { ($0["error"] as? [String: Any])?["code"] as? String }
    #expect(
      codes == [
        nil, "json-truncated", "fixture-empty", "fixture-engine-test", "fixture-field-missing", nil,
      ])
    let third = run.records[3]["error"] as? [String: Any]
    #expect(third?["stage"] as? String == "verify")
    #expect(third?["pointer"] as? String == "/a")
    #expect(third?["line"] as? Int == 4)
    // A state test is read, so what it lacks is named.
    let fourth = run.records[4]["error"] as? [String: Any]
    #expect(fourth?["pointer"] as? String == "/a/env")
  }

  @Test("every code that a fixture can be refused with is in the list")
  func catalogue() {
    let problems: [FixtureProblem] = FixtureProblem.all
    let codes = Set(VerifyError.catalogue.entries.map(\.code))
    for problem in problems { #expect(codes.contains(problem.code)) }
  }

  @Test("a line with several tests gets a verdict or an error for each")
  func severalTests() throws {
    let right = try Fixture().tree[[Fixture.name]]
    var line = try Fixture().tree
    line[["a"]] = right
    line[["b"]] = ["blocks": [Int]()]
    let run = try run([try line.text], options: ["--errors", "stdout"])
    #expect(run.records.count == 3)
    #expect(run.records.compactMap { $0["test"] as? String } == ["a", Fixture.name])
    #expect((run.records[1]["error"] as? [String: Any])?["id"] as? String == "b")
    #expect(run.errors.contains("in=3 ok=2 failed=1"))
  }

  @Test("the id is the fixture's own, else the line's digest")
  func identity() throws {
    var fixture = try Fixture()
    fixture["_info"] = nil
    let record = try #require(try run([try fixture.line]).records.first)
    let id = try #require(record["id"] as? String)
    #expect(id.count == 16 && id.allSatisfy { $0.isHexDigit })
  }

  @Test("the output is the same with one worker and with four")
  func deterministic() throws {
    let lines = try (0..<40).map { try $0 % 3 == 0 ? wrong() : Fixture().line }
    let one = try run(lines, options: ["-j1"]).records
    let four = try run(lines, options: ["-j4"]).records
    #expect(NSArray(array: one) == NSArray(array: four))
    #expect(one.count == 40)
  }
}
