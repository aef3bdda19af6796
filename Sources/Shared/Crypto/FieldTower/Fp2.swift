/// The constants of a tower Fp ⊂ Fp2 ⊂ Fp6 ⊂ Fp12 over a prime field with p ≡ 3 modulo 4.
///
/// Fp2 = Fp[u]/(u² + 1), Fp6 = Fp2[v]/(v³ − ξ), Fp12 = Fp6[w]/(w² − v).
protocol TowerParameters: FieldParameters {
  /// `a · ξ`.
  static func multipliedByXi(_ a: Fp2<Self>) -> Fp2<Self>

  /// ξ^(i·(p−1)/6) for i = 0…5, by which Frobenius's map multiplies the coefficient of wⁱ.
  static var frobeniusCoefficients: FrobeniusCoefficients<Self> { get }
}

/// An element `c0 + c1·u` of the quadratic extension.
struct Fp2<Parameters: TowerParameters>: Field {
  typealias Base = FieldElement<Parameters>

  var c0: Base
  var c1: Base

  @inline(__always)
  init(_ c0: Base, _ c1: Base) {
    self.c0 = c0
    self.c1 = c1
  }

  @inline(__always)
  static var zero: Fp2 { Fp2(.zero, .zero) }

  @inline(__always)
  static var one: Fp2 { Fp2(.one, .zero) }

  @inline(__always)
  var isZero: Bool { c0.isZero && c1.isZero }

  @inline(__always)
  static func + (lhs: Fp2, rhs: Fp2) -> Fp2 { Fp2(lhs.c0 + rhs.c0, lhs.c1 + rhs.c1) }

  @inline(__always)
  static func - (lhs: Fp2, rhs: Fp2) -> Fp2 { Fp2(lhs.c0 - rhs.c0, lhs.c1 - rhs.c1) }

  static func * (lhs: Fp2, rhs: Fp2) -> Fp2 {
    let low = lhs.c0 * rhs.c0
    let high = lhs.c1 * rhs.c1
    let cross = (lhs.c0 + lhs.c1) * (rhs.c0 + rhs.c1)
    return Fp2(low - high, cross - low - high)
  }

  /// The product with an element of the base field.
  @inline(__always)
  static func * (lhs: Fp2, rhs: Base) -> Fp2 { Fp2(lhs.c0 * rhs, lhs.c1 * rhs) }

  func squared() -> Fp2 {
    let product = c0 * c1
    return Fp2((c0 + c1) * (c0 - c1), product + product)
  }

  @inline(__always)
  func negated() -> Fp2 { Fp2(c0.negated(), c1.negated()) }

  /// `c0 − c1·u`, which is also the p-th power.
  @inline(__always)
  func conjugated() -> Fp2 { Fp2(c0, c1.negated()) }

  /// `c0² + c1²`, the product with the conjugate.
  var norm: Base { c0.squared() + c1.squared() }

  func inverse() -> Fp2 {
    let scale = norm.inverse()
    return Fp2(c0 * scale, (c1 * scale).negated())
  }

  /// `self · ξ`.
  @inline(__always)
  func multipliedByXi() -> Fp2 { Parameters.multipliedByXi(self) }

  /// Whether the element is odd: RFC 9380's `sgn0` for an extension of degree two.
  var isOdd: Bool { c0.isOdd || (c0.isZero && c1.isOdd) }
}

/// ξ^(i·(p−1)/6) for i = 0…5.
struct FrobeniusCoefficients<Parameters: TowerParameters>: Sendable {
  private var powers: [Fp2<Parameters>]
  private var inverses: [Fp2<Parameters>]

  /// Computes them of ξ and (p − 1) / 6.
  init(sixthOfOrder: Parameters.Limbs) {
    let first = Fp2<Parameters>.one.multipliedByXi().power(sixthOfOrder)
    powers = [.one]
    for _ in 1..<6 { powers.append(powers[powers.count - 1] * first) }
    inverses = powers.map { $0.inverse() }
  }

  subscript(_ index: Int) -> Fp2<Parameters> { powers[index] }

  /// The inverse of the power at `index`.
  func inverse(_ index: Int) -> Fp2<Parameters> { inverses[index] }
}
