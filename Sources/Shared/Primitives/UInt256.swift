/// A 256-bit unsigned integer, the word of the EVM.
///
/// Four little-endian limbs; the operators build `UInt128` halves of them, the one form for which the
/// compiler emits carry chains. The rest of the type by subject: `+Arithmetic`, `+Division`, `+Modular`,
/// `+Bitwise`, `+Signed`, `+Bytes` and `+Text`.
@frozen
public struct UInt256: Hashable, Comparable, Sendable {
  /// Bits 0…63.
  public var w0: UInt64
  /// Bits 64…127.
  public var w1: UInt64
  /// Bits 128…191.
  public var w2: UInt64
  /// Bits 192…255.
  public var w3: UInt64

  /// Makes a word of four limbs, the lowest first.
  @inlinable @inline(__always)
  public init(w0: UInt64, w1: UInt64, w2: UInt64, w3: UInt64) {
    self.w0 = w0
    self.w1 = w1
    self.w2 = w2
    self.w3 = w3
  }

  /// Makes a word of two halves.
  @inlinable @inline(__always)
  public init(low: UInt128, high: UInt128) {
    self.init(w0: low._low, w1: low._high, w2: high._low, w3: high._high)
  }

  /// Makes a word of a 64-bit value.
  @inlinable @inline(__always)
  public init(_ value: UInt64) { self.init(w0: value, w1: 0, w2: 0, w3: 0) }

  /// Makes a word of a 128-bit value.
  @inlinable @inline(__always)
  public init(_ value: UInt128) { self.init(low: value, high: 0) }

  /// Makes a word of a value that is not negative.
  @inlinable @inline(__always)
  public init(_ value: Int) {
    precondition(value >= 0, "a word is unsigned")
    self.init(UInt64(bitPattern: Int64(value)))
  }

  /// 0.
  @inlinable @inline(__always)
  public static var zero: UInt256 { UInt256(w0: 0, w1: 0, w2: 0, w3: 0) }

  /// 1.
  @inlinable @inline(__always)
  public static var one: UInt256 { UInt256(w0: 1, w1: 0, w2: 0, w3: 0) }

  /// 2²⁵⁶ − 1.
  @inlinable @inline(__always)
  public static var max: UInt256 { UInt256(w0: .max, w1: .max, w2: .max, w3: .max) }

  /// Bits 0…127.
  @inlinable @inline(__always)
  public var low: UInt128 { UInt128(_low: w0, _high: w1) }

  /// Bits 128…255.
  @inlinable @inline(__always)
  public var high: UInt128 { UInt128(_low: w2, _high: w3) }

  /// Bits 0…63.
  @inlinable @inline(__always)
  public var low64: UInt64 { w0 }

  /// Whether the word is 0.
  @inlinable @inline(__always)
  public var isZero: Bool { (w0 | w1 | w2 | w3) == 0 }

  /// Whether the word is below 2⁶⁴.
  @inlinable @inline(__always)
  public var fitsUInt64: Bool { (w1 | w2 | w3) == 0 }

  /// The value when it is below 2⁶⁴, nil otherwise.
  @inlinable @inline(__always)
  public var asUInt64: UInt64? { fitsUInt64 ? w0 : nil }

  /// The value, or 2⁶⁴ − 1 when it is larger.
  @inlinable @inline(__always)
  public var clampedToUInt64: UInt64 { fitsUInt64 ? w0 : .max }

  /// The number of zero bits above the highest one: 0…256.
  @inlinable
  public var leadingZeroBitCount: Int {
    if w3 != 0 { return w3.leadingZeroBitCount }
    if w2 != 0 { return 64 &+ w2.leadingZeroBitCount }
    if w1 != 0 { return 128 &+ w1.leadingZeroBitCount }
    return 192 &+ w0.leadingZeroBitCount
  }

  /// The number of bits that the value needs: 0 for zero, at most 256.
  @inlinable
  public var bitWidthUsed: Int { 256 &- leadingZeroBitCount }

  /// The number of bytes that the value needs: 0 for zero, at most 32.
  @inlinable
  public var byteCount: Int { (bitWidthUsed &+ 7) &>> 3 }

  /// Whether two words are equal.
  @inlinable @inline(__always)
  public static func == (lhs: UInt256, rhs: UInt256) -> Bool {
    ((lhs.w0 ^ rhs.w0) | (lhs.w1 ^ rhs.w1) | (lhs.w2 ^ rhs.w2) | (lhs.w3 ^ rhs.w3)) == 0
  }

  /// Whether the left word is smaller, both taken as unsigned.
  @inlinable @inline(__always)
  public static func < (lhs: UInt256, rhs: UInt256) -> Bool {
    let (_, borrow) = lhs.low.subtractingReportingOverflow(rhs.low)
    let (difference, first) = lhs.high.subtractingReportingOverflow(rhs.high)
    let (_, second) = difference.subtractingReportingOverflow(borrow ? 1 : 0)
    return first || second
  }
}

extension UInt256: ExpressibleByIntegerLiteral {
  /// Makes a word of an integer literal below 2⁶⁴; larger constants are written as `"0x…"`.
  @inlinable @inline(__always)
  public init(integerLiteral value: UInt64) { self.init(value) }
}
