/// The prices that forks change or that depend on operands, by name.
///
/// All in gas. Base prices of instructions stand in their `OpcodeRow`.
/// Source: Yellow Paper, appendix G; the amendments name their EIPs.
@frozen
public struct GasSchedule: Sendable, Equatable {
  /// EXP, for each byte of the exponent.
  public var expByte: Int64 = 10

  // Accounts and calls.

  /// Touching an account for the first time in a transaction, above the instruction's base price.
  public var coldAccountSurcharge: Int64 = 0
  /// The whole price of touching a cold account where no base price has been paid.
  public var coldAccountAccess: Int64 = 0
  /// The price of touching a warm account where no base price has been paid.
  public var warmAccess: Int64 = 0
  /// A call that carries value.
  public var callValue: Int64 = 9000
  /// Given to the callee of a call that carries value.
  public var callStipend: Int64 = 2300
  /// A call or self-destruct that brings an account into being.
  public var newAccount: Int64 = 25000
  /// SELFDESTRUCT to an account that does not exist.
  public var selfDestructNewAccount: Int64 = 0
  /// Refunded for the first SELFDESTRUCT of an account.
  public var selfDestructRefund: Int64 = 24000

  // Storage.

  /// First touch of a storage slot in a transaction, above SLOAD's base price.
  public var coldSlotSurcharge: Int64 = 0
  /// First touch of a storage slot by SSTORE.
  public var coldSlotAccess: Int64 = 0
  /// SSTORE that changes nothing, or a slot that the transaction has changed already.
  public var storageUnchanged: Int64 = 5000
  /// SSTORE from zero to non-zero.
  public var storageSet: Int64 = 20000
  /// SSTORE of another change.
  public var storageReset: Int64 = 5000
  /// Refunded when a slot is cleared.
  public var storageClearRefund: Int64 = 15000
  /// SSTORE fails when no more than this is left.
  public var storageSentry: Int64 = 0

  // Creation.

  /// For each byte of a created contract's code.
  public var codeDepositByte: Int64 = 200
  /// For each word of init code.
  public var initCodeWord: Int64 = 0

  public init() {}
}

/// Prices that no fork has changed.
extension GasSchedule {
  /// For each word of memory.
  static var memoryWord: Int64 { 3 }
  /// The divisor of the quadratic part of memory's price.
  static var memoryQuadraticDivisor: Int64 { 512 }
  /// For each word that is copied.
  static var copyWord: Int64 { 3 }
  /// For each word that is hashed.
  static var keccakWord: Int64 { 6 }
  /// For each byte of a log's data.
  static var logByte: Int64 { 8 }
}
