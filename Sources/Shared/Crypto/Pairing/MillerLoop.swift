/// The line through one or two points of the twist, before it is evaluated at a point of G1.
struct Line<Base: TowerParameters> {
  /// The coefficient of y.
  var y: Fp2<Base>
  /// The coefficient of x.
  var x: Fp2<Base>
  /// The constant term.
  var constant: Fp2<Base>
}

/// A point of the twist in homogeneous coordinates (X / Z, Y / Z) that walks through the loop.
///
/// Source of the formulas: Costello, Lange, Naehrig, "Faster pairing computations on curves with
/// high-degree twists", and Aranha et al., "The realm of the pairings".
struct LoopPoint<Curve: PairingCurve> {
  typealias Coordinate = Fp2<Curve.Base>

  private var x: Coordinate
  private var y: Coordinate
  private var z: Coordinate

  init(_ q: AffinePoint<Curve.G2>) {
    x = q.x
    y = q.y
    z = .one
  }

  /// Doubles the point and returns the tangent at the old one.
  mutating func double() -> Line<Curve.Base> {
    let product = x * y
    let b = y.squared()
    let c = z.squared()
    let e = Curve.G2.b * c.tripled()
    let f = e.tripled()
    let h = (y + z).squared() - b - c
    let line = Line<Curve.Base>(y: h.negated(), x: x.squared().tripled(), constant: e - b)
    // Scaled by four, which spares the halvings of the source.
    x = (product * (b - f)).doubled()
    y = (b + f).squared() - e.squared().doubled().doubled().tripled()
    z = (b * h).doubled().doubled()
    return line
  }

  /// Adds a point and returns the chord.
  mutating func add(_ q: AffinePoint<Curve.G2>) -> Line<Curve.Base> {
    let theta = y - q.y * z
    let lambda = x - q.x * z
    let c = theta.squared()
    let d = lambda.squared()
    let e = lambda * d
    let f = z * c
    let g = x * d
    let h = e + f - g.doubled()
    let line = Line<Curve.Base>(y: lambda, x: theta.negated(), constant: theta * q.x - lambda * q.y)
    x = lambda * h
    y = theta * (g - h) - e * y
    z = z * e
    return line
  }
}

extension PairingCurve {
  /// The product of Miller's functions of all pairs, with the squarings shared between them.
  ///
  /// No point may be infinity.
  static func millerLoop(_ pairs: [PointPair<Self>]) -> Fp12<Base> {
    var points = pairs.map { LoopPoint<Self>($0.q) }
    var f = Fp12<Base>.one
    for digit in loopDigits {
      f = f.squared()
      for index in pairs.indices {
        f = multiply(f, by: points[index].double(), at: pairs[index].p)
        if digit != 0 {
          let q = digit > 0 ? pairs[index].q : pairs[index].q.negated()
          f = multiply(f, by: points[index].add(q), at: pairs[index].p)
        }
      }
    }
    if isLoopNegative { f = f.conjugated() }
    for index in pairs.indices {
      for q in finalAdditions(pairs[index].q) {
        f = multiply(f, by: points[index].add(q), at: pairs[index].p)
      }
    }
    return f
  }

  /// Multiplies by a line evaluated at a point of G1.
  @inline(__always)
  private static func multiply(
    _ f: Fp12<Base>, by line: Line<Base>, at p: AffinePoint<G1>
  ) -> Fp12<Base> {
    hasTwistD
      ? f.multipliedByLine034(line.y * p.y, line.x * p.x, line.constant)
      : f.multipliedByLine014(line.constant, line.x * p.x, line.y * p.y)
  }

  /// The non-adjacent form of a number without its leading digit, the highest digit first.
  static func nonAdjacentDigits(_ number: UInt128) -> [Int8] {
    var digits: [Int8] = []
    var rest = number
    while rest != 0 {
      var digit: Int8 = 0
      if rest & 1 != 0 {
        digit = rest & 3 == 3 ? -1 : 1
        rest = digit < 0 ? rest + 1 : rest - 1
      }
      digits.append(digit)
      rest >>= 1
    }
    return digits.dropLast().reversed()
  }
}
