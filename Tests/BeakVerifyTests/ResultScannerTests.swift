import Primitives
import Testing

@testable import beak_verify

@Suite("Finding JSON in a client's output")
struct ResultScannerTests {
  static let cases: [(output: String, values: [String])] = [
    ("[1]", ["[1]"]),
    ("  [\n  {\"a\": \"x]y\"}\n]\n", ["[\n  {\"a\": \"x]y\"}\n]"]),
    ("INFO [11-22|10:00] started\n[true]\n", ["[true]"]),
    ("[INFO] started\n[]\n", ["[]"]),
    ("block 1 must fail: {x}\n{\"number\":\"0x1\"}\n[null]\n", ["{\"number\":\"0x1\"}", "[null]"]),
    ("[1][2]\n", ["[1]", "[2]"]),
    ("{ broken\n[3]\n", ["[3]"]),
    ("[[[\n{\"a\":}\n[4]", ["[4]"]),
    ("{\"a\":\"\\\"]}\"}\n", ["{\"a\":\"\\\"]}\"}"]),
    ("text with [] inside\n", []),
    ("null\n", []),
    ("{\"a\":1,}\n{\"a\":1}\n", ["{\"a\":1}"]),
    ("[-1.5e+3,false,{}]", ["[-1.5e+3,false,{}]"]),
    ("[1,2", []),
  ]

  private func values(_ output: Bytes, piece: Int) -> [String] {
    var scanner = ResultScanner()
    var values: [String] = []
    var position = 0
    while position < output.count {
      let end = min(position + piece, output.count)
      scanner.append(output[position..<end])
      while let value = scanner.next() { values.append(String(decoding: value, as: UTF8.self)) }
      position = end
    }
    return values
  }

  @Test("text is passed over and values are found, however the output is cut", arguments: cases.indices)
  func finds(index: Int) {
    let (output, expected) = Self.cases[index]
    for piece in [1, 2, 3, 7, 1000] {
      #expect(values(Bytes(output.utf8), piece: piece) == expected, "pieces of \(piece)")
    }
  }
}
