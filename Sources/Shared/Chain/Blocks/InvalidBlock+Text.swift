import Primitives

/// What is wrong with a block, as a phrase.
extension InvalidBlock: CustomStringConvertible {
  public var description: String {
    switch self {
    case .rlp, .encodingTooLarge, .headerFields, .withdrawalsPresence: encodingText
    case .ommersHash, .ommersNotAllowed, .tooManyOmmers, .duplicateOmmer, .ommerAlreadyIncluded,
      .ommerIsAncestor, .ommerIsSibling, .ommerParentUnknown, .ommerHeader:
      ommerText
    case .transaction, .transactionsRoot, .withdrawalsRoot, .systemContractEmpty, .systemContractCallFailed,
      .depositEventLayout:
      bodyText
    case .gasUsed, .blobGasUsed, .blobGasUsedAboveLimit, .logsBloom, .receiptsRoot, .stateRoot, .requestsHash:
      outcomeText
    default: headerText
    }
  }

  private var encodingText: String {
    switch self {
    case .rlp(let error): "the block is not well-formed RLP: \(error)"
    case .encodingTooLarge(let size, let limit): "\(size) bytes of RLP are more than \(limit)"
    case .headerFields(let field): "the header's \(field.rawValue) is missing, or must not be there"
    default: "the body's list of withdrawals is missing, or must not be there"
    }
  }

  private var headerText: String {
    switch self {
    case .parentHash(let expected, let found): "the parent is \(expected), the header states \(found)"
    case .number(let expected, let found): "the number must be \(expected), the header states \(found)"
    case .timestampNotAfterParent(let parent, let found):
      "the timestamp \(found) is not later than the parent's \(parent)"
    case .extraDataTooLong(let size, let limit): "\(size) bytes of extra data are more than \(limit)"
    case .daoExtraData: "the extra data is not that of the blocks after the DAO fork"
    case .gasLimit(let parent, let found):
      "the gas limit \(found) is too small, or too far from the parent's \(parent)"
    case .gasLimitTooLarge(let gasLimit): "the gas limit \(gasLimit) exceeds 2^63 - 1"
    case .gasUsedAboveLimit(let gasUsed, let gasLimit):
      "the gas used, \(gasUsed), exceeds the gas limit \(gasLimit)"
    case .baseFee(let expected, let found):
      "the base fee must be \(expected.hex), the header states \(found.hex)"
    case .difficulty(let expected, let found):
      "the difficulty must be \(expected.hex), the header states \(found.hex)"
    case .difficultyNotZero(let found): "the difficulty is \(found.hex), not 0, under proof of stake"
    case .nonceNotZero(let found): "the nonce is \(found), not 0, under proof of stake"
    case .excessBlobGas(let expected, let found):
      "the excess blob gas must be \(expected), the header states \(found)"
    default: "a rule of headers is broken"
    }
  }

  private var ommerText: String {
    switch self {
    case .ommersHash(let expected, let found):
      "the hash of the ommers is \(expected), the header states \(found)"
    case .ommersNotAllowed: "ommers do not exist under proof of stake"
    case .tooManyOmmers(let count): "\(count) ommers are more than two"
    case .duplicateOmmer(let index): "ommer \(index) is there twice"
    case .ommerAlreadyIncluded(let index): "ommer \(index) was included by an earlier block"
    case .ommerIsAncestor(let index): "ommer \(index) is an ancestor of the block, or the block itself"
    case .ommerIsSibling(let index): "ommer \(index) has the block's own parent"
    case .ommerParentUnknown(let index): "the parent of ommer \(index) is no recent ancestor"
    case .ommerHeader(let index, let reason): "ommer \(index): \(reason)"
    default: "a rule of ommers is broken"
    }
  }

  private var bodyText: String {
    switch self {
    case .transaction(let index, let reason): "transaction \(index): \(reason)"
    case .transactionsRoot(let expected, let found):
      "the root of the transactions is \(expected), the header states \(found)"
    case .withdrawalsRoot(let expected, let found):
      "the root of the withdrawals is \(expected), the header states \(found)"
    case .systemContractEmpty(let address): "the system contract \(address) has no code"
    case .systemContractCallFailed(let address): "the call of the system contract \(address) failed"
    default: "the deposit contract emitted an event of another layout"
    }
  }

  private var outcomeText: String {
    switch self {
    case .gasUsed(let expected, let found): "the gas used is \(expected), the header states \(found)"
    case .blobGasUsed(let expected, let found): "the blob gas used is \(expected), the header states \(found)"
    case .blobGasUsedAboveLimit(let blobGasUsed, let limit):
      "the header states \(blobGasUsed) blob gas used, more than the \(limit) of a block"
    case .logsBloom: "the logs have another bloom filter than the header states"
    case .receiptsRoot(let expected, let found):
      "the root of the receipts is \(expected), the header states \(found)"
    case .stateRoot(let expected, let found): "the state root is \(expected), the header states \(found)"
    case .requestsHash(let expected, let found):
      "the hash of the requests is \(expected), the header states \(found)"
    default: "an outcome of the execution differs from the header"
    }
  }
}
