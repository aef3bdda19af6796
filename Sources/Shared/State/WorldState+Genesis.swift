import Primitives

/// Setting up accounts before the first block. Nothing here is journalled.
extension WorldState {
  /// Puts an account into the state, existing even when empty.
  ///
  /// Replaces one of this address wholly, storage included, and keeps its place in the order. A
  /// `storageRoot` is that of the storage which `setGenesisStorage(_:slot:value:)` is about to set.
  @discardableResult
  public func createGenesisAccount(
    _ address: Address, nonce: UInt64, balance: UInt256, code: Code, storageRoot: Hash32? = nil
  ) -> AccountIndex {
    let account = index(of: address)
    let record = record(account)
    var slot = record.pointee.firstSlot
    while slot >= 0 {
      replaceValue(of: slotRecord(slot), with: .zero)
      slot = slotRecord(slot).pointee.next
    }
    record.pointee.exists = true
    record.pointee.nonce = nonce
    record.pointee.balance = balance
    record.pointee.code = tables.pointee.keep(code)
    record.pointee.rootState = storageRoot == nil ? .unknown : .declared
    record.pointee.storageRoot = storageRoot ?? .zero
    return account
  }

  /// Sets a slot, which is its original value for the first transaction.
  public func setGenesisStorage(_ account: AccountIndex, slot: UInt256, value: UInt256) {
    let rootState = record(account).pointee.rootState
    let slot = slotRecord(slotIndex(account, slot))
    replaceValue(of: slot, with: value)
    slot.pointee.originalStamp = 0
    if rootState == .declared { record(account).pointee.rootState = .declared }
  }
}
