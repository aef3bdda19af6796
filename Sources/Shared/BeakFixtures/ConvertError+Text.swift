import JSON
import Primitives

/// The words of a `ConvertError`: they follow from the case and its data.
extension ConvertError {
  /// Stable name in kebab case.
  package var code: String { kind.rawValue }

  /// Where in the record.
  package var pointer: JSONPointer {
    switch self {
    case .fieldMissing(let place), .wrongType(_, _, let place), .versionUnsupported(_, let place),
      .numberInvalid(_, let place), .numberOutOfRange(_, _, let place), .hexInvalid(let place),
      .lengthWrong(_, _, let place), .tooManyAccounts(_, _, let place),
      .tooManyTransactions(_, _, let place), .codeTooLarge(_, _, let place),
      .forkUnknown(_, let place), .forkUnsupported(_, let place), .chainIDInvalid(_, let place),
      .fieldNotInFork(_, let place), .timestampTooEarly(_, let place), .timestampTooLate(let place),
      .noBlocks(_, let place), .addressDuplicate(_, let place), .accountStorageOnly(let place),
      .privateKeyInvalid(let place),
      .privateKeyMismatch(_, _, let place), .senderKeyMissing(_, let place),
      .feeFieldsMixed(let place), .blobHashesMissing(let place), .blobsWithAuthorizations(let place),
      .transactionRejected(_, _, let place), .blockRejected(_, _, _, let place),
      .negativeNotApplicable(_, _, let place), .selfCheckFailed(_, _, let place),
      .notOneTransaction(_, let place), .engineUnavailable(_, _, let place),
      .payloadImpossible(_, let place), .testDuplicate(_, let place):
      place
    case .unknownKeys(_, let place), .spellingsDiffer(_, _, let place), .fieldUnsupported(_, let place),
      .blockCountInvalid(_, _, let place), .blockIndexTooLarge(_, _, let place),
      .blockIndexDecreasing(_, _, let place), .tooManyBlocks(_, _, let place),
      .withdrawalsUnplaced(let place),
      .environmentUnreachable(_, let place), .fractionInvalid(_, let place),
      .fractionOutOfRange(_, let place), .gasNeedUnmeasured(_, _, let place), .exceptionInvalid(_, let place),
      .expectedErrorNotLast(_, let place), .exceptionAbsent(_, let place),
      .exceptionDiffers(_, _, _, let place), .noCases(let place), .caseIndexInvalid(_, _, let place):
      place
    }
  }

  /// What is wrong, without the place.
  package var message: String {
    switch self {
    case .fieldMissing(let place): "the field \"\(place.tokens.last ?? "")\" is missing"
    case .wrongType(let expected, let found, _): "expected a value of type \(expected), found \(found)"
    case .versionUnsupported(let version, _): "version \"\(version)\" of the format is not supported"
    case .numberInvalid(let text, _): "\"\(text)\" is no number"
    case .numberOutOfRange(let text, let bits, _):
      "\(text) is out of range: the number must be at least 0 and take at most \(bits) bits"
    case .hexInvalid: "the text has a character that is no hex digit"
    case .lengthWrong(let expected, let found, _): "expected \(expected) bytes, found \(found)"
    case .tooManyAccounts(let count, let limit, _): "\(count) accounts are more than the limit of \(limit)"
    case .tooManyTransactions(let count, let limit, _):
      "\(count) transactions are more than the limit of \(limit)"
    case .codeTooLarge(let size, let limit, _): "code of \(size) bytes is longer than the limit of \(limit)"
    case .forkUnknown(let name, _): "no fork is called \"\(name)\""
    case .forkUnsupported(let name, _): "the rules of \(name) are not supported"
    case .chainIDInvalid(let text, _): "\(text) is no chain id"
    case .fieldNotInFork(let network, _): "a block of \(network) has no such field at this point of the chain"
    case .timestampTooEarly(let timestamp, _): "timestamp \(timestamp) leaves no time for a genesis block"
    case .timestampTooLate: "the timestamp of the last block takes more than 64 bits"
    case .noBlocks(let count, _): "a chain of 0 blocks cannot hold \(count) transactions"
    default: detailedMessage
    }
  }

