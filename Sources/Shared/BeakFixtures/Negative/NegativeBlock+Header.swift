import Chain
import EVM
import Primitives

/// Faults of the header.
extension NegativeBlock {
  /// Puts a fault of `kind` into the header, and gives EEST's names for the refusal, canonical first.
  ///
  /// - Throws: `NotApplicable` when the header has no such field.
  func change(_ header: inout Header, _ kind: NegativeKind) throws(NotApplicable) -> [String] {
    let names: [String]
    switch kind {
    case .headerNumber, .headerTimestamp, .headerFieldMissing, .parentHash, .extraData, .difficulty,
      .ommersHash:
      names = try changePlace(&header, kind)
    case .gasLimit, .gasUsed, .gasUsedAboveLimit, .baseFee: names = try changeGas(&header, kind)
    case .blobGas, .blobGasAboveLimit, .excessBlobGas: names = try changeBlobGas(&header, kind)
    default: names = try changeOutcome(&header, kind)
    }
    return names.map { "BlockException." + $0 }
  }

  /// Where the block stands, and its seal. A client that looks the parent up by hash and number does not find
  /// it under another number.
  private func changePlace(_ header: inout Header, _ kind: NegativeKind) throws(NotApplicable) -> [String] {
    let isProofOfStake = rules.difficulty == .none
    switch kind {
    case .headerNumber:
      header.number &+= 1
      return ["INVALID_BLOCK_NUMBER", "UNKNOWN_PARENT"]
    case .headerTimestamp:
      header.timestamp = parent.timestamp
      return ["INVALID_BLOCK_TIMESTAMP_OLDER_THAN_PARENT"]
    case .headerFieldMissing:
      try removeLastField(of: &header)
      return ["INCORRECT_BLOCK_FORMAT", "RLP_STRUCTURES_ENCODING"]
    case .parentHash:
      header.parentHash = header.parentHash.other
      return ["UNKNOWN_PARENT"]
    case .extraData:
      header.extraData = Bytes(repeating: 0x2a, count: rules.extraDataLimit + 1)
      return ["EXTRA_DATA_TOO_BIG"]
    case .difficulty:
      header.difficulty = header.difficulty &+ .one
      return [isProofOfStake ? "IMPORT_IMPOSSIBLE_DIFFICULTY_OVER_PARIS" : "INVALID_DIFFICULTY"]
    default:
      header.ommersHash = header.ommersHash.other
      return isProofOfStake
        ? ["IMPORT_IMPOSSIBLE_UNCLES_OVER_PARIS", "INVALID_UNCLES_HASH"] : ["INVALID_UNCLES_HASH"]
    }
  }

  private func removeLastField(of header: inout Header) throws(NotApplicable) {
    if header.requestsHash != nil {
      header.requestsHash = nil
    } else if header.parentBeaconBlockRoot != nil {
      header.parentBeaconBlockRoot = nil
    } else if header.withdrawalsRoot != nil {
      header.withdrawalsRoot = nil
    } else if header.baseFeePerGas != nil {
      header.baseFeePerGas = nil
    } else {
      throw NotApplicable("every field of the fork's header is part of all headers")
    }
  }

  private func changeGas(_ header: inout Header, _ kind: NegativeKind) throws(NotApplicable) -> [String] {
    switch kind {
    case .gasLimit:
      // The first limit out of bounds upwards; downwards the gas used might not fit any more.
      let base =
        rules.hasBaseFee && parent.baseFeePerGas == nil
        ? parent.gasLimit &* rules.elasticityMultiplier : parent.gasLimit
      let sum = base.addingReportingOverflow(base / rules.gasLimitBoundDivisor)
      guard !sum.overflow, sum.partialValue <= rules.maxGasLimit else {
        throw NotApplicable("the parent's gas limit is the highest there is")
      }
      header.gasLimit = sum.partialValue
      return ["INVALID_GASLIMIT"]
    case .gasUsed:
      if header.gasUsed < header.gasLimit { header.gasUsed += 1 } else { header.gasUsed -= 1 }
      return ["INVALID_GAS_USED"]
    case .gasUsedAboveLimit:
      header.gasUsed = header.gasLimit + 1
      return ["INVALID_GAS_USED_ABOVE_LIMIT", "INVALID_GAS_USED"]
    default:
      guard let baseFee = header.baseFeePerGas else { throw NotApplicable("the fork has no base fee") }
      header.baseFeePerGas = baseFee == .max ? baseFee &- .one : baseFee &+ .one
      return ["INVALID_BASEFEE_PER_GAS"]
    }
  }

  private func changeBlobGas(_ header: inout Header, _ kind: NegativeKind) throws(NotApplicable) -> [String] {
    guard let schedule = rules.blobs, let used = header.blobGasUsed, let excess = header.excessBlobGas else {
      throw NotApplicable("the fork has no blobs")
    }
    let limit = schedule.max * BlobFee.gasPerBlob
    switch kind {
    case .blobGas:
      header.blobGasUsed = used < limit ? used + BlobFee.gasPerBlob : used - BlobFee.gasPerBlob
      return ["INCORRECT_BLOB_GAS_USED"]
    case .blobGasAboveLimit:
      header.blobGasUsed = limit + BlobFee.gasPerBlob
      return ["BLOB_GAS_USED_ABOVE_LIMIT", "INCORRECT_BLOB_GAS_USED"]
    default:
      let raised = excess.addingReportingOverflow(BlobFee.gasPerBlob)
      header.excessBlobGas = raised.overflow ? excess - BlobFee.gasPerBlob : raised.partialValue
      return ["INCORRECT_EXCESS_BLOB_GAS"]
    }
  }

  /// What follows from the execution.
  private func changeOutcome(_ header: inout Header, _ kind: NegativeKind) throws(NotApplicable) -> [String] {
    switch kind {
    case .stateRoot:
      header.stateRoot = header.stateRoot.other
      return ["INVALID_STATE_ROOT"]
    case .receiptsRoot:
      header.receiptsRoot = header.receiptsRoot.other
      return ["INVALID_RECEIPTS_ROOT"]
    case .transactionsRoot:
      header.transactionsRoot = header.transactionsRoot.other
      return ["INVALID_TRANSACTIONS_ROOT"]
    case .bloom:
      header.logsBloom = header.logsBloom.other
      return ["INVALID_LOG_BLOOM"]
    case .withdrawalsRoot:
      guard let root = header.withdrawalsRoot else { throw NotApplicable("the fork has no withdrawals") }
      header.withdrawalsRoot = root.other
      return ["INVALID_WITHDRAWALS_ROOT"]
    case .requestsHash:
      guard let hash = header.requestsHash else { throw NotApplicable("the fork has no requests") }
      header.requestsHash = hash.other
      return ["INVALID_REQUESTS"]
    default: preconditionFailure("\(kind.rawValue) is no fault of the header")
    }
  }
}

extension Hash32 {
  /// Another hash that follows from this one.
  fileprivate var other: Hash32 { Keccak256.hash(bytes) }
}

extension Bloom {
  /// The filter with the bits of its first byte turned round.
  fileprivate var other: Bloom {
    withUnsafeBytes { filter in
      var bytes = Bytes(filter)
      bytes[0] = ~bytes[0]
      return bytes.withUnsafeBytes { Bloom(bytes: $0.baseAddress!) }
    }
  }
}
