import Primitives

extension BLS12381Curve {
  /// Reads a point in its compressed form of 48 bytes.
  ///
  /// The three top bits say: compressed, infinity, the larger of the two y. The rest is x.
  /// - Returns: nil for another form, an x that is too large or belongs to no point, or a point outside the
  ///   subgroup. Source: the "ZCash serialization format" of BLS12-381, as EIP-4844 uses it.
  static func g1(compressed bytes: UnsafeRawBufferPointer) -> G1Point? {
    guard bytes.count == 48, bytes[0] & 0x80 != 0 else { return nil }
    let isInfinity = bytes[0] & 0x40 != 0
    let wantsLarger = bytes[0] & 0x20 != 0
    var plain = Bytes(bytes)
    plain[0] &= 0x1f
    if isInfinity { return !wantsLarger && plain.allSatisfy { $0 == 0 } ? .infinity : nil }
    let number = plain.withUnsafeBytes { $0.baseAddress.flatMap { FieldElement<Base>(bigEndian: $0) } }
    guard let x = number, let root = (x.squared() * x + G1.b).squareRoot() else { return nil }
    let y = isLarger(root) == wantsLarger ? root : root.negated()
    let point = G1Point(x: x, y: y)
    return isInSubgroup(point) ? point : nil
  }

  /// Reads the x of a point of G2 in its compressed form of 96 bytes, imaginary part first.
  static func g2(compressed bytes: UnsafeRawBufferPointer) -> G2Point? {
    guard bytes.count == 96, bytes[0] & 0xc0 == 0x80 else { return nil }
    var plain = Bytes(bytes)
    plain[0] &= 0x1f
    let parts = plain.withUnsafeBytes { bytes -> (FieldElement<Base>, FieldElement<Base>)? in
      guard let base = bytes.baseAddress, let imaginary = FieldElement<Base>(bigEndian: base),
        let real = FieldElement<Base>(bigEndian: base + 48)
      else { return nil }
      return (real, imaginary)
    }
    guard let (real, imaginary) = parts else { return nil }
    let x = Fp2(real, imaginary)
    guard let root = (x.squared() * x + G2.b).squareRoot() else { return nil }
    let larger = root.c1.isZero ? isLarger(root.c0) : isLarger(root.c1)
    let y = larger == (bytes[0] & 0x20 != 0) ? root : root.negated()
    let point = G2Point(x: x, y: y)
    return isInSubgroup(point) ? point : nil
  }

  /// Whether a number is larger than its negative.
  private static func isLarger(_ value: FieldElement<Base>) -> Bool {
    value.negated().number.subtractingReportingOverflow(value.number).overflow
  }
}
