import EVM
import Primitives

/// The gas a transaction owes before its first instruction runs.
struct IntrinsicGas: Equatable {
  /// Charged at the start.
  var regular: UInt64
  /// Charged at least in all, 0 where there is no floor. Source: EIP-7623.
  var floor: UInt64

  /// Counts what `transaction` owes.
  ///
  /// Source: Yellow Paper, section 6.2; EIP-2028, EIP-2930, EIP-3860, EIP-7623, EIP-7702.
  init(of transaction: Transaction, rules: TransactionRules) {
    let zeroBytes = UInt64(transaction.data.countOfZeroBytes)
    let nonZeroBytes = UInt64(transaction.data.count) - zeroBytes
    regular = rules.baseGas + zeroBytes * rules.zeroByteGas + nonZeroBytes * rules.nonZeroByteGas
    if transaction.isCreation {
      regular += rules.creationGas
      let words = (UInt64(transaction.data.count) + 31) / 32
      regular += words * (rules.initCodeWordGas ?? 0)
    }
    for entry in transaction.accessList {
      regular += rules.accessListAddressGas
      regular += UInt64(entry.storageKeys.count) * rules.accessListSlotGas
    }
    regular += UInt64(transaction.authorizationList.count) * rules.authorizationGas
    let tokens = zeroBytes + nonZeroBytes * Self.tokensPerNonZeroByte
    floor = rules.calldataFloorPerToken.map { rules.baseGas + tokens * $0 } ?? 0
  }

  /// Calldata tokens of a non-zero byte. Source: EIP-7623.
  private static let tokensPerNonZeroByte: UInt64 = 4
}

extension Bytes {
  /// How many bytes are zero.
  var countOfZeroBytes: Int {
    withUnsafeBytes { bytes in
      var count = 0
      for byte in bytes where byte == 0 { count &+= 1 }
      return count
    }
  }
}

extension Transaction {
  /// Gas charged before the first instruction under `rules`.
  public func intrinsicGas(rules: TransactionRules) -> UInt64 {
    IntrinsicGas(of: self, rules: rules).regular
  }
}
