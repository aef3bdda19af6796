import Chain
import EVM
import Fixtures
import Primitives

/// Builds the chain of one request block after block on the state that an engine holds.
///
/// A block of the request normally becomes one of the chain. Where one of its transactions is refused it
/// depends on the run and the document: nothing comes of the request, the transaction is left out, or a block
/// that clients must refuse is added, after which the others are tried again on the same parent.
struct BlockAssembly {
  private var request: ChainRequest
  private let engine: ChainEngine
  private var parent: Header
  private var hashes: [Hash32]

  /// The chain so far, in the order in which clients receive it.
  private(set) var blocks: [ChainBlock] = []
  /// The transactions that are left out.
  private(set) var dropped: [DroppedTransaction] = []

  /// Blocks that refused transactions have made so far, and the transactions in them.
  private var refused = (blocks: 0, transactions: 0)

  /// What refused transactions may make of one document: each is a block that repeats all before it.
  private static let refusedLimit = (blocks: 1000, transactions: 200_000)

  /// Begins after `genesis`, whose state `engine` holds.
  init(_ request: ChainRequest, after genesis: Header, hash: Hash32, with engine: ChainEngine) {
    self.request = request
    self.engine = engine
    parent = genesis
    hashes = [hash]
    blocks.reserveCapacity(request.blocks.count)
  }

  /// Builds all blocks.
  ///
  /// - Throws: `ConvertError.transactionRejected`, `.blockRejected`, `.fieldNotInFork`, `.timestampTooLate`,
  ///   `.tooManyBlocks`, or what is said where a demand of the document is not met.
  mutating func run() throws(ConvertError) {
    try request.checkExpectations()
    let target = try request.withdrawalsBlock()
    for (index, range) in request.blocks.enumerated() {
      let isLast = index == request.blocks.count - 1
      try buildBlock(
        of: Array(range), withdrawals: index == target ? request.withdrawals?.list ?? [] : [],
        exception: isLast ? request.blockException : nil)
    }
  }

  /// The first transaction for a test of its own: signed, its gas measured, and the header of block 1 as far
  /// as it is known before an execution.
  ///
  /// - Throws: `ConvertError.fieldNotInFork`, `.timestampTooLate` or `.gasNeedUnmeasured`.
  mutating func first() throws(ConvertError) -> (transaction: Transaction, header: Header) {
    let slot = try slot()
    try measureGas(of: 0, among: [0], in: slot)
    let plan = plan([0], withdrawals: [], in: slot)
    return (plan.transactions[0], engine.outline(plan, parent: parent, network: request.network))
  }

  /// Builds one block of the request, and before it one for every refused transaction that ends a block.
  private mutating func buildBlock(
    of members: [Int], withdrawals: [Withdrawal], exception: Expectation?
  ) throws(ConvertError) {
    var pending = members
    while true {
      let expectation = pending.last.flatMap { request.transactions[$0].expectation }
      let attempt = try attempt(
        pending, withdrawals: withdrawals,
        tolerance: BuildTolerance(
          leavesOut: request.invalid == .drop, endsBlock: request.invalid == .expect,
          keepsLast: expectation != nil, completesFaulty: exception != nil))
      noteDropped(attempt.leftOut, of: pending)
      if let exception {
        return append(attempt.executed, refusedAs: try exception.met(by: attempt.fault))
      }
      if case .transaction(let index, let reason) = attempt.fault {
        let position = pending[index]
        if let expectation = request.transactions[position].expectation {
          return append(attempt.executed, refusedAs: try expectation.met(by: attempt.fault))
        }
        try appendUnexpected(reason, at: index, of: pending, attempt, withdrawals: withdrawals)
        pending.remove(at: index)
        if pending.isEmpty && withdrawals.isEmpty { return }
        continue
      }
      if let expectation { _ = try expectation.met(by: nil) }
      return try advance(to: attempt.executed)
    }
  }

