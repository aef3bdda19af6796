extension RuleSet {
  /// Byzantium (block 4,370,000).
  mutating func amendForByzantium() {
    enableEIP100()
    enableEIP140()
    enableEIP196()
    enableEIP197()
    enableEIP198()
    enableEIP211()
    enableEIP214()
    enableEIP649()
    enableEIP658()
  }

  /// EIP-100: the difficulty takes ommers into account.
  private mutating func enableEIP100() {
    block.difficulty = .nineSecondSteps(bombDelay: 0)
  }

  /// EIP-140: the REVERT opcode.
  private mutating func enableEIP140() {
    opcodes[.revert] = .init(gas: 0, pops: 2, pushes: 0)
  }

  /// EIP-196: addition and multiplication on BN254.
  private mutating func enableEIP196() {
    precompiles[0x06] = .bn254Add(gas: 500)
    precompiles[0x07] = .bn254Multiply(gas: 40000)
  }

  /// EIP-197: pairings on BN254.
  private mutating func enableEIP197() {
    precompiles[0x08] = .bn254Pairing(gas: 100_000, gasPerPair: 80000)
  }

  /// EIP-198: modular exponentiation.
  private mutating func enableEIP198() {
    precompiles[0x05] = .modexp(.byBytes)
  }

  /// EIP-211: RETURNDATASIZE and RETURNDATACOPY.
  private mutating func enableEIP211() {
    opcodes[.returndatasize] = .init(gas: 2, pops: 0, pushes: 1)
    opcodes[.returndatacopy] = .init(gas: 3, pops: 3, pushes: 0)
  }

  /// EIP-214: the STATICCALL opcode.
  private mutating func enableEIP214() {
    opcodes[.staticcall] = .init(gas: 700, pops: 6, pushes: 1)
  }

  /// EIP-649: the bomb comes 3 million blocks later; 3 ether a block.
  private mutating func enableEIP649() {
    block.difficulty = .nineSecondSteps(bombDelay: 3_000_000)
    block.reward = 3_000_000_000_000_000_000
  }

  /// EIP-658: receipts have a status.
  private mutating func enableEIP658() {
    transaction.receiptHasStatus = true
  }
}
