import Primitives

/// Input of a precompiled contract, read as if endless zero bytes followed it.
struct PrecompileInput {
  let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The 32-byte big-endian word at `offset`.
  func word(at offset: UInt64) -> UInt256 {
    if let start = Int(exactly: offset), start <= bytes.count &- 32, let base = bytes.baseAddress {
      return UInt256(bigEndian: base + start)
    }
    return UInt256(bigEndianBytes: slice(at: offset, count: 32))
  }

  /// `count` bytes from `offset` on.
  func slice(at offset: UInt64, count: Int) -> Bytes {
    let start = Int(min(offset, UInt64(bytes.count)))
    let present = min(count, bytes.count - start)
    var result = Bytes(repeating: 0, count: count)
    if present > 0 {
      let source = UnsafeRawBufferPointer(rebasing: bytes[start..<start + present])
      result.withUnsafeMutableBytes { $0.copyMemory(from: source) }
    }
    return result
  }
}
