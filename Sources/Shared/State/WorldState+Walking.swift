import Primitives

/// Walking over the state, and the storage roots known from earlier walks.
extension WorldState {
  /// How many accounts have an index, existing or not: the indices are 0 ..< this.
  public var accountCount: Int { Int(tables.pointee.accounts.count) }

  /// Visits the existing accounts in the order in which their addresses were first used.
  public func forEachAccount(_ body: (AccountIndex) -> Void) {
    var index: AccountIndex = 0
    while index < tables.pointee.accounts.count {
      if exists(index) { body(index) }
      index &+= 1
    }
  }

  /// Visits the slots of an account that are not zero, in the order in which they were first used.
  public func forEachSlot(of account: AccountIndex, _ body: (_ slot: UInt256, _ value: UInt256) -> Void) {
    guard hasStorage(account) else { return }
    var index = record(account).pointee.firstSlot
    while index >= 0 {
      let slot = slotRecord(index).pointee
      if !slot.value.isZero { body(slot.slot, slot.value) }
      index = slot.next
    }
  }

  /// The root of the account's storage as last set, nil when a slot has changed since.
  public func cachedStorageRoot(_ account: AccountIndex) -> Hash32? {
    let record = record(account)
    return record.pointee.rootState == .unknown ? nil : record.pointee.storageRoot
  }

  /// Remembers the root of the account's present storage.
  public func setCachedStorageRoot(_ account: AccountIndex, _ root: Hash32) {
    record(account).pointee.storageRoot = root
    record(account).pointee.rootState = .computed
  }
}
