import Primitives

extension RuleSet {
  /// Paris (the Merge).
  mutating func amendForParis() {
    enableEIP3675()
    enableEIP4399()
  }

  /// EIP-3675: proof of stake.
  private mutating func enableEIP3675() {
    block.reward = .zero
    block.difficulty = .none
    block.allowsOmmers = false
    block.engine = EngineVersions(newPayload: 1, forkchoiceUpdated: 1)
  }

  /// EIP-4399: PREVRANDAO in place of DIFFICULTY.
  private mutating func enableEIP4399() {
    block.usesPrevRandao = true
  }
}
