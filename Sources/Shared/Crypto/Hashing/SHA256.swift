import CNettle
import Primitives

/// SHA-256. Source: FIPS 180-4.
public enum SHA256 {
  /// The hash of a byte string.
  public static func hash(_ bytes: UnsafeRawBufferPointer) -> Hash32 {
    var stream = SHA256Stream()
    stream.update(bytes)
    return stream.finish()
  }

  /// The hash of a byte string.
  public static func hash(_ bytes: Bytes) -> Hash32 { bytes.withUnsafeBytes { hash($0) } }
}

/// SHA-256 of bytes that arrive in pieces.
public struct SHA256Stream {
  private var context = sha256_ctx()

  /// Makes a stream that has seen no bytes.
  public init() { nettle_sha256_init(&context) }

  /// Takes in the next bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress else { return }
    nettle_sha256_update(&context, bytes.count, base.assumingMemoryBound(to: UInt8.self))
  }

  /// Takes in the next bytes.
  public mutating func update(_ bytes: Bytes) { bytes.withUnsafeBytes { update($0) } }

  /// The hash of all bytes taken in; the stream starts anew.
  public mutating func finish() -> Hash32 {
    var result = Hash32.zero
    withUnsafeMutableBytes(of: &result) { output in
      nettle_sha256_digest(&context, 32, output.bindMemory(to: UInt8.self).baseAddress)
    }
    return result
  }
}
