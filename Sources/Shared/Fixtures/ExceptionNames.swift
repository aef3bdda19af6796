import Chain

/// EEST's names for the reasons to refuse a transaction or a block.
///
/// Every reason has one canonical name, which stands first; the names after it are those that EEST gives
/// to the same refusal elsewhere, because it distinguishes less, or by another criterion than the rule
/// that was broken. Source: EEST, `ethereum_test_exceptions`.
public enum ExceptionNames {
  /// The names of `reason`, canonical first.
  public static func names(of reason: InvalidBlock) -> [String] {
    if case .transaction(_, let invalidTransaction) = reason {
      return names(of: invalidTransaction)
    }
    return blockNames(reason).map { "BlockException." + $0 }
  }

  /// The names of `reason`, canonical first.
  public static func names(of reason: InvalidTransaction) -> [String] {
    if case .malformed(let field, _) = reason {
      return malformedNames(field)
    }
    return transactionNames(reason).map { "TransactionException." + $0 }
  }

  /// Whether `name` is spelt as EEST's names are; older suites use other vocabularies.
  public static func isStandard(_ name: String) -> Bool {
    name.hasPrefix("TransactionException.") || name.hasPrefix("BlockException.")
  }

  /// Whether `reason` is one of the alternatives that a fixture expects; without any, every reason is.
  public static func matches(_ reason: InvalidBlock, _ alternatives: [String]) -> Bool {
    alternatives.isEmpty || !Set(names(of: reason)).isDisjoint(with: alternatives)
  }

  /// A field that does not decode makes the block undecodable, unless EEST has a name for the case.
  private static func malformedNames(_ field: TransactionField) -> [String] {
    let block = "BlockException.RLP_STRUCTURES_ENCODING"
    let transaction = "TransactionException."
    return switch field {
    case .envelope: [block, transaction + "TYPE_3_TX_WITH_FULL_BLOBS"]
    case .to:
      [block, transaction + "TYPE_3_TX_CONTRACT_CREATION", transaction + "TYPE_4_TX_CONTRACT_CREATION"]
    case .chainID: [block, transaction + "INVALID_CHAINID"]
    case .nonce: [block, transaction + "NONCE_OVERFLOW", transaction + "RLP_LEADING_ZEROS_NONCE"]
    case .gasLimit: [block, transaction + "GASLIMIT_OVERFLOW"]
    case .gasPrice, .maxFeePerGas: [block, transaction + "GASPRICE_OVERFLOW"]
    case .maxPriorityFeePerGas: [block, transaction + "PRIORITY_OVERFLOW"]
    case .value: [block, transaction + "VALUE_OVERFLOW"]
    case .authorizationList: [block, transaction + "TYPE_4_INVALID_AUTHORIZATION_FORMAT"]
    case .yParity, .v, .r, .s: [block, transaction + "INVALID_SIGNATURE_VRS"]
    case .data, .accessList, .accessListAddress, .accessListStorageKey: [block]
    case .maxFeePerBlobGas, .blobVersionedHashes: [block]
    }
  }

  private static func transactionNames(_ reason: InvalidTransaction) -> [String] {
    switch reason {
    case .malformed: []
    case .unknownType: ["TYPE_NOT_SUPPORTED"]
    case .typeNotSupported(let type):
      [
        "TYPE_\(type.rawValue)_TX_PRE_FORK", "TYPE_NOT_SUPPORTED",
        "TYPE_\(type.rawValue)_TX_ZERO_BLOBS_PRE_FORK",
      ]
    case .intrinsicGasTooLow: ["INTRINSIC_GAS_TOO_LOW"]
    case .calldataFloorTooLow: ["INTRINSIC_GAS_BELOW_FLOOR_GAS_COST", "INTRINSIC_GAS_TOO_LOW"]
    case .nonceIsMax: ["NONCE_IS_MAX", "NONCE_TOO_BIG"]
    case .initCodeTooLarge: ["INITCODE_SIZE_EXCEEDED"]
    case .gasLimitAboveCap: ["GAS_LIMIT_EXCEEDS_MAXIMUM"]
    case .gasAllowanceExceeded: ["GAS_ALLOWANCE_EXCEEDED"]
    case .blobGasAllowanceExceeded:
      ["TYPE_3_TX_MAX_BLOB_GAS_ALLOWANCE_EXCEEDED", "TYPE_3_TX_BLOB_COUNT_EXCEEDED"]
    case .invalidSignature: ["INVALID_SIGNATURE_VRS", "EC_RECOVERY_FAIL"]
    case .signatureNotLowS: ["INVALID_SIGNATURE_VRS"]
    case .replayProtectionNotSupported, .wrongChainID: ["INVALID_CHAINID"]
    case .priorityFeeAboveMaxFee: ["PRIORITY_GREATER_THAN_MAX_FEE_PER_GAS"]
    case .maxFeeBelowBaseFee: ["INSUFFICIENT_MAX_FEE_PER_GAS"]
    case .maxFeePerBlobGasTooLow: ["INSUFFICIENT_MAX_FEE_PER_BLOB_GAS"]
    case .noBlobs: ["TYPE_3_TX_ZERO_BLOBS"]
    case .invalidBlobVersionedHash: ["TYPE_3_TX_INVALID_BLOB_VERSIONED_HASH"]
    case .tooManyBlobs: ["TYPE_3_TX_BLOB_COUNT_EXCEEDED"]
    case .blobCreation: ["TYPE_3_TX_CONTRACT_CREATION"]
    case .emptyAuthorizationList: ["TYPE_4_EMPTY_AUTHORIZATION_LIST"]
    case .setCodeCreation: ["TYPE_4_TX_CONTRACT_CREATION"]
    case .nonceTooLow: ["NONCE_MISMATCH_TOO_LOW"]
    case .nonceTooHigh: ["NONCE_MISMATCH_TOO_HIGH"]
    case .insufficientFunds: ["INSUFFICIENT_ACCOUNT_FUNDS"]
    case .senderNotEOA: ["SENDER_NOT_EOA"]
    }
  }

