import Primitives

/// Checkpoints.
extension WorldState {
  /// The present point in history.
  public func checkpoint() -> Checkpoint {
    Checkpoint(
      journalCount: tables.pointee.journal.count, logCount: tables.pointee.logs.count,
      refund: tables.pointee.refund, transaction: transaction)
  }

  /// Undoes everything that happened after a checkpoint.
  ///
  /// A checkpoint of an earlier transaction takes accounts, code and storage back, and leaves the present
  /// transaction: nothing is warm, no log is left, the refund is 0.
  public func revert(to checkpoint: Checkpoint) {
    let count = checkpoint.journalCount
    precondition(count <= tables.pointee.journal.count, "the checkpoint lies in a history that is gone")
    let withinTransaction = checkpoint.transaction == transaction
    while tables.pointee.journal.count > count {
      let entry = tables.pointee.journal.removeLast()
      if !undoState(entry) && withinTransaction { undoMark(entry) }
    }
    if withinTransaction {
      tables.pointee.logs.truncate(to: checkpoint.logCount)
      tables.pointee.refund = checkpoint.refund
    } else {
      // Marks of the transactions undone carry numbers that never come again.
      tables.pointee.beginTransactionScope()
    }
  }

  /// Undoes a change that outlives its transaction; false when the entry is of the other kind.
  @inline(__always)
  private func undoState(_ entry: JournalEntry) -> Bool {
    switch entry.change {
    case .slotValue: replaceValue(of: slotRecord(entry.index), with: entry.old)
    case .balance: record(entry.index).pointee.balance = entry.old
    case .nonce: record(entry.index).pointee.nonce = entry.old.low64
    case .code: record(entry.index).pointee.code = Self.code(entry.old)
    case .existence: record(entry.index).pointee.exists = !entry.old.isZero
    case .burnt: tables.pointee.burnt = entry.old
    case .accountWarmed, .created, .touched, .destructed, .slotWarmed, .transientValue: return false
    }
    return true
  }

  /// Undoes a change that concerns the current transaction alone.
  @inline(__always)
  private func undoMark(_ entry: JournalEntry) {
    switch entry.change {
    case .accountWarmed: record(entry.index).pointee.warmStamp = 0
    case .slotWarmed: slotRecord(entry.index).pointee.warmStamp = 0
    case .created: record(entry.index).pointee.createdStamp = 0
    case .transientValue: tables.pointee.transients.base[Int(entry.index)].value = entry.old
    case .touched:
      record(entry.index).pointee.touchedStamp = 0
      _ = tables.pointee.touched.removeLast()
    case .destructed:
      record(entry.index).pointee.destructedStamp = 0
      _ = tables.pointee.destructed.removeLast()
    case .slotValue, .balance, .nonce, .code, .existence, .burnt: break
    }
  }

  private static func code(_ bits: UInt256) -> Unmanaged<Code> {
    guard let pointer = UnsafeRawPointer(bitPattern: UInt(bits.low64)) else {
      preconditionFailure("a journalled code is never null")
    }
    return Unmanaged.fromOpaque(pointer)
  }
}
