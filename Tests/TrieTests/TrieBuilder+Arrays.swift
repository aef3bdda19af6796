import Primitives
import Trie

extension TrieBuilder {
  /// Adds an entry of arrays.
  func insert(_ key: Bytes, _ value: Bytes) {
    key.withUnsafeBytes { key in value.withUnsafeBytes { insert(key: key, value: $0) } }
  }
}
