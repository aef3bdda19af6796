import Primitives

/// A point in the history of a `WorldState` to which it can be reverted.
///
/// Valid until `commitBlock()`, `reset()` or a revert to an earlier point.
@frozen
public struct Checkpoint: Sendable {
  @usableFromInline let journalCount: Int
  @usableFromInline let logCount: Int
  @usableFromInline let refund: Int64
  @usableFromInline let transaction: UInt32

  @usableFromInline
  init(journalCount: Int, logCount: Int, refund: Int64, transaction: UInt32) {
    self.journalCount = journalCount
    self.logCount = logCount
    self.refund = refund
    self.transaction = transaction
  }
}

/// One change and what undoes it.
struct JournalEntry: BitwiseCopyable {
  /// What was changed; `index` names an account or a slot and `old` is the earlier value, where there is one.
  enum Change: UInt8 {
    case balance, nonce, code, existence
    case accountWarmed, created, touched, destructed
    case slotValue, slotWarmed, transientValue
    case burnt
  }

  var old: UInt256
  var index: Int32
  var change: Change

  init(_ change: Change, _ index: Int32, old: UInt256 = .zero) {
    self.change = change
    self.index = index
    self.old = old
  }
}
