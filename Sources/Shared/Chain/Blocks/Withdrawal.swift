import Primitives

/// A withdrawal of a validator's balance to an account.
///
/// Source: EIP-4895.
public struct Withdrawal: Hashable, Sendable {
  /// Counts all withdrawals of the chain.
  public var index: UInt64
  /// The validator's number.
  public var validatorIndex: UInt64
  /// The account credited.
  public var address: Address
  /// Gwei.
  public var amount: UInt64

  /// Makes a withdrawal; `amount` is in gwei.
  public init(index: UInt64, validatorIndex: UInt64, address: Address, amount: UInt64) {
    self.index = index
    self.validatorIndex = validatorIndex
    self.address = address
    self.amount = amount
  }

  /// The amount in wei.
  public var amountInWei: UInt256 { UInt256(amount) &* 1_000_000_000 }

  /// Writes `[index, validatorIndex, address, amount]`.
  public func appendRLP(to buffer: inout ByteBuffer) {
    let mark = buffer.beginRLPList()
    buffer.appendRLP(index)
    buffer.appendRLP(validatorIndex)
    buffer.appendRLP(address)
    buffer.appendRLP(amount)
    buffer.endRLPList(mark)
  }

  /// Reads `[index, validatorIndex, address, amount]`.
  public static func decode(_ item: RLPItem) throws(RLPError) -> Withdrawal {
    var reader = try item.reader()
    let withdrawal = Withdrawal(
      index: try reader.next().uint64(), validatorIndex: try reader.next().uint64(),
      address: try reader.next().address(), amount: try reader.next().uint64())
    try reader.finish()
    return withdrawal
  }
}
