import Foundation
import Testing

@Suite("beak-convert when its surroundings fail", .serialized)
struct ConvertFaultTests {
  @Test("a reader that goes away ends the run quietly")
  func closedOutput() throws {
    let command = "\"$BIN\"/beak-convert | head -1; echo \"${PIPESTATUS[0]}\""
    let outcome = try runShell(command, input: Documents.valid(0..<400))
    #expect(outcome.lines.count == 2)
    #expect(outcome.lines[0].hasPrefix("{\"fuzzer_document-0\":"))
    #expect(outcome.lines[1] == "141")
    #expect(!outcome.errors.contains("rror"))
  }

  @Test("an interrupt drains what is in flight and leaves a balanced account", arguments: [SIGINT, SIGTERM])
  func signal(number: Int32) throws {
    let session = try Session("beak-convert", ["-j2"])
    try session.send(Documents.valid(0..<40))
    for index in 0..<40 {
      #expect(try session.readLine().hasPrefix("{\"fuzzer_document-\(index)\":"))
    }
    kill(session.process.processIdentifier, number)
    let outcome = try session.finish()
    #expect(outcome.status == 128 + number)
    #expect(outcome.output.isEmpty)
    #expect(outcome.trailer == Trailer(records: 40, ok: 40, failed: 0))
  }

  @Test("an interrupt in mid-stream leaves whole lines that the account counts")
  func interruptUnderLoad() throws {
    // The pipe's reader takes one line only, so that the tool cannot be through with all of them.
    let session = try Session("beak-convert", ["-j2"], input: Documents.valid(0..<2000))
    #expect(try session.readLine().hasPrefix("{\"fuzzer_document-0\":"))
    kill(session.process.processIdentifier, SIGINT)
    let outcome = try session.finish()
    #expect(outcome.status == 130)
    let trailer = try #require(outcome.trailer)
    #expect(trailer.records == trailer.ok + trailer.failed)
    #expect(trailer.records < 2000)
    #expect(outcome.lines.count + 1 == trailer.ok)
    #expect(outcome.output.isEmpty || outcome.output.hasSuffix("}\n"))
  }

  @Test("a line of 100 MiB is refused in little memory, and the next one is converted")
  func overlongLine() throws {
    let session = try Session("beak-convert", ["--errors", "stdout", "-j1"])
    try session.send(Documents.valid(0) + "\n")
    #expect(try session.readLine().hasPrefix("{\"fuzzer_document-0\":"))
    try session.send("{\"id\":\"")
    let mebibyte = String(repeating: "a", count: 1 << 20)
    for _ in 0..<100 { try session.send(mebibyte) }
    try session.send("\"}\n" + Documents.valid(1) + "\n")
    let error = try session.readLine()
    #expect(error.contains("\"code\":\"line-too-long\""))
    #expect(error.contains("\"line\":2"))
    #expect(try session.readLine().hasPrefix("{\"fuzzer_document-1\":"))
    #expect(try session.peakMemory() < 300 << 10)
    let outcome = try session.finish()
    #expect(outcome.status == 3)
    #expect(outcome.trailer == Trailer(records: 3, ok: 2, failed: 1))
  }

  @Test(
    "a full disk is an infrastructure error",
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "there is no /dev/full"))
  func fullDisk() throws {
    let outcome = try runShell("exec \"$BIN\"/beak-convert > /dev/full", input: Documents.valid(0..<20))
    #expect(outcome.status == 4)
    #expect(outcome.errors.contains("beak-convert:"))
  }

  @Test("--fail-fast stops at the first bad record")
  func failFast() throws {
    let input = Documents.valid(0) + "\n" + Documents.rejected(1) + "\n" + Documents.valid(2..<50)
    let outcome = try run("beak-convert", ["-j1", "--fail-fast", "--errors", "stdout"], input: input)
    #expect(outcome.status == 3)
    let trailer = try #require(outcome.trailer)
    #expect(trailer.failed == 1)
    #expect(trailer.records == trailer.ok + trailer.failed)
    #expect(outcome.lines.count == trailer.records)
    #expect(trailer.records < 50)
  }
}
