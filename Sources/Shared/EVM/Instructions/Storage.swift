import Primitives
import State

/// Persistent and transient storage.
extension Execution {
  /// SLOAD (0x54). Stack: `slot → value`. Gas: 100 warm, 2100 cold; 50, 200 or 800 before EIP-2929.
  ///
  /// Source: Yellow Paper, appendix H; EIP-150, EIP-1884, EIP-2929.
  @inline(never)
  func loadStorage(_ frame: FramePointer) -> Halt? {
    let (value, wasWarm, _) = state.loadSlotWarming(frame.pointee.account, frame.pointee.stack.top)
    if !wasWarm, !frame.pointee.charge(rules.gas.coldSlotSurcharge) { return .outOfGas }
    frame.pointee.stack.top = value
    return nil
  }

  /// SSTORE (0x55). Stack: `slot value →`. Gas: see `storagePrice`.
  ///
  /// Source: Yellow Paper, appendix H; EIP-2200, EIP-2929, EIP-3529.
  @inline(never)
  func storeStorage(_ frame: FramePointer) -> Halt? {
    if frame.pointee.isStatic { return .staticViolation }
    if frame.pointee.gas <= rules.gas.storageSentry && rules.gas.storageSentry > 0 { return .outOfGas }
    let slot = frame.pointee.stack.pop()
    let value = frame.pointee.stack.pop()
    let (current, wasWarm, index) = state.loadSlotWarming(frame.pointee.account, slot)
    let access = wasWarm ? 0 : rules.gas.coldSlotAccess
    let price: Int64
    switch rules.execution.storagePricing {
    case .net: price = netStoragePrice(index, from: current, to: value)
    case .byCurrentValue: price = storagePrice(from: current, to: value)
    }
    guard frame.pointee.charge(access &+ price) else { return .outOfGas }
    state.setValue(value, at: index)
    return nil
  }

  /// The price of a change of storage that looks at the current value only; counts the refund.
  ///
  /// Source: Yellow Paper, appendix H (before EIP-1283).
  private func storagePrice(from current: UInt256, to value: UInt256) -> Int64 {
    if current.isZero && !value.isZero { return rules.gas.storageSet }
    if !current.isZero && value.isZero { state.refund &+= rules.gas.storageClearRefund }
    return rules.gas.storageReset
  }

  /// The price of a change of storage by its net effect on the transaction; counts the refund.
  ///
  /// Source: EIP-2200 (Istanbul), which has the structure of EIP-1283; EIP-2929 and EIP-3529 for the amounts.
  private func netStoragePrice(_ index: SlotIndex, from current: UInt256, to value: UInt256) -> Int64 {
    let gas = rules.gas
    if current == value { return gas.storageUnchanged }
    let original = state.originalValue(at: index)
    if original == current {
      if original.isZero { return gas.storageSet }
      if value.isZero { state.refund &+= gas.storageClearRefund }
      return gas.storageReset
    }
    if !original.isZero {
      if current.isZero { state.refund &-= gas.storageClearRefund }
      if value.isZero { state.refund &+= gas.storageClearRefund }
    }
    if original == value {
      state.refund &+= (original.isZero ? gas.storageSet : gas.storageReset) &- gas.storageUnchanged
    }
    return gas.storageUnchanged
  }

  /// TLOAD (0x5c). Stack: `slot → value`. Gas: 100. Source: EIP-1153 (Cancun).
  @inline(never)
  func loadTransient(_ frame: FramePointer) -> Halt? {
    let slot = frame.pointee.stack.top
    frame.pointee.stack.top = state.transientStorage(frame.pointee.account, slot)
    return nil
  }

  /// TSTORE (0x5d). Stack: `slot value →`. Gas: 100. Source: EIP-1153 (Cancun).
  @inline(never)
  func storeTransient(_ frame: FramePointer) -> Halt? {
    if frame.pointee.isStatic { return .staticViolation }
    let slot = frame.pointee.stack.pop()
    let value = frame.pointee.stack.pop()
    state.setTransientStorage(frame.pointee.account, slot, value)
    return nil
  }
}
