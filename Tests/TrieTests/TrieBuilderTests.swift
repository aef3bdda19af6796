import Primitives
import TestSupport
import Testing
import Trie

@Suite("TrieBuilder")
struct TrieBuilderTests {
  /// How keys and values of a random trie look.
  struct Shape: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let keyCounts: ClosedRange<Int>
    /// Bits of each key byte that vary: few bits make long common starts.
    let keyMask: UInt8
    let valueCounts: ClosedRange<Int>
    let rounds: Int
    let entries: ClosedRange<Int>
  }

  static let shapes = [
    Shape(
      testDescription: "hashed keys, short values", keyCounts: 32...32, keyMask: 0xff, valueCounts: 1...33,
      rounds: 60, entries: 1...120),
    Shape(
      testDescription: "hashed keys, account-sized values", keyCounts: 32...32, keyMask: 0xff,
      valueCounts: 70...110, rounds: 40, entries: 1...120),
    Shape(
      testDescription: "values of several Keccak blocks", keyCounts: 4...4, keyMask: 0xff,
      valueCounts: 1...1000, rounds: 40, entries: 1...60),
    Shape(
      testDescription: "keys that continue others", keyCounts: 0...5, keyMask: 0x11, valueCounts: 1...40,
      rounds: 200, entries: 1...60),
    Shape(
      testDescription: "long common starts", keyCounts: 20...40, keyMask: 0x01, valueCounts: 1...4,
      rounds: 60, entries: 1...40),
    Shape(
      testDescription: "nodes that stand inside their parents", keyCounts: 1...2, keyMask: 0x33,
      valueCounts: 1...2, rounds: 200, entries: 1...40),
    Shape(
      testDescription: "many entries", keyCounts: 32...32, keyMask: 0xff, valueCounts: 1...120, rounds: 2,
      entries: 3000...4000),
  ]

  @Test("roots equal those of a trie built by the definition", arguments: shapes)
  func matchesDefinition(shape: Shape) {
    var generator = SplitMix64(seed: 7)
    let builder = TrieBuilder()
    for _ in 0..<shape.rounds {
      var entries: [Bytes: Bytes] = [:]
      for _ in 0..<Int.random(in: shape.entries, using: &generator) {
        let keyCount = Int.random(in: shape.keyCounts, using: &generator)
        let key = generator.bytes(keyCount).map { $0 & shape.keyMask }
        let valueCount = Int.random(in: shape.valueCounts, using: &generator)
        entries[key] = generator.bytes(valueCount)
      }
      var naive = NaiveTrie()
      builder.removeAll()
      for (key, value) in entries {
        naive.insert(key, value)
        builder.insert(key, value)
      }
      #expect(builder.root() == naive.root)
    }
  }

  @Test("the order of insertion does not matter", arguments: [2, 5, 17, 100])
  func order(count: Int) {
    var generator = SplitMix64(seed: 3)
    var entries = (0..<count).map { _ in (generator.bytes(32), generator.bytes(40)) }
    var roots: Set<Hash32> = []
    let builder = TrieBuilder()
    for _ in 0..<5 {
      builder.removeAll()
      for (key, value) in entries { builder.insert(key, value) }
      roots.insert(builder.root())
      entries.shuffle(using: &generator)
    }
    #expect(roots.count == 1)
  }

  @Test("the entries stay after a root was asked for")
  func keepsEntries() {
    let builder = TrieBuilder()
    builder.insert([2], [2])
    builder.insert([1], [1])
    let first = builder.root()
    #expect(builder.root() == first)
    builder.insert([3], [3])
    let whole = TrieBuilder()
    for byte in 1...3 as ClosedRange<UInt8> { whole.insert([byte], [byte]) }
    #expect(builder.root() == whole.root())
    #expect(builder.root() != first)
  }

  @Test("a changed value, key or count changes the root")
  func sensitive() {
    var generator = SplitMix64(seed: 11)
    let entries = (0..<20).map { _ in (generator.bytes(32), generator.bytes(60)) }
    func root(_ entries: [(Bytes, Bytes)]) -> Hash32 {
      let builder = TrieBuilder()
      for (key, value) in entries { builder.insert(key, value) }
      return builder.root()
    }
    let whole = root(entries)
    for index in entries.indices {
      var other = entries
      other[index].1[59] ^= 1
      #expect(root(other) != whole)
      other = entries
      other[index].0[31] ^= 1
      #expect(root(other) != whole)
      other = entries
      other.remove(at: index)
      #expect(root(other) != whole)
    }
  }
}
