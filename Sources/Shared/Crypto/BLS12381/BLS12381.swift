import Primitives

/// The curve BLS12-381 in the encodings of the precompiles.
///
/// A number takes 64 big-endian bytes and must be below the field's prime; an element of the quadratic
/// extension is c₀ ‖ c₁; a point is x ‖ y, 128 bytes in G1 and 256 in G2; infinity is all zeros.
/// Every function returns nil for an input that is not of this form or of another length.
/// Source: EIP-2537.
public enum BLS12381 {
  /// The sum of two points of the curve of G1, which need not lie in the subgroup.
  ///
  /// - Parameter input: 256 bytes.
  /// - Returns: 128 bytes.
  public static func g1Add(_ input: UnsafeRawBufferPointer) -> Bytes? {
    var reader = BLS12381Reader(input)
    guard input.count == 256, let a = reader.g1(), let b = reader.g1() else { return nil }
    return BLS12381Reader.bytes(a + b)
  }

  /// The sum of two points of the curve of G2, which need not lie in the subgroup.
  ///
  /// - Parameter input: 512 bytes.
  /// - Returns: 256 bytes.
  public static func g2Add(_ input: UnsafeRawBufferPointer) -> Bytes? {
    var reader = BLS12381Reader(input)
    guard input.count == 512, let a = reader.g2(), let b = reader.g2() else { return nil }
    return BLS12381Reader.bytes(a + b)
  }

  /// The sum of multiples of points of G1; the factors are any 256-bit numbers.
  ///
  /// - Parameter input: one or more times 160 bytes, point ‖ factor; the points must lie in the subgroup.
  /// - Returns: 128 bytes.
  public static func g1MultiScalar(_ input: UnsafeRawBufferPointer) -> Bytes? {
    guard input.count > 0, input.count % 160 == 0 else { return nil }
    var reader = BLS12381Reader(input)
    var points: [BLS12381Curve.G1Point] = []
    var factors: [UInt256] = []
    for _ in 0..<input.count / 160 {
      guard let point = reader.g1(), BLS12381Curve.isInSubgroup(point) else { return nil }
      points.append(point)
      factors.append(reader.factor())
    }
    return BLS12381Reader.bytes(BLS12381Curve.sum(points, factors).affine)
  }

  /// The sum of multiples of points of G2; the factors are any 256-bit numbers.
  ///
  /// - Parameter input: one or more times 288 bytes, point ‖ factor; the points must lie in the subgroup.
  /// - Returns: 256 bytes.
  public static func g2MultiScalar(_ input: UnsafeRawBufferPointer) -> Bytes? {
    guard input.count > 0, input.count % 288 == 0 else { return nil }
    var reader = BLS12381Reader(input)
    var points: [BLS12381Curve.G2Point] = []
    var factors: [UInt256] = []
    for _ in 0..<input.count / 288 {
      guard let point = reader.g2(), BLS12381Curve.isInSubgroup(point) else { return nil }
      points.append(point)
      factors.append(reader.factor())
    }
    return BLS12381Reader.bytes(BLS12381Curve.sum(points, factors).affine)
  }

  /// Whether the product of the pairings of all pairs is one.
  ///
  /// - Parameter input: one or more times 384 bytes, a point of G1 ‖ a point of G2, both in their subgroups.
  public static func pairingCheck(_ input: UnsafeRawBufferPointer) -> Bool? {
    guard input.count > 0, input.count % 384 == 0 else { return nil }
    var reader = BLS12381Reader(input)
    var pairs: [PointPair<BLS12381Curve>] = []
    for _ in 0..<input.count / 384 {
      guard let p = reader.g1(), let q = reader.g2(), BLS12381Curve.isInSubgroup(p),
        BLS12381Curve.isInSubgroup(q)
      else { return nil }
      pairs.append(PointPair(p: p, q: q))
    }
    return BLS12381Curve.isProductOne(pairs)
  }

  /// The point of G1 that belongs to an element of the base field.
  ///
  /// - Parameter input: 64 bytes.
  /// - Returns: 128 bytes.
  public static func mapToG1(_ input: UnsafeRawBufferPointer) -> Bytes? {
    var reader = BLS12381Reader(input)
    guard input.count == 64, let u = reader.number() else { return nil }
    return BLS12381Reader.bytes(BLS12381Curve.clearedCofactor(SimplifiedMap<BLS12381G1>.g1.point(u)))
  }

  /// The point of G2 that belongs to an element of the quadratic extension.
  ///
  /// - Parameter input: 128 bytes.
  /// - Returns: 256 bytes.
  public static func mapToG2(_ input: UnsafeRawBufferPointer) -> Bytes? {
    var reader = BLS12381Reader(input)
    guard input.count == 128, let u = reader.pair() else { return nil }
    return BLS12381Reader.bytes(BLS12381Curve.clearedCofactor(SimplifiedMap<BLS12381G2>.g2.point(u)))
  }
}
