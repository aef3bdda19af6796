import Primitives

/// Sums of multiples of points: Straus's method for a few of them, Pippenger's for many.
enum MultiScalar<Curve: CurveParameters> {
  typealias Affine = AffinePoint<Curve>
  typealias Jacobian = JacobianPoint<Curve>

  /// From this many points on buckets are cheaper than a table for each.
  private static var bucketThreshold: Int { 48 }

  /// The sum of `scalars[i] · points[i]`; the scalars must be below 2²⁵⁶ − 2⁸.
  static func sum(_ points: [Affine], _ scalars: [UInt256]) -> Jacobian {
    precondition(points.count == scalars.count)
    let bits = scalars.reduce(0) { Swift.max($0, $1.bitWidthUsed) }
    return points.count < bucketThreshold
      ? interleaved(points, scalars, bits: bits) : bucketed(points, scalars, bits: bits)
  }

  /// Straus: one chain of doublings for all, non-adjacent digits, a table of odd multiples for each.
  private static func interleaved(_ points: [Affine], _ scalars: [UInt256], bits: Int) -> Jacobian {
    let width = bits > 160 ? 5 : bits > 80 ? 4 : 3
    let digits = scalars.map { nonAdjacentForm($0, width: width, count: bits + 1) }
    let tables = points.map { oddMultiples(Jacobian($0), count: 1 << (width - 2)) }
    var result = Jacobian.infinity
    for position in stride(from: bits, through: 0, by: -1) {
      result = result.doubled()
      for index in points.indices {
        let digit = Int(digits[index][position])
        if digit > 0 { result = result + tables[index][digit / 2] }
        if digit < 0 { result = result + tables[index][-digit / 2].negated() }
      }
    }
    return result
  }

  /// `point`, `3·point`, `5·point` and so on.
  private static func oddMultiples(_ point: Jacobian, count: Int) -> [Jacobian] {
    let twice = point.doubled()
    var multiples = [point]
    while multiples.count < count { multiples.append(multiples[multiples.count - 1] + twice) }
    return multiples
  }

  /// The digits of a scalar, the lowest first: odd and below 2^(width−1) in size, or 0.
  private static func nonAdjacentForm(_ scalar: UInt256, width: Int, count: Int) -> [Int8] {
    var digits = [Int8](repeating: 0, count: count)
    var rest = scalar
    var position = 0
    while !rest.isZero {
      if rest.w0 & 1 != 0 {
        var digit = Int(rest.w0 & (1 << UInt64(width) - 1))
        if digit >= 1 << (width - 1) { digit -= 1 << width }
        digits[position] = Int8(digit)
        rest = digit < 0 ? rest &+ UInt256(-digit) : rest &- UInt256(digit)
      }
      rest = rest &>> 1
      position += 1
    }
    return digits
  }

  /// Pippenger: for each window of bits the points go to the bucket of their signed digit.
  private static func bucketed(_ points: [Affine], _ scalars: [UInt256], bits: Int) -> Jacobian {
    let width = points.count < 100 ? 5 : points.count < 300 ? 6 : points.count < 800 ? 7 : 8
    let windows = bits / width + 1
    let digits = scalars.map { signedDigits($0, width: width, count: windows) }
    var buckets = [Jacobian](repeating: .infinity, count: 1 << (width - 1))
    var result = Jacobian.infinity
    for window in stride(from: windows - 1, through: 0, by: -1) {
      for _ in 0..<width { result = result.doubled() }
      for index in buckets.indices { buckets[index] = .infinity }
      for index in points.indices {
        let digit = Int(digits[index][window])
        if digit > 0 { buckets[digit - 1] = buckets[digit - 1] + points[index] }
        if digit < 0 { buckets[-digit - 1] = buckets[-digit - 1] + points[index].negated() }
      }
      // Running sums weigh each bucket by its digit.
      var running = Jacobian.infinity
      for bucket in buckets.reversed() {
        running = running + bucket
        result = result + running
      }
    }
    return result
  }

  /// The digits of a scalar in base 2^width, −2^(width−1) < digit ≤ 2^(width−1), the lowest first.
  private static func signedDigits(_ scalar: UInt256, width: Int, count: Int) -> [Int16] {
    var carry = 0
    return (0..<count).map { window in
      let word = scalar &>> (window * width)
      var digit = Int(word.w0 & (1 << UInt64(width) - 1)) + carry
      carry = digit > 1 << (width - 1) ? 1 : 0
      if carry != 0 { digit -= 1 << width }
      return Int16(digit)
    }
  }
}
