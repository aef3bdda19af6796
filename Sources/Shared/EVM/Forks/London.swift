extension RuleSet {
  /// London (block 12,965,000).
  mutating func amendForLondon() {
    enableEIP1559()
    enableEIP3198()
    enableEIP3529()
    enableEIP3541()
    enableEIP3554()
  }

  /// EIP-1559: a base fee that is burnt.
  private mutating func enableEIP1559() {
    transaction.types.insert(.dynamicFee)
    transaction.usesBaseFee = true
    block.hasBaseFee = true
  }

  /// EIP-3198: the BASEFEE opcode.
  private mutating func enableEIP3198() {
    opcodes[.basefee] = .init(gas: 2, pops: 0, pushes: 1)
  }

  /// EIP-3529: smaller refunds.
  private mutating func enableEIP3529() {
    gas.storageClearRefund = 4800
    gas.selfDestructRefund = 0
    transaction.maxRefundQuotient = 5
  }

  /// EIP-3541: no new code that begins with 0xef.
  private mutating func enableEIP3541() {
    execution.reservesCodePrefix = true
  }

  /// EIP-3554: the bomb comes 9.7 million blocks later than planned.
  private mutating func enableEIP3554() {
    block.difficulty = .nineSecondSteps(bombDelay: 9_700_000)
  }
}
