import Foundation

/// The folder of official vectors that lies beside a checkout.
///
/// Tests that read it carry `.enabled(if: Conformance.isAvailable, Conformance.absence)`, so that a run
/// without it reports them as skipped.
public enum Conformance {
  /// Why such a test was skipped.
  public static let absence = "no vectors: set BEAK_CONFORMANCE to the folder that holds blocks/ and vectors/"

  /// The folder: `BEAK_CONFORMANCE`, else `../shared/conformance` beside the package.
  public static let folder: URL? = {
    let candidate: URL
    if let path = ProcessInfo.processInfo.environment["BEAK_CONFORMANCE"] {
      candidate = URL(fileURLWithPath: path, isDirectory: true)
    } else {
      let package = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      candidate = package.deletingLastPathComponent().appendingPathComponent("shared/conformance")
    }
    return FileManager.default.fileExists(atPath: candidate.appendingPathComponent("vectors").path)
      ? candidate : nil
  }()

  /// Whether the folder is there.
  public static var isAvailable: Bool { folder != nil }

  /// The lines of a file compressed with zstd, such as `vectors/rlp.ndjson.zst`.
  public static func lines(of path: String) throws -> [Data] {
    guard let file = folder?.appendingPathComponent(path) else { throw CocoaError(.fileNoSuchFile) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["zstd", "-dc", file.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.fileReadUnknown) }
    return text.split(separator: 0x0a).map { Data($0) }
  }

  /// The lines of such a file as JSON objects.
  public static func objects(of path: String) throws -> [[String: Any]] {
    try lines(of: path).map { line in
      guard let object = try JSONSerialization.jsonObject(with: line) as? [String: Any] else {
        throw CocoaError(.fileReadCorruptFile)
      }
      return object
    }
  }
}
