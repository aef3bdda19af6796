import Primitives

/// Signatures over the curve P-256 (secp256r1). Source: FIPS 186-5; EIP-7951.
public enum P256 {
  /// Whether `(r, s)` is a signature of `hash` by the public key `(x, y)`; an s above n / 2 is accepted.
  ///
  /// - Returns: false also when r or s is 0 or at least n, when a coordinate is too large or when the key is
  ///   no point of the curve or the point at infinity.
  public static func verify(hash: Hash32, r: UInt256, s: UInt256, x: UInt256, y: UInt256) -> Bool {
    typealias Scalar = FieldElement<P256ScalarField>
    let order = P256ScalarField.modulus
    guard !r.isZero, !s.isZero, r < order, let proof = Scalar(s), let commitment = Scalar(r),
      let keyX = FieldElement<P256BaseField>(x), let keyY = FieldElement<P256BaseField>(y)
    else { return false }
    let key = AffinePoint<P256Curve>(x: keyX, y: keyY)
    // No point has the coordinates (0, 0), so the equation refuses infinity too.
    guard key.isOnCurve, let message = Scalar(UInt256(hash) % order) else { return false }
    let inverse = proof.inverse()
    let sum = MultiScalar.sum(
      [P256Curve.generator, key], [(message * inverse).number, (commitment * inverse).number])
    if sum.isInfinity { return false }
    return sum.affine.x.number % order == r
  }
}

/// The base field of P-256.
enum P256BaseField: FieldParameters {
  @inline(__always)
  static var modulus: UInt256 {
    UInt256(
      w0: 0xffff_ffff_ffff_ffff, w1: 0x0000_0000_ffff_ffff, w2: 0x0000_0000_0000_0000,
      w3: 0xffff_ffff_0000_0001)
  }

  @inline(__always)
  static var inverse: UInt64 { 1 }

  @inline(__always)
  static var r: UInt256 {
    UInt256(
      w0: 0x0000_0000_0000_0001, w1: 0xffff_ffff_0000_0000, w2: 0xffff_ffff_ffff_ffff,
      w3: 0x0000_0000_ffff_fffe)
  }

  @inline(__always)
  static var r2: UInt256 {
    UInt256(
      w0: 0x0000_0000_0000_0003, w1: 0xffff_fffb_ffff_ffff, w2: 0xffff_ffff_ffff_fffe,
      w3: 0x0000_0004_ffff_fffd)
  }
}

/// The integers modulo the group's order n.
enum P256ScalarField: FieldParameters {
  @inline(__always)
  static var modulus: UInt256 {
    UInt256(
      w0: 0xf3b9_cac2_fc63_2551, w1: 0xbce6_faad_a717_9e84, w2: 0xffff_ffff_ffff_ffff,
      w3: 0xffff_ffff_0000_0000)
  }

  @inline(__always)
  static var inverse: UInt64 { 0xccd1_c8aa_ee00_bc4f }

  @inline(__always)
  static var r: UInt256 {
    UInt256(
      w0: 0x0c46_353d_039c_daaf, w1: 0x4319_0552_58e8_617b, w2: 0x0000_0000_0000_0000,
      w3: 0x0000_0000_ffff_ffff)
  }

  @inline(__always)
  static var r2: UInt256 {
    UInt256(
      w0: 0x8324_4c95_be79_eea2, w1: 0x4699_799c_49bd_6fa6, w2: 0x2845_b239_2b6b_ec59,
      w3: 0x66e1_2d94_f3d9_5620)
  }
}

/// y² = x³ − 3x + b.
enum P256Curve: CurveParameters {
  static let b = constant("0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b")
  static var hasMinusThree: Bool { true }

  static let generator = AffinePoint<P256Curve>(
    x: constant("0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
    y: constant("0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"))

  private static func constant(_ value: UInt256) -> FieldElement<P256BaseField> {
    guard let element = FieldElement<P256BaseField>(value) else {
      preconditionFailure("not an element of the field")
    }
    return element
  }
}
