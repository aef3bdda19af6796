import Glibc
import Primitives

/// Finding and changing bytes: the arithmetic of edits, without files.
enum Anchor {
  /// The offsets at which `text` stands in `content`, from left to right, without overlap.
  ///
  /// Source: Horspool, "Practical fast searching in strings" (1980).
  static func offsets(of text: Bytes, in content: Bytes) -> [Int] {
    let length = text.count
    guard length > 0, content.count >= length else { return [] }
    return content.withUnsafeBufferPointer { content in
      text.withUnsafeBufferPointer { text in
        withUnsafeTemporaryAllocation(of: Int.self, capacity: 256) { shifts in
          shifts.initialize(repeating: length)
          for place in 0..<length - 1 { shifts[Int(text[place])] = length - 1 - place }
          let last = text[length - 1]
          var offsets: [Int] = []
          var start = 0
          while start + length <= content.count {
            let byte = content[start + length - 1]
            if byte == last, memcmp(content.baseAddress! + start, text.baseAddress!, length) == 0 {
              offsets.append(start)
              start += length
            } else {
              start += shifts[Int(byte)]
            }
          }
          return offsets
        }
      }
    }
  }

  /// The content with `text` put in at each offset; the offsets ascend.
  static func inserting(_ text: Bytes, at offsets: [Int], in content: Bytes) -> Bytes {
    var result = Bytes()
    result.reserveCapacity(content.count + offsets.count * text.count)
    var start = 0
    for offset in offsets {
      result += content[start..<offset]
      result += text
      start = offset
    }
    result += content[start...]
    return result
  }

  /// The content with each range replaced by its text; the ranges ascend and do not overlap.
  static func replacing(_ changes: [(range: Range<Int>, text: Bytes)], in content: Bytes) -> Bytes {
    var result = Bytes()
    result.reserveCapacity(content.count)
    var start = 0
    for (range, text) in changes {
      result += content[start..<range.lowerBound]
      result += text
      start = range.upperBound
    }
    result += content[start...]
    return result
  }

  /// The offset at which the line with that byte begins.
  static func lineStart(of offset: Int, in content: Bytes) -> Int {
    content[..<offset].lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
  }

  /// The offset after the line with that byte, its line feed included.
  static func lineEnd(of offset: Int, in content: Bytes) -> Int {
    content[offset...].firstIndex(of: 0x0a).map { $0 + 1 } ?? content.count
  }

  /// The number, from 1, of the line with that byte.
  static func lineNumber(of offset: Int, in content: Bytes) -> Int {
    content[..<offset].reduce(1) { $1 == 0x0a ? $0 + 1 : $0 }
  }
}
