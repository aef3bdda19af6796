import Primitives

extension ByteBuffer {
  /// Appends a JSON string with the given text, escaped where JSON asks for it.
  ///
  /// Bytes that are not UTF-8 become U+FFFD, so that the output is valid whatever came in.
  public mutating func appendQuoted(_ text: UnsafeRawBufferPointer) {
    append(UInt8(ascii: "\""))
    if let address = text.baseAddress {
      let base = address.assumingMemoryBound(to: UInt8.self)
      let end = base + text.count
      var run = base
      var place = skipPlainASCII(from: base, to: end)
      while place < end {
        let length = place.pointee >= 0x80 ? utf8SequenceLength(at: place, available: end - place) : 0
        if length == 0 {
          append(UnsafeRawBufferPointer(start: run, count: place - run))
          appendEscaped(place.pointee)
          run = place + 1
        }
        place = skipPlainASCII(from: place + max(1, length), to: end)
      }
      append(UnsafeRawBufferPointer(start: run, count: end - run))
    }
    append(UInt8(ascii: "\""))
  }

  /// Appends a JSON string with the given text.
  public mutating func appendQuoted(_ text: String) {
    var text = text
    text.withUTF8 { appendQuoted(UnsafeRawBufferPointer($0)) }
  }

  /// Appends the escape of a quote, backslash or control character, or U+FFFD for a stray byte.
  private mutating func appendEscaped(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): append("\\\"")
    case UInt8(ascii: "\\"): append("\\\\")
    case 0x08: append("\\b")
    case 0x09: append("\\t")
    case 0x0a: append("\\n")
    case 0x0c: append("\\f")
    case 0x0d: append("\\r")
    case 0x00..<0x20:
      append("\\u00")
      append(UInt8(ascii: "0") + byte >> 4)
      let low = byte & 0x0f
      append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") - 10 + low)
    default: append("\u{fffd}")
    }
  }

  /// Appends a quantity as fixtures spell it: a string `"0x…"` with the fewest whole bytes, `"0x00"` for 0.
  public mutating func appendHexQuantity(_ value: UInt64) {
    let count = max(1, (71 - value.leadingZeroBitCount) >> 3)
    Swift.withUnsafeBytes(of: value.bigEndian) {
      appendHexData(UnsafeRawBufferPointer(rebasing: $0[(8 - count)...]))
    }
  }

  /// Appends a quantity as fixtures spell it: a string `"0x…"` with the fewest whole bytes, `"0x00"` for 0.
  public mutating func appendHexQuantity(_ value: UInt256) {
    var word: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    let count = max(1, value.byteCount)
    Swift.withUnsafeMutableBytes(of: &word) {
      value.storeBigEndian(to: $0.baseAddress!)
      appendHexData(UnsafeRawBufferPointer(rebasing: $0[(32 - count)...]))
    }
  }

  /// Appends a quantity as JSON-RPC spells it: a string `"0x…"` with the fewest digits, `"0x0"` for 0.
  public mutating func appendMinimalQuantity(_ value: UInt64) {
    appendMinimalQuantity(UInt256(value))
  }

  /// Appends a quantity as JSON-RPC spells it: a string `"0x…"` with the fewest digits, `"0x0"` for 0.
  public mutating func appendMinimalQuantity(_ value: UInt256) {
    append(UInt8(ascii: "\""))
    append(utf8: value.hex)
    append(UInt8(ascii: "\""))
  }

  /// Appends bytes as a string `"0x…"`, two lower-case digits a byte.
  public mutating func appendHexData(_ bytes: UnsafeRawBufferPointer) {
    append("\"0x")
    appendHex(bytes)
    append(UInt8(ascii: "\""))
  }

  /// Appends an address as a string `"0x…"` of 40 digits.
  public mutating func appendHexData(_ address: Address) {
    append("\"0x")
    address.withUnsafeBytes { appendHex($0) }
    append(UInt8(ascii: "\""))
  }

  /// Appends a 32-byte word as a string `"0x…"` of 64 digits.
  public mutating func appendHexData(_ word: Hash32) {
    append("\"0x")
    word.withUnsafeBytes { appendHex($0) }
    append(UInt8(ascii: "\""))
  }

  /// Appends a bare decimal number.
  public mutating func appendDecimal(_ value: Int) {
    // Digits are made from the last; 20 bytes hold the sign and every digit of a 64-bit number.
    withUnsafeTemporaryAllocation(byteCount: 20, alignment: 1) { digits in
      var start = 20
      var rest = value.magnitude
      repeat {
        start -= 1
        digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      } while rest != 0
      if value < 0 {
        start -= 1
        digits[start] = UInt8(ascii: "-")
      }
      append(UnsafeRawBufferPointer(rebasing: digits[start...]))
    }
  }
}