  /// The messages about accounts and transactions.
  private var detailedMessage: String {
    switch self {
    case .addressDuplicate(let address, _): "the address \(address) is spelt a second time"
    case .accountStorageOnly: "the account has storage but neither nonce, balance nor code"
    case .privateKeyInvalid: "the private key is zero or not below the order of the curve secp256k1"
    case .privateKeyMismatch(let account, let derived, _):
      "Private key doesn't match address: account \(account), derived \(derived)"
    case .senderKeyMissing(let sender, _): "No private key for sender \(sender) in /accounts"
    case .feeFieldsMixed: "only one type of fee may be given in one transaction"
    case .blobHashesMissing: "a blob fee is given, but no blobVersionedHashes"
    case .blobsWithAuthorizations: "one transaction carries both blobs and authorizations"
    case .transactionRejected(let reason, let exception, _): "\(reason) (\(exception))"
    case .blockRejected(let reason, let exception, let number, _):
      "block \(number): \(reason) (\(exception))"
    case .negativeNotApplicable(let kind, let reason, _):
      "the negative \(kind) does not apply: \(reason)"
    case .selfCheckFailed(let invariant, let detail, _):
      "the self-check found \(invariant.rawValue) broken: \(detail)"
    case .notOneTransaction(let count, _): "a state test has exactly one transaction, not \(count)"
    case .engineUnavailable(let network, let block, _):
      "the engine API does not know block \(block) of \(network)"
    case .payloadImpossible(let position, _): "no payload can hold block \(position) of the chain"
    case .testDuplicate(let name, _): "a test named \(name) has been written already"
    default: messageOnPlans
    }
  }

  /// The messages about keys and about what a document demands of its chain.
  private var messageOnPlans: String {
    switch self {
    case .unknownKeys(let keys, _):
      "the format has no such \(keys.count == 1 ? "key" : "keys"): \(keys.joined(separator: ", "))"
    case .spellingsDiffer(let name, let alias, _):
      "\"\(name)\" and \"\(alias)\" are the same field, but have different values"
    case .fieldUnsupported(let name, _): "the field \"\(name)\" is not supported"
    case .blockCountInvalid(let text, let limit, _): "\(text) blocks: there must be 1 to \(limit)"
    case .blockIndexTooLarge(let index, let blocks, _):
      "there is no block \(index): the document has \(blocks), counted from 0"
    case .blockIndexDecreasing(let index, let previous, _):
      "block \(index) comes after block \(previous): transactions stand in the order of their blocks"
    case .tooManyBlocks(let blocks, let transactions, _):
      "refused transactions make \(blocks) blocks with \(transactions) transactions, more than the limit"
    case .environmentUnreachable(let text, _): "no genesis block gives block 1 the value \(text)"
    case .fractionInvalid(let text, _): "\"\(text)\" is no decimal number"
    case .fractionOutOfRange(let text, _): "\(text) is below 1, or has too many digits"
    case .gasNeedUnmeasured(let reason, let exception, _):
      "the gas need cannot be measured: \(reason) (\(exception))"
    case .exceptionInvalid(let text, _): "\"\(text)\" is no name of an exception"
    case .expectedErrorNotLast(let block, _):
      "a transaction that must be refused has to be the last one of its block, here block \(block)"
    case .exceptionAbsent(let expected, _): "the rules refuse nothing, expected \(expected)"
    case .exceptionDiffers(let expected, let found, let reason, _):
      "expected \(expected), found \(found): \(reason)"
    case .caseIndexInvalid(let index, let count, _): "there is no element \(index) among \(count)"
    default: kind.summary
    }
  }

  /// What the user can do about it.
  package var hint: String? {
    switch self {
    case .transactionRejected(let reason, _, _), .gasNeedUnmeasured(let reason, _, _):
      reason.hint ?? kind.hint
    default: kind.hint
    }
  }
}
