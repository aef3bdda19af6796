extension RuleSet {
  /// Istanbul (block 9,069,000).
  mutating func amendForIstanbul() {
    enableEIP152()
    enableEIP1108()
    enableEIP1344()
    enableEIP1884()
    enableEIP2028()
    enableEIP2200()
  }

  /// EIP-152: BLAKE2's compression function.
  private mutating func enableEIP152() {
    precompiles[0x09] = .blake2f
  }

  /// EIP-1108: cheaper BN254.
  private mutating func enableEIP1108() {
    precompiles[0x06] = .bn254Add(gas: 150)
    precompiles[0x07] = .bn254Multiply(gas: 6000)
    precompiles[0x08] = .bn254Pairing(gas: 45000, gasPerPair: 34000)
  }

  /// EIP-1344: the CHAINID opcode.
  private mutating func enableEIP1344() {
    opcodes[.chainid] = .init(gas: 2, pops: 0, pushes: 1)
  }

  /// EIP-1884: dearer reads of the state; the SELFBALANCE opcode.
  private mutating func enableEIP1884() {
    opcodes.reprice(.sload, gas: 800)
    opcodes.reprice(.balance, gas: 700)
    opcodes.reprice(.extcodehash, gas: 700)
    opcodes[.selfbalance] = .init(gas: 5, pops: 0, pushes: 1)
  }

  /// EIP-2028: cheaper data.
  private mutating func enableEIP2028() {
    transaction.nonZeroByteGas = 16
  }

  /// EIP-2200: SSTORE pays for net changes, and fails within a call's stipend.
  private mutating func enableEIP2200() {
    execution.storagePricing = .net
    gas.storageUnchanged = 800
    gas.storageSentry = 2300
  }
}
