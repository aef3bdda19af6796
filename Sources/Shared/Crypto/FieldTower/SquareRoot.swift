/// A field in which square roots can be taken and signs told.
protocol SquareRootField: Field {
  /// A square root, or nil when there is none.
  func squareRoot() -> Self?
  /// The sign of RFC 9380, `sgn0`.
  var isOdd: Bool { get }
}

/// A prime field with p ≡ 3 modulo 4, where roots are a power.
protocol SquareRootParameters: FieldParameters {
  /// (p + 1) / 4.
  static var squareRootExponent: Limbs { get }
}

extension FieldElement: SquareRootField where Parameters: SquareRootParameters {
  func squareRoot() -> FieldElement? {
    let root = power(Parameters.squareRootExponent)
    return root.squared() == self ? root : nil
  }
}

extension Fp2: SquareRootField where Parameters: SquareRootParameters {
  /// The complex method: two powers in the base field.
  func squareRoot() -> Fp2? {
    if c1.isZero {
      let root = c0.power(Parameters.squareRootExponent)
      // One of c0 and −c0 has a root, and u² = −1.
      return root.squared() == c0 ? Fp2(root, .zero) : Fp2(.zero, root)
    }
    guard let length = norm.squareRoot() else { return nil }
    let two = Base.one.doubled()
    let half = (c0 + length) * two.inverse()
    let root = half.power(Parameters.squareRootExponent)
    let other = c1 * root.doubled().inverse()
    // When −half is the square, the parts change their places.
    let candidate = root.squared() == half ? Fp2(root, other) : Fp2(other, root)
    return candidate.squared() == self ? candidate : nil
  }
}
