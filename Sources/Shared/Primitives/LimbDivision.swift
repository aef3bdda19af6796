/// Division of limb arrays: Knuth's algorithm D with the reciprocals of Möller and Granlund.
///
/// Source: N. Möller, T. Granlund, "Improved division by invariant integers" (2011); TAOCP 4.3.1.
enum LimbDivision {
  /// ⌊(2¹²⁸ − 1) / d⌋ − 2⁶⁴ for a divisor whose top bit is set.
  @inline(__always)
  static func reciprocal(_ d: UInt64) -> UInt64 {
    // Newton's iteration from 11 bits; the paper's table is one 32-bit division.
    let v0 = UInt64(UInt32(0x7fd00) / UInt32(truncatingIfNeeded: d &>> 55))
    let d40 = (d &>> 24) &+ 1
    let v1 = (v0 &<< 11) &- ((v0 &* v0 &* d40) &>> 40) &- 1
    let v2 = (v1 &<< 13) &+ ((v1 &* (0x1000_0000_0000_0000 &- v1 &* d40)) &>> 47)
    let d0 = d & 1
    let d63 = (d &>> 1) &+ d0
    let error = ((v2 &>> 1) & (0 &- d0)) &- v2 &* d63
    let v3 = (v2.multipliedFullWidth(by: error).high &>> 1) &+ (v2 &<< 31)
    let product = UInt128(v3) &* UInt128(d) &+ UInt128(d)
    return v3 &- product._high &- d
  }

  /// ⌊(2¹⁹² − 1) / d⌋ − 2⁶⁴ for a two-limb divisor whose top bit is set.
  @inline(__always)
  static func reciprocal(_ d: UInt128) -> UInt64 {
    let (d1, d0) = (d._high, d._low)
    var v = reciprocal(d1)
    var p = d1 &* v &+ d0
    if p < d0 {
      v &-= 1
      if p >= d1 {
        v &-= 1
        p &-= d1
      }
      p &-= d1
    }
    let t = UInt128(v) &* UInt128(d0)
    p &+= t._high
    if p < t._high {
      v &-= 1
      if p > d1 || (p == d1 && t._low >= d0) { v &-= 1 }
    }
    return v
  }

  /// Divides `(u1, u0)` by `d`; needs `u1 < d` and the reciprocal `v` of `d`.
  @inline(__always)
  static func divide2by1(
    _ u1: UInt64, _ u0: UInt64, _ d: UInt64, _ v: UInt64
  ) -> (quotient: UInt64, remainder: UInt64) {
    let q = UInt128(v) &* UInt128(u1) &+ UInt128(_low: u0, _high: u1)
    var quotient = q._high &+ 1
    var remainder = u0 &- quotient &* d
    if remainder > q._low {
      quotient &-= 1
      remainder &+= d
    }
    if remainder >= d {
      quotient &+= 1
      remainder &-= d
    }
    return (quotient, remainder)
  }

  /// Divides `(u2, u1, u0)` by `d`; needs `(u2, u1) < d` and the reciprocal `v` of `d`.
  @inline(__always)
  static func divide3by2(
    _ u2: UInt64, _ u1: UInt64, _ u0: UInt64, _ d: UInt128, _ v: UInt64
  ) -> (quotient: UInt64, remainder: UInt128) {
    let q = UInt128(v) &* UInt128(u2) &+ UInt128(_low: u1, _high: u2)
    var quotient = q._high &+ 1
    let r1 = u1 &- q._high &* d._high
    var remainder = UInt128(_low: u0, _high: r1) &- UInt128(d._low) &* UInt128(q._high) &- d
    if remainder._high >= q._low {
      quotient &-= 1
      remainder = remainder &+ d
    }
    if remainder >= d {
      quotient &+= 1
      remainder = remainder &- d
    }
    return (quotient, remainder)
  }

  /// Divides the `count` limbs at `u` in place by one limb whose top bit is set.
  ///
  /// `u[count - 1]` must be below `d`; the quotient lands in `u[0 ..< count - 1]`.
  /// - Returns: the remainder.
  @inline(__always)
  static func divide(_ u: UnsafeMutablePointer<UInt64>, count: Int, byLimb d: UInt64) -> UInt64 {
    let v = reciprocal(d)
    var remainder = u[count &- 1]
    var j = count &- 2
    while j >= 0 {
      (u[j], remainder) = divide2by1(remainder, u[j], d, v)
      j &-= 1
    }
    return remainder
  }

  /// Divides the `count` limbs at `u` in place by the `n` limbs at `d`, `n >= 2`, top bit set.
  ///
  /// The top `n` limbs of `u` must be below `d`. The remainder lands in `u[0 ..< n]`, the quotient in
  /// `quotient[0 ..< count - n]`.
  static func divide(
    _ u: UnsafeMutablePointer<UInt64>, count: Int, by d: UnsafePointer<UInt64>, limbs n: Int,
    quotient: UnsafeMutablePointer<UInt64>
  ) {
    let top = UInt128(_low: d[n &- 2], _high: d[n &- 1])
    let v = reciprocal(top)
    var j = count &- n &- 1
    while j >= 0 {
      let (u2, u1, u0) = (u[j &+ n], u[j &+ n &- 1], u[j &+ n &- 2])
      if UInt128(_low: u1, _high: u2) == top {
        // The quotient limb would not fit: it is exactly 2⁶⁴ − 1.
        _ = subtractProduct(u + j, d, n, .max)
        quotient[j] = .max
      } else {
        var (digit, remainder) = divide3by2(u2, u1, u0, top, v)
        let borrow = subtractProduct(u + j, d, n &- 2, digit)
        let (difference, negative) = remainder.subtractingReportingOverflow(UInt128(borrow))
        remainder = difference
        u[j &+ n &- 2] = remainder._low
        u[j &+ n &- 1] = remainder._high
        if negative {
          digit &-= 1
          let carry = add(u + j, d, n &- 1)
          u[j &+ n &- 1] = u[j &+ n &- 1] &+ d[n &- 1] &+ carry
        }
        quotient[j] = digit
      }
      j &-= 1
    }
  }

  /// Subtracts `factor · d` from the `n` limbs at `u` and returns the limb borrowed from above.
  @inline(__always)
  private static func subtractProduct(
    _ u: UnsafeMutablePointer<UInt64>, _ d: UnsafePointer<UInt64>, _ n: Int, _ factor: UInt64
  ) -> UInt64 {
    var borrow: UInt64 = 0
    var i = 0
    while i < n {
      let t = UInt128(factor) &* UInt128(d[i]) &+ UInt128(borrow)
      let (difference, overflow) = u[i].subtractingReportingOverflow(t._low)
      u[i] = difference
      borrow = t._high &+ (overflow ? 1 : 0)
      i &+= 1
    }
    return borrow
  }

  /// Adds the `n` limbs at `d` to those at `u` and returns the carry.
  @inline(__always)
  private static func add(
    _ u: UnsafeMutablePointer<UInt64>, _ d: UnsafePointer<UInt64>, _ n: Int
  ) -> UInt64 {
    var carry: UInt64 = 0
    var i = 0
    while i < n {
      let sum = UInt128(u[i]) &+ UInt128(d[i]) &+ UInt128(carry)
      u[i] = sum._low
      carry = sum._high
      i &+= 1
    }
    return carry
  }
}
