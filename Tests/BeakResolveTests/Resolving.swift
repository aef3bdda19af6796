import Foundation
import Git
import Stream
import TestSupport
import Testing

@testable import beak_resolve

/// What a run of beak-resolve left.
struct Run {
  let status: Int32
  let output: String
  let errors: String

  /// The records among the results.
  var records: [[String: Any]] {
    get throws {
      try output.split(separator: "\n").map { try JSONTree(String($0)).root as? [String: Any] ?? [:] }
    }
  }

  /// The codes of the error records, in order.
  var codes: [String] {
    errors.split(separator: "\n").compactMap { line in
      guard let tree = try? JSONTree(String(line)) else { return nil }
      return tree[["error", "code"]] as? String
    }
  }
}

/// Runs beak-resolve in this process, with its cache and its snapshots in the workshop's folder.
///
/// The repository of the zkVM `toy` is the workshop's, read in place.
func resolve(
  _ workshop: GitWorkshop, _ arguments: [String], input: String = "", repository: String? = nil
) throws -> Run {
  let common = [
    "--zkvm", "toy", "--repository", "toy=\(repository ?? workshop.path)", "--cache", workshop.place("cache"),
    "--out", workshop.place("out"),
  ]
  let files = try ["in", "out", "err"].map { name in
    let file = URL(fileURLWithPath: workshop.place("stream-\(name)-\(UUID().uuidString)"))
    try Data((name == "in" ? input : "").utf8).write(to: file)
    return try FileHandle(forUpdating: file)
  }
  let channels = Channels(
    input: files[0].fileDescriptor, output: files[1].fileDescriptor, error: files[2].fileDescriptor)
  let command = try BeakResolve.parse(common + arguments)
  let status = try command.run(on: channels)
  let texts = try files[1...].map { file in
    try file.seek(toOffset: 0)
    return String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
  }
  return Run(status: status.code, output: texts[0], errors: texts[1])
}
