import Foundation
import JSON
import Primitives
import Testing

@Suite("JSON writing")
struct JSONWritingTests {
  private func written(_ body: (inout ByteBuffer) -> Void) -> String {
    var buffer = ByteBuffer()
    body(&buffer)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  @Test(
    "escapes what JSON asks to be escaped",
    arguments: [
      ("", "\"\""), ("plain text, long enough", "\"plain text, long enough\""),
      ("a\"b\\c/", "\"a\\\"b\\\\c/\""), ("\u{8}\u{9}\n\u{c}\r", "\"\\b\\t\\n\\f\\r\""),
      ("\u{0}\u{1f}\u{7f}", "\"\\u0000\\u001f\u{7f}\""), ("ä€😀", "\"ä€😀\""),
    ])
  func quoting(text: String, expected: String) {
    #expect(written { $0.appendQuoted(text) } == expected)
  }

  @Test("gives every text back through Foundation's parser")
  func roundTrip() throws {
    for value in UInt32(1)..<0x300 {
      let text = "x\(try #require(Unicode.Scalar(value)))y"
      let json = Data(written { $0.appendQuoted(text) }.utf8)
      let back = try JSONSerialization.jsonObject(with: json, options: .fragmentsAllowed) as? String
      #expect(back == text)
    }
  }

  @Test("replaces bytes that are not UTF-8")
  func strayBytes() {
    let bytes: [UInt8] = [0x61, 0xff, 0x62, 0xe2, 0x82]
    let text = bytes.withUnsafeBytes { raw in written { $0.appendQuoted(raw) } }
    #expect(text == "\"a\u{fffd}b\u{fffd}\u{fffd}\"")
  }

  @Test(
    "writes quantities with whole bytes",
    arguments: [
      (0, "\"0x00\""), (1, "\"0x01\""), (0xff, "\"0xff\""), (0x100, "\"0x0100\""),
      (0xabcdef, "\"0xabcdef\""), (.max, "\"0xffffffffffffffff\""),
    ] as [(UInt64, String)])
  func quantities(value: UInt64, expected: String) {
    #expect(written { $0.appendHexQuantity(value) } == expected)
    #expect(written { $0.appendHexQuantity(UInt256(value)) } == expected)
  }

  @Test("writes data, addresses, words and decimal numbers")
  func data() {
    let bytes: [UInt8] = [0x00, 0xab]
    #expect(bytes.withUnsafeBytes { raw in written { $0.appendHexData(raw) } } == "\"0x00ab\"")
    #expect(written { $0.appendHexData(UnsafeRawBufferPointer(start: nil, count: 0)) } == "\"0x\"")
    let address: Address = "0x00112233445566778899aabbccddeeff00112233"
    #expect(written { $0.appendHexData(address) } == "\"0x00112233445566778899aabbccddeeff00112233\"")
    let word: Hash32 = "0x00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
    #expect(
      written { $0.appendHexData(word) }
        == "\"0x00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\"")
    #expect(
      written { $0.appendHexQuantity(UInt256.max) } == "\"0x" + String(repeating: "f", count: 64) + "\"")
    for value in [0, 7, -1, 1234567890, Int.max, Int.min] {
      #expect(written { $0.appendDecimal(value) } == "\(value)")
    }
  }

  @Test(
    "spells pointers as RFC 6901 does",
    arguments: [
      ([], ""), ([""], "/"), (["a/b", "0"], "/a~1b/0"), (["m~n"], "/m~0n"), (["~1"], "/~01"),
      (["transactions", "12", "from"], "/transactions/12/from"),
    ] as [([String], String)])
  func pointers(tokens: [String], expected: String) {
    #expect(JSONPointer(tokens: tokens).description == expected)
  }

  @Test("goes deeper by names and by indices")
  func deeperPointers() {
    let from = JSONPointer.root / "transactions" / 12 / "from"
    #expect(from == JSONPointer(tokens: ["transactions", "12", "from"]))
  }
}
