extension RuleSet {
  /// Homestead (block 1,150,000).
  mutating func amendForHomestead() {
    enableEIP2()
    enableEIP7()
  }

  /// EIP-2: dearer creations, low s, no contracts without code, a smoother difficulty.
  private mutating func enableEIP2() {
    transaction.creationGas = 32000
    transaction.requiresLowS = true
    execution.codeDepositFailure = .fails
    block.difficulty = .tenSecondSteps
  }

  /// EIP-7: the DELEGATECALL opcode.
  private mutating func enableEIP7() {
    opcodes[.delegatecall] = .init(gas: 40, pops: 6, pushes: 1)
  }
}
