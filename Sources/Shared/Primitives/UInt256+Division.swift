extension UInt256 {
  /// The quotient and the remainder; the divisor must not be 0.
  @inlinable
  public func quotientAndRemainder(
    dividingBy divisor: UInt256
  ) -> (quotient: UInt256, remainder: UInt256) {
    precondition(!divisor.isZero, "division by zero")
    if (w1 | w2 | w3 | divisor.w1 | divisor.w2 | divisor.w3) == 0 {
      let (quotient, remainder) = w0.quotientAndRemainder(dividingBy: divisor.w0)
      return (UInt256(quotient), UInt256(remainder))
    }
    if self < divisor { return (.zero, self) }
    return dividedWide(by: divisor)
  }

  /// The general division, for words that do not both fit 64 bits; the divisor must not be 0.
  @usableFromInline
  func dividedWide(by divisor: UInt256) -> (quotient: UInt256, remainder: UInt256) {
    let shift = UInt64(truncatingIfNeeded: divisor.leadingZeroBitCount)
    let normalised = divisor &<< shift
    let limbs = 4 &- Int(truncatingIfNeeded: shift &>> 6)
    let bits = shift & 63
    // The dividend moves by the same number of bits, into a fifth limb.
    let moved = self &<< bits
    let top = bits == 0 ? 0 : w3 &>> (64 &- bits)
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 13) { scratch in
      guard let u = scratch.baseAddress else { preconditionFailure() }
      u[0] = moved.w0
      u[1] = moved.w1
      u[2] = moved.w2
      u[3] = moved.w3
      u[4] = top
      if limbs == 1 {
        let remainder = LimbDivision.divide(u, count: 5, byLimb: normalised.w3)
        return (UInt256(w0: u[0], w1: u[1], w2: u[2], w3: u[3]), UInt256(remainder &>> bits))
      }
      let d = Self.storeNormalised(normalised, limbs: limbs, at: u + 5)
      let q = u + 9
      q[0] = 0
      q[1] = 0
      q[2] = 0
      q[3] = 0
      LimbDivision.divide(u, count: 5, by: d, limbs: limbs, quotient: q)
      return (
        UInt256(w0: q[0], w1: q[1], w2: q[2], w3: q[3]),
        Self.load(u, limbs: limbs) &>> bits
      )
    }
  }

  /// The remainder of the 512-bit value `high · 2²⁵⁶ + low`; the divisor must not be 0.
  @usableFromInline
  static func remainder(high: UInt256, low: UInt256, dividingBy divisor: UInt256) -> UInt256 {
    let shift = UInt64(truncatingIfNeeded: divisor.leadingZeroBitCount)
    let normalised = divisor &<< shift
    let limbs = 4 &- Int(truncatingIfNeeded: shift &>> 6)
    let bits = shift & 63
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 21) { scratch in
      guard let u = scratch.baseAddress else { preconditionFailure() }
      let movedLow = low &<< bits
      let movedHigh = bits == 0 ? high : (high &<< bits) | UInt256(low.w3 &>> (64 &- bits))
      u[0] = movedLow.w0
      u[1] = movedLow.w1
      u[2] = movedLow.w2
      u[3] = movedLow.w3
      u[4] = movedHigh.w0
      u[5] = movedHigh.w1
      u[6] = movedHigh.w2
      u[7] = movedHigh.w3
      u[8] = bits == 0 ? 0 : high.w3 &>> (64 &- bits)
      if limbs == 1 {
        return UInt256(LimbDivision.divide(u, count: 9, byLimb: normalised.w3) &>> bits)
      }
      let d = storeNormalised(normalised, limbs: limbs, at: u + 9)
      LimbDivision.divide(u, count: 9, by: d, limbs: limbs, quotient: u + 13)
      return load(u, limbs: limbs) &>> bits
    }
  }

  /// Writes the top `limbs` limbs of a normalised divisor, the lowest first.
  @inline(__always)
  private static func storeNormalised(
    _ divisor: UInt256, limbs: Int, at d: UnsafeMutablePointer<UInt64>
  ) -> UnsafePointer<UInt64> {
    d[0] = divisor.w0
    d[1] = divisor.w1
    d[2] = divisor.w2
    d[3] = divisor.w3
    return UnsafePointer(d + (4 &- limbs))
  }

  /// Reads the `limbs` (2…4) lowest limbs.
  @inline(__always)
  private static func load(_ u: UnsafeMutablePointer<UInt64>, limbs: Int) -> UInt256 {
    UInt256(w0: u[0], w1: u[1], w2: limbs > 2 ? u[2] : 0, w3: limbs > 3 ? u[3] : 0)
  }

  /// The quotient; traps on a divisor of 0.
  @inlinable @inline(__always)
  public static func / (lhs: UInt256, rhs: UInt256) -> UInt256 {
    lhs.quotientAndRemainder(dividingBy: rhs).quotient
  }

  /// The remainder; traps on a divisor of 0.
  @inlinable @inline(__always)
  public static func % (lhs: UInt256, rhs: UInt256) -> UInt256 {
    lhs.quotientAndRemainder(dividingBy: rhs).remainder
  }

  /// The quotient, 0 for a divisor of 0.
  @inlinable @inline(__always)
  public func divided(by divisor: UInt256) -> UInt256 {
    divisor.isZero ? .zero : quotientAndRemainder(dividingBy: divisor).quotient
  }

  /// The remainder, 0 for a divisor of 0.
  @inlinable @inline(__always)
  public func modulo(_ divisor: UInt256) -> UInt256 {
    divisor.isZero ? .zero : quotientAndRemainder(dividingBy: divisor).remainder
  }
}
