import EVM
import Primitives

/// The rules that a transaction keeps or breaks by itself, whatever the state.
extension Transaction {
  /// Checks type, gas limit, nonce and length of init code.
  ///
  /// - Returns: the gas it owes in any case.
  func checkForm(rules: TransactionRules) throws(InvalidTransaction) -> IntrinsicGas {
    guard rules.types.allows(type.rawValue) else { throw .typeNotSupported(type) }
    let intrinsicGas = IntrinsicGas(of: self, rules: rules)
    if intrinsicGas.regular > gasLimit {
      throw .intrinsicGasTooLow(required: intrinsicGas.regular, gasLimit: gasLimit)
    }
    if intrinsicGas.floor > gasLimit {
      throw .calldataFloorTooLow(required: intrinsicGas.floor, gasLimit: gasLimit)
    }
    if nonce == .max { throw .nonceIsMax }
    if isCreation, let limit = rules.maxInitCodeSize, data.count > limit {
      throw .initCodeTooLarge(size: data.count, limit: limit)
    }
    if let cap = rules.gasLimitCap, gasLimit > cap {
      throw .gasLimitAboveCap(gasLimit: gasLimit, cap: cap)
    }
    return intrinsicGas
  }

  /// Checks the fee caps against each other and `baseFee`.
  ///
  /// - Returns: the effective gas price, in wei per gas. Source: EIP-1559.
  func checkFee(baseFee: UInt256) throws(InvalidTransaction) -> UInt256 {
    if maxPriorityFeePerGas > maxFeePerGas, type.hasDynamicFee {
      throw .priorityFeeAboveMaxFee(priorityFee: maxPriorityFeePerGas, maxFee: maxFeePerGas)
    }
    guard let price = effectiveGasPrice(baseFee: baseFee) else {
      throw .maxFeeBelowBaseFee(maxFee: feeCap, baseFee: baseFee)
    }
    return price
  }

  /// Checks number, hashes and price of the blobs. Source: EIP-4844, EIP-7594.
  func checkBlobs(
    rules: TransactionRules, blobBaseFee: UInt256
  ) throws(InvalidTransaction) {
    if blobVersionedHashes.isEmpty { throw .noBlobs }
    if let limit = rules.maxBlobsPerTransaction, blobVersionedHashes.count > limit {
      throw .tooManyBlobs(count: blobVersionedHashes.count, limit: limit)
    }
    for (index, hash) in blobVersionedHashes.enumerated() {
      let version = hash.withUnsafeBytes { $0[0] }
      if version != Self.blobCommitmentVersion { throw .invalidBlobVersionedHash(index: index) }
    }
    if maxFeePerBlobGas < blobBaseFee {
      throw .maxFeePerBlobGasTooLow(maxFee: maxFeePerBlobGas, blobBaseFee: blobBaseFee)
    }
    if isCreation { throw .blobCreation }
  }

  /// Checks that authorizations are given and a recipient is named. Source: EIP-7702.
  func checkAuthorizations() throws(InvalidTransaction) {
    if isCreation { throw .setCodeCreation }
    if authorizationList.isEmpty { throw .emptyAuthorizationList }
  }

  /// The first byte of the hash of a KZG commitment. Source: EIP-4844 (`VERSIONED_HASH_VERSION_KZG`).
  private static let blobCommitmentVersion: UInt8 = 0x01
}
