import Primitives

/// A block that must be refused, one case per rule.
public enum InvalidBlock: Error, Equatable, Sendable {
  // MARK: Encoding

  /// The block is not canonical RLP, or a field has the wrong shape.
  case rlp(RLPError)
  /// The encoded block is longer than allowed. Source: EIP-7934.
  case encodingTooLarge(size: Int, limit: Int)
  /// The header lacks a field the rules ask for, or has one they do not know.
  case headerFields(HeaderField)
  /// The body has withdrawals without the rules knowing them, or lacks them. Source: EIP-4895.
  case withdrawalsPresence

  // MARK: Header against parent

  /// The header does not name the given block as its parent.
  case parentHash(expected: Hash32, found: Hash32)
  /// The number does not follow the parent's.
  case number(expected: UInt64, found: UInt64)
  /// The timestamp is not later than the parent's.
  case timestampNotAfterParent(parent: UInt64, found: UInt64)
  /// The extra data is longer than allowed.
  case extraDataTooLong(size: Int, limit: Int)
  /// A block right after the DAO fork lacks the agreed extra data. Source: EIP-779.
  case daoExtraData
  /// The gas limit is out of the bounds around the parent's, or too small.
  case gasLimit(parent: UInt64, found: UInt64)
  /// The gas limit exceeds 2⁶³−1.
  case gasLimitTooLarge(UInt64)
  /// The header says that more gas was used than its limit allows.
  case gasUsedAboveLimit(gasUsed: UInt64, gasLimit: UInt64)
  /// The base fee is not the one that follows from the parent. Source: EIP-1559.
  case baseFee(expected: UInt256, found: UInt256)
  /// The difficulty is not the one that follows from the parent.
  case difficulty(expected: UInt256, found: UInt256)
  /// The difficulty must be 0 under proof of stake. Source: EIP-3675.
  case difficultyNotZero(UInt256)
  /// The nonce must be 0 under proof of stake. Source: EIP-3675.
  case nonceNotZero(UInt64)
  /// The excess blob gas is not the one that follows from the parent. Source: EIP-4844.
  case excessBlobGas(expected: UInt64, found: UInt64)

  // MARK: Ommers

  /// The ommers' hash is not the hash of the body's ommers.
  case ommersHash(expected: Hash32, found: Hash32)
  /// Ommers do not exist under proof of stake. Source: EIP-3675.
  case ommersNotAllowed
  /// More than two ommers.
  case tooManyOmmers(Int)
  /// Two ommers of the block are the same.
  case duplicateOmmer(index: Int)
  /// The ommer was included by a recent block already.
  case ommerAlreadyIncluded(index: Int)
  /// The ommer is an ancestor of the block, or the block itself.
  case ommerIsAncestor(index: Int)
  /// The ommer's parent is the block's parent.
  case ommerIsSibling(index: Int)
  /// The ommer's parent is none of the recent ancestors.
  case ommerParentUnknown(index: Int)
  /// The ommer's header breaks a rule of its own.
  indirect case ommerHeader(index: Int, InvalidBlock)

  // MARK: Body

  /// The transaction at `index` must not stand there.
  case transaction(index: Int, InvalidTransaction)
  /// The transactions' root is not that of the body.
  case transactionsRoot(expected: Hash32, found: Hash32)
  /// The withdrawals' root is not that of the body. Source: EIP-4895.
  case withdrawalsRoot(expected: Hash32, found: Hash32)

  // MARK: System contracts

  /// A system contract that must be called has no code. Source: EIP-7002, EIP-7251.
  case systemContractEmpty(Address)
  /// The call of a system contract failed. Source: EIP-7002, EIP-7251.
  case systemContractCallFailed(Address)
  /// The deposit contract emitted an event of another layout. Source: EIP-6110.
  case depositEventLayout

  // MARK: Outcome of the execution

  /// The gas used differs from the header's.
  case gasUsed(expected: UInt64, found: UInt64)
  /// The blob gas used differs from the header's.
  case blobGasUsed(expected: UInt64, found: UInt64)
  /// The header says that more blob gas was used than a block may. Source: EIP-4844.
  case blobGasUsedAboveLimit(blobGasUsed: UInt64, limit: UInt64)
  /// The bloom filter differs from the header's.
  case logsBloom
  /// The receipts' root differs from the header's.
  case receiptsRoot(expected: Hash32, found: Hash32)
  /// The state root differs from the header's.
  case stateRoot(expected: Hash32, found: Hash32)
  /// The requests' hash differs from the header's. Source: EIP-7685.
  case requestsHash(expected: Hash32, found: Hash32)
}

/// A header field that exists only under some rules, for messages.
public enum HeaderField: String, Equatable, Sendable, CaseIterable {
  case baseFeePerGas, withdrawalsRoot, blobGasUsed, excessBlobGas, parentBeaconBlockRoot
  case requestsHash
}
