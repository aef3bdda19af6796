import Foundation
import JSON
import Primitives
import Testing

@Suite("Indented JSON")
struct IndentedTextTests {
  private func indented(_ text: String) -> String {
    var buffer = ByteBuffer()
    Bytes(text.utf8).withUnsafeBytes { buffer.appendIndented($0) }
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  @Test(
    "containers open lines, two spaces a level; empty ones do not",
    arguments: [
      ("{}", "{}"), ("[]", "[]"), ("1", "1"), (#""a{,:[""#, #""a{,:[""#),
      (#"{"a":1}"#, "{\n  \"a\": 1\n}"),
      (#"{"a":[],"b":{}}"#, "{\n  \"a\": [],\n  \"b\": {}\n}"),
      (#"[1,{"k":[true,null]}]"#, "[\n  1,\n  {\n    \"k\": [\n      true,\n      null\n    ]\n  }\n]"),
      (#"{"q\"}":"\\","e":"\\\""}"#, "{\n  \"q\\\"}\": \"\\\\\",\n  \"e\": \"\\\\\\\"\"\n}"),
    ])
  func layout(text: String, expected: String) {
    #expect(indented(text) == expected)
  }

  @Test("the value stays the same")
  func value() throws {
    let text = #"{"a":{"b":[{"c":"x, y: {z}"},[],[[1]],{}],"d":"\u0001 \\"},"e":-1.5e3}"#
    let before = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary
    let after = try JSONSerialization.jsonObject(with: Data(indented(text).utf8)) as? NSDictionary
    #expect(before != nil)
    #expect(before == after)
  }

  @Test(
    "minimal quantities have no leading zeros",
    arguments: [
      (0, "\"0x0\""), (1, "\"0x1\""), (16, "\"0x10\""), (0x0abc, "\"0xabc\""),
      (.max, "\"0xffffffffffffffff\""),
    ] as [(UInt64, String)])
  func minimalQuantity(value: UInt64, expected: String) {
    var buffer = ByteBuffer()
    buffer.appendMinimalQuantity(value)
    #expect(String(decoding: buffer.bytes, as: UTF8.self) == expected)
  }
}
