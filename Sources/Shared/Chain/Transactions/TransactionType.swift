/// The kind of a transaction, by the number that stands before its encoding.
///
/// Source: EIP-2718; the numbers: EIP-2930, EIP-1559, EIP-4844, EIP-7702.
public enum TransactionType: UInt8, Sendable, CaseIterable {
  /// The untyped list of nine fields with one gas price.
  case legacy = 0
  /// A gas price and an access list. Source: EIP-2930.
  case accessList = 1
  /// A maximum fee, a priority fee and an access list. Source: EIP-1559.
  case dynamicFee = 2
  /// As `dynamicFee`, with blobs. Source: EIP-4844.
  case blob = 3
  /// As `dynamicFee`, with authorizations to set code. Source: EIP-7702.
  case setCode = 4

  /// Whether the fee is given as a maximum and a priority fee.
  @inlinable public var hasDynamicFee: Bool { rawValue >= 2 }
  /// Whether the encoding carries an access list.
  @inlinable public var hasAccessList: Bool { rawValue >= 1 }
}
