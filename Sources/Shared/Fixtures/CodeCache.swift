import Glibc
import Primitives
import State

/// A memo of contract codes by content, so that a code seen in many fixtures is hashed and scanned once.
///
/// Direct-mapped and of fixed size; a hit compares every byte. One per reader.
final class CodeCache {
  private static let slotCount = 1024
  private var slots = [Code?](repeating: nil, count: slotCount)

  /// The code with these bytes.
  func code(_ bytes: UnsafeRawBufferPointer) -> Code {
    if bytes.isEmpty { return .empty }
    let slot = Self.slot(of: bytes)
    if let known = slots[slot], known.count == bytes.count,
      memcmp(known.base, bytes.baseAddress!, bytes.count) == 0
    {
      return known
    }
    let code = Code(bytes)
    slots[slot] = code
    return code
  }

  /// A slot from the length and up to 16 sampled words.
  private static func slot(of bytes: UnsafeRawBufferPointer) -> Int {
    var mixed = UInt64(bytes.count) &* 0x9e37_79b9_7f4a_7c15
    let step = max(8, bytes.count / 16)
    var offset = 0
    while offset + 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      mixed = (mixed ^ word) &* 0xff51_afd7_ed55_8ccd
      mixed ^= mixed >> 32
      offset += step
    }
    for byte in bytes.suffix(7) { mixed = (mixed ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    return Int((mixed ^ mixed >> 29) % UInt64(slotCount))
  }
}
