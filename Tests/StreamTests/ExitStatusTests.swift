import Foundation
import Glibc
import Testing

@testable import Stream

@Suite("Exit status")
struct ExitStatusTests {
  @Test(
    "lets 4 win over 1, and 1 over 3",
    arguments: [
      ([], 0, 0), (["fail"], 3, 0), (["finding"], 1, 0), (["incomplete"], 4, 4), (["fail", "finding"], 1, 0),
      (["fail", "incomplete"], 4, 4), (["finding", "incomplete"], 4, 4),
      (["incomplete", "finding", "fail"], 4, 4), (["none"], 4, 4), (["none", "finding"], 4, 4),
      (["unreachable"], 4, 4), (["unreachable", "finding", "fail"], 4, 4),
    ] as [([String], Int32, Int32)])
  func precedence(commands: [String], status: Int32, zeroed: Int32) throws {
    let input = (commands + [""]).map { "{\"do\":\"\($0)\"}\n" }.joined()
    #expect(try run(input: input).status == status)
    #expect(try run(CommandedFilter(), ["--exit-zero"], input: input).status == zeroed)
  }

  @Test(
    "tells how the run was stopped",
    arguments: [
      (false, false, SIGINT, 130), (false, false, SIGTERM, 143), (false, true, SIGINT, 141),
      (true, true, SIGINT, 4), (true, false, 0, 4),
    ] as [(Bool, Bool, Int32, Int32)])
  func stops(hasFailure: Bool, isClosed: Bool, signal: Int32, status: Int32) {
    var circumstances = ExitStatus.Circumstances(ledger: Ledger())
    circumstances.hasFailure = hasFailure
    circumstances.outputIsClosed = isClosed
    circumstances.signal = signal
    circumstances.exitsZero = true
    #expect(ExitStatus(circumstances).code == status)
  }

  @Test("ends quietly when the reader of the output has gone", arguments: ["-j1", "-j3"])
  func closedPipe(jobs: String) throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    close(ends[0])
    let (input, errors) = (scratchFile(), scratchFile())
    let text = String(repeating: "{}\n", count: 200_000)
    #expect(text.withCString { write(input, $0, text.utf8.count) } == text.utf8.count)
    lseek(input, 0, SEEK_SET)
    let filter = CommandedFilter()
    let status = FilterRunner.run(
      filter, options: try StandardOptions.parse([jobs]),
      channels: Channels(input: input, output: ends[1], error: errors))
    close(ends[1])
    close(input)
    #expect(status == .closedOutput)
    #expect(contents(of: errors) == "")
    #expect(filter.finished.count.load(ordering: .relaxed) == (jobs == "-j1" ? 1 : 3))
  }

  @Test("says that the disk is full", arguments: ["-j1", "-j3"], [10, 100_000])
  func fullDisk(jobs: String, records: Int) throws {
    let full = open("/dev/full", O_WRONLY)
    let (input, errors) = (scratchFile(), scratchFile())
    let text = String(repeating: "{}\n", count: records)
    #expect(text.withCString { write(input, $0, text.utf8.count) } == text.utf8.count)
    lseek(input, 0, SEEK_SET)
    let status = FilterRunner.run(
      CommandedFilter(), options: try StandardOptions.parse([jobs]),
      channels: Channels(input: input, output: full, error: errors))
    close(full)
    close(input)
    #expect(status == .infrastructure)
    let message = contents(of: errors)
    #expect(message.hasPrefix("beak-echo: cannot write output: No space left on device\nbeak-echo: in="))
  }

  @Test("fails when error records or the summary cannot be written", arguments: ["--errors", "--summary"])
  func fullErrorFile(option: String) throws {
    let outcome = try run(CommandedFilter(), [option, "/dev/full"], input: "x\n")
    #expect(outcome.status == 4)
    #expect(outcome.errors.contains("No space left on device"))
  }

  @Test("reads nothing when a worker cannot be made, and finishes those that were")
  func brokenWorker() throws {
    let filter = CommandedFilter(brokenWorker: 2)
    let outcome = try run(filter, ["-j4"], input: "{}\n")
    #expect(outcome.status == 4)
    #expect(outcome.output == "")
    #expect(filter.finished.count.load(ordering: .relaxed) == 2)
  }

  @Test("takes a missing input for a mistake on the command line")
  func missingInput() throws {
    let outcome = try run(CommandedFilter(), ["/nonexistent/input.ndjson"], input: "")
    #expect(outcome.status == 2)
    #expect(outcome.errors == "beak-echo: cannot read /nonexistent/input.ndjson: No such file or directory\n")
  }
}
