import Git
import Primitives

/// Writes changes as `git diff` does, so that `git apply` takes them.
struct UnifiedDiff {
  /// One side of a changed file.
  struct Side {
    let content: Bytes
    let id: ObjectID
  }

  /// Lines of context around a change.
  static let context = 3

  /// Appends the difference of one file; nil stands for a file that is not there.
  static func append(
    path: String, mode: EntryMode, before: Side?, after: Side?, to output: inout ByteBuffer
  ) {
    let (left, right) = (quoted("a/" + path), quoted("b/" + path))
    let octal = mode.text
    let none = String(repeating: "0", count: 40)
    output.append(utf8: "diff --git \(left) \(right)\n")
    if before == nil { output.append(utf8: "new file mode \(octal)\n") }
    if after == nil { output.append(utf8: "deleted file mode \(octal)\n") }
    let suffix = before != nil && after != nil ? " \(octal)" : ""
    output.append(utf8: "index \(before?.id.hex ?? none)..\(after?.id.hex ?? none)\(suffix)\n")
    let (old, new) = (before?.content ?? [], after?.content ?? [])
    if old.isEmpty, new.isEmpty { return }
    output.append(utf8: "--- \(before == nil ? "/dev/null" : left)\n")
    output.append(utf8: "+++ \(after == nil ? "/dev/null" : right)\n")
    appendHunks(old, new, to: &output)
  }

  private static func appendHunks(_ old: Bytes, _ new: Bytes, to output: inout ByteBuffer) {
    let (left, right) = (lines(of: old), lines(of: new))
    var numbers: [ArraySlice<UInt8>: Int] = [:]
    func number(_ line: ArraySlice<UInt8>) -> Int {
      if let known = numbers[line] { return known }
      numbers[line] = numbers.count
      return numbers.count - 1
    }
    let difference = LineDifference(left.map(number), right.map(number))
    for hunk in hunks(of: difference) {
      output.append(utf8: "@@ -\(span(hunk.old)) +\(span(hunk.new)) @@\n")
      var (i, j) = (hunk.old.lowerBound, hunk.new.lowerBound)
      while i < hunk.old.upperBound || j < hunk.new.upperBound {
        if i < hunk.old.upperBound, difference.deleted[i] {
          append("-", left[i], to: &output)
          i += 1
        } else if j < hunk.new.upperBound, difference.inserted[j] {
          append("+", right[j], to: &output)
          j += 1
        } else {
          append(" ", left[i], to: &output)
          i += 1
          j += 1
        }
      }
    }
  }

  private static func append(_ sign: StaticString, _ line: ArraySlice<UInt8>, to output: inout ByteBuffer) {
    output.append(sign)
    line.withUnsafeBytes { output.append($0) }
    if line.last != 0x0a { output.append("\n\\ No newline at end of file\n") }
  }

  /// The lines of a text, each with its line feed.
  private static func lines(of text: Bytes) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    while start < text.count {
      let end = Anchor.lineEnd(of: start, in: text)
      lines.append(text[start..<end])
      start = end
    }
    return lines
  }

  /// A range of lines as hunk headers have it: first line from 1 and count, the line before where it is empty.
  private static func span(_ lines: Range<Int>) -> String {
    switch lines.count {
    case 0: "\(lines.lowerBound),0"
    case 1: "\(lines.lowerBound + 1)"
    default: "\(lines.lowerBound + 1),\(lines.count)"
    }
  }

  /// Runs of changes with their context; those whose context meets are one hunk.
  private static func hunks(of difference: LineDifference) -> [(old: Range<Int>, new: Range<Int>)] {
    let (deleted, inserted) = (difference.deleted, difference.inserted)
    var hunks: [(old: Range<Int>, new: Range<Int>)] = []
    var (i, j) = (0, 0)
    while i < deleted.count || j < inserted.count {
      let (startOld, startNew) = (i, j)
      while i < deleted.count, deleted[i] { i += 1 }
      while j < inserted.count, inserted[j] { j += 1 }
      if i == startOld, j == startNew {
        i += 1
        j += 1
        continue
      }
      let before = min(context, startOld)
      let after = min(context, deleted.count - i)
      let old = startOld - before..<i + after
      let new = startNew - before..<j + after
      if let last = hunks.last, last.old.upperBound >= old.lowerBound {
        hunks[hunks.count - 1] = (last.old.lowerBound..<old.upperBound, last.new.lowerBound..<new.upperBound)
      } else {
        hunks.append((old, new))
      }
    }
    return hunks
  }

  /// A path as git writes it: in quotes, with escapes, where it has other than plain printable ASCII.
  private static func quoted(_ path: String) -> String {
    let isPlain = path.utf8.allSatisfy {
      0x20..<0x7f ~= $0 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    if isPlain { return path }
    var text = "\""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "\""): text += "\\\""
      case UInt8(ascii: "\\"): text += "\\\\"
      case 0x20..<0x7f: text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let octal = String(byte, radix: 8)
        text += "\\" + String(repeating: "0", count: 3 - octal.count) + octal
      }
    }
    return text + "\""
  }
}
