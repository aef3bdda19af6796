/// Hexadecimal text, eight digits at a time in one machine word.
public enum Hex {
  /// The value of an ASCII digit, 0…15, or 0xff when it is none.
  @inlinable @inline(__always)
  public static func digit(_ ascii: UInt8) -> UInt8 {
    let decimal = ascii &- 0x30
    if decimal < 10 { return decimal }
    let letter = (ascii | 0x20) &- 0x61
    return letter < 6 ? letter &+ 10 : 0xff
  }

  /// Decodes digits of either case, without `0x`, into half as many bytes.
  ///
  /// - Returns: false for an odd count or a byte that is no digit; what was written is then undefined.
  @inlinable
  public static func decode(
    _ text: UnsafeRawBufferPointer, into bytes: UnsafeMutableRawPointer
  ) -> Bool {
    guard text.count & 1 == 0, let source = text.baseAddress else { return text.isEmpty }
    var index = 0
    while index &+ 8 <= text.count {
      let digits = source.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      guard let value = decodeEight(UInt64(littleEndian: digits)) else { return false }
      bytes.storeBytes(of: value.littleEndian, toByteOffset: index &>> 1, as: UInt32.self)
      index &+= 8
    }
    while index < text.count {
      let high = digit(source.load(fromByteOffset: index, as: UInt8.self))
      let low = digit(source.load(fromByteOffset: index &+ 1, as: UInt8.self))
      if (high | low) & 0xf0 != 0 { return false }
      bytes.storeBytes(of: high &<< 4 | low, toByteOffset: index &>> 1, as: UInt8.self)
      index &+= 2
    }
    return true
  }

  /// Encodes bytes as twice as many lower-case digits, without `0x`.
  @inlinable
  public static func encode(_ bytes: UnsafeRawBufferPointer, into text: UnsafeMutableRawPointer) {
    guard let source = bytes.baseAddress else { return }
    var index = 0
    while index &+ 4 <= bytes.count {
      let four = source.loadUnaligned(fromByteOffset: index, as: UInt32.self)
      let digits = encodeFour(UInt32(littleEndian: four))
      text.storeBytes(of: digits.littleEndian, toByteOffset: index &<< 1, as: UInt64.self)
      index &+= 4
    }
    while index < bytes.count {
      let byte = UInt32(source.load(fromByteOffset: index, as: UInt8.self))
      let digits = UInt16(truncatingIfNeeded: encodeFour(byte))
      text.storeBytes(of: digits.littleEndian, toByteOffset: index &<< 1, as: UInt16.self)
      index &+= 1
    }
  }

  /// Decodes a text with or without `0x`; nil for an odd count or a character that is no digit.
  public static func decode(_ text: String) -> Bytes? {
    var text = text
    return text.withUTF8 { utf8 -> Bytes? in
      var digits = UnsafeRawBufferPointer(utf8)
      if digits.count >= 2, digits[0] == 0x30, digits[1] == 0x78 {
        digits = UnsafeRawBufferPointer(rebasing: digits[2...])
      }
      var valid = false
      let bytes = Bytes(unsafeUninitializedCapacity: digits.count / 2) { buffer, count in
        guard let base = buffer.baseAddress else {
          valid = digits.isEmpty
          return
        }
        valid = decode(digits, into: base)
        count = valid ? digits.count / 2 : 0
      }
      return valid ? bytes : nil
    }
  }

  /// `0x` and the lower-case digits of the bytes.
  public static func encode(_ bytes: Bytes) -> String { bytes.withUnsafeBytes { encode($0) } }

  /// `0x` and the lower-case digits of the bytes.
  public static func encode(_ bytes: UnsafeRawBufferPointer) -> String {
    String(unsafeUninitializedCapacity: 2 &+ 2 &* bytes.count) { buffer in
      buffer[0] = 0x30
      buffer[1] = 0x78
      if let base = buffer.baseAddress { encode(bytes, into: base + 2) }
      return 2 &+ 2 &* bytes.count
    }
  }
}

// Eight digits or four bytes in one register, the first one in the lowest byte.
extension Hex {
  /// The four bytes of eight digits, nil when one is no digit.
  @inlinable @inline(__always)
  static func decodeEight(_ digits: UInt64) -> UInt32? {
    let tops: UInt64 = 0x8080_8080_8080_8080
    // Adding 0x80 − c sets a byte's top bit exactly when the byte is at least c.
    let decimal = (digits &+ 0x5050_5050_5050_5050) & ~(digits &+ 0x4646_4646_4646_4646) & tops
    let folded = digits | 0x2020_2020_2020_2020
    let letter = (folded &+ 0x1f1f_1f1f_1f1f_1f1f) & ~(folded &+ 0x1919_1919_1919_1919) & tops
    if digits & tops != 0 || (decimal | letter) != tops { return nil }
    let nibbles = (digits & 0x0f0f_0f0f_0f0f_0f0f) &+ 9 &* (letter &>> 7)
    var bytes = (nibbles &<< 4 | nibbles &>> 8) & 0x00ff_00ff_00ff_00ff
    bytes = (bytes | bytes &>> 8) & 0x0000_ffff_0000_ffff
    return UInt32(truncatingIfNeeded: bytes | bytes &>> 16)
  }

  /// The eight digits of four bytes.
  @inlinable @inline(__always)
  static func encodeFour(_ bytes: UInt32) -> UInt64 {
    var spread = UInt64(bytes)
    spread = (spread | spread &<< 16) & 0x0000_ffff_0000_ffff
    spread = (spread | spread &<< 8) & 0x00ff_00ff_00ff_00ff
    let nibbles = (spread &>> 4) & 0x000f_000f_000f_000f | (spread & 0x000f_000f_000f_000f) &<< 8
    let letters = ((nibbles &+ 0x0606_0606_0606_0606) &>> 4) & 0x0101_0101_0101_0101
    return nibbles &+ 0x3030_3030_3030_3030 &+ letters &* 39
  }
}
