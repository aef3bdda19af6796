/// An element `c0 + c1·w` of the quadratic extension of Fp6, the target of the pairings.
struct Fp12<Parameters: TowerParameters>: Equatable, Sendable {
  typealias Base = Fp6<Parameters>

  var c0: Base
  var c1: Base

  @inline(__always)
  init(_ c0: Base, _ c1: Base) {
    self.c0 = c0
    self.c1 = c1
  }

  static var one: Fp12 { Fp12(.one, .zero) }

  /// Karatsuba: three products instead of four.
  static func * (lhs: Fp12, rhs: Fp12) -> Fp12 {
    let low = lhs.c0 * rhs.c0
    let high = lhs.c1 * rhs.c1
    let cross = (lhs.c0 + lhs.c1) * (rhs.c0 + rhs.c1)
    return Fp12(low + high.multipliedByV(), cross - low - high)
  }

  func squared() -> Fp12 {
    let product = c0 * c1
    let sum = (c0 + c1) * (c0 + c1.multipliedByV())
    return Fp12(sum - product - product.multipliedByV(), product + product)
  }

  /// The product with `l0 + l1·v + l4·v·w`, a line of a curve with an M-type twist.
  func multipliedByLine014(_ l0: Fp2<Parameters>, _ l1: Fp2<Parameters>, _ l4: Fp2<Parameters>) -> Fp12 {
    let low = c0.multiplied(by: l0, l1)
    let high = c1.multiplied(byV: l4)
    let cross = (c0 + c1).multiplied(by: l0, l1 + l4)
    return Fp12(low + high.multipliedByV(), cross - low - high)
  }

  /// The product with `l0 + l3·w + l4·v·w`, a line of a curve with a D-type twist.
  func multipliedByLine034(_ l0: Fp2<Parameters>, _ l3: Fp2<Parameters>, _ l4: Fp2<Parameters>) -> Fp12 {
    let low = c0.multiplied(by: l0)
    let high = c1.multiplied(by: l3, l4)
    let cross = (c0 + c1).multiplied(by: l0 + l3, l4)
    return Fp12(low + high.multipliedByV(), cross - low - high)
  }

  /// `c0 − c1·w`: the p⁶-th power, and the inverse in the cyclotomic subgroup.
  @inline(__always)
  func conjugated() -> Fp12 { Fp12(c0, c1.negated()) }

  func inverse() -> Fp12 {
    let scale = (c0.squared() - c1.squared().multipliedByV()).inverse()
    return Fp12(c0 * scale, (c1 * scale).negated())
  }

  /// The p-th power.
  func frobenius() -> Fp12 {
    let g = Parameters.frobeniusCoefficients
    return Fp12(
      Fp6(c0.c0.conjugated(), c0.c1.conjugated() * g[2], c0.c2.conjugated() * g[4]),
      Fp6(c1.c0.conjugated() * g[1], c1.c1.conjugated() * g[3], c1.c2.conjugated() * g[5]))
  }

  /// The square of an element of the cyclotomic subgroup.
  ///
  /// Source: Granger, Scott, "Faster squaring in the cyclotomic subgroup of sixth degree extensions".
  func cyclotomicSquared() -> Fp12 {
    let (a0, a1) = Self.squaredInFp4(c0.c0, c1.c1)
    let (b0, b1) = Self.squaredInFp4(c1.c0, c0.c2)
    let (d0, d1) = Self.squaredInFp4(c0.c1, c1.c2)
    return Fp12(
      Fp6(
        (a0 - c0.c0).doubled() + a0, (b0 - c0.c1).doubled() + b0, (d0 - c0.c2).doubled() + d0),
      Fp6(
        d1.multipliedByXi().tripled() + c1.c0.doubled(), (a1 + c1.c1).doubled() + a1,
        (b1 + c1.c2).doubled() + b1))
  }

  /// `(a + b·y)²` where y² = ξ.
  @inline(__always)
  private static func squaredInFp4(
    _ a: Fp2<Parameters>, _ b: Fp2<Parameters>
  ) -> (Fp2<Parameters>, Fp2<Parameters>) {
    let product = a * b
    let sum = (a + b) * (b.multipliedByXi() + a)
    return (sum - product - product.multipliedByXi(), product.doubled())
  }

  /// An element of the cyclotomic subgroup to the power of a number.
  func cyclotomicPower(_ exponent: UInt64) -> Fp12 {
    var result = self
    var bit = 62 - exponent.leadingZeroBitCount
    while bit >= 0 {
      result = result.cyclotomicSquared()
      if exponent >> UInt64(bit) & 1 != 0 { result = result * self }
      bit -= 1
    }
    return result
  }

  /// `self^((p⁶ − 1)(p² + 1))`, which lies in the cyclotomic subgroup.
  func easyFinalExponentiation() -> Fp12 {
    let f = conjugated() * inverse()
    return f.frobenius().frobenius() * f
  }
}
