import Primitives

/// Hashes of addresses and storage keys for the tables of this module.
///
/// Fast and well mixed for the keys that occur: small numbers, hashes, addresses that differ in few bytes.
/// The same in every run; nothing observable depends on them, since walking follows insertion order.
enum KeyMixing {
  private static let seed0: UInt64 = 0x2d35_8dcc_aa6c_78a5
  private static let seed1: UInt64 = 0x8bb8_4b93_962e_acc9
  private static let seed2: UInt64 = 0x4b33_a62e_d433_d4a3
  private static let seed3: UInt64 = 0x4d5a_2da5_1de1_aa47

  /// Folds the 128-bit product of two words into 64 bits.
  ///
  /// The factors are added again, so that a factor of zero does not swallow the other one.
  @inline(__always)
  private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return (product.high ^ a) &+ (product.low ^ b)
  }

  /// The hash of an address.
  @inline(__always)
  static func hash(_ address: Address) -> UInt64 {
    let first = fold(address.word0 ^ seed0, address.word1 ^ seed1)
    return fold(first ^ seed2, UInt64(address.word2) ^ seed3)
  }

  /// The hash of a storage key of an account.
  @inline(__always)
  static func hash(_ account: Int32, _ slot: UInt256) -> UInt64 {
    let low = fold(slot.w0 ^ seed0, slot.w1 ^ seed1)
    let high = fold(slot.w2 ^ seed2, slot.w3 ^ seed3)
    let owner = UInt64(UInt32(bitPattern: account)) &* seed1
    return fold(low ^ owner ^ seed2, high ^ seed0)
  }
}
