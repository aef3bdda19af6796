/// A point (X / Z², Y / Z³); infinity has Z = 0.
///
/// Source of the formulas: Bernstein, Lange, Explicit-Formulas Database, `dbl-2009-l`, `dbl-2001-b`,
/// `add-2007-bl` and `madd-2007-bl`.
struct JacobianPoint<Curve: CurveParameters>: Sendable {
  typealias Coordinate = Curve.Coordinate
  typealias Affine = AffinePoint<Curve>

  var x: Coordinate
  var y: Coordinate
  var z: Coordinate

  @inline(__always)
  init(x: Coordinate, y: Coordinate, z: Coordinate) {
    self.x = x
    self.y = y
    self.z = z
  }

  init(_ point: Affine) {
    self.init(x: point.x, y: point.y, z: point.isInfinity ? .zero : .one)
    if point.isInfinity { self = .infinity }
  }

  static var infinity: JacobianPoint { JacobianPoint(x: .one, y: .one, z: .zero) }

  @inline(__always)
  var isInfinity: Bool { z.isZero }

  func negated() -> JacobianPoint { JacobianPoint(x: x, y: y.negated(), z: z) }

  /// The coordinates, at the price of one inversion.
  var affine: Affine {
    if isInfinity { return .infinity }
    let inverse = z.inverse()
    let square = inverse.squared()
    return Affine(x: x * square, y: y * square * inverse)
  }

  func doubled() -> JacobianPoint {
    Curve.hasMinusThree ? doubledWithMinusThree() : doubledWithZero()
  }

  private func doubledWithZero() -> JacobianPoint {
    let a = x.squared()
    let b = y.squared()
    let c = b.squared()
    let d = ((x + b).squared() - a - c).doubled()
    let e = a.tripled()
    let x3 = e.squared() - d.doubled()
    let y3 = e * (d - x3) - c.doubled().doubled().doubled()
    return JacobianPoint(x: x3, y: y3, z: (y * z).doubled())
  }

  private func doubledWithMinusThree() -> JacobianPoint {
    let delta = z.squared()
    let gamma = y.squared()
    let beta = x * gamma
    let alpha = ((x - delta) * (x + delta)).tripled()
    let beta4 = beta.doubled().doubled()
    let x3 = alpha.squared() - beta4.doubled()
    let z3 = (y + z).squared() - gamma - delta
    let y3 = alpha * (beta4 - x3) - gamma.squared().doubled().doubled().doubled()
    return JacobianPoint(x: x3, y: y3, z: z3)
  }

  static func + (lhs: JacobianPoint, rhs: JacobianPoint) -> JacobianPoint {
    if lhs.isInfinity { return rhs }
    if rhs.isInfinity { return lhs }
    let z1z1 = lhs.z.squared()
    let z2z2 = rhs.z.squared()
    let u1 = lhs.x * z2z2
    let u2 = rhs.x * z1z1
    let s1 = lhs.y * rhs.z * z2z2
    let s2 = rhs.y * lhs.z * z1z1
    let h = u2 - u1
    let r = (s2 - s1).doubled()
    if h.isZero { return r.isZero ? lhs.doubled() : .infinity }
    let i = h.doubled().squared()
    let j = h * i
    let v = u1 * i
    let x3 = r.squared() - j - v.doubled()
    let y3 = r * (v - x3) - (s1 * j).doubled()
    let z3 = ((lhs.z + rhs.z).squared() - z1z1 - z2z2) * h
    return JacobianPoint(x: x3, y: y3, z: z3)
  }

  static func + (lhs: JacobianPoint, rhs: Affine) -> JacobianPoint {
    if rhs.isInfinity { return lhs }
    if lhs.isInfinity { return JacobianPoint(rhs) }
    let z1z1 = lhs.z.squared()
    let u2 = rhs.x * z1z1
    let s2 = rhs.y * lhs.z * z1z1
    let h = u2 - lhs.x
    let r = (s2 - lhs.y).doubled()
    if h.isZero { return r.isZero ? lhs.doubled() : .infinity }
    let hh = h.squared()
    let i = hh.doubled().doubled()
    let j = h * i
    let v = lhs.x * i
    let x3 = r.squared() - j - v.doubled()
    let y3 = r * (v - x3) - (lhs.y * j).doubled()
    let z3 = (lhs.z + h).squared() - z1z1 - hh
    return JacobianPoint(x: x3, y: y3, z: z3)
  }

  /// Whether both stand for the same point.
  static func == (lhs: JacobianPoint, rhs: Affine) -> Bool {
    if lhs.isInfinity || rhs.isInfinity { return lhs.isInfinity && rhs.isInfinity }
    let square = lhs.z.squared()
    return rhs.x * square == lhs.x && rhs.y * square * lhs.z == lhs.y
  }

  /// `factor · self` by doubling and adding, for a factor with few set bits.
  func multiplied(bySparse factor: UInt64) -> JacobianPoint {
    var result = self
    var bit = 62 - factor.leadingZeroBitCount
    while bit >= 0 {
      result = result.doubled()
      if factor >> UInt64(bit) & 1 != 0 { result = result + self }
      bit -= 1
    }
    return result
  }
}
