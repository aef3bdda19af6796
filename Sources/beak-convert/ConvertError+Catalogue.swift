/// The catalogue of error codes: one list, printed by `--help-errors`.
extension ConvertError {
  /// A kind of error; its raw value is the stable code of the error record.
  enum Kind: String, CaseIterable {
    case fieldMissing = "field-missing"
    case wrongType = "wrong-type"
    case versionUnsupported = "version-unsupported"
    case numberInvalid = "number-invalid"
    case numberOutOfRange = "number-out-of-range"
    case hexInvalid = "hex-invalid"
    case lengthWrong = "length-wrong"
    case tooManyAccounts = "too-many-accounts"
    case tooManyTransactions = "too-many-transactions"
    case codeTooLarge = "code-too-large"
    case forkUnknown = "fork-unknown"
    case forkUnsupported = "fork-unsupported"
    case chainIDInvalid = "chain-id-invalid"
    case fieldNotInFork = "field-not-in-fork"
    case timestampTooEarly = "timestamp-too-early"
    case timestampTooLate = "timestamp-too-late"
    case noBlocks = "no-blocks"
    case addressDuplicate = "address-duplicate"
    case accountStorageOnly = "account-storage-only"
    case privateKeyInvalid = "private-key-invalid"
    case privateKeyMismatch = "private-key-mismatch"
    case senderKeyMissing = "sender-key-missing"
    case feeFieldsMixed = "fee-fields-mixed"
    case blobHashesMissing = "blob-hashes-missing"
    case blobsWithAuthorizations = "blobs-with-authorizations"
    case transactionRejected = "transaction-rejected"
    case blockRejected = "block-rejected"

    /// What the code means, whatever the record.
    var summary: String {
      switch self {
      case .fieldMissing: "A field that the format demands is not there."
      case .wrongType: "A value has another JSON type than its place asks for."
      case .versionUnsupported: "The document is not of version 2.0."
      case .numberInvalid: "A number is not spelt as one."
      case .numberOutOfRange: "A number is below zero or too large for its field."
      case .hexInvalid: "A byte string has a character that is no hex digit."
      case .lengthWrong: "An address, hash or key has the wrong number of bytes."
      case .tooManyAccounts: "The document has more accounts than the limit."
      case .tooManyTransactions: "The document has more transactions than the limit."
      case .codeTooLarge: "The code of an account is longer than the limit."
      case .forkUnknown: "No fork has this name."
      case .forkUnsupported: "The fork exists, but its rules are not supported."
      case .chainIDInvalid: "The chain id is 0, negative or takes more than 64 bits."
      case .fieldNotInFork: "A header field is given that the fork at that block does not have."
      case .timestampTooEarly: "currentTimestamp is below 12, so that there is no room for the genesis block."
      case .timestampTooLate: "The timestamp of the last block takes more than 64 bits."
      case .noBlocks: "The run asks for chains of 0 blocks."
      case .addressDuplicate: "One address is spelt twice in accounts."
      case .accountStorageOnly: "An account has storage but neither nonce, balance nor code."
      case .privateKeyInvalid: "A private key is zero or not below the order of secp256k1."
      case .privateKeyMismatch: "A private key belongs to another address than its account's."
      case .senderKeyMissing: "The sender is no account with a private key."
      case .feeFieldsMixed: "A gas price is given together with fees of later transaction types."
      case .blobHashesMissing: "A blob fee is given without blobVersionedHashes."
      case .blobsWithAuthorizations: "A transaction carries both blobs and authorizations."
      case .transactionRejected: "The rules of the block refuse a transaction; the message ends in EEST's name."
      case .blockRejected: "The rules refuse a block as a whole; the message ends in EEST's name."
      }
    }
  }

  /// The kind that an error is of.
  var kind: Kind {
    switch self {
    case .fieldMissing: .fieldMissing
    case .wrongType: .wrongType
    case .versionUnsupported: .versionUnsupported
    case .numberInvalid: .numberInvalid
    case .numberOutOfRange: .numberOutOfRange
    case .hexInvalid: .hexInvalid
    case .lengthWrong: .lengthWrong
    case .tooManyAccounts: .tooManyAccounts
    case .tooManyTransactions: .tooManyTransactions
    case .codeTooLarge: .codeTooLarge
    case .forkUnknown: .forkUnknown
    case .forkUnsupported: .forkUnsupported
    case .chainIDInvalid: .chainIDInvalid
    case .fieldNotInFork: .fieldNotInFork
    case .timestampTooEarly: .timestampTooEarly
    case .timestampTooLate: .timestampTooLate
    case .noBlocks: .noBlocks
    case .addressDuplicate: .addressDuplicate
    case .accountStorageOnly: .accountStorageOnly
    case .privateKeyInvalid: .privateKeyInvalid
    case .privateKeyMismatch: .privateKeyMismatch
    case .senderKeyMissing: .senderKeyMissing
    case .feeFieldsMixed: .feeFieldsMixed
    case .blobHashesMissing: .blobHashesMissing
    case .blobsWithAuthorizations: .blobsWithAuthorizations
    case .transactionRejected: .transactionRejected
    case .blockRejected: .blockRejected
    }
  }
}
