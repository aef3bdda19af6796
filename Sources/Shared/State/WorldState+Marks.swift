import Primitives

/// What the current transaction remembers about accounts and slots; all of it is journalled.
extension WorldState {
  /// The account whose touch outlives a revert.
  ///
  /// Clients once deleted it, empty, in a transaction whose call to it had run out of gas; the rule keeps
  /// that block valid. Source: Yellow Paper, appendix K.1.
  private static let ripemd160 = Address(low20of: UInt256(3))

  /// Marks an account for deletion, should it exist and be empty at the end of the transaction.
  ///
  /// A revert takes the mark back, but at address 0x03. Source: EIP-161, Yellow Paper appendix K.1.
  public func touch(_ account: AccountIndex) {
    guard record(account).pointee.touchedStamp != transaction else { return }
    note(.touched, account)
    record(account).pointee.touchedStamp = transaction
    tables.pointee.touched.append(account)
    if record(account).pointee.address == Self.ripemd160 { touchSurvivingRevert(account) }
  }

  /// Marks an account as `touch(_:)` does, but so that no revert inside the transaction takes it back.
  public func touchSurvivingRevert(_ account: AccountIndex) {
    for index in 0..<tables.pointee.touchedForGood.count
    where tables.pointee.touchedForGood.base[index] == account { return }
    tables.pointee.touchedForGood.append(account)
  }

  /// Marks an account as created in this transaction.
  public func markCreated(_ account: AccountIndex) {
    guard !wasCreatedInTransaction(account) else { return }
    note(.created, account)
    record(account).pointee.createdStamp = transaction
  }

  /// Whether the account was created in this transaction.
  public func wasCreatedInTransaction(_ account: AccountIndex) -> Bool {
    record(account).pointee.createdStamp == transaction
  }

  /// Marks an account to be removed wholly at the end of the transaction.
  public func markSelfDestruct(_ account: AccountIndex) {
    guard !isMarkedSelfDestruct(account) else { return }
    note(.destructed, account)
    record(account).pointee.destructedStamp = transaction
    tables.pointee.destructed.append(account)
  }

  /// Whether the account is to be removed at the end of the transaction.
  public func isMarkedSelfDestruct(_ account: AccountIndex) -> Bool {
    record(account).pointee.destructedStamp == transaction
  }

  /// The number of accounts marked by `markSelfDestruct(_:)` in this transaction.
  public var selfDestructCount: Int { tables.pointee.destructed.count }

  /// Puts an account on the access list; true when it was there already.
  ///
  /// Source: EIP-2929.
  @discardableResult
  public func warm(_ account: AccountIndex) -> Bool {
    if record(account).pointee.warmStamp == transaction { return true }
    note(.accountWarmed, account)
    record(account).pointee.warmStamp = transaction
    return false
  }

  /// Whether the account is on the access list.
  public func isWarm(_ account: AccountIndex) -> Bool { record(account).pointee.warmStamp == transaction }

  /// Puts a slot on the access list; true when it was there already.
  ///
  /// Source: EIP-2929.
  @discardableResult
  public func warmSlot(_ account: AccountIndex, _ slot: UInt256) -> Bool {
    warmSlot(at: slotIndex(account, slot))
  }

  /// Puts a slot on the access list; true when it was there already.
  @inline(__always) @discardableResult
  public func warmSlot(at index: SlotIndex) -> Bool {
    if slotRecord(index).pointee.warmStamp == transaction { return true }
    note(.slotWarmed, index)
    slotRecord(index).pointee.warmStamp = transaction
    return false
  }

  /// Whether the slot is on the access list.
  public func isSlotWarm(_ account: AccountIndex, _ slot: UInt256) -> Bool {
    let index = findSlot(account, slot)
    return index >= 0 && slotRecord(index).pointee.warmStamp == transaction
  }
}