  private static func blockNames(_ reason: InvalidBlock) -> [String] {
    switch reason {
    case .transaction: []
    case .rlp: ["RLP_STRUCTURES_ENCODING", "INCORRECT_BLOCK_FORMAT", "RLP_INVALID_FIELD_OVERFLOW_64"]
    case .encodingTooLarge: ["RLP_BLOCK_LIMIT_EXCEEDED"]
    case .headerFields(let field): ["INCORRECT_BLOCK_FORMAT"] + wrongForkNames(field)
    case .withdrawalsPresence: ["INCORRECT_BLOCK_FORMAT", "RLP_WITHDRAWALS_NOT_READ"]
    case .parentHash: ["UNKNOWN_PARENT", "UNKNOWN_PARENT_ZERO"]
    case .number: ["INVALID_BLOCK_NUMBER"]
    case .timestampNotAfterParent: ["INVALID_BLOCK_TIMESTAMP_OLDER_THAN_PARENT"]
    case .extraDataTooLong: ["EXTRA_DATA_TOO_BIG"]
    case .daoExtraData: ["EXTRA_DATA_INVALID_DAO"]
    case .gasLimit: ["INVALID_GASLIMIT"]
    case .gasLimitTooLarge: ["GASLIMIT_TOO_BIG", "INVALID_GASLIMIT"]
    case .gasUsedAboveLimit: ["INVALID_GAS_USED_ABOVE_LIMIT", "INVALID_GAS_USED"]
    case .baseFee: ["INVALID_BASEFEE_PER_GAS"]
    case .difficulty: ["INVALID_DIFFICULTY"]
    case .difficultyNotZero: ["IMPORT_IMPOSSIBLE_DIFFICULTY_OVER_PARIS"]
    case .nonceNotZero: ["INCORRECT_BLOCK_FORMAT"]
    case .excessBlobGas: ["INCORRECT_EXCESS_BLOB_GAS"]
    case .ommersHash: ["INVALID_UNCLES_HASH"]
    case .ommersNotAllowed: ["IMPORT_IMPOSSIBLE_UNCLES_OVER_PARIS"]
    case .tooManyOmmers: ["TOO_MANY_UNCLES"]
    case .duplicateOmmer, .ommerIsSibling: ["UNCLE_IS_BROTHER"]
    case .ommerAlreadyIncluded: ["UNCLE_IN_CHAIN"]
    case .ommerIsAncestor: ["UNCLE_IS_ANCESTOR"]
    case .ommerParentUnknown: ["UNCLE_PARENT_INCORRECT", "UNCLE_UNKNOWN_PARENT"]
    case .ommerHeader(_, let inner): blockNames(inner) + ["UNCLE_PARENT_INCORRECT"]
    case .transactionsRoot: ["INVALID_TRANSACTIONS_ROOT"]
    case .withdrawalsRoot: ["INVALID_WITHDRAWALS_ROOT"]
    case .systemContractEmpty: ["SYSTEM_CONTRACT_EMPTY"]
    case .systemContractCallFailed: ["SYSTEM_CONTRACT_CALL_FAILED"]
    case .depositEventLayout: ["INVALID_DEPOSIT_EVENT_LAYOUT"]
    case .gasUsed: ["INVALID_GAS_USED", "GAS_USED_OVERFLOW"]
    case .blobGasUsed: ["INCORRECT_BLOB_GAS_USED"]
    case .blobGasUsedAboveLimit: ["BLOB_GAS_USED_ABOVE_LIMIT", "INCORRECT_BLOB_GAS_USED"]
    case .logsBloom: ["INVALID_LOG_BLOOM"]
    case .receiptsRoot: ["INVALID_RECEIPTS_ROOT"]
    case .stateRoot: ["INVALID_STATE_ROOT"]
    case .requestsHash: ["INVALID_REQUESTS"]
    }
  }

  /// The names for a header that was made for another fork, by the field that tells.
  private static func wrongForkNames(_ field: HeaderField) -> [String] {
    switch field {
    case .baseFeePerGas:
      [
        "IMPORT_IMPOSSIBLE_LEGACY", "IMPORT_IMPOSSIBLE_LEGACY_WRONG_PARENT",
        "IMPORT_IMPOSSIBLE_LONDON_WRONG_PARENT", "IMPORT_IMPOSSIBLE_LONDON_OVER_PARIS",
      ]
    case .withdrawalsRoot: ["IMPORT_IMPOSSIBLE_SHANGHAI", "IMPORT_IMPOSSIBLE_PARIS_OVER_SHANGHAI"]
    case .blobGasUsed, .excessBlobGas, .parentBeaconBlockRoot, .requestsHash: []
    }
  }
}
