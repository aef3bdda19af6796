import Primitives

/// What is wrong with a transaction, as a phrase.
extension InvalidTransaction: CustomStringConvertible {
  public var description: String {
    switch self {
    case .malformed(let field, let error): "the field \(field.rawValue) is not well-formed: \(error)"
    case .unknownType(let type): "transaction type \(type) does not exist"
    case .typeNotSupported(let type): "the fork does not know transactions of type \(type.rawValue)"
    case .invalidSignature: "the signature is invalid"
    case .signatureNotLowS: "the signature's s is in the upper half of the group order"
    case .replayProtectionNotSupported: "the fork knows no replay protection"
    case .wrongChainID(let expected, let found): "signed for chain \(found.hex), not for \(expected.hex)"
    case .nonceTooLow(let expected, let found): "nonce too low: have \(found), the sender's is \(expected)"
    case .nonceTooHigh(let expected, let found): "nonce too high: have \(found), the sender's is \(expected)"
    case .insufficientFunds(let required, let balance):
      "insufficient funds: have \(balance.hex), want \(required.hex)"
    case .senderNotEOA(let sender): "the sender \(sender) has code"
    case .emptyAuthorizationList: "the authorization list is empty"
    case .setCodeCreation: "a transaction with authorizations cannot create a contract"
    case .noBlobs, .invalidBlobVersionedHash, .tooManyBlobs, .blobCreation, .maxFeePerBlobGasTooLow,
      .blobGasAllowanceExceeded:
      blobText
    default: gasText
    }
  }

  private var gasText: String {
    switch self {
    case .intrinsicGasTooLow(let required, let gasLimit):
      "intrinsic gas too low: have \(gasLimit), want \(required)"
    case .calldataFloorTooLow(let required, let gasLimit):
      "gas below the calldata floor: have \(gasLimit), want \(required)"
    case .nonceIsMax: "the nonce has its greatest value"
    case .initCodeTooLarge(let size, let limit): "init code of \(size) bytes is longer than \(limit)"
    case .gasLimitAboveCap(let gasLimit, let cap): "gas \(gasLimit) exceeds the cap of \(cap) per transaction"
    case .gasAllowanceExceeded(let gasLimit, let available):
      "gas \(gasLimit) exceeds the \(available) that the block has left"
    case .priorityFeeAboveMaxFee(let priorityFee, let maxFee):
      "maxPriorityFeePerGas \(priorityFee.hex) exceeds maxFeePerGas \(maxFee.hex)"
    case .maxFeeBelowBaseFee(let maxFee, let baseFee):
      "the fee per gas \(maxFee.hex) is less than the block's base fee \(baseFee.hex)"
    default: "a rule of transactions is broken"
    }
  }

  private var blobText: String {
    switch self {
    case .noBlobs: "a blob transaction needs at least one blob"
    case .invalidBlobVersionedHash(let index): "blob hash \(index) does not begin with the version byte 0x01"
    case .tooManyBlobs(let count, let limit): "\(count) blobs are more than the \(limit) that one may carry"
    case .blobCreation: "a blob transaction cannot create a contract"
    case .maxFeePerBlobGasTooLow(let maxFee, let blobBaseFee):
      "the fee per blob gas \(maxFee.hex) is less than the block's \(blobBaseFee.hex)"
    case .blobGasAllowanceExceeded(let blobGas, let available):
      "blob gas \(blobGas) exceeds the \(available) that the block has left"
    default: "a rule of blob transactions is broken"
    }
  }
}
