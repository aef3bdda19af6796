import Primitives
import Testing

@testable import Chain

@Suite("Phrases for refusals")
struct RefusalTextTests {
  private static let hash = Hash32.zero
  private static let address: Address = "0x00000000000000000000000000000000deadbeef"

  private static let encodingReasons: [RLPError] = [
    .truncated, .trailingBytes, .nonCanonicalLength, .nonCanonicalSingleByte, .leadingZero, .expectedList,
    .expectedString, .wrongLength, .tooLarge, .listTooShort, .listTooLong,
  ]

  private static let transactionReasons: [InvalidTransaction] = [
    .malformed(.nonce, .leadingZero), .unknownType(7), .typeNotSupported(.blob),
    .intrinsicGasTooLow(required: 2, gasLimit: 1), .calldataFloorTooLow(required: 2, gasLimit: 1),
    .nonceIsMax,
    .initCodeTooLarge(size: 2, limit: 1), .gasLimitAboveCap(gasLimit: 2, cap: 1),
    .gasAllowanceExceeded(gasLimit: 2, available: 1), .blobGasAllowanceExceeded(blobGas: 2, available: 1),
    .invalidSignature, .signatureNotLowS, .replayProtectionNotSupported, .wrongChainID(expected: 1, found: 2),
    .priorityFeeAboveMaxFee(priorityFee: 2, maxFee: 1), .maxFeeBelowBaseFee(maxFee: 1, baseFee: 2),
    .maxFeePerBlobGasTooLow(maxFee: 1, blobBaseFee: 2), .noBlobs, .invalidBlobVersionedHash(index: 0),
    .tooManyBlobs(count: 2, limit: 1), .blobCreation, .emptyAuthorizationList, .setCodeCreation,
    .nonceTooLow(expected: 2, found: 1), .nonceTooHigh(expected: 1, found: 2),
    .insufficientFunds(required: 2, balance: 1), .senderNotEOA(address),
  ]

  private static let headerReasons: [InvalidBlock] = [
    .rlp(.truncated), .encodingTooLarge(size: 2, limit: 1), .headerFields(.blobGasUsed), .withdrawalsPresence,
    .parentHash(expected: hash, found: hash), .number(expected: 1, found: 2),
    .timestampNotAfterParent(parent: 2, found: 1), .extraDataTooLong(size: 2, limit: 1), .daoExtraData,
    .gasLimit(parent: 1, found: 2), .gasLimitTooLarge(1), .gasUsedAboveLimit(gasUsed: 2, gasLimit: 1),
    .baseFee(expected: 1, found: 2), .difficulty(expected: 1, found: 2), .difficultyNotZero(1),
    .nonceNotZero(1),
    .excessBlobGas(expected: 1, found: 2),
  ]

  private static let bodyReasons: [InvalidBlock] = [
    .ommersHash(expected: hash, found: hash), .ommersNotAllowed, .tooManyOmmers(3), .duplicateOmmer(index: 1),
    .ommerAlreadyIncluded(index: 0), .ommerIsAncestor(index: 0), .ommerIsSibling(index: 0),
    .ommerParentUnknown(index: 0), .ommerHeader(index: 0, .daoExtraData),
    .transaction(index: 0, .nonceIsMax), .transactionsRoot(expected: hash, found: hash),
    .withdrawalsRoot(expected: hash, found: hash), .systemContractEmpty(address),
    .systemContractCallFailed(address), .depositEventLayout, .gasUsed(expected: 1, found: 2),
    .blobGasUsed(expected: 1, found: 2), .blobGasUsedAboveLimit(blobGasUsed: 2, limit: 1), .logsBloom,
    .receiptsRoot(expected: hash, found: hash), .stateRoot(expected: hash, found: hash),
    .requestsHash(expected: hash, found: hash),
  ]

  @Test("say something of their own, in words", arguments: [headerReasons + bodyReasons])
  func blocks(reasons: [InvalidBlock]) { check(reasons.map { "\($0)" }) }

  @Test("of transactions likewise", arguments: [transactionReasons])
  func transactions(reasons: [InvalidTransaction]) { check(reasons.map { "\($0)" }) }

  @Test("of encodings likewise", arguments: [encodingReasons])
  func encodings(reasons: [RLPError]) { check(reasons.map { "\($0)" }) }

  /// Every phrase is there once, is none of those for cases that were forgotten, and shows no Swift.
  private func check(_ phrases: [String]) {
    #expect(Set(phrases).count == phrases.count)
    for phrase in phrases {
      #expect(!phrase.contains("(") && !phrase.contains("Error") && phrase.contains(" "), "\(phrase)")
      #expect(!phrase.contains("rule of"), "\(phrase)")
      #expect(!phrase.contains("an outcome of"), "\(phrase)")
    }
  }

  @Test("carry the reason within")
  func nested() {
    #expect(
      "\(InvalidBlock.rlp(.truncated))" == "the block is not well-formed RLP: the input ends inside an item")
    let reason = InvalidBlock.transaction(index: 3, .nonceTooLow(expected: 5, found: 0))
    #expect("\(reason)" == "transaction 3: nonce too low: have 0, the sender's is 5")
    let ommer = InvalidBlock.ommerHeader(index: 1, .number(expected: 4, found: 5))
    #expect("\(ommer)" == "ommer 1: the number must be 4, the header states 5")
  }
}
