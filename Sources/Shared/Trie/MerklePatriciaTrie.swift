import Primitives

/// Ethereum's modified Merkle Patricia trie, as far as its root is concerned.
///
/// Source: Yellow Paper, appendix D.
public enum MerklePatriciaTrie {
  /// The root of the trie without entries: the Keccak-256 of the empty RLP string.
  public static let emptyRoot: Hash32 =
    "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421"
}
