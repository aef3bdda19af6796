import Primitives

/// What an edit makes of one file.
struct EditApplication {
  /// How often the edit matched.
  let count: Int
  /// The new content; nil where nothing matched.
  let content: Bytes?
}

extension Edit.Operation {
  /// Applies an operation that changes a file to its content.
  ///
  /// - Complexity: O(n) in the content; rules for Rust cut it into tokens.
  func apply(to content: Bytes) -> EditApplication {
    switch self {
    case .create, .delete:
      preconditionFailure("\(name) does not change content")
    case .replace(let anchor, let text):
      let changes = Anchor.offsets(of: anchor, in: content).map { ($0..<$0 + anchor.count, text) }
      return EditApplication(changes, content)
    case .insertBefore(let anchor, let lines):
      let places = Anchor.offsets(of: anchor, in: content).map { Anchor.lineStart(of: $0, in: content) }
      return EditApplication(inserting: lines, at: places, content)
    case .insertAfter(let anchor, let lines):
      let places = Anchor.offsets(of: anchor, in: content).map {
        Anchor.lineEnd(of: $0 + anchor.count - 1, in: content)
      }
      return EditApplication(inserting: lines, at: places, content)
    case .insertAtFunctionEnd(let function, let opener, let lines):
      let ends = RustSource(content).functionEnds(named: function, within: opener)
      return EditApplication(
        ends.map { Edit.Operation.insertion(of: lines, beforeBrace: $0, in: content) }, content)
    case .renameMacros(let from, let to):
      guard from.contains(where: { !Anchor.offsets(of: Bytes($0.utf8), in: content).isEmpty }) else {
        return EditApplication(count: 0, content: nil)
      }
      let sites = RustSource(content).macroInvocations(of: from)
      return EditApplication(sites.map { ($0.range, to[$0.name]) }, content)
    }
  }

  /// The change that puts lines before the line of a closing brace, or breaks the line where code stands
  /// before the brace.
  private static func insertion(
    of lines: Bytes, beforeBrace brace: Int, in content: Bytes
  ) -> (Range<Int>, Bytes) {
    let start = Anchor.lineStart(of: brace, in: content)
    if content[start..<brace].allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return (start..<start, lines) }
    return (brace..<brace, [0x0a] + lines)
  }
}

extension EditApplication {
  fileprivate init(_ changes: [(Range<Int>, Bytes)], _ content: Bytes) {
    count = changes.count
    self.content =
      changes.isEmpty ? nil : Anchor.replacing(changes.map { (range: $0.0, text: $0.1) }, in: content)
  }

  fileprivate init(inserting lines: Bytes, at places: [Int], _ content: Bytes) {
    count = places.count
    if places.isEmpty {
      self.content = nil
    } else if places.last == content.count, content.last != 0x0a {
      // The last line of the file has no line feed; the text does not go on in it.
      let complete = content + [0x0a]
      let moved = places.map { $0 == content.count ? complete.count : $0 }
      self.content = Anchor.inserting(lines, at: moved, in: complete)
    } else {
      self.content = Anchor.inserting(lines, at: places, in: content)
    }
  }
}
