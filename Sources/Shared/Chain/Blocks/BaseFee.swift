import EVM
import Primitives

/// The base fee per gas of a block.
///
/// Source: EIP-1559.
public enum BaseFee {
  /// The base fee, in wei per gas, of the block after `parent`.
  ///
  /// A parent without base fee is the last block before the fee market: the initial base fee follows it.
  public static func next(parent: Header, rules: BlockRules) -> UInt256 {
    guard let baseFee = parent.baseFeePerGas else { return UInt256(rules.initialBaseFee) }
    let target = parent.gasLimit / rules.elasticityMultiplier
    if parent.gasUsed == target { return baseFee }
    let denominator = UInt256(rules.baseFeeMaxChangeDenominator)
    if parent.gasUsed > target {
      let delta = change(baseFee, by: parent.gasUsed - target, of: target, denominator)
      return baseFee &+ max(delta, .one)
    }
    return baseFee &- change(baseFee, by: target - parent.gasUsed, of: target, denominator)
  }

  /// `baseFee × gas ÷ target ÷ denominator`, rounding down at each division.
  private static func change(
    _ baseFee: UInt256, by gas: UInt64, of target: UInt64, _ denominator: UInt256
  ) -> UInt256 {
    (baseFee &* UInt256(gas)).divided(by: UInt256(target)).divided(by: denominator)
  }
}
