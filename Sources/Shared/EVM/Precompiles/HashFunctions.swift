import Crypto
import Primitives

extension Precompile {
  /// SHA2-256, at address 0x02.
  ///
  /// Output: the hash. Gas: 60 + 12 per word. Source: Yellow Paper, appendix E.
  static let sha256 = Precompile(
    name: "SHA256",
    cost: { input in Gas(regular: 60 + 12 * words(input.count)) },
    run: { input in SHA256.hash(input).bytes }
  )

  /// RIPEMD-160, at address 0x03.
  ///
  /// Output: the hash as a word. Gas: 600 + 120 per word. Source: Yellow Paper, appendix E.
  static let ripemd160 = Precompile(
    name: "RIPEMD160",
    cost: { input in Gas(regular: 600 + 120 * words(input.count)) },
    run: { input in Bytes(repeating: 0, count: 12) + RIPEMD160.hash(input) }
  )
}
