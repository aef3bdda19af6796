import JSON
import Testing

@Suite("JSON errors")
struct JSONErrorTests {
  @Test(
    "names the rule, the byte and the place",
    arguments: [
      ("", .truncated, 0, ""), ("  ", .truncated, 2, ""), ("{", .truncated, 1, ""),
      ("[1,", .truncated, 3, "/1"), ("{\"a\":", .truncated, 5, "/a"), ("{\"a\"", .truncated, 4, "/a"),
      ("\"abc", .truncated, 4, ""), ("\"\\", .truncated, 2, ""), ("\"\\u12", .truncated, 5, ""),
      ("\"\\ud83d", .truncated, 7, ""), ("\"\\ud83d\\", .truncated, 8, ""), ("tru", .truncated, 3, ""),
      ("-", .truncated, 1, ""), ("1.", .truncated, 2, ""), ("1e", .truncated, 2, ""),
      ("[1 2]", .unexpectedByte, 3, ""), ("[1,]", .unexpectedByte, 3, "/1"),
      ("{\"a\":1,}", .unexpectedByte, 7, ""), ("{a:1}", .unexpectedByte, 1, ""),
      ("{\"a\" 1}", .unexpectedByte, 5, "/a"), ("[1}", .unexpectedByte, 2, ""),
      ("{\"a\":1]", .unexpectedByte, 6, ""), ("truth", .unexpectedByte, 3, ""),
      ("[01]", .unexpectedByte, 2, ""), ("+1", .unexpectedByte, 0, ""), (".5", .unexpectedByte, 0, ""),
      ("-a", .unexpectedByte, 1, ""), ("1.e5", .unexpectedByte, 2, ""), ("'a'", .unexpectedByte, 0, ""),
      ("[NaN]", .unexpectedByte, 1, "/0"), ("[1,\u{a0}2]", .unexpectedByte, 3, "/1"),
      ("1 2", .trailingBytes, 2, ""), ("{}}", .trailingBytes, 2, ""), ("null,", .trailingBytes, 4, ""),
      ("\u{feff}{}", .byteOrderMark, 0, ""),
      ("{\"a\":{\"b\":[0,\"\\x\"]}}", .invalidEscape, 15, "/a/b/1"), ("\"\\u12g4\"", .invalidEscape, 5, ""),
      ("[\"a\nb\"]", .controlCharacter, 3, "/0"), ("\"\u{1f}\"", .controlCharacter, 1, ""),
      ("\"\0\"", .nulCharacter, 1, ""), ("[\0]", .nulCharacter, 1, "/0"), ("{}\0", .nulCharacter, 2, ""),
      ("\0", .nulCharacter, 0, ""), ("{\"a\":\"x\\u0000\"}", .nulCharacter, 7, "/a"),
      ("\"\\ud800\"", .loneSurrogate, 1, ""), ("\"\\udc00\"", .loneSurrogate, 1, ""),
      ("\"\\ud800\\ud800\"", .loneSurrogate, 1, ""), ("\"\\ud800\\n\"", .loneSurrogate, 1, ""),
      ("\"a\\ud800x\"", .loneSurrogate, 2, ""),
      ("{\"a\":1,\"b\":2,\"a\":3}", .duplicateKey, 13, "/a"),
      ("[{\"x\":{\"ab\":1,\"\\u0061b\":2}}]", .duplicateKey, 14, "/0/x/ab"),
      ("{\"\":1,\"\":2}", .duplicateKey, 6, "/"),
    ] as [(String, JSONError.Code, Int, String)])
  func errors(text: String, code: JSONError.Code, offset: Int, pointer: String) throws {
    let found = try #require(error(of: text))
    #expect(found.code == code)
    #expect(found.offset == offset)
    #expect(found.pointer.description == pointer)
  }

