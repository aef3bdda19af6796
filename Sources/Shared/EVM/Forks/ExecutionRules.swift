/// Behaviour of the machine that is no price, each choice named for what it does.
public struct ExecutionRules: Sendable, Equatable {
  /// How SSTORE is priced.
  public enum StoragePricing: Sendable {
    /// By the current and the new value.
    case byCurrentValue
    /// By the original, the current and the new value.
    case net
  }

  /// How much gas a call may hand on.
  public enum CallGas: Sendable {
    /// What is asked for, which must be there.
    case asRequested
    /// What is asked for, and at most all but one 64th of what is left.
    case allButOneSixtyFourth
  }

  /// What makes a call or a self-destruct pay for a new account.
  public enum NewAccountCharge: Sendable {
    /// The target does not exist.
    case whenAbsent
    /// The target is empty or does not exist, and value goes there.
    case whenEmptyAndValueMoves
  }

  /// What becomes of an account that self-destructs.
  public enum SelfDestruct: Sendable {
    /// It is deleted at the end of the transaction.
    case deletes
    /// It is deleted if the transaction created it; otherwise only its balance moves.
    case deletesIfCreatedInTransaction
  }

  /// What happens when the gas for a contract's code is not there.
  public enum CodeDepositFailure: Sendable {
    /// The contract is created without code and the gas is kept.
    case createsWithoutCode
    /// The creation fails and takes all its gas.
    case fails
  }

  public var storagePricing = StoragePricing.byCurrentValue
  public var callGas = CallGas.asRequested
  public var newAccountCharge = NewAccountCharge.whenAbsent
  public var selfDestruct = SelfDestruct.deletes
  public var codeDepositFailure = CodeDepositFailure.createsWithoutCode
  /// Whether touched accounts that are empty vanish at the end of a transaction, and calls create none.
  public var deletesEmptyAccounts = false
  /// The nonce of a new contract.
  public var createdNonce: UInt64 = 0
  /// Most bytes of a contract's code; nil when there is no limit.
  public var maxCodeSize: Int?
  /// Most bytes of init code; nil when there is no limit.
  public var maxInitCodeSize: Int?
  /// Whether new code may not begin with 0xef.
  public var reservesCodePrefix = false
  /// Whether first touches of accounts and slots cost more.
  public var tracksAccesses = false
  /// Whether calls follow an account's delegation.
  public var followsDelegations = false

  public init() {}
}
