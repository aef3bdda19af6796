import Crypto
import Primitives

extension Precompile {
  /// The proof of a blob's value at a point, at address 0x0a.
  ///
  /// Input: exactly 192 bytes: versioned hash (32), z (32), y (32), commitment (48), proof (48). Output: the
  /// number of field elements of a blob and the field's modulus, as words. Gas: 50000. Source: EIP-4844
  /// (Cancun).
  static let pointEvaluation = Precompile(
    name: "KZG_POINT_EVALUATION",
    cost: { _ in 50000 },
    run: { input in
      guard input.count == 192, let base = input.baseAddress else { return nil }
      let commitment = UnsafeRawBufferPointer(rebasing: input[96..<144])
      guard Hash32(bytes: base) == versionedHash(of: commitment) else { return nil }
      let isValid = KZG.verifyProof(
        commitment: commitment, z: UInt256(bigEndian: base + 32), y: UInt256(bigEndian: base + 64),
        proof: UnsafeRawBufferPointer(rebasing: input[144..<192]))
      return isValid ? UInt256(fieldElementsPerBlob).bigEndianBytes + blsModulus.bigEndianBytes : nil
    }
  )

  /// Source: EIP-4844, `FIELD_ELEMENTS_PER_BLOB`.
  private static let fieldElementsPerBlob: UInt64 = 4096
  /// Source: EIP-4844, `BLS_MODULUS`.
  private static let blsModulus: UInt256 =
    "0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001"

  /// The SHA-256 of a commitment with its first byte replaced by 1. Source: EIP-4844.
  private static func versionedHash(of commitment: UnsafeRawBufferPointer) -> Hash32 {
    let hash = UInt256(SHA256.hash(commitment))
    return Hash32(
      UInt256(w0: hash.w0, w1: hash.w1, w2: hash.w2, w3: (hash.w3 & (UInt64.max &>> 8)) | 1 &<< 56))
  }
}
