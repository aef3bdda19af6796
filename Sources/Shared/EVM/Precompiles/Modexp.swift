import Crypto
import Primitives

/// Modular exponentiation, at address 0x05.
///
/// Input: the lengths of base, exponent and modulus as words, then the three numbers, big-endian. Output: the
/// result in as many bytes as the modulus has. Each pricing has its own contract.
extension Precompile {
  /// The pricing of Byzantium. Source: EIP-198.
  static let modexpEIP198 = Precompile(
    name: "MODEXP",
    cost: { input in
      ModexpInput(input).cost(exponentByteFactor: 8, divisor: 20, minimum: 0) { length in
        switch length {
        case ...64: length &* length
        case ...1024: length &* length / 4 &+ 96 &* length &- 3072
        default: length &* length / 16 &+ 480 &* length &- 199_680
        }
      }
    },
    run: { input in ModexpInput(input).result() }
  )

  /// The pricing of Berlin. Source: EIP-2565.
  static let modexpEIP2565 = Precompile(
    name: "MODEXP",
    cost: { input in
      ModexpInput(input).cost(exponentByteFactor: 8, divisor: 3, minimum: 200) { length in
        let words = (length &+ 7) / 8
        return words &* words
      }
    },
    run: { input in ModexpInput(input).result() }
  )

  /// The pricing of Osaka, for numbers of at most 1024 bytes. Source: EIP-7883, EIP-7823.
  static let modexpEIP7883 = Precompile(
    name: "MODEXP",
    cost: { input in
      ModexpInput(input).cost(exponentByteFactor: 16, divisor: 1, minimum: 500) { length in
        let words = (length &+ 7) / 8
        return length <= 32 ? 16 : 2 &* words &* words
      }
    },
    run: { input in
      let numbers = ModexpInput(input)
      let longest = max(numbers.baseLength, numbers.exponentLength, numbers.modulusLength)
      return longest <= 1024 ? numbers.result() : nil
    }
  )
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

  /// Complexity of one multiplication × number of squarings ÷ `divisor`, at least `minimum`.
  func cost(
    exponentByteFactor: UInt128, divisor: UInt128, minimum: UInt128, complexity: (UInt128) -> UInt128
  ) -> Gas {
    let (product, overflow) = complexity(UInt128(max(baseLength, modulusLength)))
      .multipliedReportingOverflow(by: iterations(exponentByteFactor))
    guard !overflow else { return Gas(clamping: .max) }
    return Gas(clamping: UInt64(clamping: max(minimum, product / divisor)))
  }

  /// The exponent's highest bit, estimated for an exponent of more than 32 bytes; at least 1.
  private func iterations(_ exponentByteFactor: UInt128) -> UInt128 {
    let headLength = min(exponentLength, 32)
    let head = input.word(at: exponentOffset) &>> (8 * (32 - headLength))
    let highestBit = UInt128(max(0, head.bitWidthUsed - 1))
    return max(1, exponentByteFactor * UInt128(exponentLength - headLength) + highestBit)
  }

  /// The power; nil when the numbers are too long to exist, which no gas limit can pay for.
  func result() -> Bytes? {
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
