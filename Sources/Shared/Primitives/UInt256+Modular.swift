extension UInt256 {
  /// `(a + b) mod n` over a 257-bit sum; 0 when `n` is 0.
  public static func addingModulo(_ a: UInt256, _ b: UInt256, _ n: UInt256) -> UInt256 {
    if n.isZero { return .zero }
    let x = a < n ? a : a % n
    let y = b < n ? b : b % n
    let (sum, overflow) = x.addingReportingOverflow(y)
    return overflow || sum >= n ? sum &- n : sum
  }

  /// `(a · b) mod n` over a 512-bit product; 0 when `n` is 0.
  public static func multiplyingModulo(_ a: UInt256, _ b: UInt256, _ n: UInt256) -> UInt256 {
    if n.isZero { return .zero }
    let (high, low) = a.multipliedFullWidth(by: b)
    return high.isZero ? low % n : remainder(high: high, low: low, dividingBy: n)
  }
}
