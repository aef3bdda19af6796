import Foundation
import Glibc
import Testing

@testable import Stream

@Suite("Idle input")
struct IdleTests {
  @Test("answers each line before the next one comes", arguments: ["-j1", "-j3"])
  func flushOnIdle(jobs: String) throws {
    var (into, from): ([Int32], [Int32]) = ([0, 0], [0, 0])
    #expect(pipe(&into) == 0)
    #expect(pipe(&from) == 0)
    let options = try StandardOptions.parse([jobs, "--quiet"])
    let (input, output) = (into[0], from[1])
    let finished = DispatchSemaphore(value: 0)
    let runner = Foundation.Thread {
      _ = FilterRunner.run(
        CommandedFilter(), options: options, channels: Channels(input: input, output: output, error: 2))
      close(output)
      finished.signal()
    }
    runner.start()
    var buffer = [UInt8](repeating: 0, count: 4096)
    for number in 1...5 {
      let line = "{\"id\":\"r\(number)\"}\n{\"unfinished"
      let sent = number == 1 ? line : "\":0}\n" + line
      #expect(sent.withCString { write(into[1], $0, sent.utf8.count) } == sent.utf8.count)
      var seen = ""
      while !seen.contains("\"r\(number)\"") || !seen.hasSuffix("\n") {
        var waiting = pollfd(fd: from[0], events: Int16(POLLIN), revents: 0)
        try #require(poll(&waiting, 1, 60_000) == 1, "no answer to line \(number)")
        let count = read(from[0], &buffer, buffer.count)
        try #require(count > 0)
        seen += String(decoding: buffer[..<count], as: UTF8.self)
      }
    }
    close(into[1])
    #expect(finished.wait(timeout: .now() + 60) == .success)
    close(from[0])
    close(input)
  }

  @Test("sees a request to stop before any input, however late it looks")
  func wakeUp() throws {
    let wakeUp = try #require(WakeUp())
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    defer { ends.forEach { close($0) } }
    #expect(wakeUp.poll(ends[0], waiting: false) == .nothing)
    #expect(write(ends[1], "x", 1) == 1)
    #expect(wakeUp.poll(ends[0], waiting: true) == .input)
    wakeUp.stop()
    #expect(wakeUp.poll(ends[0], waiting: true) == .stop)
    #expect(wakeUp.poll(ends[0], waiting: false) == .stop)
  }

  @Test("drains complete lines that were read before the stop, and leaves the rest")
  func drains() throws {
    let wakeUp = try #require(WakeUp())
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    defer { ends.forEach { close($0) } }
    let reader = RecordReader(
      sources: [.standardInput], standardInput: ends[0], lineLimit: 100, batching: .records(1), wakeUp: wakeUp
    )
    let batch = Batch(style: ErrorStyle(stage: "echo", place: .output, isReadable: false))
    #expect(write(ends[1], "{}\n[]\n{", 7) == 7)
    #expect(reader.fill(batch, beforeWaiting: { true }) == .filled)
    wakeUp.stop()
    batch.reset()
    #expect(reader.fill(batch, beforeWaiting: { true }) == .filled)
    #expect(batch.lines.map(\.number) == [2])
    batch.reset()
    #expect(reader.fill(batch, beforeWaiting: { true }) == .ended)
    #expect(reader.count == 2)
  }

  @Test("bounds what is in flight by the ring")
  func backPressure() throws {
    var from: [Int32] = [0, 0]
    #expect(pipe(&from) == 0)
    var into: [Int32] = [0, 0]
    #expect(pipe(&into) == 0)
    let options = try StandardOptions.parse(["-j2", "--quiet"])
    let (input, output) = (into[0], from[1])
    let runner = Foundation.Thread {
      _ = FilterRunner.run(
        CommandedFilter(batching: .records(1)), options: options,
        channels: Channels(input: input, output: output, error: 2))
      close(output)
    }
    runner.start()
    // Nobody reads the output, so that the input must come to a stop as well.
    _ = fcntl(into[1], F_SETFL, O_NONBLOCK)
    let line = "{\"id\":\"\(String(repeating: "x", count: 120))\"}\n"
    var accepted = 0
    var refusals = 0
    while refusals < 50 {
      let count = line.withCString { write(into[1], $0, line.utf8.count) }
      if count == line.utf8.count {
        accepted += 1
        refusals = 0
      } else {
        refusals += 1
        // Waits for room, for a tenth of a second at the most.
        var waiting = pollfd(fd: into[1], events: Int16(POLLOUT), revents: 0)
        _ = poll(&waiting, 1, 100)
      }
      if accepted > 100_000 { break }
    }
    #expect(accepted > 100)
    #expect(accepted < 100_000)
    close(into[1])
    var answered = 0
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(from[0], &buffer, buffer.count)
      if count <= 0 { break }
      answered += buffer[..<count].count { $0 == UInt8(ascii: "\n") }
    }
    #expect(answered >= accepted)
    close(from[0])
    close(input)
  }
}
