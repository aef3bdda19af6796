import Primitives

/// The lines of a file that are most like one that is not there.
enum NearestLines {
  /// A line and how much it is like the wanted one.
  struct Line: Hashable, Sendable {
    /// From 1.
    let number: Int
    let text: String
    /// From 0 to 1.
    let similarity: Double
  }

  /// Lines less alike than this are no hint.
  static let threshold = 0.6

  /// Up to `limit` lines that are more alike than the threshold, the best first.
  ///
  /// - Complexity: O(lines × length of the wanted line), one machine word of it at a time.
  static func find(_ wanted: Bytes, in content: Bytes, limit: Int = 3) -> [Line] {
    let wanted = trimmed(wanted[...])
    guard !wanted.isEmpty, wanted.count <= 400 else { return [] }
    let matcher = CommonSubsequence(Array(wanted))
    var best: [Line] = []
    for (index, line) in content.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated() {
      let text = trimmed(line)
      let total = Double(text.count + wanted.count)
      guard !text.isEmpty, text.count <= 400,
        Double(2 * min(text.count, wanted.count)) / total > threshold
      else { continue }
      let similarity = Double(2 * matcher.length(with: text)) / total
      guard similarity > threshold else { continue }
      best.append(
        Line(number: index + 1, text: String(decoding: text, as: UTF8.self), similarity: similarity))
    }
    best.sort { ($1.similarity, $0.number) < ($0.similarity, $1.number) }
    return Array(best.prefix(limit))
  }

  /// The first line of an anchor that the content does not have; nil where it has them all, but not together.
  static func firstMissingLine(of anchor: Bytes, in content: Bytes) -> Bytes? {
    anchor.split(separator: 0x0a).lazy.map { Array(trimmed($0)) }
      .first { !$0.isEmpty && Anchor.offsets(of: $0, in: content).isEmpty }
  }

  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0d }
    let start = line.drop(while: isBlank)
    guard let last = start.lastIndex(where: { !isBlank($0) }) else { return [] }
    return start[...last]
  }
}

/// The length of the longest common subsequence of one text with many others.
///
/// Source: Hyyrö, "Bit-parallel LCS-length computation revisited" (2004).
private struct CommonSubsequence {
  private let words: Int
  private let length: Int
  /// For each byte, at which places of the text it stands, `words` words each.
  private var masks: [UInt64]

  init(_ text: Bytes) {
    length = text.count
    words = (text.count + 63) / 64
    masks = Array(repeating: 0, count: 256 * words)
    for (place, byte) in text.enumerated() {
      masks[Int(byte) * words + place / 64] |= 1 << UInt64(place % 64)
    }
  }

  /// Zeros in the state mark the places of the text that take part in the subsequence.
  func length(with other: ArraySlice<UInt8>) -> Int {
    var state = [UInt64](repeating: .max, count: words)
    for byte in other {
      var carry: UInt64 = 0
      for word in 0..<words {
        let matches = state[word] & masks[Int(byte) * words + word]
        let (partial, first) = state[word].addingReportingOverflow(matches)
        let (sum, second) = partial.addingReportingOverflow(carry)
        carry = first || second ? 1 : 0
        state[word] = sum | (state[word] & ~matches)
      }
    }
    var zeros = 0
    for place in 0..<length where state[place / 64] >> UInt64(place % 64) & 1 == 0 { zeros += 1 }
    return zeros
  }
}
