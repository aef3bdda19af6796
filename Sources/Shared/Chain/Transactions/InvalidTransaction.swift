import Primitives

/// A transaction that must not be part of a block, one case per rule.
///
/// The cases carry what was compared, so that a message can be derived from the value alone.
public enum InvalidTransaction: Error, Equatable, Sendable {
  // MARK: Encoding

  /// The bytes of `field` are not its canonical encoding.
  case malformed(TransactionField, RLPError)
  /// The envelope's first byte names no transaction type. Source: EIP-2718.
  case unknownType(UInt8)

  // MARK: Static rules

  /// The type exists but the rules in force do not know it yet.
  case typeNotSupported(TransactionType)
  /// The gas limit does not pay for the transaction's intrinsic gas.
  case intrinsicGasTooLow(required: UInt64, gasLimit: UInt64)
  /// The gas limit does not pay for the calldata floor. Source: EIP-7623.
  case calldataFloorTooLow(required: UInt64, gasLimit: UInt64)
  /// The nonce is 2⁶⁴−1, which could not be incremented. Source: EIP-2681.
  case nonceIsMax
  /// The creation's init code is longer than allowed. Source: EIP-3860.
  case initCodeTooLarge(size: Int, limit: Int)
  /// The gas limit exceeds the limit of a single transaction. Source: EIP-7825.
  case gasLimitAboveCap(gasLimit: UInt64, cap: UInt64)

  // MARK: Place in the block

  /// The gas limit exceeds what is left of the block's gas.
  case gasAllowanceExceeded(gasLimit: UInt64, available: UInt64)
  /// The blobs exceed what is left of the block's blob gas. Source: EIP-4844.
  case blobGasAllowanceExceeded(blobGas: UInt64, available: UInt64)

  // MARK: Signature

  /// `r`, `s` or `v` is out of range, or no key belongs to the signature.
  case invalidSignature
  /// `s` lies in the upper half of the group order. Source: EIP-2.
  case signatureNotLowS
  /// The signature commits to a chain while the rules know no replay protection. Source: EIP-155.
  case replayProtectionNotSupported
  /// The transaction was signed for another chain. Source: EIP-155.
  case wrongChainID(expected: UInt256, found: UInt256)

  // MARK: Fees

  /// `maxPriorityFeePerGas` exceeds `maxFeePerGas`. Source: EIP-1559.
  case priorityFeeAboveMaxFee(priorityFee: UInt256, maxFee: UInt256)
  /// The fee the sender accepts is below the block's base fee. Source: EIP-1559.
  case maxFeeBelowBaseFee(maxFee: UInt256, baseFee: UInt256)
  /// The blob fee the sender accepts is below the block's blob base fee. Source: EIP-4844.
  case maxFeePerBlobGasTooLow(maxFee: UInt256, blobBaseFee: UInt256)

  // MARK: Blobs

  /// A blob transaction carries no blob. Source: EIP-4844.
  case noBlobs
  /// A versioned hash does not begin with the version of KZG commitments. Source: EIP-4844.
  case invalidBlobVersionedHash(index: Int)
  /// The transaction carries more blobs than one may. Source: EIP-7594.
  case tooManyBlobs(count: Int, limit: Int)
  /// A blob transaction creates a contract. Source: EIP-4844.
  case blobCreation

  // MARK: Authorizations

  /// A set-code transaction carries no authorization. Source: EIP-7702.
  case emptyAuthorizationList
  /// A set-code transaction creates a contract. Source: EIP-7702.
  case setCodeCreation

  // MARK: Sender

  /// The nonce was used before.
  case nonceTooLow(expected: UInt64, found: UInt64)
  /// The nonce skips at least one transaction.
  case nonceTooHigh(expected: UInt64, found: UInt64)
  /// The sender cannot pay for gas, blobs and value. `required` is 2²⁵⁶−1 when it does not fit 256 bits.
  case insufficientFunds(required: UInt256, balance: UInt256)
  /// The sender has code which is no delegation. Source: EIP-3607, EIP-7702.
  case senderNotEOA(Address)
}

/// A field of a transaction's encoding, for messages.
public enum TransactionField: String, Equatable, Sendable, CaseIterable {
  case envelope, chainID, nonce, gasPrice, maxPriorityFeePerGas, maxFeePerGas, gasLimit, to, value
  case data, accessList, accessListAddress, accessListStorageKey, maxFeePerBlobGas
  case blobVersionedHashes, authorizationList, yParity, v, r, s
}
