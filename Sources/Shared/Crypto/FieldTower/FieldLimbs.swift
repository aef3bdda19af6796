import Primitives

/// A fixed number of 64-bit limbs, the carrier of a prime field's elements.
protocol FieldLimbs: Equatable, Sendable {
  static var zero: Self { get }

  /// The number of 64-bit limbs.
  static var limbCount: Int { get }

  /// Reads `8 · limbCount` big-endian bytes.
  init(bigEndian bytes: UnsafeRawPointer)

  /// Writes `8 · limbCount` big-endian bytes.
  func storeBigEndian(to bytes: UnsafeMutableRawPointer)

  /// The lowest limb.
  var w0: UInt64 { get set }

  var isZero: Bool { get }

  /// The number of bits that the value needs.
  var bitWidthUsed: Int { get }

  /// Whether the bit at `index`, 0 the lowest, is set.
  func bit(_ index: Int) -> Bool

  func addingReportingOverflow(_ other: Self) -> (partialValue: Self, overflow: Bool)
  func subtractingReportingOverflow(_ other: Self) -> (partialValue: Self, overflow: Bool)

  /// `a · b / 2^(64 · limbCount)` modulo `modulus`, where `inverse` is −1 / modulus modulo 2⁶⁴.
  ///
  /// Both factors must be below the modulus, and so is the result.
  static func montgomeryProduct(_ a: Self, _ b: Self, modulus: Self, inverse: UInt64) -> Self
}

/// `a·b + c + d`, which always fits 128 bits.
@inline(__always)
func multiplyAdd(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) -> UInt128 {
  UInt128(a) &* UInt128(b) &+ UInt128(c) &+ UInt128(d)
}

extension UInt256: FieldLimbs {
  static var limbCount: Int { 4 }

  @inline(__always)
  static func montgomeryProduct(
    _ a: UInt256, _ b: UInt256, modulus: UInt256, inverse: UInt64
  ) -> UInt256 {
    if modulus.w3 &>> 63 == 0 {
      // With a spare bit in the modulus no sum reaches a fifth limb.
      var t = montgomeryStep(.zero, a.w0, b, modulus, inverse)
      t = montgomeryStep(t, a.w1, b, modulus, inverse)
      t = montgomeryStep(t, a.w2, b, modulus, inverse)
      t = montgomeryStep(t, a.w3, b, modulus, inverse)
      let (reduced, borrow) = t.subtractingReportingOverflow(modulus)
      return borrow ? t : reduced
    }
    var t = (UInt256.zero, UInt64(0))
    t = montgomeryWideStep(t, a.w0, b, modulus, inverse)
    t = montgomeryWideStep(t, a.w1, b, modulus, inverse)
    t = montgomeryWideStep(t, a.w2, b, modulus, inverse)
    t = montgomeryWideStep(t, a.w3, b, modulus, inverse)
    let (reduced, borrow) = t.0.subtractingReportingOverflow(modulus)
    return t.1 == 0 && borrow ? t.0 : reduced
  }

  /// `(t + a·b + m·p) / 2⁶⁴` with the m that makes it whole.
  @inline(__always)
  private static func montgomeryStep(
    _ t: UInt256, _ a: UInt64, _ b: UInt256, _ p: UInt256, _ inverse: UInt64
  ) -> UInt256 {
    var x = multiplyAdd(a, b.w0, t.w0, 0)
    let m = x._low &* inverse
    var y = multiplyAdd(m, p.w0, x._low, 0)
    x = multiplyAdd(a, b.w1, t.w1, x._high)
    y = multiplyAdd(m, p.w1, x._low, y._high)
    let r0 = y._low
    x = multiplyAdd(a, b.w2, t.w2, x._high)
    y = multiplyAdd(m, p.w2, x._low, y._high)
    let r1 = y._low
    x = multiplyAdd(a, b.w3, t.w3, x._high)
    y = multiplyAdd(m, p.w3, x._low, y._high)
    return UInt256(w0: r0, w1: r1, w2: y._low, w3: x._high &+ y._high)
  }

  /// The same with a fifth limb, for a modulus without a spare bit.
  @inline(__always)
  private static func montgomeryWideStep(
    _ t: (UInt256, UInt64), _ a: UInt64, _ b: UInt256, _ p: UInt256, _ inverse: UInt64
  ) -> (UInt256, UInt64) {
    var x = multiplyAdd(a, b.w0, t.0.w0, 0)
    let m = x._low &* inverse
    var y = multiplyAdd(m, p.w0, x._low, 0)
    x = multiplyAdd(a, b.w1, t.0.w1, x._high)
    y = multiplyAdd(m, p.w1, x._low, y._high)
    let r0 = y._low
    x = multiplyAdd(a, b.w2, t.0.w2, x._high)
    y = multiplyAdd(m, p.w2, x._low, y._high)
    let r1 = y._low
    x = multiplyAdd(a, b.w3, t.0.w3, x._high)
    y = multiplyAdd(m, p.w3, x._low, y._high)
    let top = UInt128(t.1) &+ UInt128(x._high) &+ UInt128(y._high)
    return (UInt256(w0: r0, w1: r1, w2: y._low, w3: top._low), top._high)
  }
}
