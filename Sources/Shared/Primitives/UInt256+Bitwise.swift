extension UInt256 {
  /// The bitwise complement.
  @inlinable @inline(__always)
  public static prefix func ~ (word: UInt256) -> UInt256 {
    UInt256(w0: ~word.w0, w1: ~word.w1, w2: ~word.w2, w3: ~word.w3)
  }

  /// The bitwise conjunction.
  @inlinable @inline(__always)
  public static func & (lhs: UInt256, rhs: UInt256) -> UInt256 {
    UInt256(w0: lhs.w0 & rhs.w0, w1: lhs.w1 & rhs.w1, w2: lhs.w2 & rhs.w2, w3: lhs.w3 & rhs.w3)
  }

  /// The bitwise disjunction.
  @inlinable @inline(__always)
  public static func | (lhs: UInt256, rhs: UInt256) -> UInt256 {
    UInt256(w0: lhs.w0 | rhs.w0, w1: lhs.w1 | rhs.w1, w2: lhs.w2 | rhs.w2, w3: lhs.w3 | rhs.w3)
  }

  /// The bitwise exclusive disjunction.
  @inlinable @inline(__always)
  public static func ^ (lhs: UInt256, rhs: UInt256) -> UInt256 {
    UInt256(w0: lhs.w0 ^ rhs.w0, w1: lhs.w1 ^ rhs.w1, w2: lhs.w2 ^ rhs.w2, w3: lhs.w3 ^ rhs.w3)
  }

  /// Shifts to the left; 256 bits or more give 0.
  @inlinable @inline(__always)
  public static func &<< (lhs: UInt256, rhs: UInt64) -> UInt256 {
    if rhs >= 256 { return .zero }
    if rhs >= 128 { return UInt256(low: 0, high: lhs.low &<< UInt128(rhs &- 128)) }
    let distance = UInt128(rhs)
    // Two steps, so that a distance of 0 shifts everything out.
    let carried = (lhs.low &>> 1) &>> (127 &- distance)
    return UInt256(low: lhs.low &<< distance, high: (lhs.high &<< distance) | carried)
  }

  /// Shifts to the right, filling with zeros; 256 bits or more give 0.
  @inlinable @inline(__always)
  public static func &>> (lhs: UInt256, rhs: UInt64) -> UInt256 {
    if rhs >= 256 { return .zero }
    if rhs >= 128 { return UInt256(low: lhs.high &>> UInt128(rhs &- 128), high: 0) }
    let distance = UInt128(rhs)
    let carried = (lhs.high &<< 1) &<< (127 &- distance)
    return UInt256(low: (lhs.low &>> distance) | carried, high: lhs.high &>> distance)
  }

  /// Shifts to the left by a distance that is not negative; 256 bits or more give 0.
  @inlinable @inline(__always)
  public static func &<< (lhs: UInt256, rhs: Int) -> UInt256 {
    assert(rhs >= 0)
    return lhs &<< UInt64(bitPattern: Int64(rhs))
  }

  /// Shifts to the right by a distance that is not negative; 256 bits or more give 0.
  @inlinable @inline(__always)
  public static func &>> (lhs: UInt256, rhs: Int) -> UInt256 {
    assert(rhs >= 0)
    return lhs &>> UInt64(bitPattern: Int64(rhs))
  }

  /// Shifts to the left by a word; 256 or more give 0.
  @inlinable @inline(__always)
  public func shiftedLeft(by distance: UInt256) -> UInt256 { self &<< distance.clampedToUInt64 }

  /// Shifts to the right by a word, filling with zeros; 256 or more give 0.
  @inlinable @inline(__always)
  public func shiftedRight(by distance: UInt256) -> UInt256 { self &>> distance.clampedToUInt64 }

  /// Whether the bit at `index` (0…255, 0 the lowest) is set.
  @inlinable @inline(__always)
  public func bit(_ index: Int) -> Bool {
    let limb: UInt64
    switch index &>> 6 {
    case 0: limb = w0
    case 1: limb = w1
    case 2: limb = w2
    default: limb = w3
    }
    return (limb &>> UInt64(truncatingIfNeeded: index & 63)) & 1 != 0
  }

  /// The byte at `index`, 0 being the most significant; 0 for an index of 32 or more.
  @inlinable
  public func byte(at index: UInt256) -> UInt256 {
    guard index.fitsUInt64, index.w0 < 32 else { return .zero }
    return (self &>> (8 &* (31 &- index.w0))) & UInt256(0xff)
  }
}
