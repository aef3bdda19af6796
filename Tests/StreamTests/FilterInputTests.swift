import Foundation
import Glibc
import Testing

@testable import Stream

@Suite("Input that a filter supplies itself")
struct FilterInputTests {
  private func run(_ input: FilterInput, _ arguments: [String], lines: String = "") throws -> Outcome {
    let (given, output, errors) = (scratchFile(), scratchFile(), scratchFile())
    #expect(lines.withCString { write(given, $0, lines.utf8.count) } == lines.utf8.count)
    lseek(given, 0, SEEK_SET)
    let status = FilterRunner.run(
      CommandedFilter(), options: try RunOptions.parse(arguments), input: input,
      channels: Channels(input: given, output: output, error: errors))
    close(given)
    return Outcome(output: contents(of: output), errors: contents(of: errors), status: status.code)
  }

  @Test("takes records for lines, in order, and leaves standard input alone", arguments: ["-j1", "-j3"])
  func records(jobs: String) throws {
    let records = (1...300).map { "{\"id\":\"r\($0)\"}" }
    let outcome = try run(.records(records), [jobs], lines: "{\"id\":\"line\"}\n")
    #expect(outcome.lines == (1...300).map { "{\"id\":\"r\($0)\",\"line\":\($0)}" })
    #expect(outcome.trailer == "beak-echo: in=300 ok=300 failed=0")
    #expect(outcome.status == 0)
  }

  @Test("reads standard input where there is no record")
  func none() throws {
    #expect(try run(.records([]), [], lines: "{\"id\":\"line\"}\n").lines == ["{\"id\":\"line\",\"line\":1}"])
  }

  @Test("reads standard input behind the records, numbering its lines anew", arguments: ["-j1", "-j2"])
  func behind(jobs: String) throws {
    let outcome = try run(
      .recordsThenLines(["{\"id\":\"a\"}", "{"]), [jobs, "--errors", "stdout"], lines: "\n{\"id\":\"b\"}\n")
    #expect(outcome.lines.count == 3)
    #expect(outcome.lines[0] == "{\"id\":\"a\",\"line\":1}")
    #expect(
      outcome.lines[1].contains("\"code\":\"json-truncated\"") && outcome.lines[1].contains("\"line\":2,"))
    #expect(outcome.lines[2] == "{\"id\":\"b\",\"line\":2}")
  }

  @Test("has no options for files")
  func options() {
    #expect(throws: (any Error).self) { try RunOptions.parse(["file.ndjson"]) }
    #expect(throws: Never.self) { try RunOptions.parse(["-j2", "--quiet"]) }
  }

  @Test("shows what takes long behind the counts")
  func activity() throws {
    let errors = scratchFile()
    let activity = Activity()
    activity.text = "fetching: 12%"
    let progress = try #require(
      Progress(.always, activity, Diagnostics(descriptor: errors, tool: "beak-echo")))
    progress.begin()
    progress.end()
    activity.text = nil
    #expect(contents(of: errors).hasSuffix("/s · fetching: 12%\n"))
    #expect(activity.text == nil)
  }
}
