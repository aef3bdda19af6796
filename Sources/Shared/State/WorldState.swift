import Primitives

/// The accounts of the world and the only door to them: balances, nonces, code, storage, transient
/// storage, access lists, logs and refunds.
///
/// One per worker, reused for every record: `reset()` bumps generations and keeps the memory.
///
/// An account is named by its index. `index(of:)` gives one to every address asked about, so an account
/// that has an index need not exist. Likewise for slots.
///
/// History is one journal. `checkpoint()` notes its length and `revert(to:)` undoes what came later: inside
/// a transaction for a failed call, or back to `beginBlock()` for an invalid block, deletions at the ends
/// of transactions included. `commitBlock()` forgets it.
///
/// What lasts for one transaction (warmth, original values, marks, transient storage, logs, refund) carries
/// the transaction's number and so ends by itself when `beginTransaction()` raises it.
public final class WorldState {
  let tables: UnsafeMutablePointer<StateTables>

  /// Makes a state without accounts.
  public init() {
    tables = .allocate(capacity: 1)
    tables.initialize(to: StateTables())
  }

  deinit {
    tables.pointee.releaseCodes()
    tables.deinitialize(count: 1)
    tables.deallocate()
  }

  /// Forgets all accounts and all history; indices given out become void.
  public func reset() { tables.pointee.removeAll() }

  /// A state with the same accounts, history and indices that shares nothing with this one.
  ///
  /// - Complexity: O(accounts and slots used).
  public func copy() -> WorldState {
    let other = WorldState()
    other.replaceContents(with: self)
    return other
  }

  /// Becomes a copy of another state, as `copy()` makes one, in the memory it has.
  ///
  /// - Complexity: O(accounts and slots used).
  public func replaceContents(with other: WorldState) {
    guard other !== self else { return }
    tables.pointee.copy(other.tables.pointee)
  }

  @inline(__always)
  func record(_ account: AccountIndex) -> UnsafeMutablePointer<AccountRecord> {
    tables.pointee.accounts.base + Int(account)
  }

  @inline(__always)
  func slotRecord(_ slot: SlotIndex) -> UnsafeMutablePointer<SlotRecord> {
    tables.pointee.slots.base + Int(slot)
  }

  @inline(__always)
  func note(_ change: JournalEntry.Change, _ index: Int32, old: UInt256 = .zero) {
    tables.pointee.journal.append(JournalEntry(change, index, old: old))
  }

  @inline(__always)
  var transaction: UInt32 { tables.pointee.transaction }
}
