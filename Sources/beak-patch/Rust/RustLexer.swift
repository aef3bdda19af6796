import Primitives

/// A piece of Rust source; white space is not one.
struct RustToken: Hashable, Sendable {
  enum Kind: UInt8, Sendable {
    /// A name, a keyword, or a raw name such as `r#fn`.
    case identifier
    /// `'name`, also a loop label.
    case lifetime
    /// A character or byte such as `'a'` and `b'\''`.
    case character
    /// Any string: plain, raw, byte or C, with its prefix and quotes.
    case string
    case number
    /// A line or block comment, documentation included.
    case comment
    /// One byte of punctuation.
    case punctuation
  }

  let kind: Kind
  /// The bytes of the source that it takes.
  let range: Range<Int>
  /// The byte of a punctuation; 0 for all else.
  let punctuation: UInt8
}

/// Cuts Rust source into tokens, so that text in strings and comments is never taken for code.
///
/// It accepts every input: what is not closed ends with the source, and what is no Rust becomes punctuation.
/// Source: The Rust Reference, "Lexical structure".
struct RustLexer {
  private let source: UnsafeBufferPointer<UInt8>
  private var place = 0
  private var tokens: [RustToken] = []

  /// All tokens of a source in order, comments included.
  static func tokens(of source: Bytes) -> [RustToken] {
    source.withUnsafeBufferPointer { bytes in
      var lexer = RustLexer(source: bytes)
      lexer.tokens.reserveCapacity(bytes.count / 5)
      while lexer.scanToken() {}
      return lexer.tokens
    }
  }

  private init(source: UnsafeBufferPointer<UInt8>) {
    self.source = source
  }

  /// The byte `offset` places on, 0 beyond the end.
  @inline(__always)
  private func peek(_ offset: Int = 0) -> UInt8 {
    place + offset < source.count ? source[place + offset] : 0
  }

  /// Takes one token or one run of white space; false at the end.
  private mutating func scanToken() -> Bool {
    guard place < source.count else { return false }
    let start = place
    let byte = source[place]
    switch byte {
    case 0x20, 0x09, 0x0a, 0x0d:
      place += 1
    case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
      skipLineComment()
      append(.comment, from: start)
    case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"):
      skipBlockComment()
      append(.comment, from: start)
    case UInt8(ascii: "\""):
      skipQuoted(UInt8(ascii: "\""))
      append(.string, from: start)
    case UInt8(ascii: "'"):
      scanQuote(from: start)
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      skipNumber()
      append(.number, from: start)
    case _ where RustLexer.startsName(byte):
      scanName(from: start)
    default:
      place += 1
      tokens.append(RustToken(kind: .punctuation, range: start..<place, punctuation: byte))
    }
    return true
  }

  private mutating func append(_ kind: RustToken.Kind, from start: Int) {
    tokens.append(RustToken(kind: kind, range: start..<place, punctuation: 0))
  }

  private mutating func skipLineComment() {
    while place < source.count, source[place] != 0x0a { place += 1 }
  }

  /// Block comments nest.
  private mutating func skipBlockComment() {
    var depth = 0
    while place < source.count {
      if peek() == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
        depth += 1
        place += 2
      } else if peek() == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
        depth -= 1
        place += 2
        if depth == 0 { return }
      } else {
        place += 1
      }
    }
  }

  /// Skips from an opening quote past the closing one, over escapes.
  private mutating func skipQuoted(_ quote: UInt8) {
    place += 1
    while place < source.count {
      let byte = source[place]
      place += byte == UInt8(ascii: "\\") ? 2 : 1
      if byte == quote { break }
    }
    place = min(place, source.count)
  }

  /// A character where a quote follows the next scalar, else a lifetime.
  private mutating func scanQuote(from start: Int) {
    let next = peek(1)
    if next == UInt8(ascii: "\\") {
      skipQuoted(UInt8(ascii: "'"))
      return append(.character, from: start)
    }
    let length = RustLexer.scalarLength(next)
    if peek(1 + length) == UInt8(ascii: "'"), next != UInt8(ascii: "'") {
      place = min(place + length + 2, source.count)
      return append(.character, from: start)
    }
    place += 1
    while place < source.count, RustLexer.continuesName(source[place]) { place += 1 }
    append(.lifetime, from: start)
  }

  private mutating func skipNumber() {
    while place < source.count {
      let byte = source[place]
      // `1.5` is one number, `1..5` and `1.max(2)` are not.
      let isFraction = byte == UInt8(ascii: ".") && 0x30...0x39 ~= peek(1) && peek(1) != 0
      guard RustLexer.continuesName(byte) || isFraction else { return }
      place += 1
    }
  }

  /// A name, or the literal whose prefix it is.
  private mutating func scanName(from start: Int) {
    while place < source.count, RustLexer.continuesName(source[place]) { place += 1 }
    let name = source[start..<place]
    let isRaw = name.elementsEqual("r".utf8) || name.elementsEqual("br".utf8) || name.elementsEqual("cr".utf8)
    if isRaw, skipRawString() { return append(.string, from: start) }
    if name.elementsEqual("r".utf8), peek() == UInt8(ascii: "#"), RustLexer.startsName(peek(1)) {
      place += 1
      while place < source.count, RustLexer.continuesName(source[place]) { place += 1 }
      return append(.identifier, from: start)
    }
    let isByte = name.elementsEqual("b".utf8)
    if isByte || name.elementsEqual("c".utf8), peek() == UInt8(ascii: "\"") {
      skipQuoted(UInt8(ascii: "\""))
      return append(.string, from: start)
    }
    if isByte, peek() == UInt8(ascii: "'") {
      skipQuoted(UInt8(ascii: "'"))
      return append(.character, from: start)
    }
    append(.identifier, from: start)
  }

  /// Skips `#…#"…"#…#` after the prefix; false, and nothing skipped, where none follows.
  private mutating func skipRawString() -> Bool {
    var hashes = 0
    while peek(hashes) == UInt8(ascii: "#") { hashes += 1 }
    guard peek(hashes) == UInt8(ascii: "\"") else { return false }
    place += hashes + 1
    while place < source.count {
      let byte = source[place]
      place += 1
      guard byte == UInt8(ascii: "\"") else { continue }
      var found = 0
      while found < hashes, peek(found) == UInt8(ascii: "#") { found += 1 }
      if found == hashes {
        place += hashes
        return true
      }
    }
    return true
  }

  /// Whether a name can begin with that byte; every byte beyond ASCII counts as a letter.
  @inline(__always)
  static func startsName(_ byte: UInt8) -> Bool {
    let letter = (byte | 0x20) &- 0x61
    return letter < 26 || byte == UInt8(ascii: "_") || byte >= 0x80
  }

  /// Whether a name can go on with that byte.
  @inline(__always)
  static func continuesName(_ byte: UInt8) -> Bool {
    startsName(byte) || byte &- 0x30 < 10
  }

  /// The length in bytes of the UTF-8 sequence that begins with that byte.
  private static func scalarLength(_ byte: UInt8) -> Int {
    switch byte {
    case 0xf0...: 4
    case 0xe0...: 3
    case 0xc0...: 2
    default: 1
    }
  }
}
