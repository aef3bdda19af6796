import Chain
import EVM
import Fixtures
import Primitives

/// A valid block about to be made wrong, and where it stands.
struct NegativeBlock {
  /// The block as it was built.
  let executed: ExecutedBlock
  let parent: Header
  let rules: BlockRules

  /// The block with a fault of `kind`.
  ///
  /// Everything that commits to what was changed is computed anew: the block's hash, and for faults of a list
  /// its root.
  /// - Throws: `NotApplicable` when the block has nothing of the kind.
  func refused(_ kind: NegativeKind, _ choice: inout NegativeChoice) throws(NotApplicable) -> RefusedBlock {
    switch kind {
    case .transactionDuplicate: return try duplicatingTransaction()
    case .transactionSignature: return try breakingSignature()
    case .transactionType: return addingUnknownType()
    case .ommerAncestor: return addingAncestor()
    case .rlpTrailing: return undecodable(executed.rlp + [0])
    case .rlpTruncated: return undecodable(Bytes(executed.rlp.dropLast()))
    case .rlpLeadingZero, .rlpExtraItem, .rlpWrongLength, .rlpStringForList:
      return undecodable(try encoding(kind, &choice))
    default:
      var header = executed.block.header
      let names = try change(&header, kind)
      return refused(executed.block.with(header), names)
    }
  }

  /// A block that decodes and must be refused for one of `exceptions`.
  func refused(_ block: Block, senders: [Address]? = nil, _ exceptions: [String]) -> RefusedBlock {
    var decoded = executed
    decoded.block = block
    decoded.hash = block.header.hash()
    decoded.senders = senders ?? executed.senders
    decoded.rlp = block.encoded
    return RefusedBlock(rlp: decoded.rlp, expectedExceptions: exceptions, decoded: decoded)
  }

  private func undecodable(_ rlp: Bytes) -> RefusedBlock {
    RefusedBlock(rlp: rlp, expectedExceptions: [Self.encodingFault], decoded: nil)
  }

  private static let encodingFault = "BlockException.RLP_STRUCTURES_ENCODING"

  private func lastTransaction() throws(NotApplicable) -> Transaction {
    guard let last = executed.block.transactions.last else {
      throw NotApplicable("the last block has no transaction")
    }
    return last
  }

  /// What a client finds first about a transaction that stands in the block already differs.
  private func duplicatingTransaction() throws(NotApplicable) -> RefusedBlock {
    let last = try lastTransaction()
    var block = executed.block
    block.transactions.append(last)
    block.header.transactionsRoot = block.transactionsRoot
    var names = ["TransactionException.NONCE_MISMATCH_TOO_LOW"]
    if last.gasLimit > block.header.gasLimit - block.header.gasUsed {
      names.append("TransactionException.GAS_ALLOWANCE_EXCEEDED")
    }
    if last.type == .blob {
      names += [
        "TransactionException.TYPE_3_TX_MAX_BLOB_GAS_ALLOWANCE_EXCEEDED",
        "TransactionException.TYPE_3_TX_BLOB_COUNT_EXCEEDED",
      ]
    }
    return refused(block, senders: executed.senders + executed.senders.suffix(1), names)
  }

  private func breakingSignature() throws(NotApplicable) -> RefusedBlock {
    var last = try lastTransaction()
    last.r = .zero
    var block = executed.block
    block.transactions[block.transactions.count - 1] = last
    block.header.transactionsRoot = block.transactionsRoot
    return refused(
      block, ["TransactionException.INVALID_SIGNATURE_VRS", "TransactionException.EC_RECOVERY_FAIL"])
  }

  /// An envelope of a type that no fork has: 0x7f is the highest that a type can be.
  private func addingUnknownType() -> RefusedBlock {
    let envelope: Bytes = [0x7f, 0xc0]
    var header = executed.block.header
    header.transactionsRoot = executed.block.transactionsRoot(adding: [envelope])
    let rlp = executed.block.with(header).encoded(addingTransaction: envelope)
    return RefusedBlock(
      rlp: rlp,
      expectedExceptions: [
        "TransactionException.TYPE_NOT_SUPPORTED", "BlockException.RLP_STRUCTURES_ENCODING",
      ], decoded: nil)
  }

  private func addingAncestor() -> RefusedBlock {
    var block = executed.block
    block.ommers.append(parent)
    block.header.ommersHash = block.ommersHash
    let name = rules.allowsOmmers ? "UNCLE_IS_ANCESTOR" : "IMPORT_IMPOSSIBLE_UNCLES_OVER_PARIS"
    return refused(block, ["BlockException." + name])
  }
}

extension Block {
  /// The same body under another header.
  func with(_ header: Header) -> Block {
    var block = self
    block.header = header
    return block
  }

  /// The canonical encoding.
  var encoded: Bytes {
    var buffer = ByteBuffer(capacity: 4096)
    appendRLP(to: &buffer)
    return buffer.toBytes()
  }
}