  /// Adds the block that a refused transaction ends, without withdrawals: they are for a valid block.
  private mutating func appendUnexpected(
    _ reason: InvalidTransaction, at index: Int, of pending: [Int], _ attempt: BlockAttempt,
    withdrawals: [Withdrawal]
  ) throws(ConvertError) {
    var executed = attempt.executed
    if !withdrawals.isEmpty {
      let tolerance = BuildTolerance(endsBlock: true)
      executed = try self.attempt(
        Array(pending[...index]), withdrawals: [], tolerance: tolerance
      ).executed
    }
    append(executed, refusedAs: Array(ExceptionNames.names(of: reason).prefix(1)))
    refused.blocks += 1
    refused.transactions += index + 1
    guard refused.blocks <= Self.refusedLimit.blocks, refused.transactions <= Self.refusedLimit.transactions
    else {
      throw .tooManyBlocks(
        refused.blocks, transactions: refused.transactions,
        at: try request.transactions[pending[index]].origin.pointer(to: reason))
    }
  }

  private mutating func append(_ executed: ExecutedBlock, refusedAs names: [String]) {
    blocks.append(
      .refused(RefusedBlock(rlp: executed.rlp, expectedExceptions: names, decoded: executed)))
  }

  private mutating func advance(to executed: ExecutedBlock) throws(ConvertError) {
    let header = executed.block.header
    if request.mode == .block1, header.number == 1, let wanted = request.environment.blobGasUsed,
      header.blobGasUsed != wanted
    {
      let field = request.fields.blobGasUsed ?? request.fields.object
      throw .environmentUnreachable(String(wanted), at: field.pointer)
    }
    hashes.append(executed.hash)
    parent = header
    blocks.append(.executed(executed))
  }

  private mutating func noteDropped(_ leftOut: [RefusedTransaction], of pending: [Int]) {
    for refused in leftOut {
      dropped.append(
        DroppedTransaction(
          index: pending[refused.index],
          exception: ExceptionNames.names(of: refused.reason).first ?? "",
          message: "\(refused.reason)"))
    }
  }
}

/// One attempt at a block.
extension BlockAssembly {
  private mutating func attempt(
    _ pending: [Int], withdrawals: [Withdrawal], tolerance: BuildTolerance
  ) throws(ConvertError) -> BlockAttempt {
    let slot = try slot()
    if !withdrawals.isEmpty, !slot.rules.block.hasWithdrawals, let place = request.withdrawals?.place {
      throw .fieldNotInFork(network: request.network.name, at: place.pointer)
    }
    for position in pending where request.transactions[position].gasNeed != nil {
      try measureGas(of: position, among: pending, in: slot)
    }
    let plan = plan(pending, withdrawals: withdrawals, in: slot)
    do {
      return try engine.attempt(
        plan, tolerance: tolerance, parent: parent, network: request.network,
        chainID: UInt256(request.chainID), ancestorHashes: hashes)
    } catch {
      let exception = ExceptionNames.names(of: error).first ?? ""
      guard case .transaction(let index, let reason) = error else {
        throw .blockRejected(
          error, exception: exception, number: parent.number + 1, at: request.fields.object.pointer)
      }
      let place = try request.transactions[pending[index]].origin.pointer(to: reason)
      throw .transactionRejected(reason, exception: exception, at: place)
    }
  }

  /// The place of the next block in time: each one is later than that before it, refused ones included.
  private struct Slot {
    let timestamp: UInt64
    let rules: Rules
    let beaconRoot: Hash32?
  }

  private func slot() throws(ConvertError) -> Slot {
    let elapsed = UInt64(blocks.count).multipliedReportingOverflow(by: request.interval)
    let sum = request.environment.timestamp.addingReportingOverflow(elapsed.partialValue)
    guard !elapsed.overflow, !sum.overflow else {
      throw .timestampTooLate(at: request.fields.timestampPointer)
    }
    let fork = request.network.fork(number: parent.number + 1, timestamp: sum.partialValue)
    let rules = Rules.at(fork)
    let beaconRoot = blocks.isEmpty ? request.environment.parentBeaconBlockRoot : nil
    if beaconRoot != nil, !rules.block.hasParentBeaconBlockRoot, let field = request.beaconRootField {
      throw .fieldNotInFork(network: request.network.name, at: field.pointer)
    }
    return Slot(timestamp: sum.partialValue, rules: rules, beaconRoot: beaconRoot)
  }

