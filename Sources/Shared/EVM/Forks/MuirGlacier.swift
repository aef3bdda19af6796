extension RuleSet {
  /// Muir Glacier (block 9,200,000).
  mutating func amendForMuirGlacier() {
    enableEIP2384()
  }

  /// EIP-2384: the bomb comes 9 million blocks later than planned.
  private mutating func enableEIP2384() {
    block.difficulty = .nineSecondSteps(bombDelay: 9_000_000)
  }
}
