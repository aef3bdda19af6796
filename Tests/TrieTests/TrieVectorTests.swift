import Foundation
import Primitives
import TestSupport
import Testing
import Trie

@Suite("Merkle Patricia trie, known roots")
struct TrieVectorTests {
  struct Vector: Sendable, CustomTestStringConvertible {
    let name: String
    let entries: [(key: String, value: String)]
    let root: Hash32
    var testDescription: String { name }
  }

  /// Source: ethereum/tests, TrieTests.
  static let vectors = [
    Vector(
      name: "one entry", entries: [("A", String(repeating: "a", count: 50))],
      root: "0xd23786fb4a010da3ce639d66d5e904a11dbc02746d1ce25029e53290cabf28ab"),
    Vector(
      name: "keys that continue others",
      entries: [("doe", "reindeer"), ("dog", "puppy"), ("dogglesworth", "cat")],
      root: "0x8aad789dff2f538bca5d8ea56e8abe10f4c7ba3a5dea95fea4cd6e7c3a1168d3"),
    Vector(
      name: "nodes shorter than a hash",
      entries: [("do", "verb"), ("horse", "stallion"), ("doge", "coin"), ("dog", "puppy")],
      root: "0x5991bb8c6514148a29db676a14ac506cd2cd5775ace63c30a4fe457715e9ac84"),
    Vector(
      name: "a value in a branch", entries: [("abc", "abc"), ("abcd", "abcd")],
      root: "0x7a320748f780ad9ad5b0837302075ce0eeba6c26e3d8562c67ccc0f1b273298a"),
  ]

  @Test("roots are those of ethereum/tests", arguments: vectors)
  func inline(vector: Vector) {
    let builder = TrieBuilder()
    for entry in vector.entries { builder.insert(Bytes(entry.key.utf8), Bytes(entry.value.utf8)) }
    #expect(builder.root() == vector.root)
  }

  @Test("the trie without entries has the hash of the empty string's RLP as its root")
  func empty() {
    #expect(TrieBuilder().root() == MerklePatriciaTrie.emptyRoot)
    #expect(Keccak256.hash([0x80]) == MerklePatriciaTrie.emptyRoot)
  }

  @Test(
    "the whole of TrieTests gives the expected roots",
    .enabled(if: Conformance.isAvailable, "\(Conformance.absence)"))
  func conformance() throws {
    let builder = TrieBuilder()
    var checked = 0
    for vector in try Conformance.objects(of: "vectors/trie.ndjson.zst") {
      let test = try #require(vector["test"] as? [String: Any])
      let root = try #require((test["root"] as? String).flatMap(Hash32.init(hex:)))
      let isSecure = try #require(vector["secure"] as? Bool)
      builder.removeAll()
      for (key, value) in try Self.entries(try #require(test["in"])) {
        builder.insert(isSecure ? Keccak256.hash(key).bytes : key, value)
      }
      #expect(builder.root() == root, "\(vector["file"] ?? "") \(vector["name"] ?? "")")
      checked += 1
    }
    #expect(checked >= 15)
  }

  /// The entries that are left when insertions and deletions are done.
  private static func entries(_ input: Any) throws -> [Bytes: Bytes] {
    var result: [Bytes: Bytes] = [:]
    if let object = input as? [String: String] {
      for (key, value) in object { result[bytes(ofText: key)] = bytes(ofText: value) }
      return result
    }
    for pair in try #require(input as? [[Any]]) {
      let key = try #require(pair[0] as? String)
      result[bytes(ofText: key)] = (pair[1] as? String).map(bytes(ofText:))
    }
    return result
  }

  private static func bytes(ofText text: String) -> Bytes {
    text.hasPrefix("0x") ? bytes(text) : Bytes(text.utf8)
  }

  private static func bytes(_ hex: String) -> Bytes { TestSupport.bytes(hex) }
}
