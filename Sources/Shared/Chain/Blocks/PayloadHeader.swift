import Primitives
import Trie

extension Block {
  /// The header that a client puts together when it gets this block as an execution payload: what a payload
  /// does not say follows from it.
  ///
  /// It is the block's own header unless that one contradicts the block's body. Source: execution-apis,
  /// `engine_newPayload`; EIP-3675.
  /// - Parameter requests: Those that go along with the payload; nil where the call takes none. Source: EIP-7685.
  public func payloadHeader(requests: [Bytes]?) -> Header {
    let trie = TrieBuilder()
    var result = header
    result.ommersHash = Header.emptyOmmersHash
    result.difficulty = .zero
    result.nonce = 0
    result.transactionsRoot = OrderedTrie.root(count: transactions.count, builder: trie) { index, buffer in
      transactions[index].appendRLP(to: &buffer)
    }
    if let withdrawals {
      result.withdrawalsRoot = OrderedTrie.root(count: withdrawals.count, builder: trie) { index, buffer in
        withdrawals[index].appendRLP(to: &buffer)
      }
    }
    result.requestsHash = requests.map(Requests.hash)
    return result
  }
}
