import JSON
import Testing

@Suite("JSON document")
struct JSONDocumentTests {
  @Test(
    "reads every kind of value",
    arguments: [
      ("{}", .object), ("[]", .array), ("\"\"", .string), ("0", .number), ("-1.5e+10", .number),
      ("true", .true), ("false", .false), ("null", .null), (" \t\r\n[1]\n", .array),
    ] as [(String, JSONKind)])
  func kinds(text: String, kind: JSONKind) throws {
    #expect(try Parsed(text).root.kind == kind)
  }

  @Test(
    "gives a text back without its white space",
    arguments: [
      "{\"a\":[1,2,{\"b\":null}],\"c\":\"x\"}",
      "[[],{},[[]],[{}],\"\",0,true]",
      "{\"\":{\"\":{}}}",
      "[1.25,-0,1e5,1E-5,0.0]",
    ])
  func roundTrip(text: String) throws {
    #expect(rendered(try Parsed(text).root) == text)
    var spaced = ""
    for character in text { spaced += ",:[]{}".contains(character) ? " \(character)\n" : "\(character)" }
    #expect(rendered(try Parsed(spaced).root) == text)
  }

  @Test("finds members by name and only in objects")
  func members() throws {
    let parsed = try Parsed("{\"a\":{\"b\":[true]},\"c\":1,\"d\\u0061\":2}")
    #expect(parsed.root["c"]?.string == "1")
    #expect(parsed.root["da"]?.string == "2")
    #expect(parsed.root["a"]?["b"]?.count == 1)
    #expect(parsed.root["b"] == nil)
    #expect(parsed.root["c"]?["a"] == nil)
    #expect(parsed.root.count == 3)
    #expect(parsed.root["c"]?.count == 0)
    var seen: [String] = []
    for (key, _) in parsed.root.members {
      switch key {
      case "a": seen.append("first")
      default: seen.append(key.string)
      }
    }
    #expect(seen == ["first", "c", "da"])
    #expect(Array(try Parsed("\"x\"").root.members).isEmpty)
  }

  @Test("knows where each value stands and how it was written")
  func placesAndSource() throws {
    let text = "{\"a/b\": [10, {\"~\": \"\\u0041\"}], \"c\": {\"d\": [ [ ] ]}}"
    let parsed = try Parsed(text)
    let first = try #require(parsed.root["a/b"])
    let nested = try #require(Array(first.elements)[1]["~"])
    #expect(nested.pointer.description == "/a~1b/1/~0")
    #expect(nested.string == "A")
    #expect(String(decoding: nested.rawJSON, as: UTF8.self) == "\"\\u0041\"")
    #expect(String(decoding: first.rawJSON, as: UTF8.self) == "[10, {\"~\": \"\\u0041\"}]")
    let deep = try #require(parsed.root["c"]?["d"])
    #expect(Array(deep.elements)[0].pointer == .root / "c" / "d" / 0)
    #expect(parsed.root.pointer.description == "")
    #expect(text.utf8.dropFirst(deep.offset).first == UInt8(ascii: "["))
  }

  @Test("is reused for one text after another, also after an error and after an outsized one")
  func reuse() throws {
    let document = JSONDocument()
    func parse(_ text: String) throws -> String {
      var text = text
      return try text.withUTF8 {
        try document.parse(UnsafeRawBufferPointer($0))
        return rendered(document.root)
      }
    }
    let large = "[" + Array(repeating: "0", count: 700_000).joined(separator: ",") + "]"
    #expect(try parse(large) == large)
    #expect(try parse("{\"a\":1,\"b\\n\":2}") == "{\"a\":1,\"b\\n\":2}")
    #expect(throws: JSONError.self) { _ = try parse("{\"a\":1,") }
    #expect(try parse("{\"a\":2}") == "{\"a\":2}")
  }

  @Test("never reads past the end of the text")
  func guardedPage() throws {
    let texts = [
      "{\"key\":\"0123456789abcdef\",\"n\":[-12.5e3,true,false,null],\"u\":\"\\ud83d\\ude00\"}",
      "[\"äöü€😀\",{\"a\":{},\"bb\":[],\"ccc\":0,\"dddd\":1,\"eeeee\":2,\"ffffffff\":3}]",
    ]
    let page = GuardedPage()
    let document = JSONDocument()
    for text in texts {
      let bytes = Array(text.utf8)
      for length in 0...bytes.count {
        let result = page.withBytes(bytes.prefix(length)) { slice in
          Result { try document.parse(slice) }
        }
        if length == bytes.count {
          #expect(throws: Never.self) { try result.get() }
        } else {
          #expect(throws: JSONError.self) { try result.get() }
        }
      }
    }
  }

  @Test("reads random documents as they were made")
  func randomDocuments() throws {
    var generator = RandomDocument(seed: 20)
    for _ in 0..<300 {
      let text = generator.value(depth: 4)
      #expect(rendered(try Parsed(text).root) == text)
    }
  }

  @Test("takes or refuses random damage without trapping, and says where")
  func randomDamage() {
    var generator = RandomDocument(seed: 21)
    var refused = 0
    for _ in 0..<2000 {
      var bytes = Array(generator.value(depth: 3).utf8)
      let place = Int(generator.next() % UInt64(bytes.count))
      bytes[place] = UInt8(truncatingIfNeeded: generator.next())
      if let found = error(of: bytes) {
        refused += 1
        #expect((0...bytes.count).contains(found.offset))
      }
    }
    #expect(refused > 500)
  }
}
