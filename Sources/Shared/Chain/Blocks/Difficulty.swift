import EVM
import Primitives

/// The difficulty of proof-of-work blocks.
///
/// Source: Yellow Paper, section 4.3.4; EIP-2 (Homestead), EIP-100 (Byzantium) and the EIPs that delay the
/// bomb.
public enum Difficulty {
  /// The least difficulty of a block.
  public static let minimum: UInt256 = 131_072
  /// Parts of the parent's difficulty by which it changes.
  static let boundDivisor: UInt256 = 2048
  /// Seconds within which a block raises the difficulty at first.
  static let durationLimit: UInt64 = 13
  /// Blocks after which the bomb doubles.
  static let bombPeriod: UInt64 = 100_000

  /// The difficulty of the block `number` at `timestamp` (seconds) after `parent`.
  ///
  /// - Parameter rule: how blocks of this number adjust; `.none` is proof of stake and gives 0.
  public static func next(
    rule: DifficultyRule, parentDifficulty: UInt256, parentTimestamp: UInt64,
    parentHasOmmers: Bool, number: UInt64, timestamp: UInt64
  ) -> UInt256 {
    let elapsed = timestamp > parentTimestamp ? timestamp - parentTimestamp : 0
    let step = parentDifficulty.divided(by: boundDivisor)
    switch rule {
    case .none:
      return .zero
    case .oneStep:
      let steps: Int64 = elapsed < durationLimit ? 1 : -1
      return adjusted(parentDifficulty, step, steps, bombNumber: number)
    case .tenSecondSteps:
      let steps = max(1 - Int64(clamping: elapsed / 10), -99)
      return adjusted(parentDifficulty, step, steps, bombNumber: number)
    case .nineSecondSteps(let bombDelay):
      let base: Int64 = parentHasOmmers ? 2 : 1
      let steps = max(base - Int64(clamping: elapsed / 9), -99)
      let bombNumber = number > bombDelay ? number - bombDelay : 0
      return adjusted(parentDifficulty, step, steps, bombNumber: bombNumber)
    }
  }

  /// The parent's difficulty changed by `steps` × `step`, not below the minimum, and the bomb on top.
  private static func adjusted(
    _ parent: UInt256, _ step: UInt256, _ steps: Int64, bombNumber: UInt64
  ) -> UInt256 {
    let change = step &* UInt256(steps.magnitude)
    var difficulty = parent &+ change
    if steps < 0 { difficulty = parent > change ? parent &- change : .zero }
    difficulty = max(difficulty, minimum)
    let period = bombNumber / bombPeriod
    if period > 1 { difficulty = difficulty &+ (UInt256.one &<< (period - 2)) }
    return difficulty
  }
}
