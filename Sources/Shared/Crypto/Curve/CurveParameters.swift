/// A curve y² = x³ + a·x + b.
protocol CurveParameters: Sendable {
  associatedtype Coordinate: Field
  static var b: Coordinate { get }
  /// Whether a is −3; it is 0 otherwise.
  static var hasMinusThree: Bool { get }
}

/// A point by its two coordinates, or the point at infinity.
struct AffinePoint<Curve: CurveParameters>: Equatable, Sendable {
  typealias Coordinate = Curve.Coordinate

  var x: Coordinate
  var y: Coordinate
  var isInfinity: Bool

  @inline(__always)
  init(x: Coordinate, y: Coordinate) {
    self.x = x
    self.y = y
    isInfinity = false
  }

  private init() {
    x = .zero
    y = .zero
    isInfinity = true
  }

  static var infinity: AffinePoint { AffinePoint() }

  /// Whether the coordinates fulfil the curve's equation; infinity does.
  var isOnCurve: Bool {
    if isInfinity { return true }
    var right = x.squared() * x + Curve.b
    if Curve.hasMinusThree { right = right - x.tripled() }
    return y.squared() == right
  }

  func negated() -> AffinePoint {
    isInfinity ? self : AffinePoint(x: x, y: y.negated())
  }

  /// The sum by the chord or the tangent, at the price of one inversion.
  static func + (lhs: AffinePoint, rhs: AffinePoint) -> AffinePoint {
    if lhs.isInfinity { return rhs }
    if rhs.isInfinity { return lhs }
    let slope: Coordinate
    if lhs.x != rhs.x {
      slope = (rhs.y - lhs.y) * (rhs.x - lhs.x).inverse()
    } else if lhs.y == rhs.y && !lhs.y.isZero {
      var numerator = lhs.x.squared().tripled()
      if Curve.hasMinusThree { numerator = numerator - Coordinate.one.tripled() }
      slope = numerator * lhs.y.doubled().inverse()
    } else {
      return .infinity
    }
    let x = slope.squared() - lhs.x - rhs.x
    return AffinePoint(x: x, y: slope * (lhs.x - x) - lhs.y)
  }
}
