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
    try attempt(
      plan, tolerance: .none, parent: parent, network: network, chainID: chainID,
      ancestorHashes: ancestorHashes, parentTotalDifficulty: parentTotalDifficulty
    ).executed
  }

  /// As `build`, but goes on where `tolerance` says so.
  ///
  /// The header of a block that must be refused is the one that EEST makes: the root of transactions and the
  /// blob gas cover all that are listed; gas used, receipts and state are of those that were executed.
  /// - Parameter keepsState: whether the state advances to the new block, if it is valid.
  /// - Throws: the first rule broken that is not tolerated.
  public func attempt(
    _ plan: BlockPlan, tolerance: BuildTolerance, keepsState: Bool = true, parent: Header,
    network: Network, chainID: UInt256, ancestorHashes: [Hash32] = [],
    parentTotalDifficulty: UInt256 = .zero
  ) throws(InvalidBlock) -> BlockAttempt {
    let position = ChainPosition(
      parent: parent, number: parent.number &+ 1, timestamp: plan.timestamp, network: network,
      chainID: chainID, ancestorHashes: ancestorHashes,
      parentTotalDifficulty: parentTotalDifficulty)
    let rules = position.rules.block
    var header = draft(plan, at: position)
    var fault: InvalidBlock?
    if plan.checksHeader {
      do { try position.headerValidation.check(header) } catch { fault = try tolerance.tolerating(error) }
    }
    lastBlock = nil
    let checkpoint = state.beginBlock()
    do {
      var body = BlockBody(
        transactions: plan.transactions, senders: plan.senders, ommers: [],
        withdrawals: rules.hasWithdrawals ? plan.withdrawals : [])
      let outcome = try blockProcessor(for: header, at: position).run(body, tolerance: tolerance)
      body.list(outcome)
      seal(&header, body, outcome, rules: rules)
      let executed = assemble(header, body, outcome, rules: rules)
      fault = fault ?? outcome.fault
      do { try checkSize(executed.rlp, rules: rules) } catch {
        if fault == nil { fault = try tolerance.tolerating(error) }
      }
      if fault == nil && keepsState { lastBlock = checkpoint } else { state.revert(to: checkpoint) }
      return BlockAttempt(executed: executed, leftOut: outcome.leftOut, fault: fault)
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
    if rules.blobs != nil { header.blobGasUsed = body.transactions.reduce(0) { $0 + $1.blobGas } }
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

extension BuildTolerance {
  /// The fault itself where the block is completed all the same.
  fileprivate func tolerating(_ fault: InvalidBlock) throws(InvalidBlock) -> InvalidBlock {
    guard completesFaulty else { throw fault }
    return fault
  }
}
