import Crypto
import Primitives

/// The range a signature's numbers must lie in.
enum SignatureRange {
  /// The order n of the group of secp256k1. Source: SEC 2, section 2.4.1.
  static let order = UInt256(
    w0: 0xbfd2_5e8c_d036_4141, w1: 0xbaae_dce6_af48_a03b,
    w2: 0xffff_ffff_ffff_fffe, w3: 0xffff_ffff_ffff_ffff)
  /// The largest `s` of a low-s signature: ⌊n / 2⌋. Source: EIP-2 (Homestead).
  static let halfOrder = UInt256(
    w0: 0xdfe9_2f46_681b_20a0, w1: 0x5d57_6e73_57a4_501d,
    w2: 0xffff_ffff_ffff_ffff, w3: 0x7fff_ffff_ffff_ffff)
}

extension Secp256k1 {
  /// The account of the key that signed `hash`; nil when out of range or when there is no such key.
  func address(recoveredFrom hash: Hash32, r: UInt256, s: UInt256, yParity: UInt8) -> Address? {
    guard !r.isZero, !s.isZero, r < SignatureRange.order, s < SignatureRange.order else {
      return nil
    }
    guard let publicKey = recover(hash, r: r, s: s, yParity: yParity) else { return nil }
    return Address(ofPublicKey: publicKey)
  }
}

extension Address {
  /// The account of a public key given as its 64 bytes x ‖ y. Source: Yellow Paper, appendix F.
  public init(ofPublicKey publicKey: Bytes) {
    self.init(low20of: Keccak256.hash(publicKey))
  }
}
