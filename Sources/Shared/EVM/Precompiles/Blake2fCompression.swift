import Crypto
import Primitives

extension Precompile {
  /// BLAKE2b's compression function F, at address 0x09.
  ///
  /// Input: exactly 213 bytes: rounds (4, big-endian), h (64), m (128), t (16), final flag (0 or 1).
  /// Output: the new h. Gas: 1 per round. Source: EIP-152.
  static let blake2f = Precompile(
    name: "BLAKE2F",
    cost: { input in input.count == 213 ? Gas(regular: Int64(rounds(input))) : 0 },
    run: { input in
      guard input.count == 213, input[212] <= 1 else { return nil }
      return Blake2f.compress(
        rounds: rounds(input), h: UnsafeRawBufferPointer(rebasing: input[4..<68]),
        m: UnsafeRawBufferPointer(rebasing: input[68..<196]),
        t: UnsafeRawBufferPointer(rebasing: input[196..<212]), final: input[212] == 1)
    }
  )

  private static func rounds(_ input: UnsafeRawBufferPointer) -> UInt32 {
    UInt32(bigEndian: input.loadUnaligned(as: UInt32.self))
  }
}