  private mutating func plan(_ pending: [Int], withdrawals: [Withdrawal], in slot: Slot) -> BlockPlan {
    for position in pending {
      request.transactions[position].sign(
        for: request.chainID, rules: slot.rules.transaction, with: engine.signer)
    }
    let environment = request.environment
    let isDescribed = request.mode == .block1 && parent.number == 0
    return BlockPlan(
      coinbase: environment.coinbase, timestamp: slot.timestamp, gasLimit: environment.gasLimit,
      prevRandao: isDescribed ? environment.prevRandao : .zero, extraData: [],
      parentBeaconBlockRoot: slot.beaconRoot ?? .zero, withdrawals: withdrawals,
      transactions: pending.map { request.transactions[$0].transaction },
      senders: pending.map { request.transactions[$0].sender.address })
  }
}

/// Gas as a multiple of what a transaction needs.
extension BlockAssembly {
  /// Sets the gas of one transaction by executing it after those before it, with all the gas there is.
  ///
  /// Those before have their gas already. The result is at most the gas that the transaction was tried with.
  private mutating func measureGas(
    of position: Int, among pending: [Int], in slot: Slot
  ) throws(ConvertError) {
    guard let need = request.transactions[position].gasNeed else { return }
    var others: UInt64 = 0
    for other in pending where other != position {
      let sum = others.addingReportingOverflow(request.transactions[other].transaction.gasLimit)
      others = sum.overflow ? .max : sum.partialValue
    }
    let limit = request.environment.gasLimit
    var ample = min(slot.rules.transaction.gasLimitCap ?? limit, limit - min(limit, others))
    var measured = try gasUsed(by: position, given: ample, among: pending, in: slot)
    if case .failure(.insufficientFunds(let required, let balance)) = measured {
      ample = affordable(ample, of: request.transactions[position].transaction, required &- balance)
      measured = try gasUsed(by: position, given: ample, among: pending, in: slot)
    }
    switch measured {
    case .success(let used):
      request.transactions[position].setGas(min(need.gas(for: used), ample))
    case .failure(let reason):
      throw .gasNeedUnmeasured(
        reason, exception: ExceptionNames.names(of: reason).first ?? "",
        at: try request.transactions[position].origin.pointer(to: reason))
    }
    request.transactions[position].gasNeed = nil
  }

  /// The gas that the sender can pay for when it lacks `missing` wei with `gas`.
  private func affordable(_ gas: UInt64, of transaction: Transaction, _ missing: UInt256) -> UInt64 {
    guard !transaction.feeCap.isZero else { return gas }
    let (quotient, remainder) = missing.quotientAndRemainder(dividingBy: transaction.feeCap)
    let less = (remainder.isZero ? quotient : quotient &+ .one).asUInt64 ?? .max
    return gas - min(gas, less)
  }

  /// Executes up to and with one transaction, and takes everything back.
  private mutating func gasUsed(
    by position: Int, given gas: UInt64, among pending: [Int], in slot: Slot
  ) throws(ConvertError) -> Result<UInt64, InvalidTransaction> {
    let given = request.transactions[position].transaction.gasLimit
    request.transactions[position].setGas(gas)
    defer { request.transactions[position].setGas(given) }
    let members = Array(pending.prefix { $0 != position }) + [position]
    let plan = plan(members, withdrawals: [], in: slot)
    let trial: BlockAttempt
    do {
      trial = try engine.attempt(
        plan, tolerance: BuildTolerance(leavesOut: true, completesFaulty: true), keepsState: false,
        parent: parent, network: request.network, chainID: UInt256(request.chainID), ancestorHashes: hashes)
    } catch {
      preconditionFailure("a tolerant attempt failed: \(error)")
    }
    if let refused = trial.leftOut.last, refused.index == members.count - 1 {
      return .failure(refused.reason)
    }
    guard let receipt = trial.executed.receipts.last else { preconditionFailure("nothing was executed") }
    return .success(receipt.gasUsed)
  }
}
