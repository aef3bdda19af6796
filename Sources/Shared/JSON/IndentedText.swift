import Primitives

extension ByteBuffer {
  /// Appends a JSON text over many lines, two spaces a level, without a line end at its end.
  ///
  /// - Parameter text: minified and valid; it must not lie in this buffer.
  public mutating func appendIndented(_ text: UnsafeRawBufferPointer) {
    var depth = 0
    var place = 0
    while place < text.count {
      let byte = text[place]
      switch byte {
      case UInt8(ascii: "\""):
        let end = Self.endOfString(in: text, from: place)
        append(UnsafeRawBufferPointer(rebasing: text[place..<end]))
        place = end
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        append(byte)
        // Nothing stands between the brackets of an empty container.
        if place + 1 < text.count, text[place + 1] == byte + 2 {
          append(byte + 2)
          place += 1
        } else {
          depth += 1
          appendLineStart(depth)
        }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        appendLineStart(depth)
        append(byte)
      case UInt8(ascii: ","):
        append(byte)
        appendLineStart(depth)
      case UInt8(ascii: ":"):
        append(": ")
      default:
        append(byte)
      }
      place += 1
    }
  }

  private mutating func appendLineStart(_ depth: Int) {
    append(UInt8(ascii: "\n"))
    for _ in 0..<depth { append("  ") }
  }

  /// The place after the string that begins at `start`.
  private static func endOfString(in text: UnsafeRawBufferPointer, from start: Int) -> Int {
    var place = start + 1
    while text[place] != UInt8(ascii: "\"") { place += text[place] == UInt8(ascii: "\\") ? 2 : 1 }
    return place + 1
  }
}
