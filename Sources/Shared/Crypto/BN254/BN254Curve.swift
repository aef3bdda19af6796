import Primitives

/// The base field of BN254. Source: EIP-196.
enum BN254BaseField: TowerParameters {
  @inline(__always)
  static var modulus: UInt256 {
    UInt256(
      w0: 0x3c20_8c16_d87c_fd47, w1: 0x9781_6a91_6871_ca8d, w2: 0xb850_45b6_8181_585d,
      w3: 0x3064_4e72_e131_a029)
  }

  @inline(__always)
  static var inverse: UInt64 { 0x87d2_0782_e486_6389 }

  @inline(__always)
  static var r: UInt256 {
    UInt256(
      w0: 0xd35d_438d_c58f_0d9d, w1: 0x0a78_eb28_f5c7_0b3d, w2: 0x666e_a36f_7879_462c,
      w3: 0x0e0a_77c1_9a07_df2f)
  }

  @inline(__always)
  static var r2: UInt256 {
    UInt256(
      w0: 0xf32c_fc5b_538a_fa89, w1: 0xb5e7_1911_d445_01fb, w2: 0x47ab_1eff_0a41_7ff6,
      w3: 0x06d8_9f71_cab8_351f)
  }

  /// ξ is 9 + u.
  @inline(__always)
  static func multipliedByXi(_ a: Fp2<BN254BaseField>) -> Fp2<BN254BaseField> {
    let nine = a.doubled().doubled().doubled() + a
    return Fp2(nine.c0 - a.c1, nine.c1 + a.c0)
  }

  static let frobeniusCoefficients = FrobeniusCoefficients<BN254BaseField>(
    sixthOfOrder: UInt256(
      w0: 0x34b0_1759_2414_d4e1, w1: 0xee95_91c2_e6bd_a1c2, w2: 0xf40d_60f3_c040_3964,
      w3: 0x0810_b7bd_d032_f006))
}

/// y² = x³ + 3 over the base field.
enum BN254G1: CurveParameters {
  static let b = FieldElement<BN254BaseField>.one.tripled()
  static var hasMinusThree: Bool { false }
}

/// y² = x³ + 3/ξ over the quadratic extension.
enum BN254G2: CurveParameters {
  static let b =
    Fp2<BN254BaseField>(BN254G1.b, .zero) * Fp2<BN254BaseField>.one.multipliedByXi().inverse()
  static var hasMinusThree: Bool { false }
}

/// The curve with its optimal ate pairing.
enum BN254Curve: PairingCurve {
  typealias Base = BN254BaseField
  typealias G1 = BN254G1
  typealias G2 = BN254G2

  /// The number that generates the curve's parameters.
  static var parameter: UInt64 { 4_965_661_367_192_848_881 }

  static var hasTwistD: Bool { true }
  static var isLoopNegative: Bool { false }

  /// The loop's length is 6x + 2.
  static let loopDigits = nonAdjacentDigits(6 * UInt128(parameter) + 2)

  static func finalAdditions(_ q: AffinePoint<G2>) -> [AffinePoint<G2>] {
    let first = frobeniusOnTwist(q)
    return [first, frobeniusOnTwist(first).negated()]
  }

  /// Source: Fuentes-Castañeda, Knapp, Rodríguez-Henríquez, "Faster hashing to G2": the power 2x(6x² + 3x + 1)
  /// of the pairing, in cyclotomic arithmetic.
  static func finalExponentiation(_ f: Fp12<Base>) -> Fp12<Base> {
    let r = f.easyFinalExponentiation()
    let y0 = r.cyclotomicPower(parameter).conjugated()
    let y1 = y0.cyclotomicSquared()
    let y2 = y1.cyclotomicSquared()
    let y3 = y2 * y1
    let y4 = y3.cyclotomicPower(parameter).conjugated()
    let y5 = y4.cyclotomicSquared()
    let y6 = y5.cyclotomicPower(parameter)
    let y7 = y6 * y4
    let y8 = y7 * y3.conjugated()
    let y9 = y8 * y1
    let y10 = y8 * y4 * r
    let y13 = y9.frobenius() * y10
    let y14 = y8.frobenius().frobenius() * y13
    let y15 = (r.conjugated() * y9).frobenius().frobenius().frobenius()
    return y15 * y14
  }

  /// Whether a point of the twist belongs to the group of prime order: ψ(Q) = 6x²·Q.
  ///
  /// ψ² − tψ + p = 0 with the trace t = 6x² + 1 makes (p + 1 − t)·Q = r·Q vanish then.
  static func isInSubgroup(_ q: AffinePoint<G2>) -> Bool {
    if q.isInfinity { return true }
    let multiple = MultiScalar<G2>.sum([q], [UInt256(6 * UInt128(parameter)) &* UInt256(parameter)])
    return multiple == frobeniusOnTwist(q)
  }
}
