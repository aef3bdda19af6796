import Foundation
import Testing

@Suite("The pipe of beak-convert and beak-verify")
struct PipeTests {
  private static let verify = "\"$BIN\"/beak-verify --no-timing"

  @Test("what beak-convert makes, beak-verify passes")
  func verdicts() throws {
    _ = try Tools.path("beak-verify")
    let outcome = try runShell("\"$BIN\"/beak-convert | \(Self.verify)", input: Documents.valid(0..<60))
    #expect(outcome.status == 0)
    #expect(outcome.lines.count == 60)
    for (index, line) in outcome.lines.enumerated() {
      #expect(line.contains("\"verdict\":\"pass\"") && line.contains("\"fuzzer_document-\(index)\""))
    }
  }

  @Test("an error record passes through beak-verify untouched and counts as failed")
  func errorsInBand() throws {
    _ = try Tools.path("beak-verify")
    let input = Documents.valid(0) + "\n" + Documents.rejected(1) + "\n" + Documents.valid(2) + "\n"
    let converted = try run("beak-convert", ["--errors", "stdout"], input: input)
    let outcome = try run("beak-verify", ["--no-timing"], input: converted.output)
    #expect(converted.lines[1].hasPrefix("{\"error\":{\"stage\":\"convert\","))
    #expect(outcome.lines.count == 3)
    #expect(outcome.lines[1] == converted.lines[1])
    #expect(outcome.trailer == Trailer(records: 3, ok: 2, failed: 1))
    #expect(outcome.status == 3)
  }

  /// Each document has an id of its own, so that nothing hangs on how a line is spelt.
  @Test(
    "nothing is changed by what passes bytes or values on, wherever it stands in the pipe",
    .enabled(
      if: Tools.isInstalled("jq") && Tools.isInstalled("zstd"), "jq or zstd is not installed"),
    arguments: ["zstd -q | zstd -dq", "jq -c .", "jq -c . | zstd -q | zstd -dq", "jq . | jq -c ."])
  func roundTrip(middle: String) throws {
    _ = try Tools.path("beak-verify")
    let input = Documents.valid(0..<20) + Documents.rejected(20) + "\n" + Documents.valid(21..<30)
    let convert = "\"$BIN\"/beak-convert --errors stdout"
    let plain = try runShell("\(convert) | \(Self.verify)", input: input)
    #expect(plain.lines.count == 30 && plain.status == 3)
    let passed = try runShell("\(middle) | \(convert) | \(middle) | \(Self.verify) | \(middle)", input: input)
    #expect(passed.output == plain.output)
    let negative = "\(convert) --negative random --seed 9"
    #expect(
      try runShell("\(negative) | \(middle) | \(Self.verify)", input: input).output
        == (try runShell("\(negative) | \(Self.verify)", input: input)).output)
  }

  @Test("jq in the middle changes nothing", .enabled(if: Tools.isInstalled("jq"), "jq is not installed"))
  func jq() throws {
    let input = Documents.valid(0..<30)
    let plain = try runShell("\"$BIN\"/beak-convert", input: input)
    let passed = try runShell("\"$BIN\"/beak-convert | jq -c .", input: input)
    #expect(plain.lines.count == 30)
    #expect(plain.output == passed.output)
    let verdicts = try runShell("\"$BIN\"/beak-convert | jq -c . | \(Self.verify)", input: input)
    #expect(verdicts.lines.count == 30)
    #expect(verdicts.output == (try runShell("\"$BIN\"/beak-convert | \(Self.verify)", input: input)).output)
  }
}

@Suite(
  "Generated documents", .enabled(if: Tools.isInstalled("python3"), "python3 is not installed"))
struct GeneratedDocumentTests {
  private func generate(_ arguments: String) throws -> Outcome {
    try runShell("\"\(Tools.scripts.path)/generate-documents\" \(arguments)", input: "")
  }

  @Test("a seed gives the same documents, and a longer run begins with a shorter one")
  func deterministic() throws {
    let long = try generate("--seed 5 --count 20")
    #expect(long.lines.count == 20)
    #expect(long.output == (try generate("--seed 5 --count 20")).output)
    #expect(Array(long.lines.prefix(7)) == (try generate("--seed 5 --count 7")).lines)
    #expect(Array(long.lines.suffix(13)) == (try generate("--seed 5 --first 7 --count 13")).lines)
    #expect(long.output != (try generate("--seed 6 --count 20")).output)
  }

  @Test("every generated document converts and passes", arguments: ["Shanghai", "Cancun", "Prague"])
  func converts(fork: String) throws {
    let documents = try generate("--seed 11 --count 120 --fork \(fork)").output
    #expect(!documents.isEmpty)
    let outcome = try runShell(
      "\"$BIN\"/beak-convert --errors stdout | \"$BIN\"/beak-verify --no-timing", input: documents)
    #expect(outcome.lines.count == 120)
    for line in outcome.lines { #expect(line.contains("\"verdict\":\"pass\""), "\(line)") }
    #expect(outcome.status == 0)
  }

  @Test("the filters choose fork and type", arguments: [0, 1, 2, 3, 4])
  func types(type: Int) throws {
    let documents = try generate("--seed 3 --count 20 --fork Prague --type \(type)").output
    let converted = try run("beak-convert", input: documents)
    #expect(converted.trailer == Trailer(records: 20, ok: 20, failed: 0))
    for line in converted.lines {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: [String: Any]]
      let fixture = try #require(object?.values.first)
      #expect(fixture["network"] as? String == "Prague")
      let blocks = try #require(fixture["blocks"] as? [[String: Any]])
      let transactions = try #require(blocks.first?["transactions"] as? [[String: Any]])
      #expect(!transactions.isEmpty)
      #expect(transactions.allSatisfy { $0["type"] as? String == "0x0\(type)" })
    }
  }
}
