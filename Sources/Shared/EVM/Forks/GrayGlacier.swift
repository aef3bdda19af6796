extension RuleSet {
  /// Gray Glacier (block 15,050,000).
  mutating func amendForGrayGlacier() {
    enableEIP5133()
  }

  /// EIP-5133: the bomb comes 11.4 million blocks later than planned.
  private mutating func enableEIP5133() {
    block.difficulty = .nineSecondSteps(bombDelay: 11_400_000)
  }
}
