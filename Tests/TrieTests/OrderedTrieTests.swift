import Primitives
import TestSupport
import Testing
import Trie

@Suite("OrderedTrie")
struct OrderedTrieTests {
  @Test("keys are the RLP of the indices", arguments: [0, 1, 2, 17, 127, 128, 129, 256, 300])
  func matchesDefinition(count: Int) {
    var generator = SplitMix64(seed: UInt64(count))
    let items = (0..<count).map { _ in generator.bytes(Int.random(in: 1...300, using: &generator)) }
    var naive = NaiveTrie()
    for (index, item) in items.enumerated() {
      let key: Bytes =
        switch index {
        case 0: [0x80]
        case 1...127: [UInt8(index)]
        case 128...255: [0x81, UInt8(index)]
        default: [0x82, UInt8(index / 256), UInt8(index % 256)]
        }
      naive.insert(key, item)
    }
    let builder = TrieBuilder()
    builder.insert([9], [9])
    let root = OrderedTrie.root(count: count, builder: builder) { $1.append(items[$0]) }
    #expect(root == naive.root)
  }

  @Test("a block without transactions has the empty root")
  func empty() {
    let root = OrderedTrie.root(count: 0, builder: TrieBuilder()) { _, _ in }
    #expect(root == MerklePatriciaTrie.emptyRoot)
  }
}

@Suite("SecureKeyCache")
struct SecureKeyCacheTests {
  @Test("answers are Keccak-256, at the first and at later times, whatever was evicted")
  func hashes() {
    var generator = SplitMix64(seed: 5)
    let cache = SecureKeyCache()
    let slots = UInt256.borders + (0..<20_000).map { _ in UInt256(generator.next() % 40_000) }
    for slot in slots + slots { #expect(cache.key(slot) == Keccak256.hash(Hash32(slot))) }
    let addresses = (0..<20_000).map { _ in Address(low20of: UInt256(generator.next() % 40_000)) }
    for address in addresses + addresses { #expect(cache.key(address) == Keccak256.hash(address)) }
  }
}
