import Glibc

extension JSONScanner {
  /// Reads the string whose opening quote is under the cursor.
  @inline(__always)
  mutating func scanString() throws(ScanFailure) {
    let start = cursor
    var place = try skipText(from: start + 1)
    if place.pointee == UInt8(ascii: "\"") {
      append(
        start: start, end: place + 1, first: JSONNode.inPlace,
        second: UInt32(truncatingIfNeeded: place - start - 1))
      cursor = place + 1
      return
    }
    try scanEscapedString(from: start, firstEscape: &place)
  }

  /// Goes on to the first quote or backslash; what lies before is valid text.
  @inline(__always)
  func skipText(from start: UnsafePointer<UInt8>) throws(ScanFailure) -> UnsafePointer<UInt8> {
    var place = start
    while true {
      place = skipPlainASCII(from: place, to: end)
      guard place < end else { throw failure(.truncated, at: end) }
      let byte = place.pointee
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return place }
      place = try skipUncommon(at: place)
    }
  }

  /// Goes over one character beyond ASCII, and refuses control characters.
  @inline(never)
  func skipUncommon(at place: UnsafePointer<UInt8>) throws(ScanFailure) -> UnsafePointer<UInt8> {
    guard place.pointee >= 0x80 else {
      throw failure(place.pointee == 0 ? .nulCharacter : .controlCharacter, at: place)
    }
    let length = utf8SequenceLength(at: place, available: end - place)
    if length == 0 { throw failure(.invalidUTF8, at: place) }
    return place + length
  }

  /// Reads the rest of a string that has escapes, decoding it into the arena.
  @inline(never)
  mutating func scanEscapedString(
    from start: UnsafePointer<UInt8>, firstEscape: inout UnsafePointer<UInt8>
  ) throws(ScanFailure) {
    let tape = document.tape
    let arenaStart = tape.pointee.arenaCount
    var run = start + 1
    var place = firstEscape
    while true {
      appendToArena(run, place - run)
      if place.pointee == UInt8(ascii: "\"") { break }
      cursor = place
      try decodeEscape()
      run = cursor
      place = try skipText(from: run)
    }
    append(
      start: start, end: place + 1, first: UInt32(truncatingIfNeeded: arenaStart),
      second: UInt32(truncatingIfNeeded: tape.pointee.arenaCount - arenaStart))
    cursor = place + 1
  }

  /// Decodes the escape whose backslash is under the cursor, and goes past it.
  mutating func decodeEscape() throws(ScanFailure) {
    guard end - cursor >= 2 else { throw failure(.truncated, at: end) }
    var byte: UInt8
    switch cursor[1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): byte = cursor[1]
    case UInt8(ascii: "b"): byte = 0x08
    case UInt8(ascii: "f"): byte = 0x0c
    case UInt8(ascii: "n"): byte = 0x0a
    case UInt8(ascii: "r"): byte = 0x0d
    case UInt8(ascii: "t"): byte = 0x09
    case UInt8(ascii: "u"):
      try decodeUnicodeEscape()
      return
    default:
      throw failure(.invalidEscape, at: cursor + 1)
    }
    appendToArena(&byte, 1)
    cursor += 2
  }

  /// Decodes `\uXXXX`, or two of them where they are a surrogate pair.
  mutating func decodeUnicodeEscape() throws(ScanFailure) {
    let start = cursor
    var scalar = try codeUnit(at: cursor)
    cursor += 6
    switch scalar {
    case 0:
      throw failure(.nulCharacter, at: start)
    case 0xdc00...0xdfff:
      throw failure(.loneSurrogate, at: start)
    case 0xd800...0xdbff:
      try expectEscape(after: start)
      let low = try codeUnit(at: cursor)
      guard 0xdc00...0xdfff ~= low else { throw failure(.loneSurrogate, at: start) }
      scalar = 0x10000 + (scalar - 0xd800) << 10 + (low - 0xdc00)
      cursor += 6
    default:
      break
    }
    appendUTF8(scalar)
  }

  /// Makes sure that a `\u` follows the high surrogate whose escape is at `start`.
  func expectEscape(after start: UnsafePointer<UInt8>) throws(ScanFailure) {
    guard cursor < end else { throw failure(.truncated, at: end) }
    guard cursor[0] == UInt8(ascii: "\\") else { throw failure(.loneSurrogate, at: start) }
    guard cursor + 1 < end else { throw failure(.truncated, at: end) }
    guard cursor[1] == UInt8(ascii: "u") else { throw failure(.loneSurrogate, at: start) }
  }

  /// The four hexadecimal digits of the `\u` escape at `place`.
  func codeUnit(at place: UnsafePointer<UInt8>) throws(ScanFailure) -> UInt32 {
    var value: UInt32 = 0
    for index in 2..<6 {
      guard place + index < end else { throw failure(.truncated, at: end) }
      let digit: UInt8
      switch place[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = place[index] - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = place[index] - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = place[index] - UInt8(ascii: "A") + 10
      default: throw failure(.invalidEscape, at: place + index)
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  /// Appends a scalar value, already known to be one, as UTF-8.
  func appendUTF8(_ scalar: UInt32) {
    var bytes: (UInt8, UInt8, UInt8, UInt8)
    let low = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3f)
    let middle = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3f)
    let high = UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3f)
    let count: Int
    switch scalar {
    case 0..<0x80: (bytes, count) = ((UInt8(scalar), 0, 0, 0), 1)
    case 0x80..<0x800: (bytes, count) = ((UInt8(0xc0 | scalar >> 6), low, 0, 0), 2)
    case 0x800..<0x10000: (bytes, count) = ((UInt8(0xe0 | scalar >> 12), middle, low, 0), 3)
    default: (bytes, count) = ((UInt8(0xf0 | scalar >> 18), high, middle, low), 4)
    }
    withUnsafeBytes(of: &bytes) {
      appendToArena($0.baseAddress!.assumingMemoryBound(to: UInt8.self), count)
    }
  }

  func appendToArena(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    let tape = document.tape
    tape.pointee.reserveArena(count)
    memcpy(tape.pointee.arena + tape.pointee.arenaCount, bytes, count)
    tape.pointee.arenaCount += count
  }
}
