import Primitives

/// What a new block shall contain; everything else about it follows.
public struct BlockPlan: Sendable {
  public var coinbase: Address
  /// Seconds since 1970.
  public var timestamp: UInt64
  public var gasLimit: UInt64
  /// Randomness, which becomes the header's mix hash.
  public var prevRandao: Hash32
  public var extraData: Bytes
  /// Used where the rules know it. Source: EIP-4788.
  public var parentBeaconBlockRoot: Hash32
  /// Used where the rules know them. Source: EIP-4895.
  public var withdrawals: [Withdrawal]
  /// Signed.
  public var transactions: [Transaction]
  /// The sender of each transaction; empty when they are to be recovered.
  public var senders: [Address]
  /// Whether a header that no chain would accept after the parent is refused.
  public var checksHeader: Bool

  /// Makes a plan.
  public init(
    coinbase: Address, timestamp: UInt64, gasLimit: UInt64, prevRandao: Hash32 = .zero,
    extraData: Bytes = [], parentBeaconBlockRoot: Hash32 = .zero, withdrawals: [Withdrawal] = [],
    transactions: [Transaction] = [], senders: [Address] = [], checksHeader: Bool = true
  ) {
    self.coinbase = coinbase
    self.timestamp = timestamp
    self.gasLimit = gasLimit
    self.prevRandao = prevRandao
    self.extraData = extraData
    self.parentBeaconBlockRoot = parentBeaconBlockRoot
    self.withdrawals = withdrawals
    self.transactions = transactions
    self.senders = senders
    self.checksHeader = checksHeader
  }
}

/// A block that was executed, with all that came of it.
public struct ExecutedBlock: Sendable {
  public var block: Block
  public var hash: Hash32
  /// The encoded block.
  public var rlp: Bytes
  public var receipts: [Receipt]
  /// Type ‖ data for every type with data, in the order of the types. Source: EIP-7685.
  public var requests: [Bytes]
  /// The sender of each transaction.
  public var senders: [Address]
}
