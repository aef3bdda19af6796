import CGMP
import Primitives

/// Powers of integers of any size modulo an integer of any size.
public enum ModularExponentiation {
  /// `base` to the power of `exponent` modulo `modulus`, all big-endian and of any length.
  ///
  /// 0⁰ is 1; a modulus of 0 gives 0.
  /// - Returns: as many bytes as the modulus has. Source: EIP-198.
  public static func power(
    base: UnsafeRawBufferPointer, exponent: UnsafeRawBufferPointer, modulus: UnsafeRawBufferPointer
  ) -> Bytes {
    var result = Bytes(repeating: 0, count: modulus.count)
    var m = integer(modulus)
    defer { __gmpz_clear(&m) }
    if m._mp_size == 0 { return result }
    var b = integer(base)
    defer { __gmpz_clear(&b) }
    var e = integer(exponent)
    defer { __gmpz_clear(&e) }
    var power = __mpz_struct()
    __gmpz_init(&power)
    defer { __gmpz_clear(&power) }
    __gmpz_powm(&power, &b, &e, &m)
    if power._mp_size == 0 { return result }
    let bytes = (__gmpz_sizeinbase(&power, 2) + 7) / 8
    result.withUnsafeMutableBytes { output in
      _ = __gmpz_export(output.baseAddress! + (modulus.count - bytes), nil, 1, 1, 1, 0, &power)
    }
    return result
  }

  /// A new integer of big-endian bytes; the caller clears it.
  private static func integer(_ bytes: UnsafeRawBufferPointer) -> __mpz_struct {
    var value = __mpz_struct()
    __gmpz_init(&value)
    if let base = bytes.baseAddress { __gmpz_import(&value, bytes.count, 1, 1, 1, 0, base) }
    return value
  }
}
