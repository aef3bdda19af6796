import Primitives

extension UInt256 {
  /// A word whose limbs are likely to meet the borders of an algorithm.
  public static func sample(_ generator: inout SplitMix64) -> UInt256 {
    func limb() -> UInt64 {
      switch generator.next() % 9 {
      case 0, 1: return 0
      case 2: return 1
      case 3: return .max
      case 4: return .max - 1
      case 5: return 1 << 63
      case 6: return 1 << 63 - 1
      default: return generator.next()
      }
    }
    let word = UInt256(w0: limb(), w1: limb(), w2: limb(), w3: limb())
    return word &>> (generator.next() % 4 == 0 ? generator.next() % 256 : 0)
  }

  /// The words at which carries, signs and widths change.
  public static let borders: [UInt256] = [
    0, 1, 2, 3, 0x7f, 0x80, 0xff, 0x100, 0xffff_ffff, 0x1_0000_0000,
    "0xffffffffffffffff", "0x10000000000000000", "0x8000000000000000",
    "0xffffffffffffffffffffffffffffffff", "0x100000000000000000000000000000000",
    "0x80000000000000000000000000000000",
    "0xffffffffffffffffffffffffffffffffffffffffffffffff",
    "0x1000000000000000000000000000000000000000000000000",
    "0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "0x8000000000000000000000000000000000000000000000000000000000000000",
    "0x8000000000000000000000000000000000000000000000000000000000000001",
    "0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe",
    "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  ]
}
