import CSecp256k1
import Primitives

/// Signatures over the curve secp256k1, through libsecp256k1.
///
/// Owns a library context; one object belongs to one thread. Source: SEC 2, section 2.4.1.
public final class Secp256k1 {
  private let context: OpaquePointer

  /// Makes a context.
  public init() {
    let flags = UInt32(SECP256K1_CONTEXT_SIGN) | UInt32(SECP256K1_CONTEXT_VERIFY)
    guard let context = secp256k1_context_create(flags) else { preconditionFailure("out of memory") }
    self.context = context
  }

  deinit { secp256k1_context_destroy(context) }

  /// Signs a hash: the nonce is that of RFC 6979, s is at most n / 2.
  ///
  /// - Returns: nil when the key is 0 or at least the group order n.
  public func sign(_ hash: Hash32, privateKey: Hash32) -> RecoverableSignature? {
    var signature = secp256k1_ecdsa_recoverable_signature()
    let signed = hash.withUnsafeBytes { hash in
      privateKey.withUnsafeBytes { key in
        secp256k1_ecdsa_sign_recoverable(
          context, &signature, hash.bindMemory(to: UInt8.self).baseAddress!,
          key.bindMemory(to: UInt8.self).baseAddress!, nil, nil)
      }
    }
    guard signed == 1 else { return nil }
    var parity: Int32 = 0
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { compact in
      guard let base = compact.baseAddress else { preconditionFailure() }
      secp256k1_ecdsa_recoverable_signature_serialize_compact(context, base, &parity, &signature)
      // The library's number also tells an r that wrapped around n, which no search can produce.
      return RecoverableSignature(
        r: UInt256(bigEndian: UnsafeRawPointer(base)), s: UInt256(bigEndian: UnsafeRawPointer(base + 32)),
        yParity: UInt8(parity & 1))
    }
  }

  /// The public key that made a signature; an s above n / 2 is accepted.
  ///
  /// - Parameter yParity: 0 or 1, the parity of the y coordinate of the nonce's point.
  /// - Returns: the 64 bytes x ‖ y; nil when r or s is 0 or at least n, when r is no x coordinate of the
  ///   curve, when the key would be the point at infinity, or when `yParity` is above 1.
  public func recover(_ hash: Hash32, r: UInt256, s: UInt256, yParity: UInt8) -> Bytes? {
    guard yParity <= 1 else { return nil }
    var signature = secp256k1_ecdsa_recoverable_signature()
    let parsed = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { compact in
      guard let base = compact.baseAddress else { preconditionFailure() }
      r.storeBigEndian(to: base)
      s.storeBigEndian(to: base + 32)
      return secp256k1_ecdsa_recoverable_signature_parse_compact(
        context, &signature, base, Int32(yParity))
    }
    guard parsed == 1 else { return nil }
    var key = secp256k1_pubkey()
    let recovered = hash.withUnsafeBytes { hash in
      secp256k1_ecdsa_recover(context, &key, &signature, hash.bindMemory(to: UInt8.self).baseAddress!)
    }
    return recovered == 1 ? uncompressed(&key) : nil
  }

  /// The public key of a private key, the 64 bytes x ‖ y; nil when the key is 0 or at least n.
  public func publicKey(of privateKey: Hash32) -> Bytes? {
    var key = secp256k1_pubkey()
    let created = privateKey.withUnsafeBytes { bytes in
      secp256k1_ec_pubkey_create(context, &key, bytes.bindMemory(to: UInt8.self).baseAddress!)
    }
    return created == 1 ? uncompressed(&key) : nil
  }

  /// The coordinates of a public key.
  private func uncompressed(_ key: inout secp256k1_pubkey) -> Bytes {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 65) { serialized in
      var length = 65
      secp256k1_ec_pubkey_serialize(
        context, serialized.baseAddress!, &length, &key, UInt32(SECP256K1_EC_UNCOMPRESSED))
      return Bytes(serialized[1..<65])
    }
  }
}

/// A signature from which the public key can be recovered.
public struct RecoverableSignature: Equatable, Sendable {
  /// The x coordinate of the nonce's point modulo n.
  public var r: UInt256
  /// The proof, at most n / 2 when made here.
  public var s: UInt256
  /// The parity of the y coordinate of the nonce's point: 0 or 1.
  public var yParity: UInt8

  /// Makes a signature of its parts.
  public init(r: UInt256, s: UInt256, yParity: UInt8) {
    self.r = r
    self.s = s
    self.yParity = yParity
  }
}
