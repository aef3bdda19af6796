import Primitives

/// Everything that a `WorldState` holds.
///
/// Lies in memory that the state owns and reaches through a pointer, which spares the exclusivity check
/// that each access to a stored property of a class would cost.
struct StateTables: ~Copyable {
  var accounts = Arena<AccountRecord>(capacity: 256)
  var accountTable = IndexTable(capacity: 512)
  var slots = Arena<SlotRecord>(capacity: 1024)
  var slotTable = IndexTable(capacity: 2048)
  var transients = Arena<TransientRecord>(capacity: 64)
  var transientTable = IndexTable(capacity: 128)
  var journal = Arena<JournalEntry>(capacity: 2048)
  var logs = LogArena()
  /// Accounts touched and marked for self-destruction by the current transaction, in order.
  var touched = Arena<AccountIndex>(capacity: 64)
  var destructed = Arena<AccountIndex>(capacity: 16)
  /// Touched accounts that stay so when the touching call is reverted.
  var touchedForGood = Arena<AccountIndex>(capacity: 4)
  /// Owns one reference to each code that an account record or a journal entry may name.
  var codes = Arena<Unmanaged<Code>>(capacity: 64)
  let emptyCode = Unmanaged.passUnretained(Code.empty)
  var refund: Int64 = 0
  /// Wei that went with deleted accounts since `removeAll()`, modulo 2²⁵⁶.
  var burnt = UInt256.zero
  /// The number of the current transaction; 0 is none.
  var transaction: UInt32 = 1

  /// Forgets all accounts and all history.
  mutating func removeAll() {
    releaseCodes()
    accounts.removeAll()
    accountTable.removeAll()
    slots.removeAll()
    slotTable.removeAll()
    journal.removeAll()
    burnt = .zero
    endTransactionScope()
    transaction = 1
  }

  /// Starts the next transaction number, in which nothing is warm, touched, created or marked.
  mutating func beginTransactionScope() {
    endTransactionScope()
    transaction += 1
  }

  private mutating func endTransactionScope() {
    transients.removeAll()
    transientTable.removeAll()
    touched.removeAll()
    destructed.removeAll()
    touchedForGood.removeAll()
    logs.removeAll()
    refund = 0
  }

  /// Keeps a code alive until `removeAll()`.
  mutating func keep(_ code: Code) -> Unmanaged<Code> {
    if code.isEmpty { return emptyCode }
    let reference = Unmanaged.passRetained(code)
    codes.append(reference)
    return reference
  }

  /// Gives up the codes.
  mutating func releaseCodes() {
    for index in 0..<codes.count { codes.base[index].release() }
    codes.removeAll()
  }

  /// Becomes a copy of other tables.
  mutating func copy(_ other: borrowing StateTables) {
    releaseCodes()
    codes.copy(other.codes)
    for index in 0..<codes.count { _ = codes.base[index].retain() }
    accounts.copy(other.accounts)
    accountTable.copy(other.accountTable)
    slots.copy(other.slots)
    slotTable.copy(other.slotTable)
    transients.copy(other.transients)
    transientTable.copy(other.transientTable)
    journal.copy(other.journal)
    logs.copy(other.logs)
    touched.copy(other.touched)
    destructed.copy(other.destructed)
    touchedForGood.copy(other.touchedForGood)
    refund = other.refund
    burnt = other.burnt
    transaction = other.transaction
  }
}
