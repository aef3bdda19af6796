/// The catalogue of error codes: one list, printed by `--help-errors`.
extension ConvertError {
  /// A kind of error; its raw value is the stable code of the error record.
  package enum Kind: String, CaseIterable {
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
    case negativeNotApplicable = "negative-not-applicable"
    case selfCheckFailed = "self-check-failed"
    case notOneTransaction = "not-one-transaction"
    case engineUnavailable = "engine-unavailable"
    case payloadImpossible = "payload-impossible"
    case testDuplicate = "test-duplicate"
    case unknownKeys = "unknown-key"
    case spellingsDiffer = "spellings-differ"
    case fieldUnsupported = "field-unsupported"
    case blockCountInvalid = "block-count-invalid"
    case blockIndexTooLarge = "block-index-too-large"
    case blockIndexDecreasing = "block-index-decreasing"
    case tooManyBlocks = "too-many-blocks"
    case withdrawalsUnplaced = "withdrawals-unplaced"
    case environmentUnreachable = "environment-unreachable"
    case fractionInvalid = "fraction-invalid"
    case fractionOutOfRange = "fraction-out-of-range"
    case gasNeedUnmeasured = "gas-need-unmeasured"
    case exceptionInvalid = "exception-invalid"
    case expectedErrorNotLast = "expected-error-not-last"
    case exceptionAbsent = "exception-absent"
    case exceptionDiffers = "exception-differs"
    case noCases = "no-cases"
    case caseIndexInvalid = "case-index-invalid"

    /// What the code means, whatever the record.
    package var summary: String {
      switch self {
      case .fieldMissing: "a field that the format demands is not there"
      case .wrongType: "a value has another JSON type than its place asks for"
      case .versionUnsupported: "the document is not of version 2.0"
      case .numberInvalid: "a number is not spelt as one"
      case .numberOutOfRange: "a number is below zero or too large for its field"
      case .hexInvalid: "a byte string has a character that is no hex digit"
      case .lengthWrong: "an address, hash or key has the wrong number of bytes"
      case .tooManyAccounts: "the document has more accounts than the limit"
      case .tooManyTransactions: "the document has more transactions than the limit"
      case .codeTooLarge: "the code of an account is longer than the limit"
      case .forkUnknown: "no fork has this name"
      case .forkUnsupported: "the fork exists, but its rules are not supported"
      case .chainIDInvalid: "the chain id is 0, negative or takes more than 64 bits"
      case .fieldNotInFork: "a header field is given that the fork at that block does not have"
      case .timestampTooEarly: "currentTimestamp is below 12, so that there is no room for the genesis block"
      case .timestampTooLate: "the timestamp of the last block takes more than 64 bits"
      case .noBlocks: "the run asks for chains of 0 blocks"
      case .addressDuplicate: "one address is spelt twice in accounts"
      case .accountStorageOnly: "an account has storage but neither nonce, balance nor code"
      case .privateKeyInvalid: "a private key is zero or not below the order of secp256k1"
      case .privateKeyMismatch: "a private key belongs to another address than its account's"
      case .senderKeyMissing: "the sender is no account with a private key"
      case .feeFieldsMixed: "a gas price is given together with fees of later transaction types"
      case .blobHashesMissing: "a blob fee is given without blobVersionedHashes"
      case .blobsWithAuthorizations: "a transaction carries both blobs and authorizations"
      case .transactionRejected: "the rules refuse a transaction; the message names EEST's exception"
      case .blockRejected: "the rules refuse a block as a whole; the message names EEST's exception"
      case .negativeNotApplicable: "the last block has nothing that the asked negative could make wrong"
      case .selfCheckFailed: "the fixture breaks an invariant: a fault of beak-convert, not of the document"
      case .notOneTransaction: "a state test is asked for, but the document has not exactly one transaction"
      case .engineUnavailable: "an engine test is asked for, but a block is of a fork without engine API"
      case .payloadImpossible: "an engine test is asked for, but no payload can hold a block to be refused"
      case .testDuplicate: "a test of the same name has been written in this run"
      default: summaryOnPlans
      }
    }

    /// The meanings of codes about keys and about what a document demands of its chain.
    private var summaryOnPlans: String {
      switch self {
      case .unknownKeys:
        "a document, or its env, has keys that the format does not have; with --strict, any object"
      case .spellingsDiffer: "one field is given under two names with different values"
      case .fieldUnsupported: "the field belongs to later forks or to other tools' own tests"
      case .blockCountInvalid: "blockCount is 0, negative or above the limit"
      case .blockIndexTooLarge: "a transaction is assigned to a block that the document does not have"
      case .blockIndexDecreasing: "a transaction is assigned to an earlier block than the one before it"
      case .tooManyBlocks:
        "with --invalid expect, refused transactions make more than 1000 blocks, or 200,000 transactions in them"
      case .withdrawalsUnplaced:
        "every block ends in a transaction that must be refused, so none can take the withdrawals"
      case .environmentUnreachable: "with --env block1, no genesis block gives block 1 that value"
      case .fractionInvalid: "gasNeedFraction is not spelt as a decimal number"
      case .fractionOutOfRange: "gasNeedFraction is below 1 or has too many digits"
      case .gasNeedUnmeasured:
        "a transaction with gasNeedFraction is refused even with all the gas of its block"
      case .exceptionInvalid: "expectedError or blockException is not spelt as EEST spells names"
      case .expectedErrorNotLast: "a transaction with expectedError is not the last one of its block"
      case .exceptionAbsent: "the rules accept what expectedError or blockException says must be refused"
      case .exceptionDiffers: "the rules refuse for another reason than expectedError or blockException names"
      case .noCases: "a record of --from statetest has no state test, or a test no case"
      case .caseIndexInvalid: "a case of a state test names an element that its list does not have"
      default: rawValue
      }
    }

    /// What the user can do about it, whatever the record.
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
      case .negativeNotApplicable: "choose another kind, or random, which takes only what applies"
      case .selfCheckFailed: "nothing was emitted; please report it with the document"
      case .notOneTransaction: "use --format blockchain, or a document for each transaction"
      case .engineUnavailable, .payloadImpossible: "use --format blockchain"
      case .testDuplicate: "give every document an id of its own"
      default: hintOnPlans
      }
    }

    private var hintOnPlans: String? {
      switch self {
      case .unknownKeys: "correct the spelling, or leave the key out"
      case .spellingsDiffer: "give the field once"
      case .fieldUnsupported: "leave the field out, or give null"
      case .blockCountInvalid: "give a whole number of at least 1"
      case .blockIndexTooLarge: "raise blockCount"
      case .blockIndexDecreasing: "sort the transactions by block"
      case .tooManyBlocks: "use --invalid drop or --invalid error"
      case .withdrawalsUnplaced: "raise blockCount by one"
      case .environmentUnreachable: "use --env genesis, or another value"
      case .fractionInvalid: "write a number such as 1.25"
      case .fractionOutOfRange: "give a number of at least 1 with at most 30 digits"
      case .gasNeedUnmeasured: "leave gasNeedFraction out, or make the transaction valid"
      case .exceptionInvalid: "write a name such as NONCE_MISMATCH_TOO_LOW; join alternatives with |"
      case .expectedErrorNotLast: "move the transactions after it to a later block"
      case .exceptionAbsent: "make it break that rule, or leave the expectation out"
      case .exceptionDiffers: "expect the exception that was found, or correct what breaks that rule"
      default: hintOnShape
      }
    }

    /// What to do where the message says nearly all.
    private var hintOnShape: String {
      switch self {
      case .fieldMissing: "add the field; docs/documents.md lists all of them"
      case .wrongType: "give a value of that type; docs/documents.md lists the fields"
      case .numberOutOfRange: "give a number that the field can hold"
      case .lengthWrong: "write all bytes, leading zeros included: 20 of an address, 32 of a hash or key"
      case .forkUnsupported: "choose an earlier fork, or use --fork"
      case .chainIDInvalid: "give a number from 1 to 2^64 - 1"
      case .timestampTooLate: "lower currentTimestamp, the number of blocks or --block-time"
      case .privateKeyInvalid: "use a number from 1 up to the order of secp256k1 less 1"
      case .transactionRejected: "correct the transaction; or use --invalid drop, or --invalid expect"
      case .blockRejected: "correct env or the system contracts in accounts, or give blockException"
      case .noCases: "give an object with a state test under each name, and cases in its post"
      case .caseIndexInvalid: "let indexes count from 0 up to the length of the list less 1"
      default: "correct the document"
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
    case .negativeNotApplicable: .negativeNotApplicable
    case .selfCheckFailed: .selfCheckFailed
    case .notOneTransaction: .notOneTransaction
    case .engineUnavailable: .engineUnavailable
    case .payloadImpossible: .payloadImpossible
    case .testDuplicate: .testDuplicate
    case .unknownKeys: .unknownKeys
    case .spellingsDiffer: .spellingsDiffer
    case .fieldUnsupported: .fieldUnsupported
    case .blockCountInvalid: .blockCountInvalid
    case .blockIndexTooLarge: .blockIndexTooLarge
    case .blockIndexDecreasing: .blockIndexDecreasing
    case .tooManyBlocks: .tooManyBlocks
    case .withdrawalsUnplaced: .withdrawalsUnplaced
    case .environmentUnreachable: .environmentUnreachable
    case .fractionInvalid: .fractionInvalid
    case .fractionOutOfRange: .fractionOutOfRange
    case .gasNeedUnmeasured: .gasNeedUnmeasured
    case .exceptionInvalid: .exceptionInvalid
    case .expectedErrorNotLast: .expectedErrorNotLast
    case .exceptionAbsent: .exceptionAbsent
    case .exceptionDiffers: .exceptionDiffers
    case .noCases: .noCases
    case .caseIndexInvalid: .caseIndexInvalid
    }
  }
}
