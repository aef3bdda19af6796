import EVM
import Primitives

/// Where a block stands in its chain.
struct ChainPosition {
  let parent: Header
  let parentHash: Hash32
  let network: Network
  let chainID: UInt256
  /// The hashes of the blocks before, newest last; the last one is the parent's.
  let ancestorHashes: [Hash32]
  let rules: Rules

  init(
    parent: Header, number: UInt64, timestamp: UInt64, network: Network, chainID: UInt256,
    ancestorHashes: [Hash32], parentTotalDifficulty: UInt256
  ) {
    self.parent = parent
    let parentHash = ancestorHashes.last ?? parent.hash()
    self.parentHash = parentHash
    self.network = network
    self.chainID = chainID
    self.ancestorHashes = ancestorHashes.isEmpty ? [parentHash] : ancestorHashes
    rules = network.rules(
      number: number, timestamp: timestamp, parentTotalDifficulty: parentTotalDifficulty)
  }

  /// The header's rules at this place.
  var headerValidation: HeaderValidation {
    HeaderValidation(
      rules: rules.block, parent: parent, parentHash: parentHash,
      daoForkBlock: network.daoForkBlock)
  }

  /// What contracts may learn about the block with `header`.
  func environment(for header: Header) -> BlockEnvironment {
    var blobBaseFee = UInt256.zero
    if let schedule = rules.block.blobs {
      blobBaseFee = BlobFee.baseFee(excess: header.excessBlobGas ?? 0, schedule: schedule)
    }
    let prevRandao =
      rules.block.usesPrevRandao ? UInt256(header.mixHash) : header.difficulty
    return BlockEnvironment(
      rules: rules,
      context: BlockContext(
        coinbase: header.coinbase, number: header.number, timestamp: header.timestamp,
        gasLimit: header.gasLimit, prevRandao: prevRandao, baseFee: header.baseFeePerGas ?? .zero,
        blobBaseFee: blobBaseFee, chainID: chainID, blockHashes: ancestorHashes))
  }
}

extension ChainEngine {
  /// The processor for the block with `header` at `position`.
  func blockProcessor(for header: Header, at position: ChainPosition) -> BlockProcessor {
    BlockProcessor(
      transactions: processor, stateRoot: roots, environment: position.environment(for: header),
      parentHash: position.parentHash,
      parentBeaconBlockRoot: header.parentBeaconBlockRoot ?? .zero,
      isDAOForkBlock: position.network.daoForkBlock == header.number)
  }
}
