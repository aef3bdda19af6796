import JSON
import Primitives
import Stream

/// The words of a `ConvertError`: they follow from the case and its data.
extension ConvertError: StageError {
  package var code: String { kind.rawValue }

  package var pointer: JSONPointer {
    switch self {
    case .fieldMissing(let place), .wrongType(_, _, let place), .versionUnsupported(_, let place),
      .numberInvalid(_, let place), .numberOutOfRange(_, _, let place), .hexInvalid(let place),
      .lengthWrong(_, _, let place), .tooManyAccounts(_, _, let place),
      .tooManyTransactions(_, _, let place), .codeTooLarge(_, _, let place),
      .forkUnknown(_, let place), .forkUnsupported(_, let place), .chainIDInvalid(_, let place),
      .fieldNotInFork(_, let place), .timestampTooEarly(_, let place), .timestampTooLate(let place),
      .noBlocks(_, let place), .addressDuplicate(_, let place), .accountStorageOnly(let place), .privateKeyInvalid(let place),
      .privateKeyMismatch(_, _, let place), .senderKeyMissing(_, let place),
      .feeFieldsMixed(let place), .blobHashesMissing(let place), .blobsWithAuthorizations(let place),
      .transactionRejected(_, _, let place), .blockRejected(_, _, _, let place):
      place
    }
  }

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
      "private key doesn't match address: account \(account), derived \(derived)"
    case .senderKeyMissing(let sender, _): "no private key for sender \(sender) in /accounts"
    case .feeFieldsMixed: "only one type of fee may be given in one transaction"
    case .blobHashesMissing: "a blob fee is given, but no blobVersionedHashes"
    case .blobsWithAuthorizations: "one transaction carries both blobs and authorizations"
    case .transactionRejected(let reason, let exception, _): "\(reason.explanation) (\(exception))"
    case .blockRejected(let reason, let exception, let number, _):
      "block \(number): \(reason.explanation) (\(exception))"
    default: kind.summary
    }
  }

  package var hint: String? {
    switch self {
    case .versionUnsupported: "write \"version\": \"2.0\", as a string"
    case .numberInvalid: "write 0x… or a decimal number without leading zeros"
    case .hexInvalid: "write 0x and hex digits; the prefix is lower case"
    case .tooManyAccounts: "raise --max-accounts"
    case .tooManyTransactions: "raise --max-transactions"
    case .codeTooLarge: "raise --max-code"
    case .forkUnknown: "use the name of a fork as EEST spells it, e.g. Prague"
    case .fieldNotInFork: "leave the field out, or choose a fork that has it"
    case .timestampTooEarly: "the genesis block lies 12 seconds before currentTimestamp; use 12 or more"
    case .noBlocks: "use --num-blocks 1 or more"
    case .addressDuplicate: "neither letter case nor the prefix tells two addresses apart; keep one"
    case .accountStorageOnly: "give the account a nonce, a balance or code"
    case .privateKeyMismatch: "use the derived address as the account's key, or the key of that account"
    case .senderKeyMissing: "add \"privateKey\" to that account"
    case .feeFieldsMixed: "give gasPrice, or maxFeePerGas and its companions"
    case .blobHashesMissing: "add blobVersionedHashes, or leave maxFeePerBlobGas out"
    case .blobsWithAuthorizations: "leave out blobVersionedHashes or authorizationList"
    case .transactionRejected(let reason, _, _): reason.hint
    default: nil
    }
  }
}
