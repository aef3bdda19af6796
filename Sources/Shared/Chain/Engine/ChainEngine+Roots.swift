import Primitives
import Trie

extension ChainEngine {
  /// The root over the envelopes of `transactions`.
  func transactionsRoot(_ transactions: [Transaction]) -> Hash32 {
    OrderedTrie.root(count: transactions.count, builder: listTrie) { index, buffer in
      transactions[index].appendRLP(to: &buffer)
    }
  }

  /// The root over the encoded `receipts`.
  func receiptsRoot(_ receipts: [Receipt]) -> Hash32 {
    OrderedTrie.root(count: receipts.count, builder: listTrie) { index, buffer in
      receipts[index].append(to: &buffer)
    }
  }

  /// The root over `withdrawals`. Source: EIP-4895.
  func withdrawalsRoot(_ withdrawals: [Withdrawal]) -> Hash32 {
    OrderedTrie.root(count: withdrawals.count, builder: listTrie) { index, buffer in
      withdrawals[index].appendRLP(to: &buffer)
    }
  }

  /// The hash over the list of `ommers`.
  func ommersHash(_ ommers: [Header]) -> Hash32 {
    if ommers.isEmpty { return Header.emptyOmmersHash }
    scratch.removeAll(keepingCapacity: true)
    Block.append(ommers, to: &scratch)
    return Keccak256.hash(scratch.bytes)
  }

  /// The canonical encoding of `block`.
  func encode(_ block: Block) -> Bytes {
    scratch.removeAll(keepingCapacity: true)
    block.appendRLP(to: &scratch)
    return scratch.toBytes()
  }
}
