import EVM
import Primitives

/// Price and supply of blob gas.
///
/// Source: EIP-4844; schedules: EIP-7691, EIP-7892; reserve price: EIP-7918.
public enum BlobFee {
  /// Blob gas of one blob. Source: EIP-4844 (`GAS_PER_BLOB`).
  public static let gasPerBlob: UInt64 = 131_072
  /// Wei per blob gas at least. Source: EIP-4844 (`MIN_BASE_FEE_PER_BLOB_GAS`).
  static let minimum = UInt256.one
  /// Gas whose price a blob must at least cost. Source: EIP-7918 (`BLOB_BASE_COST`).
  static let reserveGas: UInt64 = 8192

  /// Wei per blob gas at `excess` blob gas.
  public static func baseFee(excess: UInt64, schedule: BlobSchedule) -> UInt256 {
    fakeExponential(
      factor: minimum, numerator: UInt256(excess),
      denominator: UInt256(schedule.baseFeeUpdateFraction))
  }

  /// The excess blob gas of the block after `parent`, 2⁶⁴−1 when it does not fit.
  ///
  /// A parent without blob gas counts as one with none.
  public static func excess(after parent: Header, rules: BlockRules) -> UInt64 {
    guard let schedule = rules.blobs else { return 0 }
    let excess = parent.excessBlobGas ?? 0
    let used = parent.blobGasUsed ?? 0
    let target = schedule.target * gasPerBlob
    let (sum, overflow) = excess.addingReportingOverflow(used)
    if !overflow, sum < target { return 0 }
    if rules.blobReservePrice, isBelowReserve(excess: excess, parent: parent, schedule) {
      let share = used.multipliedFullWidth(by: schedule.max - schedule.target)
      let part = schedule.max.dividingFullWidth((share.high, share.low)).quotient
      let (raised, overflow) = excess.addingReportingOverflow(part)
      return overflow ? .max : raised
    }
    return overflow ? .max : sum - target
  }

  /// Whether blobs cost less than execution would set them at, so that the target must not lower them.
  ///
  /// Source: EIP-7918.
  private static func isBelowReserve(
    excess: UInt64, parent: Header, _ schedule: BlobSchedule
  ) -> Bool {
    let reserve = UInt256(reserveGas) &* (parent.baseFeePerGas ?? .zero)
    let price = baseFee(excess: excess, schedule: schedule)
    let cost = price.multipliedReportingOverflow(by: UInt256(gasPerBlob))
    return !cost.overflow && reserve > cost.partialValue
  }

  /// An approximation of `factor × e^(numerator ÷ denominator)` by its Taylor series.
  ///
  /// 2²⁵⁶−1 where a term no longer fits 256 bits. Source: EIP-4844 (`fake_exponential`).
  static func fakeExponential(
    factor: UInt256, numerator: UInt256, denominator: UInt256
  ) -> UInt256 {
    var output = UInt256.zero
    var term = factor &* denominator
    var index = UInt256.one
    while !term.isZero {
      let sum = output.addingReportingOverflow(term)
      let product = term.multipliedReportingOverflow(by: numerator)
      if sum.overflow || product.overflow { return .max }
      output = sum.partialValue
      term = product.partialValue.divided(by: denominator &* index)
      index = index &+ .one
    }
    return output.divided(by: denominator)
  }
}
