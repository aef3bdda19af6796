import Primitives

/// The base field of BLS12-381. Source: EIP-2537.
enum BLS12381BaseField: TowerParameters, SquareRootParameters {
  @inline(__always)
  static var modulus: UInt384 {
    UInt384(
      w0: 0xb9fe_ffff_ffff_aaab, w1: 0x1eab_fffe_b153_ffff, w2: 0x6730_d2a0_f6b0_f624,
      w3: 0x6477_4b84_f385_12bf, w4: 0x4b1b_a7b6_434b_acd7, w5: 0x1a01_11ea_397f_e69a)
  }

  @inline(__always)
  static var inverse: UInt64 { 0x89f3_fffc_fffc_fffd }

  @inline(__always)
  static var r: UInt384 {
    UInt384(
      w0: 0x7609_0000_0002_fffd, w1: 0xebf4_000b_c40c_0002, w2: 0x5f48_9857_53c7_58ba,
      w3: 0x77ce_5853_7052_5745, w4: 0x5c07_1a97_a256_ec6d, w5: 0x15f6_5ec3_fa80_e493)
  }

  @inline(__always)
  static var r2: UInt384 {
    UInt384(
      w0: 0xf4df_1f34_1c34_1746, w1: 0x0a76_e6a6_09d1_04f1, w2: 0x8de5_476c_4c95_b6d5,
      w3: 0x67eb_88a9_939d_83c0, w4: 0x9a79_3e85_b519_952d, w5: 0x1198_8fe5_92ca_e3aa)
  }

  static var squareRootExponent: UInt384 {
    UInt384(
      w0: 0xee7f_bfff_ffff_eaab, w1: 0x07aa_ffff_ac54_ffff, w2: 0xd9cc_34a8_3dac_3d89,
      w3: 0xd91d_d2e1_3ce1_44af, w4: 0x92c6_e9ed_90d2_eb35, w5: 0x0680_447a_8e5f_f9a6)
  }

  /// ξ is 1 + u.
  @inline(__always)
  static func multipliedByXi(_ a: Fp2<BLS12381BaseField>) -> Fp2<BLS12381BaseField> {
    Fp2(a.c0 - a.c1, a.c0 + a.c1)
  }

  static let frobeniusCoefficients = FrobeniusCoefficients<BLS12381BaseField>(
    sixthOfOrder: UInt384(
      w0: 0x49aa_7fff_ffff_f1c7, w1: 0x051c_aaaa_72e3_5555, w2: 0xe688_231a_d3c8_2906,
      w3: 0xe613_e1eb_7deb_831f, w4: 0x0c84_9bf3_b5e1_f223, w5: 0x0455_82fc_5eea_a66f))
}

extension FieldElement where Parameters == BLS12381BaseField {
  /// Makes a constant of 96 hexadecimal digits.
  init(constant digits: StaticString) {
    var bytes = Bytes(repeating: 0, count: 48)
    let text = UnsafeRawBufferPointer(start: digits.utf8Start, count: digits.utf8CodeUnitCount)
    let element = bytes.withUnsafeMutableBytes { target -> FieldElement? in
      guard text.count == 96, let base = target.baseAddress, Hex.decode(text, into: base) else { return nil }
      return FieldElement(bigEndian: UnsafeRawPointer(base))
    }
    guard let element else { preconditionFailure("not an element of the field") }
    self = element
  }

  /// Makes a small constant.
  init(small value: UInt64) {
    var limbs = UInt384.zero
    limbs.w0 = value
    guard let element = FieldElement(limbs) else { preconditionFailure("not an element of the field") }
    self = element
  }
}

/// y² = x³ + 4 over the base field.
enum BLS12381G1: CurveParameters {
  static let b = FieldElement<BLS12381BaseField>(small: 4)
  static var hasMinusThree: Bool { false }
}

/// y² = x³ + 4·ξ over the quadratic extension.
enum BLS12381G2: CurveParameters {
  static let b = Fp2<BLS12381BaseField>(BLS12381G1.b, .zero).multipliedByXi()
  static var hasMinusThree: Bool { false }
}

/// The curve with its ate pairing.
enum BLS12381Curve: PairingCurve {
  typealias Base = BLS12381BaseField
  typealias G1 = BLS12381G1
  typealias G2 = BLS12381G2

  /// The absolute value of the negative number x that generates the curve's parameters.
  static var parameter: UInt64 { 0xd201_0000_0001_0000 }

  /// The order of both groups: x⁴ − x² + 1.
  static let order: UInt256 = "0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001"

  static var hasTwistD: Bool { false }
  static var isLoopNegative: Bool { true }

  static let loopDigits = (0..<63).reversed().map { Int8(truncatingIfNeeded: parameter >> $0 & 1) }

  static func finalAdditions(_ q: AffinePoint<G2>) -> [AffinePoint<G2>] { [] }

  /// Source: Hayashida, Hayasaka, Teruya, "Efficient final exponentiation via cyclotomic structure": the
  /// third power of the pairing, (x − 1)²(x + p)(x² + p² − 1) + 3.
  static func finalExponentiation(_ f: Fp12<Base>) -> Fp12<Base> {
    let r = f.easyFinalExponentiation()
    var a = power(r) * r.conjugated()
    a = power(a) * a.conjugated()
    let b = power(a) * a.frobenius()
    let c = power(power(b)) * b.frobenius().frobenius() * b.conjugated()
    return c * r.cyclotomicSquared() * r
  }

  /// The x-th power of an element of the cyclotomic subgroup.
  private static func power(_ f: Fp12<Base>) -> Fp12<Base> {
    f.cyclotomicPower(parameter).conjugated()
  }
}