  @Test(
    "refuses what is not UTF-8",
    arguments: [
      [0x80], [0xc0, 0x80], [0xc1, 0xbf], [0xc3], [0xe0, 0x80, 0x80], [0xe0, 0x9f, 0xbf], [0xed, 0xa0, 0x80],
      [0xed, 0xbf, 0xbf], [0xe2, 0x82], [0xe2, 0x28, 0xa1], [0xf0, 0x8f, 0xbf, 0xbf],
      [0xf4, 0x90, 0x80, 0x80],
      [0xf5, 0x80, 0x80, 0x80], [0xff], [0xf0, 0x9f, 0x98],
    ] as [[UInt8]])
  func invalidUTF8(sequence: [UInt8]) throws {
    let text = Array("[\"abcdefgh".utf8) + sequence + Array("\"]".utf8)
    let found = try #require(error(of: text))
    #expect(found.code == .invalidUTF8)
    #expect(found.offset == 10)
    #expect(found.pointer.description == "/0")
  }

  @Test("takes every scalar value of Unicode but NUL, raw and escaped")
  func everyScalar() throws {
    for value in stride(from: UInt32(0x20), through: 0x10ffff, by: 1) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      // Every value where encodings change, and one in 97 elsewhere.
      guard value < 0x900 || value % 97 == 0 || value & 0xfff < 2 || value & 0xfff > 0xffd else { continue }
      guard scalar != "\"", scalar != "\\" else { continue }
      let units = Array(String(scalar).utf16).map { unit in
        "\\u" + String(repeating: "0", count: 4 - String(unit, radix: 16).count) + String(unit, radix: 16)
      }
      let parsed = try Parsed("[\"\(scalar)\",\"\(units.joined())\"]")
      #expect(parsed.root.elements.allSatisfy { $0.string.unicodeScalars.elementsEqual([scalar]) })
    }
  }

  @Test("limits nesting exactly", arguments: [1, 2, 128, 500])
  func nesting(limit: Int) throws {
    let limits = JSONLimits(nesting: limit)
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(error(of: nested(limit), limits: limits) == nil)
    let found = try #require(error(of: nested(limit + 1), limits: limits))
    #expect(found.code == .tooDeep)
    #expect(found.offset == limit)
    #expect(found.pointer.tokens.count == limit)
  }

  @Test("limits the digits of numbers exactly")
  func digits() throws {
    let limits = JSONLimits(numberDigits: 10)
    for text in ["1234567890", "-1234567890", "12345.67890", "1234567.8e-90"] {
      #expect(error(of: text, limits: limits) == nil)
    }
    for text in ["12345678901", "-1.2345678901", "1e1234567890"] {
      #expect(error(of: "[\(text)]", limits: limits)?.code == .numberTooLong)
      #expect(error(of: "[\(text)]", limits: limits)?.offset == 1)
    }
    #expect(error(of: String(repeating: "9", count: 100)) == nil)
    #expect(error(of: String(repeating: "9", count: 101))?.code == .numberTooLong)
  }

  @Test(
    "finds a duplicate among few and among many members, and none where there is none",
    arguments: [2, 24, 25, 5000])
  func duplicates(count: Int) throws {
    let names = (0..<count).map { "\"0x\(String($0, radix: 16))\":{\"a\":0}" }
    #expect(error(of: "{" + names.joined(separator: ",") + "}") == nil)
    for place in [0, count / 2, count - 1] {
      let text = "{" + (names + [names[place]]).joined(separator: ",") + "}"
      let found = try #require(error(of: text))
      #expect(found.code == .duplicateKey)
      #expect(found.offset == text.utf8.count - names[place].utf8.count - 1)
      #expect(found.pointer.description == "/0x\(String(place, radix: 16))")
    }
  }

  @Test("does not take equal ends for equal names")
  func similarNames() {
    let names = [
      "aaaaaaaaXbbbbbbbb", "aaaaaaaaYbbbbbbbb", "aaaaaaaabbbbbbbb", "aab", "ab", "ba", "aaa", "aba",
    ]
    let text = "{" + names.map { "\"\($0)\":0" }.joined(separator: ",") + "}"
    #expect(error(of: text) == nil)
  }
}
