/// Goes on to the first byte that is a quote, a backslash, a control character or beyond ASCII, or to `end`.
///
/// Eight bytes at a time. A borrow between the bytes of a word can only mark a byte above the first one that
/// is truly marked, so the lowest mark is exact.
@inline(__always)
func skipPlainASCII(
  from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>
) -> UnsafePointer<UInt8> {
  let ones: UInt64 = 0x0101_0101_0101_0101
  let tops: UInt64 = 0x8080_8080_8080_8080
  var place = start
  while end - place >= 8 {
    let word = UInt64(littleEndian: UnsafeRawPointer(place).loadUnaligned(as: UInt64.self))
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5c)
    let marks =
      ((word &- (ones &* 0x20)) | word | ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash))
      & tops
    if marks != 0 { return place + marks.trailingZeroBitCount >> 3 }
    place += 8
  }
  while place < end {
    let byte = place.pointee
    if byte < 0x20 || byte >= 0x80 || byte == 0x22 || byte == 0x5c { break }
    place += 1
  }
  return place
}

/// The length of the UTF-8 sequence beyond ASCII at `place`, or 0 where it is malformed, overlong, a
/// surrogate, beyond U+10FFFF or cut off.
///
/// Source: The Unicode Standard, table 3-7.
func utf8SequenceLength(at place: UnsafePointer<UInt8>, available: Int) -> Int {
  let length: Int
  var second: ClosedRange<UInt8> = 0x80...0xbf
  switch place[0] {
  case 0xc2...0xdf: length = 2
  case 0xe0: (length, second) = (3, 0xa0...0xbf)
  case 0xed: (length, second) = (3, 0x80...0x9f)
  case 0xe1...0xef: length = 3
  case 0xf0: (length, second) = (4, 0x90...0xbf)
  case 0xf1...0xf3: length = 4
  case 0xf4: (length, second) = (4, 0x80...0x8f)
  default: return 0
  }
  guard available >= length, second ~= place[1] else { return 0 }
  for index in 2..<max(2, length) where place[index] & 0xc0 != 0x80 { return 0 }
  return length
}
