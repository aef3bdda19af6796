import Crypto
import Primitives

/// How the transactions of a document are spread over blocks.
package struct BlockOptions: Sendable, Equatable {
  /// Which block takes which transactions.
  package enum Strategy: String, CaseIterable, Sendable {
    /// Runs in the document's order whose sizes differ by at most one, the longer ones first.
    case distribute
    /// All in block 1; the other blocks are empty.
    case firstBlock = "first-block"

    /// The transactions of each of `count` blocks, out of `total`.
    func ranges(total: Int, count: Int) -> [Range<Int>] {
      switch self {
      case .firstBlock: return (0..<count).map { $0 == 0 ? 0..<total : total..<total }
      case .distribute:
        let (size, longer) = total.quotientAndRemainder(dividingBy: count)
        return (0..<count).map { index in
          let start = index * size + min(index, longer)
          return start..<start + size + (index < longer ? 1 : 0)
        }
      }
    }
  }

  /// How many blocks there are after genesis.
  package enum Count: Sendable, Equatable {
    /// As many as the document says.
    case assigned
    case fixed(Int)
    /// 1 up to the number of transactions, and at most 10, by that seed and the record's identity.
    case random(seed: UInt64)
  }

  package var count = Count.assigned
  /// Nil: as the document assigns transactions to blocks, else `distribute`.
  package var strategy: Strategy?
  /// Seconds from one block to the next.
  package var interval: UInt64 = 12

  /// The most blocks of a document; a chain is held in memory until it is written.
  package static let limit = 10_000

  /// Makes options.
  package init(count: Count = .assigned, strategy: Strategy? = nil, interval: UInt64 = 12) {
    self.count = count
    self.strategy = strategy
    self.interval = interval
  }

  /// The most blocks that `random` makes.
  private static let randomLimit = 10

  /// A number of blocks for a record with `total` transactions: the same in every run, and whatever stands
  /// beside the record.
  static func randomCount(seed: UInt64, id: String, total: Int) -> Int {
    let digest = SHA256.hash(withUnsafeBytes(of: seed.bigEndian) { Bytes($0) } + Bytes(id.utf8))
    let word = digest.withUnsafeBytes { UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)) }
    let choices = UInt64(min(max(total, 1), randomLimit))
    return 1 + Int(word.multipliedFullWidth(by: choices).high)
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
