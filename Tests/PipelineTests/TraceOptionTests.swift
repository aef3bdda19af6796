import Foundation
import Testing

@Suite("beak-verify --trace")
struct TraceOptionTests {
  private func fixtures() throws -> String {
    try run("beak-convert", input: Documents.valid(0..<3)).output
  }

  @Test("changes no verdict, and every transaction has a marker and a summary")
  func verdicts() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("trace-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: path) }
    let input = try fixtures()
    let plain = try run("beak-verify", ["--no-timing"], input: input)
    let traced = try run("beak-verify", ["--no-timing", "--trace", path.path], input: input)
    #expect(plain.status == 0 && traced.status == 0)
    #expect(plain.output == traced.output)
    let lines = try String(contentsOf: path, encoding: .utf8).split(separator: "\n")
    #expect(lines.count { $0.contains("\"transaction\":") } >= 3)
    #expect(
      lines.count { $0.hasPrefix("{\"test\":") } == lines.count { $0.hasPrefix("{\"stateRoot\":") })
  }

  @Test("a full disk does not take the verdicts away, and the status says infrastructure")
  func full() throws {
    let outcome = try run("beak-verify", ["--trace", "/dev/full"], input: try fixtures())
    #expect(outcome.status == 4)
    #expect(outcome.lines.count == 3)
    #expect(outcome.errors.contains("cannot write the trace /dev/full: No space left on device"))
  }

  @Test("a file that cannot be made ends the run before anything is read")
  func impossible() throws {
    let outcome = try run("beak-verify", ["--trace", "/dev/null/t"], input: try fixtures())
    #expect(outcome.status == 4)
    #expect(outcome.output.isEmpty)
  }

  @Test("neither standard output nor an input is taken for the trace")
  func ownFiles() throws {
    #expect(try run("beak-verify", ["--trace", "-"], input: "").status == 2)
    #expect(try run("beak-verify", ["--trace", "/dev/stdout"], input: "").status == 4)
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("in-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: path) }
    try fixtures().write(to: path, atomically: true, encoding: .utf8)
    #expect(try run("beak-verify", ["--trace", path.path, path.path], input: "").status == 2)
    #expect(try String(contentsOf: path, encoding: .utf8) == (try fixtures()))
  }
}
