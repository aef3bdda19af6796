extension RuleSet {
  /// Petersburg (block 7,280,000, with Constantinople).
  mutating func amendForPetersburg() {
    disableEIP1283()
  }

  /// EIP-1716: without EIP-1283, which let callees with little gas change storage.
  private mutating func disableEIP1283() {
    execution.storagePricing = .byCurrentValue
    gas.storageUnchanged = 5000
  }
}
