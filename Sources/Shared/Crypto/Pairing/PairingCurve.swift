/// A pairing-friendly curve with a sextic twist.
protocol PairingCurve {
  associatedtype Base: TowerParameters
  associatedtype G1: CurveParameters where G1.Coordinate == FieldElement<Base>
  associatedtype G2: CurveParameters where G2.Coordinate == Fp2<Base>

  /// Whether the twist divides b by ξ (type D); otherwise it multiplies (type M).
  static var hasTwistD: Bool { get }

  /// The digits −1, 0, 1 of the loop's length below the leading one, the highest first.
  static var loopDigits: [Int8] { get }

  /// Whether the loop's length is negative, so that its result must be conjugated.
  static var isLoopNegative: Bool { get }

  /// The points that are added after the loop, of the point in G2.
  static func finalAdditions(_ q: AffinePoint<G2>) -> [AffinePoint<G2>]

  /// The power that makes the loop's result unique, or a fixed power of it prime to the group's order.
  static func finalExponentiation(_ f: Fp12<Base>) -> Fp12<Base>
}

/// A pair of points to be paired.
struct PointPair<Curve: PairingCurve> {
  var p: AffinePoint<Curve.G1>
  var q: AffinePoint<Curve.G2>
}

extension PairingCurve {
  /// Whether the product of the pairings of all pairs is one; pairs with infinity contribute nothing.
  static func isProductOne(_ pairs: [PointPair<Self>]) -> Bool {
    let pairs = pairs.filter { !$0.p.isInfinity && !$0.q.isInfinity }
    return pairs.isEmpty || finalExponentiation(millerLoop(pairs)) == .one
  }

  /// The endomorphism ψ of the twist: Frobenius's map seen from the twisted curve.
  static func frobeniusOnTwist(_ q: AffinePoint<G2>) -> AffinePoint<G2> {
    if q.isInfinity { return q }
    let g = Base.frobeniusCoefficients
    let (scaleX, scaleY) = hasTwistD ? (g[2], g[3]) : (g.inverse(2), g.inverse(3))
    return AffinePoint(x: q.x.conjugated() * scaleX, y: q.y.conjugated() * scaleY)
  }
}
