import JSON
import Primitives
import Testing

@testable import Stream

@Suite("Record texts")
struct RecordTextTests {
  private func identity(_ line: String) throws -> RecordIdentity {
    let document = JSONDocument()
    return try Array(line.utf8).withUnsafeBytes { bytes in
      try document.parse(bytes)
      return withExtendedLifetime(document) { RecordIdentity(root: document.root, line: bytes) }
    }
  }

  @Test(
    "takes an id of 1 to 128 printable characters",
    arguments: [
      "a", "with space", "ü€😀", String(repeating: "x", count: 128), String(repeating: "😀", count: 128),
    ])
  func ownIdentity(id: String) throws {
    let identity = try identity("{\"x\":{\"id\":\"inner\"},\"id\":\"\(id)\"}")
    #expect(identity.text == id)
    #expect(identity.problem == nil)
  }

  @Test(
    "refuses any other id, and falls back on the digest",
    arguments: [
      "\"\"", "7", "null", "[\"a\"]", "\"a\\n\"", "\"\\u007f\"", "\"\\u0085\"", "\"\\u200b\"", "\"\\u2028\"",
      "\"\\ue000\"", "\"\(String(repeating: "x", count: 129))\"", "\"\(String(repeating: "😀", count: 129))\"",
    ])
  func refusedIdentity(id: String) throws {
    let line = "{\"id\":\(id)}"
    let identity = try identity(line)
    #expect(identity.problem == .invalidIdentity)
    #expect(identity.text == digest(line))
  }

  @Test("knows a record without an id by the digest of its line", arguments: ["{}", "[{\"id\":\"a\"}]", "7"])
  func digestIdentity(line: String) throws {
    let identity = try identity(line)
    #expect(identity.problem == nil)
    #expect(identity.text == digest(line))
    #expect(identity.text.count == 16)
    var buffer = ByteBuffer()
    identity.append(to: &buffer)
    #expect(String(decoding: buffer.bytes, as: UTF8.self) == digest(line))
  }

  @Test("writes an error for a person on one line without control characters")
  func readableError() {
    struct Hostile: StageError {
      var code: String { "hostile" }
      var pointer: JSONPointer { .root / "a\u{1b}" }
      var message: String { "sender\n0x7e5f has no key" }
      var hint: String? { "add \"privateKey\"" }
    }
    var buffer = ByteBuffer()
    buffer.appendErrorLine(Hostile(), at: RecordPlace(number: 17, source: "in.ndjson"), tool: "beak-convert")
    #expect(
      String(decoding: buffer.bytes, as: UTF8.self)
        == "beak-convert: in.ndjson: line 17: /a\\u{1b}: sender\\u{a}0x7e5f has no key (add \"privateKey\")\n"
    )
  }

  @Test("lists every common code once, in kebab case, with the codes of the stage before them")
  func catalogue() {
    let catalogue = ErrorCatalogue(
      stage: "echo", entries: [.init("bad-record", "it is bad", hint: "mend it")])
    let codes = catalogue.entries.map(\.code)
    #expect(codes.first == "bad-record")
    #expect(Set(codes).count == codes.count)
    #expect(codes.allSatisfy { $0.allSatisfy { $0.isLowercase || $0 == "-" || $0 == "8" } })
    // A line is never too large for the parser: the reader has a limit of its own.
    for code in JSONError.Code.allCases where code != .tooLarge {
      let error = RecordError.malformed(JSONError(code: code, offset: 3, pointer: .root / "a"))
      #expect(codes.contains(error.code))
      #expect(error.message.hasSuffix(" at byte 3"))
      #expect(error.pointer.description == "/a")
    }
    #expect(codes.contains(RecordError.lineTooLong(limit: 1).code))
    #expect(codes.contains(RecordError.byteOrderMark.code))
    #expect(codes.contains(RecordError.invalidIdentity.code))
    #expect(catalogue.text.contains("mend it"))
  }

  @Test("shows no progress where nobody looks, and a last line where it is asked for")
  func progress() throws {
    #expect(try run(CommandedFilter(), [], input: "{}\n").errorLines.count == 1)
    let shown = try run(CommandedFilter(), ["--progress", "always"], input: "{}\n{}\nx\n")
    #expect(shown.errors.contains("beak-echo: 3 records · 2 ok · 1 failed · "))
    #expect(!shown.errors.contains("\u{1b}"))
    let never = try run(CommandedFilter(), ["--progress", "never"], input: "{}\n")
    #expect(never.errorLines.count == 1)
  }
}
