import Primitives

/// The endomorphisms of the two groups, and what they make cheap: subgroup checks, multiples, cofactors.
///
/// Source: Scott, "A note on group membership tests for G1, G2 and GT"; RFC 9380, appendix G.3.
extension BLS12381Curve {
  typealias G1Point = AffinePoint<BLS12381G1>
  typealias G2Point = AffinePoint<BLS12381G2>

  /// The cube root of unity β for which (βx, y) is −x² times a point of G1.
  private static let cubeRootOfUnity = FieldElement<BLS12381BaseField>(
    constant:
      "00000000000000005f19672fdf76ce51ba69c6076a0f77eaddb3a93be6f89688de17d813620a00022e01fffffffefffe")

  /// x² for the parameter x.
  private static let squaredParameter = UInt256(UInt128(parameter) * UInt128(parameter))

  /// −φ(P): x² times a point of G1.
  private static func multipliedBySquaredParameter(_ p: G1Point) -> G1Point {
    p.isInfinity ? p : G1Point(x: p.x * cubeRootOfUnity, y: p.y.negated())
  }

  /// Whether a point of the curve belongs to the group of prime order.
  static func isInSubgroup(_ p: G1Point) -> Bool {
    if p.isInfinity { return true }
    // x⁴ − x² + 1 = r vanishes on such points because φ² + φ + 1 = 0.
    let multiple = JacobianPoint(p).multiplied(bySparse: parameter).multiplied(bySparse: parameter)
    return multiple == multipliedBySquaredParameter(p)
  }

  /// Whether a point of the twist belongs to the group of prime order: ψ(Q) = x·Q.
  static func isInSubgroup(_ q: G2Point) -> Bool {
    if q.isInfinity { return true }
    let multiple = JacobianPoint(q).multiplied(bySparse: parameter).negated()
    return multiple == frobeniusOnTwist(q)
  }

  /// The sum of multiples of points of G1, with each factor split into two of 128 bits by x².
  static func sum(_ points: [G1Point], _ factors: [UInt256]) -> JacobianPoint<BLS12381G1> {
    var splitPoints: [G1Point] = []
    var splitFactors: [UInt256] = []
    for (point, factor) in zip(points, factors) {
      let (high, low) = (factor % order).quotientAndRemainder(dividingBy: squaredParameter)
      splitPoints += [point, multipliedBySquaredParameter(point)]
      splitFactors += [low, high]
    }
    return MultiScalar.sum(splitPoints, splitFactors)
  }

  /// The sum of multiples of points of G2, with each factor split into four of 64 bits by |x|.
  static func sum(_ points: [G2Point], _ factors: [UInt256]) -> JacobianPoint<BLS12381G2> {
    var splitPoints: [G2Point] = []
    var splitFactors: [UInt256] = []
    for (point, factor) in zip(points, factors) {
      var rest = factor % order
      var image = point
      for _ in 0..<4 {
        let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: UInt256(parameter))
        splitPoints.append(image)
        splitFactors.append(remainder)
        rest = quotient
        // |x|·Q = −ψ(Q).
        image = frobeniusOnTwist(image).negated()
      }
    }
    return MultiScalar.sum(splitPoints, splitFactors)
  }

  /// A point of the curve brought into G1: its multiple by 1 − x.
  static func clearedCofactor(_ p: G1Point) -> G1Point {
    (JacobianPoint(p).multiplied(bySparse: parameter) + p).affine
  }

  /// A point of the twist brought into G2: (x² − x − 1)·P + (x − 1)·ψ(P) + ψ²(2P).
  ///
  /// Source: Budroni, Pintore, "Efficient hash maps to G2 on BLS curves".
  static func clearedCofactor(_ q: G2Point) -> G2Point {
    let psi = frobeniusOnTwist(q)
    let start = JacobianPoint(q)
    // x·P, and x·(x·P + ψ(P)) = x²·P + x·ψ(P).
    let first = start.multiplied(bySparse: parameter).negated()
    let second = (first + psi).multiplied(bySparse: parameter).negated()
    let twice = frobeniusOnTwist(frobeniusOnTwist((q + q)))
    return (second + first.negated() + q.negated() + psi.negated() + twice).affine
  }
}
