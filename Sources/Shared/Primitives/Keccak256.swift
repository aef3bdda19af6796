import CKeccak

/// Keccak-256 with the original padding, the hash function of Ethereum.
///
/// Source: The Keccak reference 3.0, rate 1088, capacity 512, suffix 0x01.
public enum Keccak256 {
  /// keccak256 of the empty string.
  public static let emptyHash: Hash32 = "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"

  /// The hash of a byte string.
  @inlinable
  public static func hash(_ bytes: UnsafeRawBufferPointer) -> Hash32 {
    var result = Hash32.zero
    keccak256(bytes.baseAddress, bytes.count, &result)
    return result
  }

  /// The hash of a byte string.
  @inlinable
  public static func hash(_ bytes: Bytes) -> Hash32 { bytes.withUnsafeBytes { hash($0) } }

  /// The hash of the 20 bytes of an address.
  @inlinable
  public static func hash(_ address: Address) -> Hash32 { address.withUnsafeBytes { hash($0) } }

  /// The hash of 32 bytes.
  @inlinable
  public static func hash(_ word: Hash32) -> Hash32 { word.withUnsafeBytes { hash($0) } }

  /// Whether `hash4` computes four permutations at once on this machine.
  @inlinable
  public static var hasFourWay: Bool { keccak256_has_four_way() }

  /// The hashes of four byte strings.
  ///
  /// Inputs of the same number of 136-byte blocks (`count / 136`) are hashed at once where the machine
  /// can, at 0.4 of the price; others one by one, with the same result.
  @inlinable
  public static func hash4(
    _ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer, _ c: UnsafeRawBufferPointer,
    _ d: UnsafeRawBufferPointer
  ) -> (Hash32, Hash32, Hash32, Hash32) {
    var results = (Hash32.zero, Hash32.zero, Hash32.zero, Hash32.zero)
    withUnsafeMutableBytes(of: &results) { output in
      keccak256_four(
        a.baseAddress, a.count, b.baseAddress, b.count, c.baseAddress, c.count, d.baseAddress, d.count,
        output.baseAddress)
    }
    return results
  }

  /// The hashes of four 32-byte strings.
  @inlinable
  public static func hash4(
    _ a: Hash32, _ b: Hash32, _ c: Hash32, _ d: Hash32
  ) -> (Hash32, Hash32, Hash32, Hash32) {
    a.withUnsafeBytes { a in
      b.withUnsafeBytes { b in
        c.withUnsafeBytes { c in
          d.withUnsafeBytes { d in hash4(a, b, c, d) }
        }
      }
    }
  }
}
