import Primitives

extension Network {
  /// What a network's name turns out to be.
  public enum Lookup: Sendable, Equatable {
    /// A chain whose rules are implemented.
    case network(Network)
    /// A name that the test suites use, in canonical spelling, for rules that are not implemented.
    case unsupported(String)
    /// No name of any network.
    case unknown
  }

  /// Finds the network of this name, whatever its letter case.
  ///
  /// Understands each fork's names and the transitions `<A>To<B>At<block>`, `<A>To<B>AtTime<seconds>`,
  /// `<A>To<B>AtTime<n>k` (n thousand seconds) and `<A>To<B>AtDiff<hex>`, where B is a later fork than A.
  public static func find(_ text: String) -> Lookup {
    let spelling = text.lowercased()
    switch part(spelling[...]) {
    case .fork(let fork, let name):
      return .network(Network(name: name, initialFork: fork, finalFork: fork, transition: nil))
    case .unsupported(let name): return .unsupported(name)
    case .dao, nil: return transition(spelling)
    }
  }

  /// One side of a transition's name.
  private enum Part {
    case fork(Fork, name: String)
    case dao
    case unsupported(String)

    var name: String {
      switch self {
      case .fork(_, let name), .unsupported(let name): name
      case .dao: "Dao"
      }
    }
  }

  /// Names that EEST and ethereum/tests know and this implementation does not.
  private static let unsupportedNames = [
    "Amsterdam", "Bogota", "BPO5", "EOFv1", "CancunEIP7692", "Osaka-EOF", "Verkle",
  ]

  private static let parts: [String: Part] = {
    var table: [String: Part] = ["dao": .dao, "daofork": .dao]
    for name in unsupportedNames { table[name.lowercased()] = .unsupported(name) }
    for fork in Fork.allCases {
      for name in [fork.name] + fork.otherSpellings { table[name.lowercased()] = .fork(fork, name: name) }
      for alias in fork.replacedSpellings { table[alias.lowercased()] = .fork(fork, name: fork.name) }
    }
    return table
  }()

  private static func part(_ spelling: Substring) -> Part? { parts[String(spelling)] }

  /// Takes `<a>to<b>at<point>` apart at every place where it could be cut.
  private static func transition(_ spelling: String) -> Lookup {
    for at in positions(of: "at", in: spelling) {
      guard let point = Point(spelling[at.upperBound...]) else { continue }
      let names = spelling[..<at.lowerBound]
      for to in positions(of: "to", in: names) {
        if let first = part(names[..<to.lowerBound]), let second = part(names[to.upperBound...]) {
          return lookup(from: first, to: second, at: point)
        }
      }
    }
    return .unknown
  }

  private static func lookup(from first: Part, to second: Part, at point: Point) -> Lookup {
    let name = "\(first.name)To\(second.name)At\(point.spelling)"
    switch (first, second) {
    case (.fork(let initial, _), .fork(let final, _)) where initial < final:
      return .network(
        Network(name: name, initialFork: initial, finalFork: final, transition: point.transition))
    case (.fork(.homestead, _), .dao):
      guard case .block(let number) = point.transition else { return .unknown }
      return .network(
        Network(
          name: name, initialFork: .homestead, finalFork: .homestead, transition: nil, daoForkBlock: number))
    case (.unsupported, _), (_, .unsupported): return .unsupported(name)
    default: return .unknown
    }
  }

  private static func positions(of word: String, in text: some StringProtocol) -> [Range<String.Index>] {
    text.indices.compactMap { start in
      guard text[start...].hasPrefix(word) else { return nil }
      return start..<text.index(start, offsetBy: word.count)
    }
  }
}

/// Where a transition's name says that it happens.
private struct Point {
  let transition: Network.Transition
  /// The canonical spelling, as it stands after `At`.
  let spelling: String

  /// Reads the lower-case text after `at`: `5`, `time15k`, `time15000`, `diffc0000`.
  init?(_ text: Substring) {
    if text.hasPrefix("time") {
      var digits = text.dropFirst(4)
      let thousands = digits.hasSuffix("k")
      if thousands { digits = digits.dropLast() }
      guard let number = Point.decimal(digits) else { return nil }
      let (seconds, overflow) = number.multipliedReportingOverflow(by: thousands ? 1000 : 1)
      guard !overflow else { return nil }
      self.init(.timestamp(seconds), "Time\(number)\(thousands ? "k" : "")")
    } else if text.hasPrefix("diff") {
      let digits = text.dropFirst(4)
      guard !digits.isEmpty, let value = UInt256(hex: "0x" + digits) else { return nil }
      self.init(.totalDifficulty(value), "Diff\(digits.uppercased())")
    } else {
      guard let number = Point.decimal(text) else { return nil }
      self.init(.block(number), "\(number)")
    }
  }

  private init(_ transition: Network.Transition, _ spelling: String) {
    self.transition = transition
    self.spelling = spelling
  }

  /// A number of decimal digits only: no sign, no leading zero.
  private static func decimal(_ text: Substring) -> UInt64? {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    guard text == "0" || !text.hasPrefix("0") else { return nil }
    return UInt64(text)
  }
}
