extension RuleSet {
  /// Shanghai.
  mutating func amendForShanghai() {
    enableEIP3651()
    enableEIP3855()
    enableEIP3860()
    enableEIP4895()
  }

  /// EIP-3651: a warm coinbase.
  private mutating func enableEIP3651() {
    transaction.warmsCoinbase = true
  }

  /// EIP-3855: the PUSH0 opcode.
  private mutating func enableEIP3855() {
    opcodes[.push0] = .init(gas: 2, pops: 0, pushes: 1)
  }

  /// EIP-3860: init code has a limit and a price.
  private mutating func enableEIP3860() {
    execution.maxInitCodeSize = 0xc000
    gas.initCodeWord = 2
    transaction.maxInitCodeSize = 0xc000
    transaction.initCodeWordGas = 2
  }

  /// EIP-4895: withdrawals from the beacon chain.
  private mutating func enableEIP4895() {
    block.hasWithdrawals = true
    block.engine = EngineVersions(newPayload: 2, forkchoiceUpdated: 2)
  }
}
