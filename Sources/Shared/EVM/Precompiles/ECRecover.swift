import Crypto
import Primitives

extension Precompile {
  /// ECRECOVER, at address 0x01: the address that signed a hash.
  ///
  /// Input: hash, v (27 or 28), r and s, 32 bytes each. Output: the address as a word; nothing when no key
  /// matches. Gas: 3000. Source: Yellow Paper, appendix E.
  static let ecrecover = Precompile(
    name: "ECREC",
    cost: { _ in 3000 },
    run: { bytes in
      let input = PrecompileInput(bytes)
      let v = input.word(at: 32)
      guard v == 27 || v == 28 else { return [] }
      let key = Secp256k1().recover(
        Hash32(input.word(at: 0)), r: input.word(at: 64), s: input.word(at: 96),
        yParity: UInt8(truncatingIfNeeded: v.low64 - 27))
      guard let key else { return [] }
      return UInt256(Address(low20of: Keccak256.hash(key))).bigEndianBytes
    }
  )
}
