import Crypto
import Primitives

extension Precompile {
  /// The check of a signature over the curve P-256, at address 0x100.
  ///
  /// Input: exactly 160 bytes: hash, r, s, x, y. Output: 1 as a word; nothing when the signature does not
  /// hold or the input is of another length. Gas: 6900. Source: EIP-7951 (Osaka).
  static let p256Verify = Precompile(
    name: "P256VERIFY",
    cost: { _ in 6900 },
    run: { bytes in
      guard bytes.count == 160 else { return [] }
      let input = PrecompileInput(bytes)
      let isValid = P256.verify(
        hash: Hash32(input.word(at: 0)), r: input.word(at: 32), s: input.word(at: 64),
        x: input.word(at: 96), y: input.word(at: 128))
      return isValid ? word(true) : []
    }
  )
}
