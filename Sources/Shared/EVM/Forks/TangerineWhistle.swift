extension RuleSet {
  /// Tangerine Whistle (block 2,463,000).
  mutating func amendForTangerineWhistle() {
    enableEIP150()
  }

  /// EIP-150: higher prices for reading state; calls keep a 64th of the gas back.
  private mutating func enableEIP150() {
    opcodes.reprice(.extcodesize, gas: 700)
    opcodes.reprice(.extcodecopy, gas: 700)
    opcodes.reprice(.balance, gas: 400)
    opcodes.reprice(.sload, gas: 200)
    opcodes.reprice(.call, gas: 700)
    opcodes.reprice(.callcode, gas: 700)
    opcodes.reprice(.delegatecall, gas: 700)
    opcodes.reprice(.selfdestruct, gas: 5000)
    gas.selfDestructNewAccount = 25000
    execution.callGas = .allButOneSixtyFourth
  }
}
