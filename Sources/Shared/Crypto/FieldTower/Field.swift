/// A field: what curve formulas need of their coordinates.
protocol Field: Equatable, Sendable {
  static var zero: Self { get }
  static var one: Self { get }
  var isZero: Bool { get }
  static func + (lhs: Self, rhs: Self) -> Self
  static func - (lhs: Self, rhs: Self) -> Self
  static func * (lhs: Self, rhs: Self) -> Self
  func squared() -> Self
  func negated() -> Self
  /// The multiplicative inverse; 0 for 0.
  func inverse() -> Self
}

extension Field {
  /// `2 · self`.
  @inline(__always)
  func doubled() -> Self { self + self }

  /// `3 · self`.
  @inline(__always)
  func tripled() -> Self { self + self + self }

  /// `self` to the power of a number, by windows of four bits.
  func power<Exponent: FieldLimbs>(_ exponent: Exponent) -> Self {
    var odd = [self]
    let square = squared()
    for _ in 1..<8 { odd.append(odd[odd.count - 1] * square) }
    var result = Self.one
    var bit = exponent.bitWidthUsed - 1
    while bit >= 0 {
      guard exponent.bit(bit) else {
        result = result.squared()
        bit -= 1
        continue
      }
      // A window of up to four bits that ends in a set one.
      var low = Swift.max(0, bit - 3)
      while !exponent.bit(low) { low += 1 }
      var digit = 0
      for index in stride(from: bit, through: low, by: -1) {
        digit = digit * 2 + (exponent.bit(index) ? 1 : 0)
        result = result.squared()
      }
      result = result * odd[digit / 2]
      bit = low - 1
    }
    return result
  }
}
