import Primitives

/// The boundaries of transactions and blocks.
extension WorldState {
  /// Starts a transaction: original values are the present ones, access lists and transient storage are
  /// empty, there are no logs, the refund is 0.
  public func beginTransaction() { tables.pointee.beginTransactionScope() }

  /// Removes the accounts marked by `markSelfDestruct(_:)` wholly and, when `deleteEmptyTouched` is set,
  /// the touched accounts that are empty.
  ///
  /// Logs, refund and marks stay readable until the next `beginTransaction()`; the removals can be
  /// reverted until `commitBlock()`. Source: Yellow Paper, section 6.2; EIP-161.
  public func endTransaction(deleteEmptyTouched: Bool) {
    for index in 0..<tables.pointee.destructed.count { remove(tables.pointee.destructed.base[index]) }
    guard deleteEmptyTouched else { return }
    for index in 0..<tables.pointee.touched.count { removeIfEmpty(tables.pointee.touched.base[index]) }
    for index in 0..<tables.pointee.touchedForGood.count {
      removeIfEmpty(tables.pointee.touchedForGood.base[index])
    }
  }

  /// Starts a block and forgets the history before it; reverting to the checkpoint undoes all of the block,
  /// ends of transactions included, until the next block starts.
  public func beginBlock() -> Checkpoint {
    commitBlock()
    return checkpoint()
  }

  /// Forgets the history; checkpoints taken so far become void.
  public func commitBlock() { tables.pointee.journal.removeAll() }

  private func removeIfEmpty(_ account: AccountIndex) {
    if exists(account) && isEmpty(account) { remove(account) }
  }

  /// Removes balance, nonce, code, storage and existence, each with its own journal entry.
  private func remove(_ account: AccountIndex) {
    let record = record(account)
    guard record.pointee.exists else { return }
    note(.existence, account, old: .one)
    record.pointee.exists = false
    burnBalance(account)
    note(.nonce, account, old: UInt256(record.pointee.nonce))
    record.pointee.nonce = 0
    note(.code, account, old: UInt256(UInt64(UInt(bitPattern: record.pointee.code.toOpaque()))))
    record.pointee.code = tables.pointee.emptyCode
    clearStorage(account)
  }
}
