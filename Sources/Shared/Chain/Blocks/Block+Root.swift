import Primitives
import Trie

extension Block {
  /// The root over the transactions' envelopes.
  public var transactionsRoot: Hash32 { transactionsRoot(adding: []) }

  /// The root over the transactions' envelopes and further ones, which need not decode.
  public func transactionsRoot(adding envelopes: [Bytes]) -> Hash32 {
    let count = transactions.count + envelopes.count
    return OrderedTrie.root(count: count, builder: TrieBuilder()) { index, buffer in
      if index < transactions.count {
        transactions[index].appendRLP(to: &buffer)
      } else {
        buffer.append(envelopes[index - transactions.count])
      }
    }
  }

  /// The root over `withdrawals`. Source: EIP-4895.
  public static func withdrawalsRoot(_ withdrawals: [Withdrawal]) -> Hash32 {
    OrderedTrie.root(count: withdrawals.count, builder: TrieBuilder()) { index, buffer in
      withdrawals[index].appendRLP(to: &buffer)
    }
  }
}
