import Foundation
import Testing

@testable import Stream

@Suite("Input sources")
struct InputSourceTests {
  private static let files = [
    "b.ndjson": "{\"id\":\"b1\"}\n{\"id\":\"b2\"}\n", "a/z.json": "\n{\n \"id\": \"z\"\n}\n",
    "a.json": "{\"id\":\"a\"}",
    "a/notes.txt": "x", ".hidden/h.json": "{}", "a/.h.json": "{}", "B.json": "{\"id\":\"B\"}",
  ]

  @Test("walks a directory in the order of paths, and leaves out what is hidden or of another kind")
  func walk() throws {
    let root = try directory(InputSourceTests.files)
    defer { try? FileManager.default.removeItem(at: root) }
    let sources = try InputSource.resolve([root.path])
    let expected = ["B.json", "a.json", "a/z.json", "b.ndjson"].map { root.path + "/" + $0 }
    #expect(sources.map(\.path) == expected)
    #expect(sources.map(\.form) == [.document, .document, .document, .lines])
    #expect(try InputSource.resolve([root.path + "/"]) == sources)
  }

  @Test("reads documents over several lines as one record, and lines as lines")
  func forms() throws {
    let root = try directory(InputSourceTests.files)
    defer { try? FileManager.default.removeItem(at: root) }
    let outcome = try run(CommandedFilter(), [root.path, "-"], input: "{\"id\":\"in\"}\n")
    let identities = outcome.lines.map { $0.split(separator: "\"")[3] }
    #expect(identities == ["B", "a", "z", "b1", "b2", "in"])
    #expect(outcome.lines[4] == "{\"id\":\"b2\",\"line\":2}")
    #expect(outcome.trailer == "beak-echo: in=6 ok=6 failed=0")
  }

  @Test("names the file in error records")
  func errorSource() throws {
    let root = try directory(["x.json": "{\"a\":\n", "empty.json": "", "bom.json": "\u{feff}{}"])
    defer { try? FileManager.default.removeItem(at: root) }
    let outcome = try run(CommandedFilter(), [root.path], input: "")
    #expect(outcome.errorLines.count == 4)
    #expect(outcome.errorLines[0].contains("byte-order-mark"))
    #expect(outcome.errorLines[1].contains("\"source\":\"\(root.path)/empty.json\",\"line\":1"))
    #expect(outcome.errorLines[2].contains("json-truncated"))
    #expect(outcome.trailer == "beak-echo: in=3 ok=0 failed=3")
  }

  @Test("skips a document over the limit")
  func overlongDocument() throws {
    let text = "[\n" + String(repeating: "0,\n", count: 100_000) + "0]"
    let root = try directory(["large.json": text, "small.json": "{\"id\":\"s\"}"])
    defer { try? FileManager.default.removeItem(at: root) }
    let outcome = try run(CommandedFilter(), ["--max-line", "1K", root.path], input: "")
    #expect(outcome.errors.contains("\"code\":\"line-too-long\",\"id\":\"\(digest(text))\""))
    #expect(outcome.lines == ["{\"id\":\"s\",\"line\":1}"])
  }

  @Test("hands an error record that spans lines on as one line")
  func passThroughDocument() throws {
    let root = try directory(["e.json": "{\n\"error\":{\"stage\":\"a\",\r\n\"code\":\"b\"}}\n"])
    defer { try? FileManager.default.removeItem(at: root) }
    let outcome = try run(CommandedFilter(), [root.path], input: "")
    #expect(outcome.output == "{ \"error\":{\"stage\":\"a\",  \"code\":\"b\"}}\n")
  }

  @Test("refuses to write over its input", arguments: ["--errors", "--summary"])
  func inputIsOutput(option: String) throws {
    let root = try directory(["in.ndjson": "{}\n"])
    defer { try? FileManager.default.removeItem(at: root) }
    let file = root.appendingPathComponent("in.ndjson")
    let outcome = try run(CommandedFilter(), [option, file.path, file.path], input: "")
    #expect(outcome.status == 2)
    #expect(try String(contentsOf: file, encoding: .utf8) == "{}\n")
  }

  @Test("writes error records to a file")
  func errorFile() throws {
    let root = try directory(["in.ndjson": "{\"id\":\"a\",\"do\":\"fail\"}\n{}\n"])
    defer { try? FileManager.default.removeItem(at: root) }
    let errors = root.appendingPathComponent("errors.ndjson")
    let outcome = try run(
      CommandedFilter(), ["--errors", errors.path, root.appendingPathComponent("in.ndjson").path], input: "")
    #expect(outcome.errors == "beak-echo: in=2 ok=1 failed=1\n")
    let records = try String(contentsOf: errors, encoding: .utf8)
    #expect(records.hasPrefix("{\"error\":{\"stage\":\"echo\",\"code\":\"bad-record\""))
    #expect(records.hasSuffix("}}\n"))
  }
}
