extension UInt256 {
  /// The sum modulo 2²⁵⁶.
  @inlinable @inline(__always)
  public static func &+ (lhs: UInt256, rhs: UInt256) -> UInt256 {
    let (low, carry) = lhs.low.addingReportingOverflow(rhs.low)
    return UInt256(low: low, high: lhs.high &+ rhs.high &+ (carry ? 1 : 0))
  }

  /// The difference modulo 2²⁵⁶.
  @inlinable @inline(__always)
  public static func &- (lhs: UInt256, rhs: UInt256) -> UInt256 {
    let (low, borrow) = lhs.low.subtractingReportingOverflow(rhs.low)
    return UInt256(low: low, high: lhs.high &- rhs.high &- (borrow ? 1 : 0))
  }

  /// The product modulo 2²⁵⁶.
  @inlinable @inline(__always)
  public static func &* (lhs: UInt256, rhs: UInt256) -> UInt256 {
    // Row by row; what would land above limb 3 is never computed.
    var t = product(lhs.w0, rhs.w0)
    let r0 = t._low
    t = multiplyAdd(lhs.w0, rhs.w1, t._high, 0)
    var r1 = t._low
    t = multiplyAdd(lhs.w0, rhs.w2, t._high, 0)
    var r2 = t._low
    var r3 = lhs.w0 &* rhs.w3 &+ t._high

    t = multiplyAdd(lhs.w1, rhs.w0, r1, 0)
    r1 = t._low
    t = multiplyAdd(lhs.w1, rhs.w1, r2, t._high)
    r2 = t._low
    r3 = lhs.w1 &* rhs.w2 &+ r3 &+ t._high

    t = multiplyAdd(lhs.w2, rhs.w0, r2, 0)
    r2 = t._low
    r3 = lhs.w2 &* rhs.w1 &+ r3 &+ t._high
    r3 = lhs.w3 &* rhs.w0 &+ r3
    return UInt256(w0: r0, w1: r1, w2: r2, w3: r3)
  }

  /// Adds in place, modulo 2²⁵⁶.
  @inlinable @inline(__always)
  public static func &+= (lhs: inout UInt256, rhs: UInt256) { lhs = lhs &+ rhs }

  /// Subtracts in place, modulo 2²⁵⁶.
  @inlinable @inline(__always)
  public static func &-= (lhs: inout UInt256, rhs: UInt256) { lhs = lhs &- rhs }

  /// Multiplies in place, modulo 2²⁵⁶.
  @inlinable @inline(__always)
  public static func &*= (lhs: inout UInt256, rhs: UInt256) { lhs = lhs &* rhs }

  /// The two's complement: 2²⁵⁶ − self, or 0 for 0.
  @inlinable @inline(__always)
  public func negated() -> UInt256 { .zero &- self }

  /// The sum modulo 2²⁵⁶, and whether it wrapped.
  @inlinable @inline(__always)
  public func addingReportingOverflow(_ other: UInt256) -> (partialValue: UInt256, overflow: Bool) {
    let (low, carry) = self.low.addingReportingOverflow(other.low)
    let (sum, first) = self.high.addingReportingOverflow(other.high)
    let (high, second) = sum.addingReportingOverflow(carry ? 1 : 0)
    return (UInt256(low: low, high: high), first || second)
  }

  /// The difference modulo 2²⁵⁶, and whether it wrapped.
  @inlinable @inline(__always)
  public func subtractingReportingOverflow(_ other: UInt256) -> (partialValue: UInt256, overflow: Bool) {
    let (low, borrow) = self.low.subtractingReportingOverflow(other.low)
    let (difference, first) = self.high.subtractingReportingOverflow(other.high)
    let (high, second) = difference.subtractingReportingOverflow(borrow ? 1 : 0)
    return (UInt256(low: low, high: high), first || second)
  }

  /// The product modulo 2²⁵⁶, and whether it wrapped.
  @inlinable
  public func multipliedReportingOverflow(by other: UInt256) -> (partialValue: UInt256, overflow: Bool) {
    let (high, low) = multipliedFullWidth(by: other)
    return (low, !high.isZero)
  }

  /// The 512-bit product.
  @inlinable
  public func multipliedFullWidth(by other: UInt256) -> (high: UInt256, low: UInt256) {
    let (r0, a1, a2, a3, a4) = Self.row(w0, other, 0, 0, 0, 0)
    let (r1, b2, b3, b4, b5) = Self.row(w1, other, a1, a2, a3, a4)
    let (r2, c3, c4, c5, c6) = Self.row(w2, other, b2, b3, b4, b5)
    let (r3, r4, r5, r6, r7) = Self.row(w3, other, c3, c4, c5, c6)
    return (UInt256(w0: r4, w1: r5, w2: r6, w3: r7), UInt256(w0: r0, w1: r1, w2: r2, w3: r3))
  }

  /// `self` to the power of `exponent`, modulo 2²⁵⁶; anything to the power of 0 is 1.
  ///
  /// - Complexity: O(bits of the exponent) multiplications.
  public func power(_ exponent: UInt256) -> UInt256 {
    var result = UInt256.one
    var count = exponent.bitWidthUsed
    // The highest remaining bit of the exponent stands at the top.
    var rest = exponent &<< (256 &- count)
    while count > 0 {
      result = result &* result
      if rest.isNegative { result = result &* self }
      rest = rest &+ rest
      count &-= 1
    }
    return result
  }
}

// Limb kernels.
extension UInt256 {
  /// The 128-bit product of two limbs.
  @inlinable @inline(__always)
  static func product(_ a: UInt64, _ b: UInt64) -> UInt128 { UInt128(a) &* UInt128(b) }

  /// `a·b + c + d`, which always fits 128 bits.
  @inlinable @inline(__always)
  static func multiplyAdd(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) -> UInt128 {
    UInt128(a) &* UInt128(b) &+ UInt128(c) &+ UInt128(d)
  }

  /// `a·b + (c0…c3)`, five limbs, the lowest first.
  @inlinable @inline(__always)
  static func row(
    _ a: UInt64, _ b: UInt256, _ c0: UInt64, _ c1: UInt64, _ c2: UInt64, _ c3: UInt64
  ) -> (UInt64, UInt64, UInt64, UInt64, UInt64) {
    let t0 = multiplyAdd(a, b.w0, c0, 0)
    let t1 = multiplyAdd(a, b.w1, c1, t0._high)
    let t2 = multiplyAdd(a, b.w2, c2, t1._high)
    let t3 = multiplyAdd(a, b.w3, c3, t2._high)
    return (t0._low, t1._low, t2._low, t3._low, t3._high)
  }
}
