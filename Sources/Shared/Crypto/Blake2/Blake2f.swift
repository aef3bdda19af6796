import Primitives

/// The compression function F of BLAKE2b. Source: RFC 7693, section 3.2; EIP-152.
public enum Blake2f {
  /// Runs `rounds` rounds of F.
  ///
  /// - Parameters:
  ///   - h: the state, 64 bytes: eight little-endian words.
  ///   - m: the message block, 128 bytes.
  ///   - t: the offset counters, 16 bytes.
  ///   - final: whether this is the last block.
  /// - Returns: the new state, 64 bytes.
  public static func compress(
    rounds: UInt32, h: UnsafeRawBufferPointer, m: UnsafeRawBufferPointer, t: UnsafeRawBufferPointer,
    final: Bool
  ) -> Bytes {
    precondition(h.count == 64 && m.count == 128 && t.count == 16, "sizes of a BLAKE2b block")
    let state = (0..<8).map { word(h, $0) }
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 32) { scratch in
      guard let v = scratch.baseAddress else { preconditionFailure() }
      let block = v + 16
      for index in 0..<8 {
        v[index] = state[index]
        v[8 + index] = initialization[index]
      }
      for index in 0..<16 { block[index] = word(m, index) }
      v[12] ^= word(t, 0)
      v[13] ^= word(t, 1)
      if final { v[14] = ~v[14] }
      var row = 0
      for _ in 0..<rounds {
        round(v, block, permutations[row])
        row = row == 9 ? 0 : row &+ 1
      }
      return Bytes(unsafeUninitializedCapacity: 64) { buffer, count in
        for index in 0..<8 {
          let value = state[index] ^ v[index] ^ v[8 + index]
          UnsafeMutableRawPointer(buffer.baseAddress!)
            .storeBytes(of: value.littleEndian, toByteOffset: 8 * index, as: UInt64.self)
        }
        count = 64
      }
    }
  }

  /// One round: the columns, then the diagonals.
  @inline(__always)
  private static func round(
    _ v: UnsafeMutablePointer<UInt64>, _ m: UnsafePointer<UInt64>, _ s: UInt64
  ) {
    mix(v, 0, 4, 8, 12, m[index(s, 0)], m[index(s, 1)])
    mix(v, 1, 5, 9, 13, m[index(s, 2)], m[index(s, 3)])
    mix(v, 2, 6, 10, 14, m[index(s, 4)], m[index(s, 5)])
    mix(v, 3, 7, 11, 15, m[index(s, 6)], m[index(s, 7)])
    mix(v, 0, 5, 10, 15, m[index(s, 8)], m[index(s, 9)])
    mix(v, 1, 6, 11, 12, m[index(s, 10)], m[index(s, 11)])
    mix(v, 2, 7, 8, 13, m[index(s, 12)], m[index(s, 13)])
    mix(v, 3, 4, 9, 14, m[index(s, 14)], m[index(s, 15)])
  }

  /// The function G.
  @inline(__always)
  private static func mix(
    _ v: UnsafeMutablePointer<UInt64>, _ a: Int, _ b: Int, _ c: Int, _ d: Int, _ x: UInt64, _ y: UInt64
  ) {
    v[a] = v[a] &+ v[b] &+ x
    v[d] = rotated(v[d] ^ v[a], 32)
    v[c] = v[c] &+ v[d]
    v[b] = rotated(v[b] ^ v[c], 24)
    v[a] = v[a] &+ v[b] &+ y
    v[d] = rotated(v[d] ^ v[a], 16)
    v[c] = v[c] &+ v[d]
    v[b] = rotated(v[b] ^ v[c], 63)
  }

  @inline(__always)
  private static func rotated(_ word: UInt64, _ right: UInt64) -> UInt64 {
    word &>> right | word &<< (64 &- right)
  }

  /// The message index at `position` of a row of the permutation table, whose digits are read left to right.
  @inline(__always)
  private static func index(_ row: UInt64, _ position: UInt64) -> Int {
    Int(truncatingIfNeeded: (row &>> (60 &- 4 &* position)) & 15)
  }

  @inline(__always)
  private static func word(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self))
  }

  /// The ten message permutations, one hexadecimal digit an index. Source: RFC 7693, section 2.7.
  private static let permutations: [UInt64] = [
    0x0123_4567_89ab_cdef, 0xea48_9fd6_1c02_b753, 0xb8c0_52fd_ae36_7194, 0x7931_dcbe_265a_40f8,
    0x9057_24af_e1bc_683d, 0x2c6a_0b83_4d75_fe19, 0xc51f_ed4a_0763_928b, 0xdb7e_c139_50f4_862a,
    0x6fe9_b308_c2d7_14a5, 0xa284_7615_fb9e_3cd0,
  ]

  /// The initialization vector. Source: RFC 7693, section 2.6.
  private static let initialization: [UInt64] = [
    0x6a09_e667_f3bc_c908, 0xbb67_ae85_84ca_a73b, 0x3c6e_f372_fe94_f82b, 0xa54f_f53a_5f1d_36f1,
    0x510e_527f_ade6_82d1, 0x9b05_688c_2b3e_6c1f, 0x1f83_d9ab_fb41_bd6b, 0x5be0_cd19_137e_2179,
  ]
}
