import Chain
import EVM
import Primitives
import State

/// What one account had at some point of the chain; all zero where it did not exist.
package struct AccountEvidence: Equatable, Sendable {
  package var address: Address
  package var nonce: UInt64 = 0
  /// In wei.
  package var balance: UInt256 = .zero
  package var hasCode = false
}

/// The roots of a block, computed from its parts with nothing remembered.
package struct RootEvidence: Equatable, Sendable {
  package var state: Hash32
  package var transactions: Hash32
  package var receipts: Hash32
  /// Nil where the block has no list of withdrawals.
  package var withdrawals: Hash32?
}

/// Everything about an imported block from which its invariants are judged.
///
/// Plain values, so that a judgement needs neither engine nor state.
package struct BlockEvidence: Sendable {
  package var rules: BlockRules
  /// Which accounts a block may delete.
  package var selfDestruct: ExecutionRules.SelfDestruct
  package var block: Block
  /// The sender of each transaction.
  package var senders: [Address]
  package var receipts: [Receipt]
  /// The accounts before the block.
  package var before: [AccountEvidence]
  /// The accounts after the block: those of `before` at the same places, then new ones.
  package var after: [AccountEvidence]
  /// Wei that went with deleted accounts, modulo 2²⁵⁶.
  package var burnt: UInt256
  package var roots: RootEvidence
}

extension BlockEvidence {
  /// Judges every invariant.
  ///
  /// - Throws: the first that does not hold.
  package func check() throws(InvariantViolation) {
    try checkGas()
    try checkBloom()
    try checkEther()
    try checkNonces()
    try checkRoots()
  }

  private func checkGas() throws(InvariantViolation) {
    var sum: UInt64 = 0
    for (index, receipt) in receipts.enumerated() {
      guard receipt.cumulativeGasUsed > sum else {
        throw InvariantViolation(
          .gasGrows,
          "the cumulative gas is \(receipt.cumulativeGasUsed) after transaction \(index), \(sum) before")
      }
      sum &+= receipt.gasUsed
      guard receipt.cumulativeGasUsed == sum else {
        throw InvariantViolation(
          .gasSum, "receipt \(index) states \(receipt.cumulativeGasUsed) gas, the sum so far is \(sum)")
      }
    }
    let header = block.header
    guard sum == header.gasUsed else {
      throw InvariantViolation(
        .gasSum, "the receipts add up to \(sum) gas, the header says \(header.gasUsed)")
    }
    guard header.gasUsed <= header.gasLimit else {
      throw InvariantViolation(.gasWithinLimit, "\(header.gasUsed) gas used of \(header.gasLimit)")
    }
  }

  private func checkBloom() throws(InvariantViolation) {
    var union = Bloom()
    for (index, receipt) in receipts.enumerated() {
      let filter = Bloom(of: receipt.logs)
      guard filter == receipt.logsBloom else {
        throw InvariantViolation(.bloomUnion, "the filter of receipt \(index) is not that of its logs")
      }
      union.formUnion(filter)
    }
    guard union == block.header.logsBloom else {
      throw InvariantViolation(.bloomUnion, "the header's filter is not the union of the logs'")
    }
  }

  /// Compares sums modulo 2²⁵⁶, which balances keep even where they wrap.
  private func checkEther() throws(InvariantViolation) {
    let expected = before.totalBalance &+ issuance
    let found = after.totalBalance &+ burnt &+ burntFees
    guard expected == found else {
      throw InvariantViolation(
        .etherConserved, "\(expected.hex) wei before and issued, \(found.hex) wei after and burnt")
    }
  }

  /// Wei that the block's rewards and withdrawals bring. Source: Yellow Paper, section 11.3; EIP-4895.
  private var issuance: UInt256 {
    var sum = UInt256.zero
    for withdrawal in block.withdrawals ?? [] { sum = sum &+ withdrawal.amountInWei }
    let reward = rules.reward
    if reward.isZero { return sum }
    sum = sum &+ reward
    for ommer in block.ommers {
      let eighths = UInt256(ommer.number &+ 8 &- block.header.number)
      sum = sum &+ reward.divided(by: 32) &+ (reward &* eighths).divided(by: 8)
    }
    return sum
  }

  /// Wei that are destroyed as base fee and blob fee. Source: EIP-1559, EIP-4844.
  private var burntFees: UInt256 {
    let header = block.header
    var sum = UInt256(header.gasUsed) &* (header.baseFeePerGas ?? .zero)
    if let schedule = rules.blobs {
      let price = BlobFee.baseFee(excess: header.excessBlobGas ?? 0, schedule: schedule)
      for transaction in block.transactions { sum = sum &+ UInt256(transaction.blobGas) &* price }
    }
    return sum
  }

  private func checkNonces() throws(InvariantViolation) {
    for (old, new) in zip(before, after) where new.nonce < old.nonce && !mayBeDeleted(old) {
      throw InvariantViolation(
        .noncesNeverFall, "the nonce of \(old.address) falls from \(old.nonce) to \(new.nonce)")
    }
    var counts: [Address: UInt64] = [:]
    for sender in senders { counts[sender, default: 0] += 1 }
    for (index, new) in after.enumerated() {
      guard let count = counts.removeValue(forKey: new.address) else { continue }
      let old = index < before.count ? before[index] : AccountEvidence(address: new.address)
      if new.nonce < old.nonce &+ count, !mayBeDeleted(old) {
        throw InvariantViolation(
          .sendersAdvance,
          "\(new.address) sends \(count) transactions, its nonce goes from \(old.nonce) to \(new.nonce)")
      }
    }
    if let sender = senders.first(where: { counts[$0] != nil }) {
      throw InvariantViolation(.sendersAdvance, "\(sender) sends a transaction and is no account")
    }
  }

  /// Whether the rules let an account that existed before vanish within the block: it must have code to run.
  ///
  /// Where only accounts of the same transaction are deleted, none of them existed before with a nonce.
  private func mayBeDeleted(_ account: AccountEvidence) -> Bool {
    account.hasCode && selfDestruct == .deletes
  }

  private func checkRoots() throws(InvariantViolation) {
    let header = block.header
    try compare(.stateRoot, roots.state, header.stateRoot)
    try compare(.transactionsRoot, roots.transactions, header.transactionsRoot)
    try compare(.receiptsRoot, roots.receipts, header.receiptsRoot)
    if let found = header.withdrawalsRoot { try compare(.withdrawalsRoot, roots.withdrawals ?? .zero, found) }
  }

  private func compare(
    _ invariant: Invariant, _ computed: Hash32, _ stated: Hash32
  ) throws(InvariantViolation) {
    guard computed == stated else {
      throw InvariantViolation(invariant, "computed anew it is \(computed), the header says \(stated)")
    }
  }
}

extension [AccountEvidence] {
  /// The sum of all balances, in wei, modulo 2²⁵⁶.
  fileprivate var totalBalance: UInt256 { reduce(.zero) { $0 &+ $1.balance } }
}
