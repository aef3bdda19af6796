import Primitives

/// The curve BN254 (alt_bn128) in the encodings of the precompiles.
///
/// A number has 32 big-endian bytes and must be below the field's prime; a point of G1 is x ‖ y, a point of
/// G2 is x₁ ‖ x₀ ‖ y₁ ‖ y₀; infinity is all zeros. Source: EIP-196, EIP-197.
public enum BN254 {
  typealias Fp = FieldElement<BN254BaseField>
  typealias G1Point = AffinePoint<BN254G1>
  typealias G2Point = AffinePoint<BN254G2>

  /// The order of both groups.
  private static let order: UInt256 = "0x30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001"

  /// The sum of two points of G1.
  ///
  /// - Parameter input: 128 bytes.
  /// - Returns: 64 bytes, or nil when a number is too large or a point is not on the curve.
  public static func add(_ input: UnsafeRawBufferPointer) -> Bytes? {
    precondition(input.count == 128, "two points of 64 bytes")
    guard let base = input.baseAddress, let a = g1(base), let b = g1(base + 64) else { return nil }
    return bytes(a + b)
  }

  /// A multiple of a point of G1; the factor is any 256-bit number.
  ///
  /// - Parameter input: 96 bytes, point ‖ factor.
  /// - Returns: 64 bytes, or nil when a number is too large or the point is not on the curve.
  public static func multiply(_ input: UnsafeRawBufferPointer) -> Bytes? {
    precondition(input.count == 96, "a point of 64 bytes and a number of 32")
    guard let base = input.baseAddress, let point = g1(base) else { return nil }
    // The group has prime order, so the factor may be reduced.
    let factor = UInt256(bigEndian: base + 64) % order
    return bytes(MultiScalar<BN254G1>.sum([point], [factor]).affine)
  }

  /// Whether the product of the pairings of all pairs is one; true for no pairs.
  ///
  /// - Parameter input: a multiple of 192 bytes, for each pair a point of G1 ‖ a point of G2.
  /// - Returns: nil when the length is no such multiple, a number is too large, a point is not on its curve
  ///   or a point of G2 is not in the subgroup.
  public static func pairingCheck(_ input: UnsafeRawBufferPointer) -> Bool? {
    guard input.count % 192 == 0 else { return nil }
    guard let base = input.baseAddress else { return true }
    var pairs: [PointPair<BN254Curve>] = []
    for offset in stride(from: 0, to: input.count, by: 192) {
      guard let p = g1(base + offset), let q = g2(base + offset + 64) else { return nil }
      pairs.append(PointPair(p: p, q: q))
    }
    return BN254Curve.isProductOne(pairs)
  }

  /// Reads a point of G1.
  private static func g1(_ bytes: UnsafeRawPointer) -> G1Point? {
    guard let x = Fp(bigEndian: bytes), let y = Fp(bigEndian: bytes + 32) else { return nil }
    if x.isZero && y.isZero { return .infinity }
    let point = G1Point(x: x, y: y)
    return point.isOnCurve ? point : nil
  }

  /// Reads a point of G2, whose imaginary parts come first.
  private static func g2(_ bytes: UnsafeRawPointer) -> G2Point? {
    guard let x1 = Fp(bigEndian: bytes), let x0 = Fp(bigEndian: bytes + 32),
      let y1 = Fp(bigEndian: bytes + 64), let y0 = Fp(bigEndian: bytes + 96)
    else { return nil }
    let point = G2Point(x: Fp2(x0, x1), y: Fp2(y0, y1))
    if point.x.isZero && point.y.isZero { return .infinity }
    return point.isOnCurve && BN254Curve.isInSubgroup(point) ? point : nil
  }

  /// Writes a point of G1.
  private static func bytes(_ point: G1Point) -> Bytes {
    var bytes = Bytes(repeating: 0, count: 64)
    if point.isInfinity { return bytes }
    bytes.withUnsafeMutableBytes { output in
      guard let base = output.baseAddress else { return }
      point.x.store(to: base)
      point.y.store(to: base + 32)
    }
    return bytes
  }
}
