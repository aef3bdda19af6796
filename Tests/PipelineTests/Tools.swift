import Foundation
import Testing

/// The built programs, and the documents and helpers that drive them.
enum Tools {
  /// The folder of the built programs: `BEAK_BIN`, else the one that holds the test bundle.
  static let folder: URL = {
    if let path = ProcessInfo.processInfo.environment["BEAK_BIN"] {
      return URL(fileURLWithPath: path, isDirectory: true)
    }
    let bundle = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return bundle.deletingLastPathComponent()
  }()

  /// The scripts of the package.
  static let scripts: URL = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("scripts")

  static func path(_ tool: String) throws -> String {
    let path = folder.appendingPathComponent(tool).path
    try #require(
      FileManager.default.isExecutableFile(atPath: path),
      "\(path) is not built: run `swift build`, or name its folder in BEAK_BIN")
    return path
  }

  /// Whether a program is on the search path.
  static func isInstalled(_ program: String) -> Bool {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
  }
}

/// What a finished run left.
struct Outcome {
  let status: Int32
  let output: String
  let errors: String

  var lines: [Substring] { output.split(separator: "\n") }

  /// The count trailer's numbers.
  var trailer: Trailer? { Trailer(in: errors) }
}

/// The count trailer on standard error.
struct Trailer: Equatable {
  let records: Int
  let ok: Int
  let failed: Int

  init(records: Int, ok: Int, failed: Int) {
    (self.records, self.ok, self.failed) = (records, ok, failed)
  }

  init?(in text: String) {
    guard let match = text.firstMatch(of: /in=(\d+) ok=(\d+) failed=(\d+)/) else { return nil }
    guard let records = Int(match.1), let ok = Int(match.2), let failed = Int(match.3) else { return nil }
    self.init(records: records, ok: ok, failed: failed)
  }
}

extension Process {
  /// Starts the program with no signal blocked, as a shell does.
  ///
  /// Tests run on threads that block signals, and a child inherits the mask of the thread that starts it.
  func start() throws {
    var none = sigset_t()
    var previous = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &previous)
    defer { pthread_sigmask(SIG_SETMASK, &previous, nil) }
    try run()
  }

  /// The status as a shell shows it: 128 and the signal's number when a signal ended the process.
  var shellStatus: Int32 {
    terminationReason == .exit ? terminationStatus : 128 + terminationStatus
  }
}

/// Runs `tool` over `input` to its end. Everything goes through files, so that no pipe can fill up.
func run(_ tool: String, _ arguments: [String] = [], input: Data) throws -> Outcome {
  try runProgram(try Tools.path(tool), arguments, input: input)
}

func run(_ tool: String, _ arguments: [String] = [], input: String) throws -> Outcome {
  try run(tool, arguments, input: Data(input.utf8))
}

/// Runs a shell command over `input`; `$BIN` is the folder of the programs.
func runShell(_ command: String, input: String) throws -> Outcome {
  _ = try Tools.path("beak-convert")
  return try runProgram("/bin/bash", ["-c", command], input: Data(input.utf8))
}

private func runProgram(_ path: String, _ arguments: [String], input: Data) throws -> Outcome {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pipeline-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let files = ["in", "out", "err"].map { folder.appendingPathComponent($0) }
  try input.write(to: files[0])
  for file in files[1...] { try Data().write(to: file) }
  let process = Process()
  process.executableURL = URL(fileURLWithPath: path)
  process.arguments = arguments
  process.environment = ProcessInfo.processInfo.environment.merging(["BIN": Tools.folder.path]) { $1 }
  process.standardInput = try FileHandle(forReadingFrom: files[0])
  process.standardOutput = try FileHandle(forWritingTo: files[1])
  process.standardError = try FileHandle(forWritingTo: files[2])
  try process.start()
  process.waitUntilExit()
  return Outcome(
    status: process.shellStatus, output: try String(contentsOf: files[1], encoding: .utf8),
    errors: try String(contentsOf: files[2], encoding: .utf8))
}
