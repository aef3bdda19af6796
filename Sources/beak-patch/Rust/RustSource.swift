import Primitives

/// Rust source with its tokens: what edits ask about its structure.
struct RustSource {
  let bytes: Bytes
  /// All tokens but the comments.
  let tokens: [RustToken]

  init(_ bytes: Bytes) {
    self.bytes = bytes
    tokens = RustLexer.tokens(of: bytes).filter { $0.kind != .comment }
  }

  /// Whether a token is that name or keyword.
  func isName(_ index: Int, _ name: StaticString) -> Bool {
    guard tokens.indices.contains(index), tokens[index].kind == .identifier else { return false }
    return hasText(index, UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
  }

  /// Whether a token is that name or keyword.
  func isName(_ index: Int, _ name: String) -> Bool {
    guard tokens.indices.contains(index), tokens[index].kind == .identifier else { return false }
    return name.utf8.elementsEqual(bytes[tokens[index].range])
  }

  private func hasText(_ index: Int, _ text: UnsafeRawBufferPointer) -> Bool {
    let range = tokens[index].range
    return range.count == text.count && text.elementsEqual(bytes[range])
  }

  /// The text of a token.
  func text(_ index: Int) -> String { String(decoding: bytes[tokens[index].range], as: UTF8.self) }

  /// The punctuation at a token, 0 where there is another token or none.
  func punctuation(_ index: Int) -> UInt8 { tokens.indices.contains(index) ? tokens[index].punctuation : 0 }

  /// The token that closes the bracket which token `opening` opens; nil where none does.
  ///
  /// Round, square and curly brackets count together: in code that compiles they nest.
  func closing(_ opening: Int) -> Int? {
    var depth = 0
    for index in opening..<tokens.count {
      switch tokens[index].punctuation {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return index }
      default: break
      }
    }
    return nil
  }

  /// The first of the given punctuation after `start`, outside of brackets and of generic arguments.
  func firstOutside(_ wanted: [UInt8], from start: Int) -> Int? {
    var index = start
    var angles = 0
    while index < tokens.count {
      let byte = tokens[index].punctuation
      if angles == 0, wanted.contains(byte) { return index }
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        guard let end = closing(index) else { return nil }
        index = end
      case UInt8(ascii: "<"): angles += 1
      case UInt8(ascii: ">"):
        let before = punctuation(index - 1)
        // The tips of `->` and `=>` close nothing.
        let isArrow = before == UInt8(ascii: "-") || before == UInt8(ascii: "=")
        if !isArrow, angles > 0 { angles -= 1 }
      default: break
      }
      index += 1
    }
    return nil
  }
}

// MARK: Functions

extension RustSource {
  /// The offsets of the closing braces of all functions of that name, those of declarations without a body
  /// left out.
  ///
  /// - Parameter opener: Text with which a line begins, white space aside, that opens the block in which the
  ///   functions are; the whole source if nil.
  func functionEnds(named name: String, within opener: String?) -> [Int] {
    let blocks = opener.map(blocks(openedBy:))
    var ends: [Int] = []
    for index in tokens.indices where isName(index, "fn") && isName(index + 1, name) {
      if let blocks, !blocks.contains(where: { $0.contains(tokens[index].range.lowerBound) }) { continue }
      if let body = bodyOfFunction(index), let end = closing(body) {
        ends.append(tokens[end].range.lowerBound)
      }
    }
    return ends
  }

  /// The token that opens the body of the function whose `fn` is at `index`.
  func bodyOfFunction(_ index: Int) -> Int? {
    let stop = firstOutside([UInt8(ascii: "{"), UInt8(ascii: ";")], from: index + 2)
    return stop.flatMap { punctuation($0) == UInt8(ascii: "{") ? $0 : nil }
  }

  /// The byte ranges of the blocks that lines beginning with that text open.
  private func blocks(openedBy text: String) -> [Range<Int>] {
    var blocks: [Range<Int>] = []
    var lineStart = 0
    while lineStart < bytes.count {
      let lineEnd = bytes[lineStart...].firstIndex(of: 0x0a) ?? bytes.count
      let code = bytes[lineStart..<lineEnd].drop { $0 == 0x20 || $0 == 0x09 }
      if code.starts(with: text.utf8), let block = block(from: code.startIndex) { blocks.append(block) }
      lineStart = lineEnd + 1
    }
    return blocks
  }

  private func block(from offset: Int) -> Range<Int>? {
    guard let first = tokens.firstIndex(where: { $0.range.lowerBound >= offset }),
      let opening = firstOutside([UInt8(ascii: "{")], from: first), let end = closing(opening)
    else { return nil }
    return tokens[opening].range.lowerBound..<tokens[end].range.upperBound
  }
}
