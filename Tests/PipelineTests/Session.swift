import Foundation
import Testing

/// A running tool that is talked to line by line while its input stays open.
final class Session {
  let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private let errors = Pipe()
  private var pending = Data()

  /// How long to wait for an answer before the test fails, in milliseconds.
  private static let patience: Int32 = 60_000

  /// Starts a tool; with `text` that is its whole input, else lines are sent.
  init(_ tool: String, _ arguments: [String] = [], input text: String? = nil) throws {
    process.executableURL = URL(fileURLWithPath: try Tools.path(tool))
    process.arguments = arguments
    process.standardInput = input
    if let text {
      let file = FileManager.default.temporaryDirectory.appendingPathComponent("session-\(UUID().uuidString)")
      try Data(text.utf8).write(to: file)
      process.standardInput = try FileHandle(forReadingFrom: file)
      try FileManager.default.removeItem(at: file)
    }
    process.standardOutput = output
    process.standardError = errors
    try process.start()
  }

  func send(_ text: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
  }

  /// The next line of the output without its line feed.
  func readLine() throws -> String {
    while true {
      if let end = pending.firstIndex(of: 0x0a) {
        let line = String(decoding: pending[..<end], as: UTF8.self)
        pending = Data(pending[(end + 1)...])
        return line
      }
      let descriptor = output.fileHandleForReading.fileDescriptor
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      try #require(poll(&request, 1, Session.patience) == 1, "no answer while the input is open")
      let chunk = output.fileHandleForReading.availableData
      try #require(!chunk.isEmpty, "the output ended before a whole line came")
      pending.append(chunk)
    }
  }

  /// The greatest resident memory so far, in KiB.
  func peakMemory() throws -> Int {
    let status = try String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
    let match = try #require(status.firstMatch(of: /VmHWM:\s+(\d+) kB/))
    return try #require(Int(match.1))
  }

  /// Closes the input, reads what is left and waits for the end.
  func finish() throws -> Outcome {
    try input.fileHandleForWriting.close()
    let rest = pending + (try output.fileHandleForReading.readToEnd() ?? Data())
    let messages = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Outcome(
      status: process.shellStatus, output: String(decoding: rest, as: UTF8.self),
      errors: String(decoding: messages, as: UTF8.self))
  }
}
