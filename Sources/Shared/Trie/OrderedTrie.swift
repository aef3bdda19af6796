import Primitives

/// The trie of a list: the keys are the RLP of the indices.
///
/// Source: Yellow Paper, section 4.4.3 (transactions, receipts and withdrawals of a block).
public enum OrderedTrie {
  /// The root over `count` items, each written by `item` into a buffer that is empty when it is called.
  ///
  /// What `builder` held is dropped.
  public static func root(
    count: Int, builder: TrieBuilder, item: (Int, inout ByteBuffer) -> Void
  ) -> Hash32 {
    builder.removeAll()
    for index in 0..<count { builder.insert(index: index, item: item) }
    return builder.root()
  }
}

extension TrieBuilder {
  /// Adds the item at an index of a list.
  fileprivate func insert(index: Int, item write: (Int, inout ByteBuffer) -> Void) {
    item.removeAll()
    write(index, &item)
    let position = item.count
    item.appendRLP(UInt64(index))
    insert(
      key: UnsafeRawBufferPointer(rebasing: item.bytes[position...]),
      value: UnsafeRawBufferPointer(rebasing: item.bytes[..<position]))
  }
}
