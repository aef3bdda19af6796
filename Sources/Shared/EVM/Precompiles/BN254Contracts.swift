import Crypto
import Primitives

/// The curve BN254 (alt_bn128), at addresses 0x06 to 0x08. Encodings stand with `BN254`.
extension Precompile {
  /// The sum of two points of G1, at address 0x06.
  ///
  /// Input: two points of 64 bytes; zeros beyond its end, nothing read after it. Output: a point.
  /// Gas: 150, or 500 before Istanbul. Source: EIP-196, EIP-1108.
  static func bn254Add(gas: Gas) -> Precompile {
    Precompile(
      name: "BN254_ADD",
      cost: { _ in gas },
      run: { input in
        PrecompileInput(input).slice(at: 0, count: 128).withUnsafeBytes { BN254.add($0) }
      }
    )
  }

  /// A multiple of a point of G1, at address 0x07.
  ///
  /// Input: a point of 64 bytes and a factor of 32; zeros beyond its end, nothing read after it. Output: a
  /// point. Gas: 6000, or 40000 before Istanbul. Source: EIP-196, EIP-1108.
  static func bn254Multiply(gas: Gas) -> Precompile {
    Precompile(
      name: "BN254_MUL",
      cost: { _ in gas },
      run: { input in
        PrecompileInput(input).slice(at: 0, count: 96).withUnsafeBytes { BN254.multiply($0) }
      }
    )
  }

  /// Whether a product of pairings is one, at address 0x08.
  ///
  /// Input: pairs of a point of G1 and one of G2, 192 bytes each. Output: 1 or 0 as a word.
  /// Gas: 45000 and 34000 a pair, or 100000 and 80000 before Istanbul. Source: EIP-197, EIP-1108.
  static func bn254Pairing(gas: Int64, gasPerPair: Int64) -> Precompile {
    Precompile(
      name: "BN254_PAIRING",
      cost: { input in Gas(regular: gas + gasPerPair * Int64(input.count / 192)) },
      run: { input in BN254.pairingCheck(input).map(word) }
    )
  }

  /// 1 for true, 0 for false, as a word.
  static func word(_ condition: Bool) -> Bytes { UInt256(condition ? 1 as UInt64 : 0).bigEndianBytes }
}
