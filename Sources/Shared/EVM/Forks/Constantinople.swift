extension RuleSet {
  /// Constantinople (never alone on the main network).
  mutating func amendForConstantinople() {
    enableEIP145()
    enableEIP1014()
    enableEIP1052()
    enableEIP1234()
    enableEIP1283()
  }

  /// EIP-145: shifts.
  private mutating func enableEIP145() {
    for opcode: Opcode in [.shl, .shr, .sar] { opcodes[opcode] = .init(gas: 3, pops: 2, pushes: 1) }
  }

  /// EIP-1014: the CREATE2 opcode.
  private mutating func enableEIP1014() {
    opcodes[.create2] = .init(gas: 32000, pops: 4, pushes: 1)
  }

  /// EIP-1052: the EXTCODEHASH opcode.
  private mutating func enableEIP1052() {
    opcodes[.extcodehash] = .init(gas: 400, pops: 1, pushes: 1)
  }

  /// EIP-1234: the bomb comes 5 million blocks later than planned; 2 ether a block.
  private mutating func enableEIP1234() {
    block.difficulty = .nineSecondSteps(bombDelay: 5_000_000)
    block.reward = 2_000_000_000_000_000_000
  }

  /// EIP-1283: SSTORE pays for net changes.
  private mutating func enableEIP1283() {
    execution.storagePricing = .net
    gas.storageUnchanged = 200
  }
}
