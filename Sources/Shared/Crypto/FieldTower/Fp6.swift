/// An element `c0 + c1·v + c2·v²` of the cubic extension of Fp2.
struct Fp6<Parameters: TowerParameters>: Equatable, Sendable {
  typealias Base = Fp2<Parameters>

  var c0: Base
  var c1: Base
  var c2: Base

  @inline(__always)
  init(_ c0: Base, _ c1: Base, _ c2: Base) {
    self.c0 = c0
    self.c1 = c1
    self.c2 = c2
  }

  static var zero: Fp6 { Fp6(.zero, .zero, .zero) }
  static var one: Fp6 { Fp6(.one, .zero, .zero) }

  @inline(__always)
  static func + (lhs: Fp6, rhs: Fp6) -> Fp6 {
    Fp6(lhs.c0 + rhs.c0, lhs.c1 + rhs.c1, lhs.c2 + rhs.c2)
  }

  @inline(__always)
  static func - (lhs: Fp6, rhs: Fp6) -> Fp6 {
    Fp6(lhs.c0 - rhs.c0, lhs.c1 - rhs.c1, lhs.c2 - rhs.c2)
  }

  @inline(__always)
  func negated() -> Fp6 { Fp6(c0.negated(), c1.negated(), c2.negated()) }

  /// Karatsuba: six products instead of nine.
  static func * (lhs: Fp6, rhs: Fp6) -> Fp6 {
    let a = lhs.c0 * rhs.c0
    let b = lhs.c1 * rhs.c1
    let c = lhs.c2 * rhs.c2
    let bc = (lhs.c1 + lhs.c2) * (rhs.c1 + rhs.c2) - b - c
    let ab = (lhs.c0 + lhs.c1) * (rhs.c0 + rhs.c1) - a - b
    let ac = (lhs.c0 + lhs.c2) * (rhs.c0 + rhs.c2) - a - c
    return Fp6(bc.multipliedByXi() + a, ab + c.multipliedByXi(), ac + b)
  }

  /// The product with `b0 + b1·v`.
  func multiplied(by b0: Base, _ b1: Base) -> Fp6 {
    let a = c0 * b0
    let b = c1 * b1
    let first = (c1 + c2) * b1 - b
    let second = (c0 + c1) * (b0 + b1) - a - b
    let third = (c0 + c2) * b0 - a
    return Fp6(first.multipliedByXi() + a, second, third + b)
  }

  /// The product with `b1·v`.
  func multiplied(byV b1: Base) -> Fp6 {
    Fp6((c2 * b1).multipliedByXi(), c0 * b1, c1 * b1)
  }

  /// The product with an element of Fp2.
  func multiplied(by b0: Base) -> Fp6 { Fp6(c0 * b0, c1 * b0, c2 * b0) }

  /// `self · v`.
  @inline(__always)
  func multipliedByV() -> Fp6 { Fp6(c2.multipliedByXi(), c0, c1) }

  /// Chung and Hasan's squaring: two products and three squares.
  func squared() -> Fp6 {
    let s0 = c0.squared()
    let s1 = (c0 * c1).doubled()
    let s2 = (c0 - c1 + c2).squared()
    let s3 = (c1 * c2).doubled()
    let s4 = c2.squared()
    return Fp6(s3.multipliedByXi() + s0, s4.multipliedByXi() + s1, s1 + s2 + s3 - s0 - s4)
  }

  func inverse() -> Fp6 {
    let a = c0.squared() - (c1 * c2).multipliedByXi()
    let b = c2.squared().multipliedByXi() - c0 * c1
    let c = c1.squared() - c0 * c2
    let norm = c0 * a + (c2 * b + c1 * c).multipliedByXi()
    let scale = norm.inverse()
    return Fp6(a * scale, b * scale, c * scale)
  }
}
