import JSON
import Primitives

/// Checks that what a set uses of its injected code is defined there.
struct SymbolClosure {
  private let set: PatchSet
  private let files: PatchSetFiles

  /// A name with or without the `!` of a macro.
  private struct Symbol: Hashable {
    let name: String
    let isMacro: Bool

    var text: String { isMacro ? name + "!" : name }
  }

  private static let definers = [
    "fn", "const", "static", "struct", "enum", "mod", "type", "trait", "union",
  ]

  /// Every symbol that is used or promised and not defined.
  static func problems(of set: PatchSet, files: PatchSetFiles) -> [SetProblem] {
    let closure = SymbolClosure(set: set, files: files)
    return set.symbols.enumerated().flatMap { closure.problems(of: $1, number: $0) }
  }

  private func problems(of entry: PatchSet.SymbolNamespace, number: Int) -> [SetProblem] {
    var problems: [SetProblem] = []
    let place = JSONPointer.root / "symbols" / number
    let sources = files.paths.filter { path in
      path.hasSuffix(".rs") && entry.definedBy.contains { path == $0 || path.hasPrefix($0 + "/") }
    }
    if sources.isEmpty {
      problems.append(
        SetProblem(.symbolUndefined, in: "set.json", at: place / "definedBy", "no Rust file is named"))
    }
    var defined: Set<Symbol> = []
    for path in sources { defined.formUnion(Self.definitions(in: RustSource(files.contents[path]!))) }
    for path in sources {
      for symbol in Self.uses(of: "$crate", in: RustSource(files.contents[path]!)).subtracting(defined) {
        problems.append(SetProblem(.symbolUndefined, in: path, "$crate::\(symbol.text) is not defined"))
      }
    }
    for (index, edit) in set.edits.enumerated() {
      let missing = uses(of: entry.namespace, by: edit).subtracting(defined).sorted { $0.text < $1.text }
      for symbol in missing {
        let pass = set.passes[edit.pass]
        problems.append(
          SetProblem(
            .symbolUndefined, in: "\(pass.name)/manifest.json",
            at: JSONPointer.root / "edits" / (index - pass.edits.lowerBound),
            "the edit \(edit.id) uses \(entry.namespace)::\(symbol.text), which is not defined"))
      }
    }
    for (index, name) in entry.calledByRunners.enumerated() {
      let isMacro = name.hasSuffix("!")
      let symbol = Symbol(name: isMacro ? String(name.dropLast()) : name, isMacro: isMacro)
      if !defined.contains(symbol) {
        problems.append(
          SetProblem(
            .symbolUndefined, in: "set.json", at: place / "calledByRunners" / index,
            "\(symbol.text) is promised to runners and not defined"))
      }
    }
    return problems
  }

  /// What an edit's text uses of a namespace.
  private func uses(of namespace: String, by edit: Edit) -> Set<Symbol> {
    switch edit.operation {
    case .delete: return []
    case .create(let text):
      guard case .file(let path) = edit.target, path.hasSuffix(".rs") else { return [] }
      return Self.uses(of: namespace, in: RustSource(text))
    case .replace(_, let text), .insertBefore(_, let text), .insertAfter(_, let text),
      .insertAtFunctionEnd(_, _, let text):
      return Self.uses(of: namespace, in: RustSource(text))
    case .renameMacros(_, let paths):
      var symbols: Set<Symbol> = []
      for path in paths {
        symbols.formUnion(Self.uses(of: namespace, in: RustSource(path + Bytes("!()".utf8))))
      }
      return symbols
    }
  }

  // MARK: Reading Rust

  private static func definitions(in source: RustSource) -> Set<Symbol> {
    var symbols: Set<Symbol> = []
    for index in source.tokens.indices where source.tokens[index].kind == .identifier {
      if source.isName(index, "macro_rules"), source.punctuation(index + 1) == UInt8(ascii: "!"),
        source.isAnyName(index + 2)
      {
        symbols.insert(Symbol(name: source.text(index + 2), isMacro: true))
      } else if definers.contains(source.text(index)) {
        let name = source.isName(index + 1, "mut") ? index + 2 : index + 1
        if source.isAnyName(name) { symbols.insert(Symbol(name: source.text(name), isMacro: false)) }
      }
    }
    return symbols
  }

  /// The names right below a namespace that a source uses, those in `use` groups included.
  private static func uses(of namespace: String, in source: RustSource) -> Set<Symbol> {
    var symbols: Set<Symbol> = []
    let isCrate = namespace == "$crate"
    for index in source.tokens.indices where source.isName(index, isCrate ? "crate" : namespace) {
      if isCrate != (source.punctuation(index - 1) == UInt8(ascii: "$")) { continue }
      guard source.isPathSeparator(index + 1) else { continue }
      if source.punctuation(index + 3) == UInt8(ascii: "{"), let end = source.closing(index + 3) {
        var depth = 0
        for place in index + 4..<end {
          if source.punctuation(place) == UInt8(ascii: "{") { depth += 1 }
          if source.punctuation(place) == UInt8(ascii: "}") { depth -= 1 }
          let before = source.punctuation(place - 1)
          let isFirst = depth == 0 && (before == UInt8(ascii: "{") || before == UInt8(ascii: ","))
          if isFirst { symbols.formUnion(symbol(at: place, in: source)) }
        }
      } else {
        symbols.formUnion(symbol(at: index + 3, in: source))
      }
    }
    return symbols
  }

  private static func symbol(at index: Int, in source: RustSource) -> Set<Symbol> {
    guard source.isAnyName(index), !source.isName(index, "self") else { return [] }
    let isMacro =
      source.punctuation(index + 1) == UInt8(ascii: "!") && source.punctuation(index + 2) != UInt8(ascii: "=")
    return [Symbol(name: source.text(index), isMacro: isMacro)]
  }
}

extension RustSource {
  fileprivate func isAnyName(_ index: Int) -> Bool {
    tokens.indices.contains(index) && tokens[index].kind == .identifier
  }

  /// Whether `::` stands at `index`.
  fileprivate func isPathSeparator(_ index: Int) -> Bool {
    punctuation(index) == UInt8(ascii: ":") && punctuation(index + 1) == UInt8(ascii: ":")
  }
}
