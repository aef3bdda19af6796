/// How the transactions of a document are spread over blocks.
package struct BlockOptions: Sendable, Equatable {
  /// Which block takes which transactions.
  package enum Strategy: String, CaseIterable, Sendable {
    /// Runs in the document's order whose sizes differ by at most one, the longer ones first.
    case distribute
    /// All in block 1; the other blocks are empty.
    case firstBlock = "first-block"
  }

  /// Number of blocks after genesis.
  package var count = 1
  package var strategy = Strategy.distribute
  /// Seconds from one block to the next.
  package var interval: UInt64 = 12

  /// Makes options.
  package init(count: Int = 1, strategy: Strategy = .distribute, interval: UInt64 = 12) {
    self.count = count
    self.strategy = strategy
    self.interval = interval
  }

  /// The transactions of block `index` (0 is the first after genesis), out of `total`.
  func transactions(ofBlock index: Int, total: Int) -> Range<Int> {
    switch strategy {
    case .firstBlock:
      return index == 0 ? 0..<total : total..<total
    case .distribute:
      let (size, longer) = total.quotientAndRemainder(dividingBy: count)
      let start = index * size + min(index, longer)
      return start..<start + size + (index < longer ? 1 : 0)
    }
  }
}

/// How large a document may be.
package struct ConvertLimits: Sendable, Equatable {
  package var accounts = 100_000
  package var transactions = 100_000
  /// Bytes of code per account.
  package var codeBytes = 10 << 20

  /// Makes limits.
  package init(accounts: Int = 100_000, transactions: Int = 100_000, codeBytes: Int = 10 << 20) {
    self.accounts = accounts
    self.transactions = transactions
    self.codeBytes = codeBytes
  }
}
