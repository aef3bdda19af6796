import Primitives

/// Storage that ends with the transaction.
///
/// Source: EIP-1153.
extension WorldState {
  /// The value of a transient slot.
  public func transientStorage(_ account: AccountIndex, _ slot: UInt256) -> UInt256 {
    let index = findTransient(account, slot, KeyMixing.hash(account, slot))
    return index >= 0 ? tables.pointee.transients.base[Int(index)].value : .zero
  }

  /// Sets a transient slot.
  public func setTransientStorage(_ account: AccountIndex, _ slot: UInt256, _ value: UInt256) {
    let hash = KeyMixing.hash(account, slot)
    var index = findTransient(account, slot, hash)
    if index < 0 { index = addTransient(account, slot, hash) }
    let record = tables.pointee.transients.base + Int(index)
    note(.transientValue, index, old: record.pointee.value)
    record.pointee.value = value
  }

  @inline(__always)
  private func findTransient(_ account: AccountIndex, _ slot: UInt256, _ hash: UInt64) -> Int32 {
    let base = tables.pointee.transients.base
    return tables.pointee.transientTable.find(hash) {
      base[Int($0)].slot == slot && base[Int($0)].account == account
    }
  }

  @inline(never)
  private func addTransient(_ account: AccountIndex, _ slot: UInt256, _ hash: UInt64) -> Int32 {
    let record = TransientRecord(slot: slot, value: .zero, account: account)
    let index = tables.pointee.transients.append(record)
    let base = tables.pointee.transients.base
    tables.pointee.transientTable.insert(hash, index: index) {
      KeyMixing.hash(base[Int($0)].account, base[Int($0)].slot)
    }
    return index
  }
}
