import Chain
import JSON
import Primitives

/// What a refusal by the rules means to the author of a document.
extension InvalidTransaction {
  /// What is wrong, as a phrase.
  var explanation: String {
    switch self {
    case .malformed(let field, _): "the field \(field.rawValue) cannot be encoded"
    case .unknownType(let type): "transaction type \(type) does not exist"
    case .typeNotSupported(let type): "the fork does not know transactions of type \(type.rawValue)"
    case .intrinsicGasTooLow(let required, let gasLimit):
      "intrinsic gas too low: have \(gasLimit), want \(required)"
    case .calldataFloorTooLow(let required, let gasLimit):
      "gas below the calldata floor: have \(gasLimit), want \(required)"
    case .nonceIsMax: "the nonce has its greatest value"
    case .initCodeTooLarge(let size, let limit): "init code of \(size) bytes is longer than \(limit)"
    case .gasLimitAboveCap(let gasLimit, let cap): "gas \(gasLimit) exceeds the cap of \(cap) per transaction"
    case .gasAllowanceExceeded(let gasLimit, let available):
      "gas \(gasLimit) exceeds the \(available) that the block has left"
    case .blobGasAllowanceExceeded(let blobGas, let available):
      "blob gas \(blobGas) exceeds the \(available) that the block has left"
    case .invalidSignature: "the signature is invalid"
    case .signatureNotLowS: "the signature's s is in the upper half of the group order"
    case .replayProtectionNotSupported: "the fork knows no replay protection"
    case .wrongChainID(let expected, let found): "signed for chain \(found.hex), not for \(expected.hex)"
    default: detailedExplanation
    }
  }

  private var detailedExplanation: String {
    switch self {
    case .priorityFeeAboveMaxFee(let priorityFee, let maxFee):
      "maxPriorityFeePerGas \(priorityFee.hex) exceeds maxFeePerGas \(maxFee.hex)"
    case .maxFeeBelowBaseFee(let maxFee, let baseFee):
      "the fee per gas \(maxFee.hex) is less than the block's base fee \(baseFee.hex)"
    case .maxFeePerBlobGasTooLow(let maxFee, let blobBaseFee):
      "the fee per blob gas \(maxFee.hex) is less than the block's \(blobBaseFee.hex)"
    case .noBlobs: "a blob transaction needs at least one blob"
    case .invalidBlobVersionedHash(let index): "blob hash \(index) does not begin with the version byte 0x01"
    case .tooManyBlobs(let count, let limit): "\(count) blobs are more than the \(limit) that one may carry"
    case .blobCreation: "a blob transaction cannot create a contract"
    case .emptyAuthorizationList: "the authorization list is empty"
    case .setCodeCreation: "a transaction with authorizations cannot create a contract"
    case .nonceTooLow(let expected, let found): "nonce too low: have \(found), the sender's is \(expected)"
    case .nonceTooHigh(let expected, let found): "nonce too high: have \(found), the sender's is \(expected)"
    case .insufficientFunds(let required, let balance):
      "insufficient funds: have \(balance.hex), want \(required.hex)"
    case .senderNotEOA(let sender): "the sender \(sender) has code"
    default: "the rules refuse the transaction"
    }
  }

  /// What to do about it, where that is not the message turned round.
  var hint: String? {
    switch self {
    case .typeNotSupported: "choose a later fork, or leave out the fields that make the type"
    case .maxFeeBelowBaseFee: "currentBaseFee is the genesis block's; block 1 has about 7/8 of it, at least 7"
    case .nonceTooLow, .nonceTooHigh: "nonces are taken as given; count on from the account's nonce"
    case .gasAllowanceExceeded: "raise currentGasLimit or spread the transactions over more blocks"
    case .senderNotEOA: "only an account without code, or with a delegation, can send"
    default: nil
    }
  }
}

extension InvalidBlock {
  /// What is wrong, as a phrase.
  var explanation: String {
    switch self {
    case .transaction(let index, let reason): "transaction \(index): \(reason.explanation)"
    case .gasLimit(_, let found): "the gas limit \(found) is out of bounds"
    case .gasLimitTooLarge(let gasLimit): "the gas limit \(gasLimit) exceeds 2^63 - 1"
    case .timestampNotAfterParent(let parent, let found):
      "the timestamp \(found) is not later than the parent's \(parent)"
    case .encodingTooLarge(let size, let limit): "\(size) bytes of RLP are more than \(limit)"
    case .systemContractEmpty(let address): "the system contract \(address) has no code"
    case .systemContractCallFailed(let address): "the call of the system contract \(address) failed"
    case .depositEventLayout: "the deposit contract emitted an event of another layout"
    default: "\(self)"
    }
  }
}
