import Chain
import Crypto
import EVM
import Fixtures
import JSON
import Primitives

/// Builds the chain of one document: genesis, then block after block on the state that `engine` holds.
struct BlockAssembly {
  let document: FuzzerDocument
  let network: Network
  let chainID: UInt64
  let environment: ChainEnvironment
  let options: BlockOptions

  /// Seconds between genesis and block 1, whatever the time between later blocks is.
  private static let genesisLead: UInt64 = 12
  /// Wei per gas at genesis where the document gives none. Source: EEST, `Environment`.
  private static let defaultBaseFee: UInt256 = 7

  /// Block 0, with an empty state root.
  ///
  /// The document's environment describes this block; block 1 follows from it.
  /// - Throws: `ConvertError.timestampTooEarly` or `.fieldNotInFork`.
  func genesis() throws(ConvertError) -> Header {
    guard environment.timestamp >= Self.genesisLead else {
      throw .timestampTooEarly(environment.timestamp, at: document.environment.timestampPointer)
    }
    let timestamp = environment.timestamp - Self.genesisLead
    let rules = Rules.at(network.fork(number: 0, timestamp: timestamp)).block
    var header = Header(
      coinbase: environment.coinbase, gasLimit: environment.gasLimit, timestamp: timestamp,
      extraData: [0], mixHash: environment.prevRandao)
    try require(environment.baseFeePerGas == nil || rules.hasBaseFee, document.environment.baseFeePerGas)
    try require(environment.excessBlobGas == nil || rules.blobs != nil, document.environment.excessBlobGas)
    try require(environment.blobGasUsed == nil || rules.blobs != nil, document.environment.blobGasUsed)
    if rules.hasBaseFee { header.baseFeePerGas = environment.baseFeePerGas ?? Self.defaultBaseFee }
    // Both lists are empty, and the roots of empty lists are the same.
    if rules.hasWithdrawals { header.withdrawalsRoot = header.transactionsRoot }
    if rules.blobs != nil {
      header.blobGasUsed = environment.blobGasUsed ?? 0
      header.excessBlobGas = environment.excessBlobGas ?? 0
    }
    if rules.hasParentBeaconBlockRoot { header.parentBeaconBlockRoot = .zero }
    if rules.hasRequests { header.requestsHash = Requests.emptyHash }
    return header
  }

  /// The blocks after `genesis`, in order. `transactions` are unsigned and in the document's order.
  ///
  /// - Throws: `ConvertError.transactionRejected`, `.blockRejected`, `.senderKeyMissing`, `.fieldNotInFork`,
  ///   `.timestampTooLate` or `.noBlocks`.
  func blocks(
    of transactions: [Transaction], senders: [SigningSender], after genesis: Header, genesisHash: Hash32,
    with engine: ChainEngine
  ) throws(ConvertError) -> [ChainBlock] {
    guard options.count > 0 else {
      throw .noBlocks(transactions: transactions.count, at: document.transactions.pointer)
    }
    var blocks: [ChainBlock] = []
    blocks.reserveCapacity(options.count)
    var hashes = [genesisHash]
    var parent = genesis
    for index in 0..<options.count {
      let range = options.transactions(ofBlock: index, total: transactions.count)
      let timestamp = try self.timestamp(ofBlock: index)
      let rules = Rules.at(network.fork(number: UInt64(index + 1), timestamp: timestamp))
      let beaconRoot = index == 0 ? environment.parentBeaconBlockRoot : nil
      try require(
        beaconRoot == nil || rules.block.hasParentBeaconBlockRoot, document.parentBeaconBlockRoot)
      let signed = sign(transactions[range], senders[range], rules: rules.transaction, with: engine.signer)
      let plan = BlockPlan(
        coinbase: environment.coinbase, timestamp: timestamp, gasLimit: environment.gasLimit,
        prevRandao: .zero, extraData: [], parentBeaconBlockRoot: beaconRoot ?? .zero, withdrawals: [],
        transactions: signed, senders: senders[range].map(\.address))
      let block = try build(plan, first: range.lowerBound, after: parent, hashes: hashes, with: engine)
      hashes.append(block.hash)
      parent = block.block.header
      blocks.append(.executed(block))
    }
    return blocks
  }

  private func build(
    _ plan: BlockPlan, first: Int, after parent: Header, hashes: [Hash32], with engine: ChainEngine
  ) throws(ConvertError) -> ExecutedBlock {
    do {
      return try engine.build(
        plan, parent: parent, network: network, chainID: UInt256(chainID), ancestorHashes: hashes)
    } catch {
      let exception = ExceptionNames.names(of: error).first ?? ""
      guard case .transaction(let index, let reason) = error else {
        throw .blockRejected(
          error, exception: exception, number: parent.number + 1, at: document.environment.object.pointer)
      }
      let place = try document.transaction(at: first + index).pointer(to: reason)
      throw .transactionRejected(reason, exception: exception, at: place)
    }
  }

  /// Signs for the document's chain; without a chain where the rules know no replay protection.
  func sign(
    _ transactions: ArraySlice<Transaction>, _ senders: ArraySlice<SigningSender>,
    rules: TransactionRules, with signer: Secp256k1
  ) -> [Transaction] {
    var signed = Array(transactions)
    let chain = UInt256(chainID)
    for (index, sender) in senders.enumerated() {
      if signed[index].type != .legacy || rules.allowsProtected { signed[index].chainID = chain }
      let isSigned = signed[index].sign(privateKey: sender.privateKey, with: signer)
      precondition(isSigned, "every key was found valid when its account was loaded")
    }
    return signed
  }

  private func timestamp(ofBlock index: Int) throws(ConvertError) -> UInt64 {
    let elapsed = UInt64(index).multipliedReportingOverflow(by: options.interval)
    let sum = environment.timestamp.addingReportingOverflow(elapsed.partialValue)
    guard !elapsed.overflow, !sum.overflow else {
      throw .timestampTooLate(at: document.environment.timestampPointer)
    }
    return sum.partialValue
  }

  /// Refuses a field that is given where its block has no place for it.
  private func require(_ isFitting: Bool, _ field: JSONValue?) throws(ConvertError) {
    if !isFitting, let field { throw .fieldNotInFork(network: network.name, at: field.pointer) }
  }
}

/// An account that signs: its address and its key.
struct SigningSender {
  var address: Address
  var privateKey: Hash32
}
