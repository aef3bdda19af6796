/// How the transactions of a document are spread over blocks.
struct BlockOptions: Sendable, Equatable {
  /// Which block takes which transactions.
  enum Strategy: String, CaseIterable, Sendable {
    /// Runs in the document's order whose sizes differ by at most one, the longer ones first.
    case distribute
    /// All in block 1; the other blocks are empty.
    case firstBlock = "first-block"
  }

  /// Number of blocks after genesis.
  var count = 1
  var strategy = Strategy.distribute
  /// Seconds from one block to the next.
  var interval: UInt64 = 12

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
struct ConvertLimits: Sendable, Equatable {
  var accounts = 100_000
  var transactions = 100_000
  /// Bytes of code per account.
  var codeBytes = 10 << 20
}
