import Foundation
import Testing

@Suite("beak-convert as a filter")
struct ConvertStreamTests {
  @Test("every record gets exactly one answer, in the input's order")
  func order() throws {
    let outcome = try run("beak-convert", input: Documents.valid(0..<200))
    #expect(outcome.status == 0)
    #expect(outcome.trailer == Trailer(records: 200, ok: 200, failed: 0))
    for (index, line) in outcome.lines.enumerated() {
      #expect(line.hasPrefix("{\"fuzzer_document-\(index)\":{"))
    }
  }

  @Test("the same bytes come out whatever the number of jobs")
  func jobs() throws {
    var input = Documents.valid(0..<150)
    input += Documents.rejected(150) + "\n" + Documents.valid(151..<300)
    let one = try run("beak-convert", ["-j1", "--errors", "stdout"], input: input)
    let two = try run("beak-convert", ["-j2", "--errors", "stdout"], input: input)
    #expect(one.lines.count == 300)
    #expect(one.output == two.output)
    #expect(one.status == 3 && two.status == 3)
  }

  @Test(
    "neither --check nor the number of jobs changes what comes out",
    arguments: [[], ["--negative", "random", "--seed", "4", "--num-blocks", "2"], ["--format", "engine"]])
  func checked(arguments: [String]) throws {
    let input = Documents.valid(0..<100) + Documents.rejected(100) + "\n" + Documents.valid(101..<120)
    let options = arguments + ["--errors", "stdout"]
    let plain = try run("beak-convert", ["-j1"] + options, input: input)
    #expect(plain.lines.count == 120)
    for jobs in ["-j1", "-j2"] {
      let checked = try run("beak-convert", [jobs, "--check"] + options, input: input)
      #expect(checked.output == plain.output && checked.status == plain.status)
    }
  }

  @Test("empty lines are no records, and a broken line does not touch its neighbours")
  func brokenLine() throws {
    let input = "\n" + Documents.valid(0) + "\n\r\n{\"version\":\"2.0\",\n" + Documents.valid(1) + "\r\n  \n"
    let outcome = try run("beak-convert", ["--errors", "stdout"], input: input)
    #expect(outcome.status == 3)
    #expect(outcome.trailer == Trailer(records: 3, ok: 2, failed: 1))
    #expect(outcome.lines.count == 3)
    #expect(outcome.lines[1].contains("\"code\":\"json-truncated\""))
    #expect(outcome.lines[1].contains("\"line\":4"))
    let alone = try run("beak-convert", input: Documents.valid(0..<2))
    #expect([outcome.lines[0], outcome.lines[2]] == alone.lines)
  }

  @Test("an answer comes while the input is still open")
  func flushOnIdle() throws {
    let session = try Session("beak-convert")
    for index in 0..<3 {
      try session.send(Documents.valid(index) + "\n")
      #expect(try session.readLine().hasPrefix("{\"fuzzer_document-\(index)\":"))
    }
    #expect(try session.finish().status == 0)
  }

  @Test("the last line may lack its line feed")
  func lastLine() throws {
    let outcome = try run("beak-convert", input: Documents.valid(0))
    #expect(outcome.status == 0)
    #expect(outcome.output.hasSuffix("}\n"))
  }

  @Test("a record without an id is known by the SHA-256 of its line")
  func identity() throws {
    let line = Documents.valid(0).replacing("\"id\":\"document-0\",", with: "")
    let outcome = try run("beak-convert", input: line + "\n")
    let digest = try runShell("sha256sum", input: line).output.prefix(16)
    #expect(outcome.output.hasPrefix("{\"fuzzer_\(digest)\":"))
  }

  @Test(
    "senseless options are usage errors and nothing is read",
    arguments: [
      ["--num-blocks=-1"], ["--num-blocks=x"], ["--block-time=0"], ["--block-time=-5"],
      ["--block-strategy=random"], ["--no-such-option"], ["--negative=nothing"],
      ["--negative=state-root", "--format=state"],
    ])
  func usage(arguments: [String]) throws {
    let outcome = try run("beak-convert", arguments, input: Documents.valid(0))
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(!outcome.errors.isEmpty)
  }

  @Test("--exit-zero turns the status of bad records into success")
  func exitZero() throws {
    let outcome = try run("beak-convert", ["--exit-zero"], input: Documents.rejected(0))
    #expect(outcome.status == 0)
    #expect(outcome.trailer == Trailer(records: 1, ok: 0, failed: 1))
  }

  @Test("--help-errors prints the catalogue")
  func helpErrors() throws {
    let outcome = try run("beak-convert", ["--help-errors"], input: "")
    #expect(outcome.status == 0)
    for code in ["sender-key-missing", "transaction-rejected", "line-too-long"] {
      #expect(outcome.output.contains("  \(code) "))
    }
  }

  @Test("blocks are made as the options say")
  func blocks() throws {
    let arguments = ["--num-blocks", "3", "--block-strategy", "first-block", "--block-time", "7"]
    let outcome = try run("beak-convert", arguments, input: Documents.valid(0))
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: [String: Any]]
    let blocks = try #require(object?["fuzzer_document-0"]?["blocks"] as? [[String: Any]])
    #expect(blocks.map { ($0["transactions"] as? [Any])?.count } == [1, 0, 0])
    let timestamps = blocks.map { ($0["blockHeader"] as? [String: Any])?["timestamp"] as? String }
    #expect(timestamps == ["0x03e8", "0x03ef", "0x03f6"])
  }
}
