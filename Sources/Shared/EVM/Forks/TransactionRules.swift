/// Which kinds of transaction a fork knows.
public struct TransactionTypes: OptionSet, Sendable, Hashable {
  /// Bit n stands for the transaction type n.
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let legacy = TransactionTypes(rawValue: 1 << 0)
  public static let accessList = TransactionTypes(rawValue: 1 << 1)
  public static let dynamicFee = TransactionTypes(rawValue: 1 << 2)
  public static let blob = TransactionTypes(rawValue: 1 << 3)
  public static let setCode = TransactionTypes(rawValue: 1 << 4)

  /// Whether the type with this number (0 for legacy) is allowed.
  public func allows(_ type: UInt8) -> Bool { type < 8 && rawValue & (1 << type) != 0 }
}

/// What a transaction must fulfil and pays before it runs. Gas unless said otherwise.
public struct TransactionRules: Sendable, Equatable {
  /// The allowed kinds.
  public var types: TransactionTypes = .legacy
  /// Whether legacy signatures may name the chain. Source: EIP-155.
  public var allowsProtected = false
  /// Whether s may not lie above n / 2. Source: EIP-2.
  public var requiresLowS = false

  /// What every transaction pays.
  public var baseGas: UInt64 = 21000
  /// What a creation pays on top.
  public var creationGas: UInt64 = 0
  /// For each zero byte of data.
  public var zeroByteGas: UInt64 = 4
  /// For each other byte of data.
  public var nonZeroByteGas: UInt64 = 68
  /// For each address of the access list.
  public var accessListAddressGas: UInt64 = 0
  /// For each storage key of the access list.
  public var accessListSlotGas: UInt64 = 0
  /// For each authorization, as if its account were new.
  public var authorizationGas: UInt64 = 0
  /// Refunded for each authorization whose account exists.
  public var authorizationRefund: UInt64 = 0
  /// For each word of init code; nil where it is free.
  public var initCodeWordGas: UInt64?
  /// The least that a token of data costs in the end; nil where there is no floor. A non-zero byte is four
  /// tokens.
  public var calldataFloorPerToken: UInt64?
  /// The refund is at most the used gas divided by this.
  public var maxRefundQuotient: UInt64 = 2

  /// Most bytes of init code in a creation; nil where there is no limit.
  public var maxInitCodeSize: Int?
  /// The highest gas limit; nil where there is none but the block's.
  public var gasLimitCap: UInt64?
  /// Most blobs in one transaction; nil where only the block's limit holds.
  public var maxBlobsPerTransaction: Int?

  /// Whether the access list, sender and target are warm at the start. Source: EIP-2929.
  public var warmsAccessList = false
  /// Whether the coinbase is warm at the start. Source: EIP-3651.
  public var warmsCoinbase = false
  /// Whether a sender may not have code (other than a delegation where those are allowed). Source: EIP-3607.
  public var rejectsSenderWithCode = false
  /// Whether a sender may have a delegation as code. Source: EIP-7702.
  public var allowsDelegatedSender = false
  /// Whether the block's base fee is burnt and bounds the price. Source: EIP-1559.
  public var usesBaseFee = false
  /// Whether a receipt has a status instead of an intermediate state root. Source: EIP-658.
  public var receiptHasStatus = false

  public init() {}
}
