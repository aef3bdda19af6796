import CGMP
import Primitives

/// The constants of a prime field whose elements are kept in Montgomery form.
protocol FieldParameters: Sendable {
  associatedtype Limbs: FieldLimbs
  /// The prime p.
  static var modulus: Limbs { get }
  /// −1 / p modulo 2⁶⁴.
  static var inverse: UInt64 { get }
  /// R modulo p, where R = 2^(64 · limbs): the form of 1.
  static var r: Limbs { get }
  /// R² modulo p: multiplying by it brings a number into the form.
  static var r2: Limbs { get }
}

/// An element of a prime field, in Montgomery form: `a · R` modulo p, fully reduced.
struct FieldElement<Parameters: FieldParameters>: Field {
  typealias Limbs = Parameters.Limbs

  /// `a · R` modulo p.
  var form: Limbs

  @inline(__always)
  init(form: Limbs) { self.form = form }

  /// Brings a number below p into the form; nil when it is p or more.
  init?(_ number: Limbs) {
    guard number.subtractingReportingOverflow(Parameters.modulus).overflow else { return nil }
    form = Limbs.montgomeryProduct(
      number, Parameters.r2, modulus: Parameters.modulus, inverse: Parameters.inverse)
  }

  /// Reads a big-endian number of the limbs' size; nil when it is p or more.
  init?(bigEndian bytes: UnsafeRawPointer) { self.init(Limbs(bigEndian: bytes)) }

  @inline(__always)
  static var zero: FieldElement { FieldElement(form: .zero) }

  @inline(__always)
  static var one: FieldElement { FieldElement(form: Parameters.r) }

  /// The number itself, below p.
  var number: Limbs {
    var one = Limbs.zero
    one.w0 = 1
    return Limbs.montgomeryProduct(
      form, one, modulus: Parameters.modulus, inverse: Parameters.inverse)
  }

  @inline(__always)
  var isZero: Bool { form.isZero }

  /// Whether the number is odd: RFC 9380's `sgn0`.
  var isOdd: Bool { number.w0 & 1 != 0 }

  /// Writes the number as big-endian bytes of the limbs' size.
  func store(to bytes: UnsafeMutableRawPointer) { number.storeBigEndian(to: bytes) }

  @inline(__always)
  static func + (lhs: FieldElement, rhs: FieldElement) -> FieldElement {
    let (sum, carry) = lhs.form.addingReportingOverflow(rhs.form)
    let (reduced, borrow) = sum.subtractingReportingOverflow(Parameters.modulus)
    return FieldElement(form: borrow && !carry ? sum : reduced)
  }

  @inline(__always)
  static func - (lhs: FieldElement, rhs: FieldElement) -> FieldElement {
    let (difference, borrow) = lhs.form.subtractingReportingOverflow(rhs.form)
    let correction = borrow ? Parameters.modulus : .zero
    return FieldElement(form: difference.addingReportingOverflow(correction).partialValue)
  }

  @inline(never)
  static func * (lhs: FieldElement, rhs: FieldElement) -> FieldElement {
    FieldElement(
      form: Limbs.montgomeryProduct(
        lhs.form, rhs.form, modulus: Parameters.modulus, inverse: Parameters.inverse))
  }

  @inline(__always)
  func squared() -> FieldElement { self * self }

  @inline(__always)
  func negated() -> FieldElement { .zero - self }

  func inverse() -> FieldElement {
    if isZero { return .zero }
    // form = aR, so its plain inverse is a⁻¹R⁻¹; two products with R² give a⁻¹R.
    let plain = FieldElement(form: plainInverse())
    let r2 = FieldElement(form: Parameters.r2)
    return plain * r2 * r2
  }

  /// The inverse of `form` modulo p as a plain number.
  private func plainInverse() -> Limbs {
    withUnsafeBytes(of: form) { value in
      withUnsafeBytes(of: Parameters.modulus) { modulus in
        let count = Int32(Limbs.limbCount)
        var a = readOnly(value, count)
        var p = readOnly(modulus, count)
        var inverse = __mpz_struct()
        __gmpz_init2(&inverse, UInt(64 * Limbs.limbCount + 64))
        defer { __gmpz_clear(&inverse) }
        let exists = __gmpz_invert(&inverse, &a, &p)
        precondition(exists != 0, "every number but 0 has an inverse modulo a prime")
        var result = Limbs.zero
        withUnsafeMutableBytes(of: &result) { target in
          target.copyMemory(
            from: UnsafeRawBufferPointer(start: inverse._mp_d, count: 8 * Int(inverse._mp_size)))
        }
        return result
      }
    }
  }

  /// A library integer over limbs that stay where they are.
  private func readOnly(_ limbs: UnsafeRawBufferPointer, _ count: Int32) -> __mpz_struct {
    let first = UnsafeMutablePointer(mutating: limbs.bindMemory(to: mp_limb_t.self).baseAddress)
    var size = Int(count)
    while size > 0, first![size - 1] == 0 { size -= 1 }
    return __mpz_struct(_mp_alloc: 0, _mp_size: Int32(size), _mp_d: first)
  }
}
