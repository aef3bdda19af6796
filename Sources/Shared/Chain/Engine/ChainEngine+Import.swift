import EVM
import Primitives
import State

extension ChainEngine {
  /// Validates a decoded block against its parent, executes it and compares every derived field.
  ///
  /// The state advances to the new block.
  /// - Parameters:
  ///   - ancestorHashes: hashes of the blocks before, newest last; the last one is the parent's. Empty when
  ///     only the parent is known, whose hash is then computed.
  ///   - ancestors: the newest blocks before, newest last; seven are enough. Needed only for ommers.
  ///   - parentTotalDifficulty: needed only on networks that merge by total difficulty.
  /// - Throws: the first rule broken; the state is as before then.
  public func importBlock(
    _ block: Block, parent: Header, network: Network, chainID: UInt256,
    ancestorHashes: [Hash32] = [], ancestors: [Ancestor] = [],
    parentTotalDifficulty: UInt256 = .zero
  ) throws(InvalidBlock) -> ExecutedBlock {
    let header = block.header
    let position = ChainPosition(
      parent: parent, number: header.number, timestamp: header.timestamp, network: network,
      chainID: chainID, ancestorHashes: ancestorHashes,
      parentTotalDifficulty: parentTotalDifficulty)
    let rules = position.rules.block
    let rlp = encode(block)
    try checkSize(rlp, rules: rules)
    try position.headerValidation.check(header)
    try checkBody(block, rules: rules)
    let hash = header.hash(scratch: &scratch)
    let ommers = OmmerValidation(
      rules: rules, ancestors: ancestors, daoForkBlock: network.daoForkBlock
    ) { number, timestamp in
      network.rules(
        number: number, timestamp: timestamp, parentTotalDifficulty: parentTotalDifficulty
      ).block
    }
    try ommers.check(block.ommers, of: header, hash: hash)
    let outcome = try execute(block, at: position)
    return ExecutedBlock(
      block: block, hash: hash, rlp: rlp, receipts: outcome.receipts, requests: outcome.requests,
      senders: outcome.senders)
  }

  /// Checks the body's lists against the header.
  private func checkBody(_ block: Block, rules: BlockRules) throws(InvalidBlock) {
    let header = block.header
    guard rules.allowsOmmers || block.ommers.isEmpty else { throw .ommersNotAllowed }
    let ommersHash = ommersHash(block.ommers)
    guard ommersHash == header.ommersHash else {
      throw .ommersHash(expected: ommersHash, found: header.ommersHash)
    }
    guard (block.withdrawals != nil) == rules.hasWithdrawals else { throw .withdrawalsPresence }
    if let withdrawals = block.withdrawals, let found = header.withdrawalsRoot {
      let expected = withdrawalsRoot(withdrawals)
      guard expected == found else { throw .withdrawalsRoot(expected: expected, found: found) }
    }
  }

  /// Executes the block and compares; takes everything back when a rule is broken.
  private func execute(
    _ block: Block, at position: ChainPosition
  ) throws(InvalidBlock) -> BlockOutcome {
    let body = BlockBody(
      transactions: block.transactions, senders: [], ommers: block.ommers,
      withdrawals: block.withdrawals ?? [])
    lastBlock = nil
    let checkpoint = state.beginBlock()
    do {
      let outcome = try blockProcessor(for: block.header, at: position).run(body)
      try checkTransactionsRoot(block)
      try compare(outcome, with: block.header, rules: position.rules.block)
      lastBlock = checkpoint
      return outcome
    } catch {
      state.revert(to: checkpoint)
      throw error
    }
  }

  /// Checks that the header commits to the transactions.
  ///
  /// This comes after the execution, so that an invalid transaction is named rather than the root that a
  /// producer of invalid blocks has left unset. Source: execution-specs, `state_transition`.
  private func checkTransactionsRoot(_ block: Block) throws(InvalidBlock) {
    let expected = transactionsRoot(block.transactions)
    guard expected == block.header.transactionsRoot else {
      throw .transactionsRoot(expected: expected, found: block.header.transactionsRoot)
    }
  }

  /// Compares what the execution gave with what the header says.
  private func compare(
    _ outcome: BlockOutcome, with header: Header, rules: BlockRules
  ) throws(InvalidBlock) {
    let progress = outcome.progress
    guard progress.gasUsed == header.gasUsed else {
      throw .gasUsed(expected: progress.gasUsed, found: header.gasUsed)
    }
    if let schedule = rules.blobs, let found = header.blobGasUsed {
      let limit = schedule.max * BlobFee.gasPerBlob
      guard found <= limit else {
        throw .blobGasUsedAboveLimit(blobGasUsed: found, limit: limit)
      }
      guard found == progress.blobGasUsed else {
        throw .blobGasUsed(expected: progress.blobGasUsed, found: found)
      }
    }
    guard outcome.logsBloom == header.logsBloom else { throw .logsBloom }
    let receiptsRoot = receiptsRoot(outcome.receipts)
    guard receiptsRoot == header.receiptsRoot else {
      throw .receiptsRoot(expected: receiptsRoot, found: header.receiptsRoot)
    }
    if rules.hasRequests, let found = header.requestsHash {
      let expected = Requests.hash(outcome.requests)
      guard expected == found else { throw .requestsHash(expected: expected, found: found) }
    }
    let stateRoot = roots.compute(state)
    guard stateRoot == header.stateRoot else {
      throw .stateRoot(expected: stateRoot, found: header.stateRoot)
    }
  }
}
