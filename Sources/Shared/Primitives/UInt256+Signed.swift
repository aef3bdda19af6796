/// The words read as two's complement integers of 256 bits.
extension UInt256 {
  /// Whether the top bit is set.
  @inlinable @inline(__always)
  public var isNegative: Bool { w3 &>> 63 != 0 }

  /// The absolute value; −2²⁵⁵ stays as it is, which is right when it is read as unsigned.
  @inlinable @inline(__always)
  public var magnitude: UInt256 { isNegative ? negated() : self }

  /// Whether the word is smaller than `other`, both taken as signed.
  @inlinable @inline(__always)
  public func isSignedLess(than other: UInt256) -> Bool {
    isNegative == other.isNegative ? self < other : isNegative
  }

  /// The signed quotient, truncated towards zero; 0 for a divisor of 0, −2²⁵⁵ for −2²⁵⁵ ÷ −1.
  public func signedDivided(by divisor: UInt256) -> UInt256 {
    let quotient = magnitude.divided(by: divisor.magnitude)
    return isNegative == divisor.isNegative ? quotient : quotient.negated()
  }

  /// The signed remainder, which takes the sign of `self`; 0 for a divisor of 0.
  public func signedModulo(_ divisor: UInt256) -> UInt256 {
    let remainder = magnitude.modulo(divisor.magnitude)
    return isNegative ? remainder.negated() : remainder
  }

  /// The word whose sign bit is the top bit of byte `index`, 0 being the least significant byte.
  ///
  /// An index of 31 or more leaves the word as it is.
  @inlinable
  public func signExtended(fromByte index: UInt256) -> UInt256 {
    guard index.fitsUInt64, index.w0 < 31 else { return self }
    let width = 8 &* index.w0 &+ 8
    let above = UInt256.max &<< width
    return bit(Int(truncatingIfNeeded: width &- 1)) ? self | above : self & ~above
  }

  /// Shifts to the right, filling with the sign; 256 or more give 0 or −1.
  @inlinable
  public func arithmeticShiftedRight(by distance: UInt256) -> UInt256 {
    guard isNegative else { return shiftedRight(by: distance) }
    guard distance.fitsUInt64, distance.w0 < 256 else { return .max }
    return ~(~self &>> distance.w0)
  }
}
