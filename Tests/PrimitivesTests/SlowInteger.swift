import Primitives

/// An unbounded integer of base-256 digits, the lowest first: the schoolbook, as an oracle for `UInt256`.
struct SlowInteger: Equatable {
  var digits: [UInt8]

  init(digits: [UInt8]) {
    self.digits = digits
    while self.digits.last == 0 { self.digits.removeLast() }
  }

  init(_ word: UInt256) { self.init(digits: Array(word.bigEndianBytes.reversed())) }

  static let two256 = SlowInteger(digits: Array(repeating: 0, count: 32) + [1])

  /// The value modulo 2²⁵⁶.
  var wrapped: UInt256 { UInt256(bigEndianBytes: Array(digits.prefix(32).reversed())) }

  /// Whether the value needs more than 256 bits.
  var overflows: Bool { digits.count > 32 }

  static func + (a: SlowInteger, b: SlowInteger) -> SlowInteger {
    var sum: [UInt8] = []
    var carry = 0
    for index in 0...max(a.digits.count, b.digits.count) {
      carry += (index < a.digits.count ? Int(a.digits[index]) : 0)
      carry += (index < b.digits.count ? Int(b.digits[index]) : 0)
      sum.append(UInt8(carry & 0xff))
      carry >>= 8
    }
    return SlowInteger(digits: sum)
  }

  /// The difference; `a` must not be smaller than `b`.
  static func - (a: SlowInteger, b: SlowInteger) -> SlowInteger {
    var difference: [UInt8] = []
    var borrow = 0
    for index in 0..<a.digits.count {
      var digit = Int(a.digits[index]) - borrow - (index < b.digits.count ? Int(b.digits[index]) : 0)
      borrow = digit < 0 ? 1 : 0
      if digit < 0 { digit += 256 }
      difference.append(UInt8(digit))
    }
    precondition(borrow == 0)
    return SlowInteger(digits: difference)
  }

  static func * (a: SlowInteger, b: SlowInteger) -> SlowInteger {
    var product = [Int](repeating: 0, count: a.digits.count + b.digits.count + 1)
    for (i, x) in a.digits.enumerated() {
      for (j, y) in b.digits.enumerated() { product[i + j] += Int(x) * Int(y) }
    }
    var carry = 0
    for index in product.indices {
      carry += product[index]
      product[index] = carry & 0xff
      carry >>= 8
    }
    return SlowInteger(digits: product.map { UInt8($0) })
  }

  static func < (a: SlowInteger, b: SlowInteger) -> Bool {
    if a.digits.count != b.digits.count { return a.digits.count < b.digits.count }
    for (x, y) in zip(a.digits.reversed(), b.digits.reversed()) where x != y { return x < y }
    return false
  }

  /// Long division, one bit at a time; `b` must not be zero.
  func divided(by b: SlowInteger) -> (quotient: SlowInteger, remainder: SlowInteger) {
    var quotient = [UInt8](repeating: 0, count: digits.count)
    var remainder = SlowInteger(digits: [])
    for index in stride(from: digits.count * 8 - 1, through: 0, by: -1) {
      let bit = digits[index / 8] >> UInt8(index % 8) & 1
      remainder = remainder + remainder + SlowInteger(digits: [bit])
      if !(remainder < b) {
        remainder = remainder - b
        quotient[index / 8] |= 1 << UInt8(index % 8)
      }
    }
    return (SlowInteger(digits: quotient), remainder)
  }
}
