extension RuleSet {
  /// Spurious Dragon (block 2,675,000).
  mutating func amendForSpuriousDragon() {
    enableEIP155()
    enableEIP160()
    enableEIP161()
    enableEIP170()
  }

  /// EIP-155: signatures may name the chain.
  private mutating func enableEIP155() {
    transaction.allowsProtected = true
  }

  /// EIP-160: a dearer EXP.
  private mutating func enableEIP160() {
    gas.expByte = 50
  }

  /// EIP-161: empty accounts vanish; contracts begin with nonce 1.
  private mutating func enableEIP161() {
    execution.deletesEmptyAccounts = true
    execution.newAccountCharge = .whenEmptyAndValueMoves
    execution.createdNonce = 1
  }

  /// EIP-170: at most 24 KiB of code.
  private mutating func enableEIP170() {
    execution.maxCodeSize = 0x6000
  }
}
