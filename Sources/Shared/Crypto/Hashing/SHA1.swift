import CNettle
import Primitives

/// SHA-1, as git names its objects; no protection against a deliberate collision. Source: FIPS 180-4.
public struct SHA1Stream {
  private var context = sha1_ctx()

  /// 20.
  public static let byteCount = 20

  /// Makes a stream that has seen no bytes.
  public init() { nettle_sha1_init(&context) }

  /// Takes in the next bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress else { return }
    nettle_sha1_update(&context, bytes.count, base.assumingMemoryBound(to: UInt8.self))
  }

  /// Takes in the next bytes.
  public mutating func update(_ bytes: Bytes) { bytes.withUnsafeBytes { update($0) } }

  /// The 20 bytes of the hash of all that was taken in; the stream starts anew.
  public mutating func finish() -> Bytes {
    Bytes(unsafeUninitializedCapacity: Self.byteCount) { buffer, count in
      nettle_sha1_digest(&context, Self.byteCount, buffer.baseAddress)
      count = Self.byteCount
    }
  }
}

/// SHA-1 of whole byte strings.
public enum SHA1 {
  /// The 20 bytes of the hash.
  public static func hash(_ bytes: Bytes) -> Bytes {
    var stream = SHA1Stream()
    stream.update(bytes)
    return stream.finish()
  }
}
