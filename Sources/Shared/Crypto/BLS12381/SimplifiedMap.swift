/// The simplified Shallue–van de Woestijne–Ulas map onto y² = x³ + A·x + B, followed by an isogeny.
///
/// Source: RFC 9380, section 6.6.2 and appendix F.2.
struct SimplifiedMap<Curve: CurveParameters>: Sendable where Curve.Coordinate: SquareRootField {
  typealias Coordinate = Curve.Coordinate

  /// The coefficient A of the isogenous curve.
  var a: Coordinate
  /// The coefficient B of the isogenous curve.
  var b: Coordinate
  /// The non-square Z of the map.
  var z: Coordinate
  /// The isogeny's polynomials, each from its constant term upwards.
  var numeratorX: [Coordinate]
  var denominatorX: [Coordinate]
  var numeratorY: [Coordinate]
  var denominatorY: [Coordinate]

  /// The point of the curve that belongs to a field element; not yet in the group of prime order.
  func point(_ u: Coordinate) -> AffinePoint<Curve> {
    let (x, y) = isogenousPoint(u)
    let xDenominator = evaluate(denominatorX, at: x)
    let yDenominator = evaluate(denominatorY, at: x)
    let product = xDenominator * yDenominator
    if product.isZero { return .infinity }
    let inverse = product.inverse()
    return AffinePoint(
      x: evaluate(numeratorX, at: x) * inverse * yDenominator,
      y: evaluate(numeratorY, at: x) * inverse * xDenominator * y)
  }

  /// The point on the isogenous curve.
  private func isogenousPoint(_ u: Coordinate) -> (x: Coordinate, y: Coordinate) {
    let zuu = z * u.squared()
    let sum = zuu.squared() + zuu
    let x1 =
      sum.isZero
      ? b * (z * a).inverse() : (sum + .one) * b.negated() * (sum * a).inverse()
    var x = x1
    var y: Coordinate
    if let root = rightSide(x1).squareRoot() {
      y = root
    } else {
      x = zuu * x1
      guard let root = rightSide(x).squareRoot() else {
        preconditionFailure("one of the two candidates is on the curve")
      }
      y = root
    }
    if y.isOdd != u.isOdd { y = y.negated() }
    return (x, y)
  }

  /// x³ + A·x + B.
  private func rightSide(_ x: Coordinate) -> Coordinate { (x.squared() + a) * x + b }

  /// Horner's rule.
  private func evaluate(_ polynomial: [Coordinate], at x: Coordinate) -> Coordinate {
    var result = Coordinate.zero
    for coefficient in polynomial.reversed() { result = result * x + coefficient }
    return result
  }
}

private typealias Fp = FieldElement<BLS12381BaseField>

extension SimplifiedMap<BLS12381G1> {
  /// The map onto the curve of G1. Source: RFC 9380, section 8.8.1.
  static let g1 = SimplifiedMap(
    a: Coordinate(
      constant:
        "00144698a3b8e9433d693a02c96d4982b0ea985383ee66a8d8e8981aefd881ac98936f8da0e0f97f5cf428082d584c1d"),
    b: Coordinate(
      constant:
        "12e2908d11688030018b12e8753eee3b2016c1f0f24f4070a0b9c14fcef35ef55a23215a316ceaa5d1cc48e98e172be0"),
    z: Coordinate(small: 11), numeratorX: coefficients(IsogenyTables.g1NumeratorX),
    denominatorX: coefficients(IsogenyTables.g1DenominatorX),
    numeratorY: coefficients(IsogenyTables.g1NumeratorY),
    denominatorY: coefficients(IsogenyTables.g1DenominatorY))

  private static func coefficients(_ table: [StaticString]) -> [Coordinate] {
    table.map { Coordinate(constant: $0) }
  }
}

extension SimplifiedMap<BLS12381G2> {
  /// The map onto the twist of G2. Source: RFC 9380, section 8.8.2.
  static let g2 = SimplifiedMap(
    a: Coordinate(.zero, Fp(small: 240)),
    b: Coordinate(Fp(small: 1012), Fp(small: 1012)),
    z: Coordinate(Fp(small: 2), .one).negated(),
    numeratorX: coefficients(IsogenyTables.g2NumeratorX),
    denominatorX: coefficients(IsogenyTables.g2DenominatorX),
    numeratorY: coefficients(IsogenyTables.g2NumeratorY),
    denominatorY: coefficients(IsogenyTables.g2DenominatorY))

  private static func coefficients(_ table: [(StaticString, StaticString)]) -> [Coordinate] {
    table.map { Coordinate(Fp(constant: $0.0), Fp(constant: $0.1)) }
  }
}
