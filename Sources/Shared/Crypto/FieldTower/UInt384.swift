/// Six 64-bit limbs, the lowest first: the carrier of BLS12-381's base field.
struct UInt384: FieldLimbs {
  var w0: UInt64
  var w1: UInt64
  var w2: UInt64
  var w3: UInt64
  var w4: UInt64
  var w5: UInt64

  static var limbCount: Int { 6 }

  @inline(__always)
  static var zero: UInt384 { UInt384(w0: 0, w1: 0, w2: 0, w3: 0, w4: 0, w5: 0) }

  @inline(__always)
  init(w0: UInt64, w1: UInt64, w2: UInt64, w3: UInt64, w4: UInt64, w5: UInt64) {
    self.w0 = w0
    self.w1 = w1
    self.w2 = w2
    self.w3 = w3
    self.w4 = w4
    self.w5 = w5
  }

  @inline(__always)
  init(_ low: UInt128, _ middle: UInt128, _ high: UInt128) {
    self.init(
      w0: low._low, w1: low._high, w2: middle._low, w3: middle._high, w4: high._low, w5: high._high)
  }

  init(bigEndian bytes: UnsafeRawPointer) {
    func limb(_ index: Int) -> UInt64 {
      UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 40 &- 8 &* index, as: UInt64.self))
    }
    self.init(w0: limb(0), w1: limb(1), w2: limb(2), w3: limb(3), w4: limb(4), w5: limb(5))
  }

  func storeBigEndian(to bytes: UnsafeMutableRawPointer) {
    bytes.storeBytes(of: w5.bigEndian, as: UInt64.self)
    bytes.storeBytes(of: w4.bigEndian, toByteOffset: 8, as: UInt64.self)
    bytes.storeBytes(of: w3.bigEndian, toByteOffset: 16, as: UInt64.self)
    bytes.storeBytes(of: w2.bigEndian, toByteOffset: 24, as: UInt64.self)
    bytes.storeBytes(of: w1.bigEndian, toByteOffset: 32, as: UInt64.self)
    bytes.storeBytes(of: w0.bigEndian, toByteOffset: 40, as: UInt64.self)
  }

  @inline(__always)
  var low: UInt128 { UInt128(_low: w0, _high: w1) }

  @inline(__always)
  var middle: UInt128 { UInt128(_low: w2, _high: w3) }

  @inline(__always)
  var high: UInt128 { UInt128(_low: w4, _high: w5) }

  @inline(__always)
  var isZero: Bool { (w0 | w1 | w2 | w3 | w4 | w5) == 0 }

  var bitWidthUsed: Int {
    if (w4 | w5) != 0 { return 384 &- high.leadingZeroBitCount }
    if (w2 | w3) != 0 { return 256 &- middle.leadingZeroBitCount }
    return 128 &- low.leadingZeroBitCount
  }

  func bit(_ index: Int) -> Bool {
    let pair = index < 128 ? low : index < 256 ? middle : high
    return (pair &>> UInt128(truncatingIfNeeded: index & 127)) & 1 != 0
  }

  @inline(__always)
  func addingReportingOverflow(_ other: UInt384) -> (partialValue: UInt384, overflow: Bool) {
    let (low, carry0) = self.low.addingReportingOverflow(other.low)
    let (middle0, carry1) = self.middle.addingReportingOverflow(other.middle)
    let (middle, carry2) = middle0.addingReportingOverflow(carry0 ? 1 : 0)
    let (high0, carry3) = self.high.addingReportingOverflow(other.high)
    let (high, carry4) = high0.addingReportingOverflow(carry1 || carry2 ? 1 : 0)
    return (UInt384(low, middle, high), carry3 || carry4)
  }

  @inline(__always)
  func subtractingReportingOverflow(_ other: UInt384) -> (partialValue: UInt384, overflow: Bool) {
    let (low, borrow0) = self.low.subtractingReportingOverflow(other.low)
    let (middle0, borrow1) = self.middle.subtractingReportingOverflow(other.middle)
    let (middle, borrow2) = middle0.subtractingReportingOverflow(borrow0 ? 1 : 0)
    let (high0, borrow3) = self.high.subtractingReportingOverflow(other.high)
    let (high, borrow4) = high0.subtractingReportingOverflow(borrow1 || borrow2 ? 1 : 0)
    return (UInt384(low, middle, high), borrow3 || borrow4)
  }

  @inline(__always)
  static func montgomeryProduct(
    _ a: UInt384, _ b: UInt384, modulus: UInt384, inverse: UInt64
  ) -> UInt384 {
    assert(modulus.w5 &>> 63 == 0, "the modulus needs a spare bit")
    var t = montgomeryStep(.zero, a.w0, b, modulus, inverse)
    t = montgomeryStep(t, a.w1, b, modulus, inverse)
    t = montgomeryStep(t, a.w2, b, modulus, inverse)
    t = montgomeryStep(t, a.w3, b, modulus, inverse)
    t = montgomeryStep(t, a.w4, b, modulus, inverse)
    t = montgomeryStep(t, a.w5, b, modulus, inverse)
    let (reduced, borrow) = t.subtractingReportingOverflow(modulus)
    return borrow ? t : reduced
  }

  /// `(t + a·b + m·p) / 2⁶⁴` with the m that makes it whole.
  @inline(__always)
  private static func montgomeryStep(
    _ t: UInt384, _ a: UInt64, _ b: UInt384, _ p: UInt384, _ inverse: UInt64
  ) -> UInt384 {
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
    let r2 = y._low
    x = multiplyAdd(a, b.w4, t.w4, x._high)
    y = multiplyAdd(m, p.w4, x._low, y._high)
    let r3 = y._low
    x = multiplyAdd(a, b.w5, t.w5, x._high)
    y = multiplyAdd(m, p.w5, x._low, y._high)
    return UInt384(w0: r0, w1: r1, w2: r2, w3: r3, w4: y._low, w5: x._high &+ y._high)
  }
}
