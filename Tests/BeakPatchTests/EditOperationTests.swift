import Testing

@testable import beak_patch

@Suite("Edit operations")
struct EditOperationTests {
  private func apply(_ operation: Edit.Operation, _ text: String) -> (count: Int, text: String?) {
    let result = operation.apply(to: Array(text.utf8))
    return (result.count, result.content.map { String(decoding: $0, as: UTF8.self) })
  }

  private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  private static let anchored: [(Edit.Operation, String, Int, String?)] = [
    (.replace(anchor: bytes("ab"), text: bytes("X")), "ab cab ab", 3, "X cX X"),
    (.replace(anchor: bytes("aa"), text: bytes("b")), "aaa", 1, "ba"),
    (.replace(anchor: bytes("ab"), text: bytes("")), "1ab2", 1, "12"),
    (.replace(anchor: bytes("a\nb"), text: bytes("c")), "a\r\nb", 0, nil),
    (.insertBefore(anchor: bytes("b"), lines: bytes("X\n")), "a\n  b\nc", 1, "a\nX\n  b\nc"),
    (.insertBefore(anchor: bytes("a"), lines: bytes("X\n")), "a", 1, "X\na"),
    (.insertBefore(anchor: bytes("b\nc"), lines: bytes("X\n")), "a\nb\nc\n", 1, "a\nX\nb\nc\n"),
    (.insertAfter(anchor: bytes("a"), lines: bytes("X\n")), "a b\nc\n", 1, "a b\nX\nc\n"),
    (.insertAfter(anchor: bytes("c"), lines: bytes("X\n")), "a\nc", 1, "a\nc\nX\n"),
    (.insertAfter(anchor: bytes("a\nb"), lines: bytes("X\n")), "a\nb2\nc", 1, "a\nb2\nX\nc"),
    (.insertAfter(anchor: bytes("a\n"), lines: bytes("X\n")), "a\nb", 1, "a\nX\nb"),
    (.insertAfter(anchor: bytes("z"), lines: bytes("X\n")), "a\nb", 0, nil),
    (.insertAfter(anchor: bytes("a"), lines: bytes("X\n")), "a\nb\na\n", 2, "a\nX\nb\na\nX\n"),
  ]

  @Test("puts text where the anchor is", arguments: anchored.indices)
  func anchors(index: Int) {
    let (operation, text, count, expected) = Self.anchored[index]
    let result = apply(operation, text)
    #expect(result.count == count)
    #expect(result.text == expected)
  }

  @Test(
    "puts text before the brace that ends a function",
    arguments: [
      ("fn f() {\n  a();\n}\n", "fn f() {\n  a();\n  X\n}\n"),
      ("fn f() { a() }", "fn f() { a() \n  X\n}"),
      ("fn f() {}\n", "fn f() {\n  X\n}\n"),
      ("mod m {\n  fn f() {\n  }\n}\n", "mod m {\n  fn f() {\n  X\n  }\n}\n"),
    ])
  func functionEnd(text: String, expected: String) {
    let result = apply(.insertAtFunctionEnd(function: "f", within: nil, lines: Self.bytes("  X\n")), text)
    #expect(result.count == 1)
    #expect(result.text == expected)
  }

  @Test("renames several macros at once, in their order")
  func renaming() {
    let operation = Edit.Operation.renameMacros(
      from: ["assert", "assert_eq"], to: [Self.bytes("u::a"), Self.bytes("u::b")])
    let result = apply(operation, "assert_eq!(1, 1); /* assert!(x) */ assert!(y);")
    #expect(result.count == 2)
    #expect(result.text == "u::b!(1, 1); /* assert!(x) */ u::a!(y);")
    #expect(apply(operation, "nothing").count == 0)
  }

  @Test("finds an anchor wherever it stands, as a plain search does")
  func search() {
    var state: UInt64 = 7
    for _ in 0..<3000 {
      func draw(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in
          state = state &* 6_364_136_223_846_793_005 &+ 1
          return 0x61 + UInt8(truncatingIfNeeded: state >> 40) % 2
        }
      }
      let (text, content) = (draw(1 + Int(state >> 60) % 4), draw(20))
      var expected: [Int] = []
      var place = 0
      while place + text.count <= content.count {
        if Array(content[place..<place + text.count]) == text {
          expected.append(place)
          place += text.count
        } else {
          place += 1
        }
      }
      #expect(Anchor.offsets(of: text, in: content) == expected)
    }
  }

  @Test(
    "patterns match paths",
    arguments: [
      ("a/*.rs", "a/b.rs", true), ("a/*.rs", "a/b/c.rs", false), ("a/**/*.rs", "a/b/c.rs", true),
      ("a/**/*.rs", "a/c.rs", true), ("**/Cargo.toml", "Cargo.toml", true), ("**", "x/y", true),
      ("a/**", "a", true), ("a/?.rs", "a/b.rs", true), ("a/?.rs", "a/bb.rs", false),
      ("a*b*c", "aXbYbZc", true),
      ("a*b*c", "aXbYbZ", false), ("*", "a", true), ("a/**/b/*", "a/x/b/y/b/z", true),
      ("b/*.rs", "a/b/c.rs", false),
    ] as [(String, String, Bool)])
  func patterns(pattern: String, path: String, expected: Bool) {
    #expect(PathPattern(pattern).matches(path) == expected)
  }

  @Test("names the lines that are most like a missing one")
  func nearest() {
    let content = Self.bytes("fn a() {\n    let height = cached.height;\n    let width = 3;\n    x\n}\n")
    let lines = NearestLines.find(Self.bytes("let height = cached.trace.height;"), in: content)
    #expect(lines.first?.number == 2)
    #expect(lines.first?.text == "let height = cached.height;")
    let similarity = try? #require(lines.first?.similarity)
    // 27 common characters of 27 and 33.
    #expect(similarity == 54.0 / 60.0)
    #expect(NearestLines.find(Self.bytes("quite another thing"), in: content).isEmpty)
    #expect(
      NearestLines.firstMissingLine(of: Self.bytes("fn a() {\nnew\nx"), in: content) == Self.bytes("new"))
    #expect(NearestLines.firstMissingLine(of: Self.bytes("x\nfn a() {"), in: content) == nil)
  }

  @Test("measures likeness as the longest common subsequence does, over any number of words")
  func likeness() {
    let long = String(repeating: "abcdefgh", count: 20)
    let other = String(repeating: "abcdXfgh", count: 20)
    let line = NearestLines.find(Self.bytes(long), in: Self.bytes(other)).first
    #expect(line?.similarity == 280.0 / 320.0)
  }
}
