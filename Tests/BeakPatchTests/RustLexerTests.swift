import Testing

@testable import beak_patch

@Suite("Rust lexer")
struct RustLexerTests {
  /// A source and its tokens, each as its kind's first letter and its text.
  private static let table: [(String, [String])] = [
    ("a // b \"c\nd", ["i a", "c // b \"c", "i d"]),
    ("a /* b /* c */ d */ e", ["i a", "c /* b /* c */ d */", "i e"]),
    ("/* open", ["c /* open"]),
    (#""a \" b" c"#, [#"s "a \" b""#, "i c"]),
    (#""a \\" c"#, [#"s "a \\""#, "i c"]),
    (##"r#"a " b"# c"##, [##"s r#"a " b"#"##, "i c"]),
    (###"r##"a "# b"## c"###, [###"s r##"a "# b"##"###, "i c"]),
    (#"r"\" c"#, [#"s r"\""#, "i c"]),
    (#"b"a" br"b" c"c" cr"d""#, [#"s b"a""#, #"s br"b""#, #"s c"c""#, #"s cr"d""#]),
    ("r#fn x", ["i r#fn", "i x"]),
    ("'a' 'b", ["h 'a'", "l 'b"]),
    ("&'static str", ["p &", "l 'static", "i str"]),
    ("'outer: loop", ["l 'outer", "p :", "i loop"]),
    (#"'\'' '"' b'\'' b'x'"#, [#"h '\''"#, #"h '"'"#, #"h b'\''"#, "h b'x'"]),
    ("'é' 'ab", ["h 'é'", "l 'ab"]),
    ("'\u{1f980}' x", ["h '\u{1f980}'", "i x"]),
    (#"'\u{1F600}' x"#, [#"h '\u{1F600}'"#, "i x"]),
    (
      "1.5e3 1..2 0xff_u8 1.max", ["n 1.5e3", "n 1", "p .", "p .", "n 2", "n 0xff_u8", "n 1", "p .", "i max"]
    ),
    ("bar r b c", ["i bar", "i r", "i b", "i c"]),
    ("\"open", ["s \"open"]),
    ("'", ["l '"]),
    ("", []),
  ]

  @Test("cuts source into tokens", arguments: table)
  func tokens(source: String, expected: [String]) {
    let bytes = Array(source.utf8)
    let found = RustLexer.tokens(of: bytes).map { token in
      let letter =
        switch token.kind {
        case .identifier: "i"
        case .lifetime: "l"
        case .character: "h"
        case .string: "s"
        case .number: "n"
        case .comment: "c"
        case .punctuation: "p"
        }
      return "\(letter) \(String(decoding: bytes[token.range], as: UTF8.self))"
    }
    #expect(found == expected)
  }

  @Test("every byte but white space is in exactly one token, whatever the input")
  func complete() {
    var state: UInt64 = 42
    let letters = Array("ab'\"\\/*#r{}\n ".utf8)
    for _ in 0..<2000 {
      var source: [UInt8] = []
      for _ in 0..<24 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        source.append(letters[Int(state >> 33) % letters.count])
      }
      var place = 0
      for token in RustLexer.tokens(of: source) {
        #expect(token.range.lowerBound >= place && !token.range.isEmpty)
        #expect(source[place..<token.range.lowerBound].allSatisfy { $0 == 0x20 || $0 == 0x0a })
        place = token.range.upperBound
      }
      #expect(source[place...].allSatisfy { $0 == 0x20 || $0 == 0x0a })
    }
  }
}

@Suite("Rust structure")
struct RustSourceTests {
  private func source(_ text: String) -> RustSource { RustSource(Array(text.utf8)) }

  @Test("a function ends at its own brace, past braces in strings, characters and comments")
  func functionEnd() {
    let text = "fn f() { let a = \"}\"; let b = '}'; /* } */ if x { y } // }\n } fn g() {}"
    let ends = source(text).functionEnds(named: "f", within: nil)
    #expect(ends.count == 1)
    #expect(text.utf8.prefix(ends[0] + 1).count == text.range(of: "\n }")!.upperBound.utf16Offset(in: text))
  }

  @Test(
    "finds functions by name and enclosing block",
    arguments: [
      ("fn f() {} fn f2() {} mod m { fn f() {} }", "f", nil, 2),
      ("impl A for B {\n fn f() {}\n}\nimpl A for C {\n fn f() {}\n}", "f", "impl A for C", 1),
      ("  impl<F> A<F>\n  for B {\n fn f() {}\n}", "f", "impl<F> A<F>", 1),
      ("trait T { fn f(&self); }", "f", nil, 0),
      ("fn f() -> Foo<{ N + 1 }> { x }", "f", nil, 1),
      ("fn f<T>() where T: Fn(u8) -> u8, { x }", "f", nil, 1),
      ("fn f() -> [u8; 3] { x }", "f", nil, 1),
      ("// fn f() {}\nlet s = \"fn f() {}\";", "f", nil, 0),
      ("fn f() {", "f", nil, 0),
      ("impl X {\n fn g() {}\n}\nfn f() {}", "f", "impl X", 0),
    ] as [(String, String, String?, Int)])
  func functions(text: String, name: String, opener: String?, count: Int) {
    #expect(source(text).functionEnds(named: name, within: opener).count == count)
  }

  @Test(
    "renames macro invocations in code that runs, and nothing else",
    arguments: [
      ("assert!(a);", 1),
      ("assert! (a); assert![a]; assert!{a}", 3),
      ("\"assert!(a)\"; r#\"assert!(a)\"#; b\"assert!(a)\"", 0),
      ("// assert!(a)\n/* /* assert!(a) */ assert!(b) */", 0),
      ("std::assert!(a); x.assert!(b); $assert!(c)", 0),
      ("my_assert!(a); assert_eq!(a, b); assert != b; assert", 0),
      ("macro_rules! assert { () => {} }", 0),
      ("macro_rules! m { () => { assert!(a) } }", 1),
      ("const _: () = assert!(a); assert!(b);", 1),
      ("const X: [u8; 2] = { assert!(a); [0, 1] }; fn f() { assert!(b) }", 1),
      ("static S: u8 = { assert!(a); 1 };", 0),
      ("const fn f() { assert!(a); } fn g() { assert!(b) }", 1),
      ("pub const unsafe extern \"C\" fn f() { assert!(a); }", 0),
      ("impl A { const N: usize = { assert!(a); 1 }; fn g() { assert!(b) } }", 1),
      ("fn f<const N: usize>(p: *const u8) { assert!(a) }", 1),
      ("fn f<T, const N: usize>() { assert!(a); assert!(b); }", 2),
      ("fn f() { const { assert!(a) }; assert!(b); }", 1),
      ("#[doc = assert!(a)] fn f() {} #![x(assert!(b))]", 0),
      ("match x { 'a' => assert!(a), '\\'' => assert!(b) }", 2),
      ("label: assert!(a)", 1),
    ] as [(String, Int)])
  func macros(text: String, count: Int) {
    let found = source(text).macroInvocations(of: ["assert"])
    #expect(found.count == count)
    #expect(found.allSatisfy { String(decoding: Array(text.utf8)[$0.range], as: UTF8.self) == "assert" })
  }
}
