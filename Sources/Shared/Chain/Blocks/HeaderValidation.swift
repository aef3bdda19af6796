import EVM
import Primitives

/// The rules that a header keeps or breaks against its parent, before anything is executed.
///
/// Source: Yellow Paper, section 4.3.4, and the EIP of each field.
struct HeaderValidation {
  let rules: BlockRules
  let parent: Header
  let parentHash: Hash32
  /// The block of the DAO's state change, if the chain has one.
  let daoForkBlock: UInt64?

  /// Checks every rule but those on the block's contents.
  func check(_ header: Header) throws(InvalidBlock) {
    guard header.parentHash == parentHash else {
      throw .parentHash(expected: parentHash, found: header.parentHash)
    }
    guard header.number == parent.number &+ 1 else {
      throw .number(expected: parent.number &+ 1, found: header.number)
    }
    guard header.timestamp > parent.timestamp else {
      throw .timestampNotAfterParent(parent: parent.timestamp, found: header.timestamp)
    }
    try checkFields(header)
    try checkExtraData(header)
    try checkGas(header)
    try checkSeal(header)
    try checkBlobGas(header)
  }

  /// Checks that exactly the fields are there that the rules ask for.
  func checkFields(_ header: Header) throws(InvalidBlock) {
    let hasBlobs = rules.blobs != nil
    let presence: [(HeaderField, Bool, Bool)] = [
      (.baseFeePerGas, header.baseFeePerGas != nil, rules.hasBaseFee),
      (.withdrawalsRoot, header.withdrawalsRoot != nil, rules.hasWithdrawals),
      (.blobGasUsed, header.blobGasUsed != nil, hasBlobs),
      (.excessBlobGas, header.excessBlobGas != nil, hasBlobs),
      (
        .parentBeaconBlockRoot, header.parentBeaconBlockRoot != nil,
        rules.hasParentBeaconBlockRoot
      ),
      (.requestsHash, header.requestsHash != nil, rules.hasRequests),
    ]
    for (field, isPresent, isRequired) in presence where isPresent != isRequired {
      throw .headerFields(field)
    }
  }

  /// Checks length of the extra data and, around the DAO fork, its content. Source: EIP-779.
  private func checkExtraData(_ header: Header) throws(InvalidBlock) {
    guard header.extraData.count <= rules.extraDataLimit else {
      throw .extraDataTooLong(size: header.extraData.count, limit: rules.extraDataLimit)
    }
    guard let daoForkBlock,
      DAOFork.requiresExtraData(number: header.number, forkBlock: daoForkBlock)
    else { return }
    guard header.extraData == DAOFork.extraData else { throw .daoExtraData }
  }

  /// Checks gas limit, gas used and base fee.
  private func checkGas(_ header: Header) throws(InvalidBlock) {
    guard header.gasLimit <= rules.maxGasLimit else { throw .gasLimitTooLarge(header.gasLimit) }
    guard header.gasUsed <= header.gasLimit else {
      throw .gasUsedAboveLimit(gasUsed: header.gasUsed, gasLimit: header.gasLimit)
    }
    let parentLimit = comparableParentGasLimit
    let difference =
      header.gasLimit > parentLimit
      ? header.gasLimit - parentLimit : parentLimit - header.gasLimit
    guard difference < parentLimit / rules.gasLimitBoundDivisor,
      header.gasLimit >= rules.minGasLimit
    else { throw .gasLimit(parent: parentLimit, found: header.gasLimit) }
    guard rules.hasBaseFee, let baseFee = header.baseFeePerGas else { return }
    let expected = BaseFee.next(parent: parent, rules: rules)
    guard baseFee == expected else { throw .baseFee(expected: expected, found: baseFee) }
  }

  /// The parent's gas limit, scaled where the fee market begins: the limit becomes twice the target there.
  ///
  /// Source: EIP-1559.
  private var comparableParentGasLimit: UInt64 {
    guard rules.hasBaseFee, parent.baseFeePerGas == nil else { return parent.gasLimit }
    return parent.gasLimit &* rules.elasticityMultiplier
  }

  /// Checks the difficulty and, under proof of stake, that the seal's fields are empty. Source: EIP-3675.
  private func checkSeal(_ header: Header) throws(InvalidBlock) {
    guard rules.difficulty != .none else {
      guard header.difficulty.isZero else { throw .difficultyNotZero(header.difficulty) }
      guard header.nonce == 0 else { throw .nonceNotZero(header.nonce) }
      guard header.ommersHash == Header.emptyOmmersHash else { throw .ommersNotAllowed }
      return
    }
    let expected = expectedDifficulty(number: header.number, timestamp: header.timestamp)
    guard header.difficulty == expected else {
      throw .difficulty(expected: expected, found: header.difficulty)
    }
  }

  /// The difficulty of a block after the parent.
  func expectedDifficulty(number: UInt64, timestamp: UInt64) -> UInt256 {
    Difficulty.next(
      rule: rules.difficulty, parentDifficulty: parent.difficulty,
      parentTimestamp: parent.timestamp,
      parentHasOmmers: parent.ommersHash != Header.emptyOmmersHash, number: number,
      timestamp: timestamp)
  }

  /// Checks the excess blob gas. Source: EIP-4844.
  private func checkBlobGas(_ header: Header) throws(InvalidBlock) {
    guard rules.blobs != nil, let excess = header.excessBlobGas else { return }
    let expected = BlobFee.excess(after: parent, rules: rules)
    guard excess == expected else { throw .excessBlobGas(expected: expected, found: excess) }
  }
}
