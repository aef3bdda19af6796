/// What holds of every valid block, whatever its transactions do.
package enum Invariant: String, CaseIterable, Sendable {
  /// The bytes of the fixture decode, and importing them gives what they state.
  case replay
  /// No ether appears or vanishes but by rewards, withdrawals, burnt fees and deleted accounts.
  case etherConserved = "ether-conserved"
  /// The gas of the receipts adds up to the header's.
  case gasSum = "gas-sum"
  /// The cumulative gas of the receipts grows with each.
  case gasGrows = "gas-grows"
  /// The gas used is within the block's limit.
  case gasWithinLimit = "gas-within-limit"
  /// The header's filter is the union of the filters of all logs.
  case bloomUnion = "bloom-union"
  /// No nonce falls, but with the deletion of its account.
  case noncesNeverFall = "nonces-never-fall"
  /// A sender's nonce rises by at least one for each of its transactions.
  case sendersAdvance = "senders-advance"
  /// The state root is that of the accounts, all storage roots computed anew.
  case stateRoot = "state-root"
  /// The transactions' root is that of the block's transactions.
  case transactionsRoot = "transactions-root"
  /// The receipts' root is that of the receipts.
  case receiptsRoot = "receipts-root"
  /// The withdrawals' root is that of the block's withdrawals.
  case withdrawalsRoot = "withdrawals-root"
}

/// An invariant that does not hold, and what was found in its place.
package struct InvariantViolation: Error, Equatable, Sendable {
  package let invariant: Invariant
  package let message: String

  init(_ invariant: Invariant, _ message: String) {
    self.invariant = invariant
    self.message = message
  }
}
