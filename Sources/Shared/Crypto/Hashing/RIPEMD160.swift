import CNettle
import Primitives

/// RIPEMD-160. Source: Dobbertin, Bosselaers, Preneel (1996).
public enum RIPEMD160 {
  /// The 20 bytes of the hash.
  public static func hash(_ bytes: UnsafeRawBufferPointer) -> Bytes {
    var context = ripemd160_ctx()
    nettle_ripemd160_init(&context)
    if let base = bytes.baseAddress {
      nettle_ripemd160_update(&context, bytes.count, base.assumingMemoryBound(to: UInt8.self))
    }
    return Bytes(unsafeUninitializedCapacity: 20) { buffer, count in
      nettle_ripemd160_digest(&context, 20, buffer.baseAddress)
      count = 20
    }
  }

  /// The 20 bytes of the hash.
  public static func hash(_ bytes: Bytes) -> Bytes { bytes.withUnsafeBytes { hash($0) } }
}
