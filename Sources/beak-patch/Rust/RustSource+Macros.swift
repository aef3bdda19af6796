import Primitives

extension RustSource {
  /// The names of macro invocations that may be renamed: byte range and position in `names`.
  ///
  /// An invocation is a name, `!` and a bracket. Not taken are a path such as `foo::assert!`, a metavariable
  /// such as `$name!`, and what stands in an attribute or where the compiler evaluates: items `const` and
  /// `static`, bodies of `const fn`, blocks `const { … }`.
  func macroInvocations(of names: [String]) -> [(range: Range<Int>, name: Int)] {
    var found: [(range: Range<Int>, name: Int)] = []
    for index in tokens.indices where tokens[index].kind == .identifier && isInvocation(index) {
      guard let name = names.firstIndex(where: { isName(index, $0) }) else { continue }
      found.append((tokens[index].range, name))
    }
    if found.isEmpty { return [] }
    let fixed = compileTimeRanges()
    return found.filter { site in !fixed.contains { $0.contains(site.range.lowerBound) } }
  }

  /// Whether the name at `index` is that of a macro invocation without a path before it.
  private func isInvocation(_ index: Int) -> Bool {
    guard punctuation(index + 1) == UInt8(ascii: "!") else { return false }
    switch punctuation(index + 2) {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): break
    default: return false
    }
    switch punctuation(index - 1) {
    case UInt8(ascii: "."), UInt8(ascii: "$"): return false
    case UInt8(ascii: ":"): return punctuation(index - 2) != UInt8(ascii: ":")
    default: return true
    }
  }

  /// The byte ranges in which code runs in the compiler, or is none: constants, statics, `const fn`, `const`
  /// blocks, attributes.
  func compileTimeRanges() -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var index = 0
    while index < tokens.count {
      if let end = endOfCompileTime(from: index) {
        ranges.append(tokens[index].range.lowerBound..<tokens[end].range.upperBound)
        index = end
      }
      index += 1
    }
    return ranges
  }

  /// The last token of the compile-time construct that begins at `index`; nil where none does.
  private func endOfCompileTime(from index: Int) -> Int? {
    if punctuation(index) == UInt8(ascii: "#") {
      let opening = punctuation(index + 1) == UInt8(ascii: "!") ? index + 2 : index + 1
      return punctuation(opening) == UInt8(ascii: "[") ? closing(opening) : nil
    }
    if isName(index, "static") {
      let name = isName(index + 1, "mut") || isName(index + 1, "ref") ? index + 2 : index + 1
      return isTypedName(name) ? endOfItem(from: name) : nil
    }
    guard isName(index, "const") else { return nil }
    if punctuation(index + 1) == UInt8(ascii: "{") { return closing(index + 1) }
    if let function = functionAfterConst(index) {
      return bodyOfFunction(function).flatMap { closing($0) }
    }
    switch punctuation(index - 1) {
    // `*const T`, `<const N: usize>` and `<F, const N: usize>` are no items.
    case UInt8(ascii: "*"), UInt8(ascii: "<"), UInt8(ascii: ","): return nil
    default: return isTypedName(index + 1) ? endOfItem(from: index + 1) : nil
    }
  }

  /// Whether a name and a colon stand at `index`, as in an item with a type.
  private func isTypedName(_ index: Int) -> Bool {
    tokens.indices.contains(index) && tokens[index].kind == .identifier
      && punctuation(index + 1) == UInt8(ascii: ":")
  }

  /// The semicolon that ends an item, brackets skipped.
  private func endOfItem(from start: Int) -> Int? {
    var index = start
    while index < tokens.count {
      switch tokens[index].punctuation {
      case UInt8(ascii: ";"): return index
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        guard let end = closing(index) else { return nil }
        index = end
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): return nil
      default: break
      }
      index += 1
    }
    return nil
  }

  /// The `fn` of `const fn`, over `async`, `unsafe` and `extern "C"`.
  private func functionAfterConst(_ index: Int) -> Int? {
    var next = index + 1
    while next < tokens.count {
      if isName(next, "fn") { return next }
      let isQualifier =
        isName(next, "async") || isName(next, "unsafe") || isName(next, "safe") || isName(next, "extern")
        || tokens[next].kind == .string
      guard isQualifier else { return nil }
      next += 1
    }
    return nil
  }
}
