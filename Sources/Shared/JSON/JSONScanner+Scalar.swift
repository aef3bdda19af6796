extension JSONScanner {
  /// Reads a number by the grammar of RFC 8259, section 6, and keeps it as text.
  mutating func scanNumber() throws(ScanFailure) {
    let start = cursor
    var digits = 0
    if cursor.pointee == UInt8(ascii: "-") { cursor += 1 }
    if cursor < end, cursor.pointee == UInt8(ascii: "0") {
      cursor += 1
      digits = 1
    } else {
      digits = try scanDigits()
    }
    if cursor < end, cursor.pointee == UInt8(ascii: ".") {
      cursor += 1
      digits += try scanDigits()
    }
    if cursor < end, cursor.pointee | 0x20 == UInt8(ascii: "e") {
      cursor += 1
      if cursor < end, cursor.pointee == UInt8(ascii: "+") || cursor.pointee == UInt8(ascii: "-") {
        cursor += 1
      }
      digits += try scanDigits()
    }
    guard digits <= numberDigits else { throw failure(.numberTooLong, at: start) }
    append(start: start, end: cursor, first: 0, second: 0)
  }

  /// Goes over digits, of which there must be one at least.
  @inline(__always)
  mutating func scanDigits() throws(ScanFailure) -> Int {
    let start = cursor
    while cursor < end, UInt8(ascii: "0")...UInt8(ascii: "9") ~= cursor.pointee { cursor += 1 }
    guard cursor > start else { throw unexpected() }
    return cursor - start
  }

  /// Reads `true`, `false` or `null`.
  mutating func scanLiteral(_ word: StaticString) throws(ScanFailure) {
    let start = cursor
    for index in 0..<word.utf8CodeUnitCount {
      guard cursor < end, cursor.pointee == word.utf8Start[index] else { throw unexpected() }
      cursor += 1
    }
    append(start: start, end: cursor, first: 0, second: 0)
  }
}
