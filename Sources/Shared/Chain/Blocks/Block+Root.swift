import Primitives
import Trie

extension Block {
  /// The root over the transactions' envelopes.
  public var transactionsRoot: Hash32 { root(with: nil) }

  /// The root over the transactions' envelopes and one more, which need not be a transaction.
  public func transactionsRoot(adding envelope: Bytes) -> Hash32 { root(with: envelope) }

  private func root(with extra: Bytes?) -> Hash32 {
    let count = transactions.count + (extra == nil ? 0 : 1)
    return OrderedTrie.root(count: count, builder: TrieBuilder()) { index, buffer in
      if let extra, index == transactions.count {
        buffer.append(extra)
      } else {
        transactions[index].appendRLP(to: &buffer)
      }
    }
  }
}
