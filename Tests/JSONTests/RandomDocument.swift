import TestSupport

/// Makes random JSON texts without white space, as our writer would spell them.
struct RandomDocument {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// The next number of a small linear generator, its better half mixed down.
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state ^ state >> 29) >> 3
  }

  mutating func value(depth: Int) -> String {
    switch next() % (depth > 0 ? 7 : 5) {
    case 0: return string()
    case 1: return "\(Int64(bitPattern: next()) >> Int64(next() % 40))"
    case 2: return ["true", "false", "null"][Int(next() % 3)]
    case 3: return "\(next() % 1000).\(next() % 1000)e-\(next() % 30)"
    case 4: return "\"0x\(String(next(), radix: 16))\(String(next(), radix: 16))\""
    case 5: return "[" + (0..<next() % 6).map { _ in value(depth: depth - 1) }.joined(separator: ",") + "]"
    default:
      let members = (0..<next() % 40).map { "\"k\($0)\":" + value(depth: depth - 1) }
      return "{" + members.joined(separator: ",") + "}"
    }
  }

  private mutating func string() -> String {
    let letters: [Character] = ["a", "z", "\"", "\\", "\n", "ä", "€", "😀", "\u{1}", " "]
    return quoted(String((0..<next() % 20).map { _ in letters[Int(next() % UInt64(letters.count))] }))
  }
}
