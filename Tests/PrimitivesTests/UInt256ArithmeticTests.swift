import Primitives
import Testing
import TestSupport

@Suite("UInt256 arithmetic against the schoolbook")
struct UInt256ArithmeticTests {
  /// All pairs of border words and many sampled ones.
  static let pairs: [(UInt256, UInt256)] = {
    var pairs = UInt256.borders.flatMap { a in UInt256.borders.map { b in (a, b) } }
    var generator = SplitMix64(seed: 1)
    for _ in 0..<1500 { pairs.append((.sample(&generator), .sample(&generator))) }
    return pairs
  }()

  @Test("adds, subtracts and multiplies modulo 2^256 and tells overflow")
  func ring() {
    for (a, b) in Self.pairs {
      let (x, y) = (SlowInteger(a), SlowInteger(b))
      let sum = a.addingReportingOverflow(b)
      #expect(a &+ b == (x + y).wrapped && sum.partialValue == a &+ b, "\(a) + \(b)")
      #expect(sum.overflow == (x + y).overflows, "\(a) + \(b)")
      let difference = a.subtractingReportingOverflow(b)
      #expect(a &- b == (x + .two256 - y).wrapped && difference.partialValue == a &- b, "\(a) - \(b)")
      #expect(difference.overflow == (x < y), "\(a) - \(b)")
      let product = a.multipliedReportingOverflow(by: b)
      #expect(a &* b == (x * y).wrapped && product.partialValue == a &* b, "\(a) * \(b)")
      #expect(product.overflow == (x * y).overflows, "\(a) * \(b)")
      let wide = a.multipliedFullWidth(by: b)
      #expect(SlowInteger(wide.high) * .two256 + SlowInteger(wide.low) == x * y, "\(a) * \(b)")
      #expect(a.negated() == (.two256 - x).wrapped)
    }
  }

  @Test("divides with remainder")
  func division() {
    for (a, b) in Self.pairs where !b.isZero {
      let expected = SlowInteger(a).divided(by: SlowInteger(b))
      let result = a.quotientAndRemainder(dividingBy: b)
      #expect(result.quotient == expected.quotient.wrapped, "\(a) / \(b)")
      #expect(result.remainder == expected.remainder.wrapped, "\(a) % \(b)")
      #expect(a / b == result.quotient && a % b == result.remainder)
      #expect(a.divided(by: b) == result.quotient && a.modulo(b) == result.remainder)
    }
  }

  @Test("gives 0 for every division by 0")
  func divisionByZero() {
    for a in UInt256.borders {
      #expect(a.divided(by: 0) == 0)
      #expect(a.modulo(0) == 0)
      #expect(a.signedDivided(by: 0) == 0)
      #expect(a.signedModulo(0) == 0)
      #expect(UInt256.addingModulo(a, .max, 0) == 0)
      #expect(UInt256.multiplyingModulo(a, .max, 0) == 0)
    }
  }

  @Test("divides where the estimated quotient digit is one too large")
  func addBack() {
    // The remainder's top limbs equal the divisor's, or the digit must be corrected after subtraction.
    let cases: [(UInt256, UInt256)] = [
      (
        "0x800000000000000000000000000000000000000000000003",
        "0x200000000000000000000000000000000000000000000001"
      ),
      (
        "0x7fffffffffffffff800000000000000000000000000000000000000000000000",
        "0x800000000000000000000000000000000000000000000001"
      ),
      (
        "0x8000000000000000fffffffffffffffe00000000000000000000000000000000",
        "0x8000000000000000ffffffffffffffff"
      ),
      ("0x80000000000000000000000000000000ffffffffffffffff", "0x80000000000000000000000000000001"),
      (.max, "0xffffffffffffffffffffffffffffffffffffffffffffffff"),
      (.max, "0xffffffffffffffff0000000000000000ffffffffffffffff"),
      (.max, "0x8000000000000000000000000000000000000000000000000000000000000001"),
    ]
    for (a, b) in cases {
      let expected = SlowInteger(a).divided(by: SlowInteger(b))
      let result = a.quotientAndRemainder(dividingBy: b)
      #expect(result.quotient == expected.quotient.wrapped && result.remainder == expected.remainder.wrapped)
    }
  }

  @Test("adds and multiplies modulo a word over the full width")
  func modular() {
    var generator = SplitMix64(seed: 2)
    var triples = Self.pairs.prefix(529).map { ($0.0, $0.1, UInt256.borders[Int(generator.next() % 22) + 1]) }
    for _ in 0..<1500 { triples.append((.sample(&generator), .sample(&generator), .sample(&generator))) }
    for (a, b, n) in triples where !n.isZero {
      let (x, y, m) = (SlowInteger(a), SlowInteger(b), SlowInteger(n))
      #expect(UInt256.addingModulo(a, b, n) == (x + y).divided(by: m).remainder.wrapped, "\(a) \(b) \(n)")
      #expect(
        UInt256.multiplyingModulo(a, b, n) == (x * y).divided(by: m).remainder.wrapped, "\(a) \(b) \(n)")
    }
  }

  @Test("raises to powers modulo 2^256")
  func power() {
    var generator = SplitMix64(seed: 3)
    for base in UInt256.borders {
      var expected = UInt256.one
      for exponent in 0..<40 {
        #expect(base.power(UInt256(exponent)) == expected)
        expected = (SlowInteger(expected) * SlowInteger(base)).wrapped
      }
    }
    for _ in 0..<50 {
      let (base, a, b) = (UInt256.sample(&generator), generator.next(), generator.next())
      let sum = UInt256(a) &+ UInt256(b)
      #expect(base.power(sum) == base.power(UInt256(a)) &* base.power(UInt256(b)))
    }
    #expect(UInt256(2).power(255) == "0x8000000000000000000000000000000000000000000000000000000000000000")
    #expect(UInt256(2).power(256) == 0)
    #expect(UInt256(3).power(.max) &* 3 == UInt256(3).power(0))
  }

  @Test(
    "divides signed words as two's complement",
    arguments: [
      (-7, 2, -3, -1), (7, -2, -3, 1), (-7, -2, 3, -1), (7, 2, 3, 1), (0, -5, 0, 0), (-1, 1, -1, 0),
      (-8, 3, -2, -2), (8, -3, -2, 2),
    ])
  func signedDivision(a: Int, b: Int, quotient: Int, remainder: Int) {
    func word(_ value: Int) -> UInt256 { value < 0 ? UInt256(-value).negated() : UInt256(value) }
    #expect(word(a).signedDivided(by: word(b)) == word(quotient))
    #expect(word(a).signedModulo(word(b)) == word(remainder))
    #expect(word(a).isSignedLess(than: word(b)) == (a < b))
  }

  @Test("wraps the one signed quotient that does not fit")
  func signedOverflow() {
    let minimum = UInt256.one &<< 255
    #expect(minimum.signedDivided(by: .max) == minimum)
    #expect(minimum.signedModulo(.max) == 0)
    #expect(minimum.magnitude == minimum)
  }

  @Test("orders words, unsigned and signed")
  func order() {
    for (a, b) in Self.pairs {
      #expect((a < b) == (SlowInteger(a) < SlowInteger(b)))
      #expect((a == b) == (SlowInteger(a) == SlowInteger(b)))
      let bias = UInt256.one &<< 255
      #expect(a.isSignedLess(than: b) == ((a ^ bias) < (b ^ bias)))
    }
  }
}
