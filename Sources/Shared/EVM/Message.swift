import Primitives
import State

/// What a block tells the contracts that run in it.
public struct BlockContext: Sendable {
  public var coinbase: Address
  public var number: UInt64
  /// Seconds since 1970.
  public var timestamp: UInt64
  public var gasLimit: UInt64
  /// What 0x44 pushes: randomness under proof of stake, the difficulty before.
  public var prevRandao: UInt256
  /// Wei per gas.
  public var baseFee: UInt256
  /// Wei per blob gas.
  public var blobBaseFee: UInt256
  public var chainID: UInt256
  /// Hashes of the blocks before this one, newest last, so that the last one is the parent's. Up to 256 are
  /// used.
  public var blockHashes: [Hash32]

  public init(
    coinbase: Address, number: UInt64, timestamp: UInt64, gasLimit: UInt64, prevRandao: UInt256,
    baseFee: UInt256 = .zero, blobBaseFee: UInt256 = .zero, chainID: UInt256 = .one,
    blockHashes: [Hash32] = []
  ) {
    self.coinbase = coinbase
    self.number = number
    self.timestamp = timestamp
    self.gasLimit = gasLimit
    self.prevRandao = prevRandao
    self.baseFee = baseFee
    self.blobBaseFee = blobBaseFee
    self.chainID = chainID
    self.blockHashes = blockHashes
  }
}

/// What a transaction tells the contracts that run in it.
public struct TransactionContext: Sendable {
  /// The sender of the transaction.
  public var origin: Address
  /// The effective gas price, in wei per gas.
  public var gasPrice: UInt256
  public var blobHashes: [Hash32]

  public init(origin: Address, gasPrice: UInt256, blobHashes: [Hash32] = []) {
    self.origin = origin
    self.gasPrice = gasPrice
    self.blobHashes = blobHashes
  }
}

/// The outermost call or creation of a transaction, or a system call.
public struct Message {
  public enum Kind: Sendable {
    /// Runs the code of an account.
    case call
    /// Runs `input` as init code and keeps what it returns as the code of `recipient`.
    case create
  }

  public var kind: Kind
  /// Who calls; pays `value`, which must be affordable.
  public var caller: Address
  /// The account that the code runs for; in a creation the new account (`Machine.createAddress`).
  public var recipient: Address
  /// The code to run, already resolved through a delegation. Not used in a creation.
  public var code: Code
  /// The address that decides whether a precompiled contract runs: the call's target itself. A delegation to
  /// a precompiled contract runs empty code.
  public var codeAddress: Address
  /// Wei that go to the recipient.
  public var value: UInt256
  /// Call data, or init code in a creation.
  public var input: Bytes
  /// Gas for the execution, the intrinsic part already taken off.
  public var gas: Gas

  public init(
    kind: Kind, caller: Address, recipient: Address, code: Code = .empty, codeAddress: Address? = nil,
    value: UInt256 = .zero, input: Bytes = [], gas: Gas
  ) {
    self.kind = kind
    self.caller = caller
    self.recipient = recipient
    self.code = code
    self.codeAddress = codeAddress ?? recipient
    self.value = value
    self.input = input
    self.gas = gas
  }
}

/// How a message ended.
///
/// State changes of one that did not succeed are undone; refund and logs stand in the state.
public struct ExecutionResult: Sendable, Equatable {
  public enum Status: Sendable, Hashable {
    case success
    case revert
    case failure(Halt)
  }

  public var status: Status
  public var gasLeft: Gas
  /// What RETURN or REVERT gave; in a successful creation the new code.
  public var output: Bytes
  /// The new contract; nil in a call and in a creation that did not succeed.
  public var createdAddress: Address?

  public init(status: Status, gasLeft: Gas, output: Bytes, createdAddress: Address? = nil) {
    self.status = status
    self.gasLeft = gasLeft
    self.output = output
    self.createdAddress = createdAddress
  }

  public var isSuccess: Bool { status == .success }
}
