import Foundation
import Glibc

@testable import Stream

/// What a run of a filter left behind.
struct Outcome {
  var output: String
  var errors: String
  var status: Int32

  var lines: [String] { output.split(separator: "\n").map(String.init) }
  var errorLines: [String] { errors.split(separator: "\n").map(String.init) }
  /// The count trailer.
  var trailer: String? { errorLines.last { $0.contains("in=") } }
}

/// A new file without a name, open for reading and writing.
func scratchFile() -> Int32 {
  var template = Array("/tmp/beak-stream-XXXXXX".utf8CString)
  let descriptor = mkstemp(&template)
  precondition(descriptor >= 0, "no scratch file")
  unlink(template)
  return descriptor
}

/// Everything in a scratch file, which is closed.
func contents(of descriptor: Int32) -> String {
  lseek(descriptor, 0, SEEK_SET)
  let text = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true).readDataToEndOfFile()
  return String(decoding: text, as: UTF8.self)
}

/// A new directory, its files given by relative path; the caller removes it.
func directory(_ files: [String: String]) throws -> URL {
  let root = FileManager.default.temporaryDirectory.appendingPathComponent("beak-stream-\(UUID().uuidString)")
  for (path, text) in files {
    let file = root.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
  return root
}

/// Runs the filter over pieces of input that arrive one after the other through a pipe.
func run(
  _ filter: CommandedFilter = CommandedFilter(), _ arguments: [String] = [], input: [String]
) throws -> Outcome {
  let options = try StandardOptions.parse(arguments)
  var ends: [Int32] = [0, 0]
  precondition(pipe(&ends) == 0)
  let (readEnd, writeEnd) = (ends[0], ends[1])
  // A run that stops early leaves the writer with a broken pipe, which must not end the process.
  signal(SIGPIPE, SIG_IGN)
  let feeder = Foundation.Thread {
    for piece in input {
      var bytes = Array(piece.utf8)[...]
      while !bytes.isEmpty {
        let count = bytes.withUnsafeBytes { write(writeEnd, $0.baseAddress, $0.count) }
        if count <= 0 { break }
        bytes = bytes.dropFirst(count)
      }
    }
    close(writeEnd)
  }
  feeder.start()
  let (output, errors) = (scratchFile(), scratchFile())
  let status = FilterRunner.run(
    filter, options: options, channels: Channels(input: readEnd, output: output, error: errors))
  close(readEnd)
  return Outcome(output: contents(of: output), errors: contents(of: errors), status: status.code)
}

/// Runs the filter over one piece of input.
func run(
  _ filter: CommandedFilter = CommandedFilter(), _ arguments: [String] = [], input: String
) throws -> Outcome {
  try run(filter, arguments, input: [input])
}
