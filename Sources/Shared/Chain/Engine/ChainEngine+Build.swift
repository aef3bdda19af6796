import EVM
import Primitives
import State
import Trie

extension ChainEngine {
  /// Executes the plan as the block after `parent` and returns the sealed block with all roots.
  ///
  /// The state advances to the new block.
  /// - Parameters:
  ///   - ancestorHashes: hashes of the blocks before, newest last; the last one is the parent's. Empty when
  ///     only the parent is known, whose hash is then computed.
  ///   - parentTotalDifficulty: needed only on networks that merge by total difficulty.
  /// - Throws: the first rule broken; the state is as before then.
  public func build(
    _ plan: BlockPlan, parent: Header, network: Network, chainID: UInt256,
    ancestorHashes: [Hash32] = [], parentTotalDifficulty: UInt256 = .zero
  ) throws(InvalidBlock) -> ExecutedBlock {
    let position = ChainPosition(
      parent: parent, number: parent.number &+ 1, timestamp: plan.timestamp, network: network,
      chainID: chainID, ancestorHashes: ancestorHashes,
      parentTotalDifficulty: parentTotalDifficulty)
    var header = draft(plan, at: position)
    if plan.checksHeader { try position.headerValidation.check(header) }
    let withdrawals = position.rules.block.hasWithdrawals ? plan.withdrawals : []
    let body = BlockBody(
      transactions: plan.transactions, senders: plan.senders, ommers: [],
      withdrawals: withdrawals)
    lastBlock = nil
    let checkpoint = state.beginBlock()
    do {
      let outcome = try blockProcessor(for: header, at: position).run(body)
      seal(&header, body, outcome, rules: position.rules.block)
      let executed = assemble(header, body, outcome, rules: position.rules.block)
      try checkSize(executed.rlp, rules: position.rules.block)
      lastBlock = checkpoint
      return executed
    } catch {
      state.revert(to: checkpoint)
      throw error
    }
  }

  /// The header of the block after `parent`, as far as it is known before anything is executed.
  public func outline(
    _ plan: BlockPlan, parent: Header, network: Network, parentTotalDifficulty: UInt256 = .zero
  ) -> Header {
    let position = ChainPosition(
      parent: parent, number: parent.number &+ 1, timestamp: plan.timestamp, network: network,
      chainID: .zero, ancestorHashes: [], parentTotalDifficulty: parentTotalDifficulty)
    return draft(plan, at: position)
  }

  /// The header as far as it is known before the execution.
  private func draft(_ plan: BlockPlan, at position: ChainPosition) -> Header {
    let rules = position.rules.block
    let parent = position.parent
    let number = parent.number &+ 1
    var header = Header(
      parentHash: position.parentHash, coinbase: plan.coinbase,
      difficulty: position.headerValidation.expectedDifficulty(
        number: number, timestamp: plan.timestamp),
      number: number, gasLimit: plan.gasLimit, timestamp: plan.timestamp,
      extraData: plan.extraData, mixHash: plan.prevRandao)
    if rules.hasBaseFee { header.baseFeePerGas = BaseFee.next(parent: parent, rules: rules) }
    if rules.hasWithdrawals { header.withdrawalsRoot = MerklePatriciaTrie.emptyRoot }
    if rules.blobs != nil {
      header.blobGasUsed = 0
      header.excessBlobGas = BlobFee.excess(after: parent, rules: rules)
    }
    if rules.hasParentBeaconBlockRoot {
      header.parentBeaconBlockRoot = plan.parentBeaconBlockRoot
    }
    if rules.hasRequests { header.requestsHash = Requests.emptyHash }
    return header
  }

  /// Puts what the execution gave into the header.
  private func seal(
    _ header: inout Header, _ body: BlockBody, _ outcome: BlockOutcome, rules: BlockRules
  ) {
    header.stateRoot = roots.compute(state)
    header.transactionsRoot = transactionsRoot(body.transactions)
    header.receiptsRoot = receiptsRoot(outcome.receipts)
    header.logsBloom = outcome.logsBloom
    header.gasUsed = outcome.progress.gasUsed
    if rules.hasWithdrawals { header.withdrawalsRoot = withdrawalsRoot(body.withdrawals) }
    if rules.blobs != nil { header.blobGasUsed = outcome.progress.blobGasUsed }
    if rules.hasRequests { header.requestsHash = Requests.hash(outcome.requests) }
  }

  private func assemble(
    _ header: Header, _ body: BlockBody, _ outcome: BlockOutcome, rules: BlockRules
  ) -> ExecutedBlock {
    let block = Block(
      header: header, transactions: body.transactions,
      withdrawals: rules.hasWithdrawals ? body.withdrawals : nil)
    return ExecutedBlock(
      block: block, hash: header.hash(scratch: &scratch), rlp: encode(block),
      receipts: outcome.receipts, requests: outcome.requests, senders: outcome.senders)
  }

  /// Checks the length of the encoded block. Source: EIP-7934.
  func checkSize(_ rlp: Bytes, rules: BlockRules) throws(InvalidBlock) {
    guard let limit = rules.maxRLPSize, rlp.count > limit else { return }
    throw .encodingTooLarge(size: rlp.count, limit: limit)
  }
}
