extension RuleSet {
  /// Arrow Glacier (block 13,773,000).
  mutating func amendForArrowGlacier() {
    enableEIP4345()
  }

  /// EIP-4345: the bomb comes 10.7 million blocks later than planned.
  private mutating func enableEIP4345() {
    block.difficulty = .nineSecondSteps(bombDelay: 10_700_000)
  }
}
