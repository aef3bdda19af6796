import Primitives

/// Persistent storage.
///
/// `loadSlotWarming(_:_:)` and `slotIndex(_:_:)` do the one lookup; the methods that take a `SlotIndex` are
/// plain memory accesses.
extension WorldState {
  /// The value of a slot.
  public func storage(_ account: AccountIndex, _ slot: UInt256) -> UInt256 {
    let index = findSlot(account, slot)
    return index >= 0 ? slotRecord(index).pointee.value : .zero
  }

  /// The value of a slot at the start of the transaction.
  public func originalStorage(_ account: AccountIndex, _ slot: UInt256) -> UInt256 {
    let index = findSlot(account, slot)
    return index >= 0 ? originalValue(at: index) : .zero
  }

  /// Sets a slot.
  public func setStorage(_ account: AccountIndex, _ slot: UInt256, _ value: UInt256) {
    setValue(value, at: slotIndex(account, slot))
  }

  /// Reads a slot and puts it on the access list, with one lookup.
  public func loadSlotWarming(
    _ account: AccountIndex, _ slot: UInt256
  ) -> (current: UInt256, wasWarm: Bool, handle: SlotIndex) {
    let index = slotIndex(account, slot)
    let wasWarm = warmSlot(at: index)
    return (slotRecord(index).pointee.value, wasWarm, index)
  }

  /// The index of a slot.
  @inline(__always)
  public func slotIndex(_ account: AccountIndex, _ slot: UInt256) -> SlotIndex {
    let hash = KeyMixing.hash(account, slot)
    let index = findSlot(account, slot, hash)
    return index >= 0 ? index : addSlot(account, slot, hash)
  }

  /// The value of a slot.
  public func value(at index: SlotIndex) -> UInt256 { slotRecord(index).pointee.value }

  /// The value of a slot at the start of the transaction.
  public func originalValue(at index: SlotIndex) -> UInt256 {
    let record = slotRecord(index)
    return record.pointee.originalStamp == transaction ? record.pointee.original : record.pointee.value
  }

  /// Sets a slot.
  public func setValue(_ value: UInt256, at index: SlotIndex) {
    let record = slotRecord(index)
    let old = record.pointee.value
    if old == value { return }
    if record.pointee.originalStamp != transaction {
      record.pointee.original = old
      record.pointee.originalStamp = transaction
    }
    note(.slotValue, index, old: old)
    replaceValue(of: record, with: value)
  }

  /// Sets all slots of an account to zero.
  ///
  /// - Complexity: O(slots of the account used so far), O(1) when all are zero.
  public func clearStorage(_ account: AccountIndex) {
    var index = record(account).pointee.firstSlot
    while index >= 0 && record(account).pointee.nonZeroSlots > 0 {
      setValue(.zero, at: index)
      index = slotRecord(index).pointee.next
    }
  }

  /// Changes a value and what the account knows of its slots, without a journal entry.
  @inline(__always)
  func replaceValue(of slot: UnsafeMutablePointer<SlotRecord>, with value: UInt256) {
    let owner = record(slot.pointee.account)
    owner.pointee.nonZeroSlots &+= (slot.pointee.value.isZero ? 1 : 0) &- (value.isZero ? 1 : 0)
    owner.pointee.rootState = .unknown
    slot.pointee.value = value
  }

  @inline(__always)
  func findSlot(_ account: AccountIndex, _ slot: UInt256) -> SlotIndex {
    findSlot(account, slot, KeyMixing.hash(account, slot))
  }

  @inline(__always)
  private func findSlot(_ account: AccountIndex, _ slot: UInt256, _ hash: UInt64) -> SlotIndex {
    let base = tables.pointee.slots.base
    return tables.pointee.slotTable.find(hash) {
      base[Int($0)].slot == slot && base[Int($0)].account == account
    }
  }

  @inline(never)
  private func addSlot(_ account: AccountIndex, _ slot: UInt256, _ hash: UInt64) -> SlotIndex {
    let index = tables.pointee.slots.append(SlotRecord(account: account, slot: slot))
    let base = tables.pointee.slots.base
    tables.pointee.slotTable.insert(hash, index: index) {
      KeyMixing.hash(base[Int($0)].account, base[Int($0)].slot)
    }
    let owner = record(account)
    if owner.pointee.lastSlot >= 0 {
      base[Int(owner.pointee.lastSlot)].next = index
    } else {
      owner.pointee.firstSlot = index
    }
    owner.pointee.lastSlot = index
    return index
  }
}
