import EVM
import Primitives
import State

/// What a block is made of besides its header.
struct BlockBody {
  var transactions: [Transaction]
  /// The transactions' senders where they are known; otherwise empty, and they are recovered.
  var senders: [Address]
  var ommers: [Header]
  var withdrawals: [Withdrawal]
}

extension BlockBody {
  /// Takes out the transactions that `outcome` has left out.
  mutating func list(_ outcome: BlockOutcome) {
    guard outcome.listed.count < transactions.count else { return }
    transactions = outcome.listed.map { transactions[$0] }
    senders = outcome.senders
  }
}

/// What executing a block gave.
struct BlockOutcome {
  var receipts: [Receipt] = []
  /// The sender of each listed transaction.
  var senders: [Address] = []
  /// The places of the transactions that the block lists; the last may be one that was refused.
  var listed: [Int] = []
  /// Transactions that were refused and are not listed.
  var leftOut: [RefusedTransaction] = []
  /// Why the block is not valid, where that was tolerated.
  var fault: InvalidBlock?
  var progress = BlockProgress()
  var logsBloom = Bloom()
  /// Type ‖ data for every type with data. Source: EIP-7685.
  var requests: [Bytes] = []
}

/// Executes whole blocks on a state.
///
/// What a failed block did to the state is left to the caller to take back.
struct BlockProcessor {
  let transactions: TransactionProcessor
  let stateRoot: StateRoot
  let environment: BlockEnvironment
  /// The parent's hash, for the history contract. Source: EIP-2935.
  let parentHash: Hash32
  /// The beacon block root, for the contract that keeps them. Source: EIP-4788.
  let parentBeaconBlockRoot: Hash32
  /// Whether The DAO's ether moves in this block. Source: EIP-779.
  let isDAOForkBlock: Bool

  var state: WorldState { transactions.state }
  var rules: BlockRules { environment.rules.block }

  /// Executes system calls, transactions, rewards, withdrawals and requests, in this order.
  ///
  /// - Throws: the first rule broken that is not tolerated.
  func run(
    _ body: BlockBody, tolerance: BuildTolerance = .none
  ) throws(InvalidBlock) -> BlockOutcome {
    var outcome = BlockOutcome()
    if isDAOForkBlock { moveDAOBalances() }
    notifySystemContracts()
    try run(body.transactions, senders: body.senders, tolerance, into: &outcome)
    payRewards(ommers: body.ommers)
    pay(body.withdrawals)
    do {
      try collectRequests(into: &outcome)
    } catch {
      guard tolerance.completesFaulty else { throw error }
      outcome.fault = outcome.fault ?? error
    }
    return outcome
  }

  private func run(
    _ list: [Transaction], senders: [Address], _ tolerance: BuildTolerance,
    into outcome: inout BlockOutcome
  ) throws(InvalidBlock) {
    outcome.receipts.reserveCapacity(list.count)
    outcome.senders.reserveCapacity(list.count)
    outcome.listed.reserveCapacity(list.count)
    for (index, transaction) in list.enumerated() {
      let sender = senders.isEmpty ? nil : senders[index]
      let properties: TransactionProperties
      do {
        properties = try transactions.validate(
          transaction, sender: sender, in: environment, after: outcome.progress)
      } catch {
        if tolerance.lists(isLast: index == list.count - 1) {
          outcome.listed.append(index)
          outcome.senders.append(sender ?? transaction.sender(with: transactions.signer) ?? .zero)
          outcome.fault = .transaction(index: index, error)
          return
        }
        guard tolerance.leavesOut else { throw .transaction(index: index, error) }
        outcome.leftOut.append(RefusedTransaction(index: index, reason: error))
        continue
      }
      execute(transaction, at: index, properties, into: &outcome)
    }
  }

  private func execute(
    _ transaction: Transaction, at index: Int, _ properties: TransactionProperties,
    into outcome: inout BlockOutcome
  ) {
    transactions.observer?.willExecute(.transaction(index: index), in: environment)
    var receipt = transactions.execute(
      transaction, properties, in: environment, progress: &outcome.progress)
    if !environment.rules.transaction.receiptHasStatus {
      receipt.outcome = .stateRoot(stateRoot.compute(state))
    }
    outcome.logsBloom.formUnion(receipt.logsBloom)
    outcome.receipts.append(receipt)
    outcome.senders.append(properties.senderAddress)
    outcome.listed.append(index)
  }

  private func moveDAOBalances() {
    changeState { DAOFork.moveBalances(in: state) }
  }

  /// Credits the block's miner and those of the ommers.
  ///
  /// An ommer's miner gets an eighth of the reward less for every block of distance, the block's miner a
  /// 32nd more for every ommer. Source: Yellow Paper, section 11.3.
  private func payRewards(ommers: [Header]) {
    guard !rules.reward.isZero else { return }
    changeState {
      let nephewShare = rules.reward.divided(by: 32) &* UInt256(ommers.count)
      state.addBalance(state.index(of: environment.context.coinbase), rules.reward &+ nephewShare)
      for ommer in ommers {
        let eighths = ommer.number &+ 8 &- environment.context.number
        let reward = (rules.reward &* UInt256(eighths)).divided(by: 8)
        state.addBalance(state.index(of: ommer.coinbase), reward)
      }
    }
  }

  /// Credits the withdrawals. Source: EIP-4895.
  private func pay(_ withdrawals: [Withdrawal]) {
    guard !withdrawals.isEmpty else { return }
    changeState {
      for withdrawal in withdrawals {
        state.addBalance(state.index(of: withdrawal.address), withdrawal.amountInWei)
      }
    }
  }

  /// Changes the state outside of a transaction; touched accounts that stay empty vanish.
  func changeState(_ change: () -> Void) {
    state.beginTransaction()
    change()
    state.endTransaction(deleteEmptyTouched: environment.rules.execution.deletesEmptyAccounts)
  }
}
