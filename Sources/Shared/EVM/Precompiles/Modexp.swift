import Crypto
import Primitives

/// How modular exponentiation is priced.
enum ModexpPricing {
  /// By the length of the numbers in bytes. Source: EIP-198 (Byzantium).
  case byBytes
  /// By their length in words of 8 bytes; at least 200. Source: EIP-2565 (Berlin).
  case byWords
  /// By their length in words, thrice as dear, and dearer still above 32 bytes; at least 500. Numbers of more
  /// than 1024 bytes are refused. Source: EIP-7883, EIP-7823 (Osaka).
  case byWordsBounded

  /// The complexity of one multiplication of numbers of so many bytes.
  fileprivate func complexity(_ length: UInt128) -> UInt128 {
    let words = (length &+ 7) / 8
    switch self {
    case .byBytes where length <= 64: return length &* length
    case .byBytes where length <= 1024: return length &* length / 4 &+ 96 &* length &- 3072
    case .byBytes: return length &* length / 16 &+ 480 &* length &- 199_680
    case .byWords: return words &* words
    case .byWordsBounded: return length <= 32 ? 16 : 2 &* words &* words
    }
  }

  /// What each byte of the exponent after the 32nd counts.
  fileprivate var exponentByteFactor: UInt128 { self == .byWordsBounded ? 16 : 8 }

  fileprivate var divisor: UInt128 {
    switch self {
    case .byBytes: 20
    case .byWords: 3
    case .byWordsBounded: 1
    }
  }

  fileprivate var minimum: UInt128 {
    switch self {
    case .byBytes: 0
    case .byWords: 200
    case .byWordsBounded: 500
    }
  }

  /// The most bytes that a number may have.
  fileprivate var longest: UInt64 { self == .byWordsBounded ? 1024 : .max }
}

extension Precompile {
  /// Modular exponentiation, at address 0x05.
  ///
  /// Input: the lengths of base, exponent and modulus as words, then the three numbers, big-endian. Output:
  /// the result in as many bytes as the modulus has. Gas: see `ModexpPricing`. Source: EIP-198.
  static func modexp(_ pricing: ModexpPricing) -> Precompile {
    Precompile(
      name: "MODEXP",
      cost: { input in ModexpInput(input).cost(pricing) },
      run: { input in ModexpInput(input).result(longest: pricing.longest) }
    )
  }
}

/// The three numbers of a modular exponentiation. Lengths are bytes; those above 2⁶⁴−1 count as 2⁶⁴−1.
private struct ModexpInput {
  let input: PrecompileInput
  let baseLength: UInt64
  let exponentLength: UInt64
  let modulusLength: UInt64

  init(_ bytes: UnsafeRawBufferPointer) {
    input = PrecompileInput(bytes)
    baseLength = input.word(at: 0).clampedToUInt64
    exponentLength = input.word(at: 32).clampedToUInt64
    modulusLength = input.word(at: 64).clampedToUInt64
  }

  private var exponentOffset: UInt64 { baseLength.addingClamped(96) }

  /// Complexity of one multiplication × number of squarings, divided and raised as the pricing says.
  func cost(_ pricing: ModexpPricing) -> Gas {
    let complexity = pricing.complexity(UInt128(max(baseLength, modulusLength)))
    let (product, overflow) = complexity.multipliedReportingOverflow(by: iterations(pricing))
    guard !overflow else { return Gas(clamping: .max) }
    return Gas(clamping: UInt64(clamping: max(pricing.minimum, product / pricing.divisor)))
  }

  /// The exponent's highest bit, estimated for an exponent of more than 32 bytes; at least 1.
  private func iterations(_ pricing: ModexpPricing) -> UInt128 {
    let headLength = min(exponentLength, 32)
    let head = input.word(at: exponentOffset) &>> (8 * (32 - headLength))
    let highestBit = UInt128(max(0, head.bitWidthUsed - 1))
    return max(1, pricing.exponentByteFactor * UInt128(exponentLength - headLength) + highestBit)
  }

  /// The power; nil when a number is longer than it may be, or so long that no gas limit can pay for it.
  func result(longest: UInt64) -> Bytes? {
    guard max(baseLength, exponentLength, modulusLength) <= longest else { return nil }
    guard modulusLength > 0 else { return [] }
    guard let base = number(at: 96, length: baseLength),
      let exponent = number(at: exponentOffset, length: exponentLength),
      let modulus = number(at: exponentOffset.addingClamped(exponentLength), length: modulusLength)
    else { return nil }
    return base.withUnsafeBytes { base in
      exponent.withUnsafeBytes { exponent in
        modulus.withUnsafeBytes { ModularExponentiation.power(base: base, exponent: exponent, modulus: $0) }
      }
    }
  }

  private func number(at offset: UInt64, length: UInt64) -> Bytes? {
    length < 1 << 32 ? input.slice(at: offset, count: Int(length)) : nil
  }
}

extension UInt64 {
  fileprivate func addingClamped(_ other: UInt64) -> UInt64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
