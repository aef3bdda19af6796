import Primitives

/// Finds whole JSON arrays and objects in a stream that mixes them with text.
///
/// A value may begin where a line begins, or right behind the value before. Input arrives in pieces; a
/// piece is looked at once. Text that merely looks like a value is left behind at the first byte that no
/// JSON value can have there.
struct ResultScanner {
  /// A value longer than this is taken for text, so that a runaway client cannot fill the memory.
  private static let sizeLimit = 16 << 20

  private enum Expectation {
    case value, valueOrEnd, key, keyOrEnd, colon, commaOrEnd
  }

  private var buffer = Bytes()
  private var position = 0
  /// Where the value being read begins, if one is.
  private var start: Int?
  private var atLineStart = true
  private var containers = Bytes()
  private var expectation = Expectation.value
  private var inString = false
  private var escaped = false
  private var inScalar = false

  mutating func append(_ chunk: some Collection<UInt8>) { buffer.append(contentsOf: chunk) }

  /// The next complete value, or nil when more input is needed.
  mutating func next() -> Bytes? {
    while position < buffer.count {
      let byte = buffer[position]
      position += 1
      guard let begin = start else {
        beginIfPossible(byte)
        continue
      }
      if !accepts(byte) || position - begin > Self.sizeLimit {
        abandon(begin)
      } else if containers.isEmpty {
        let value = Bytes(buffer[begin..<position])
        buffer.removeFirst(position)
        reset()
        atLineStart = true
        return value
      }
    }
    if start == nil {
      buffer.removeAll(keepingCapacity: true)
      position = 0
    }
    return nil
  }

  private mutating func beginIfPossible(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      guard atLineStart else { return }
      start = position - 1
      open(byte)
    case UInt8(ascii: "\n"): atLineStart = true
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
    default: atLineStart = false
    }
  }

  /// Forgets the value and goes on one byte behind its beginning.
  private mutating func abandon(_ begin: Int) {
    let next = begin + 1
    reset()
    position = next
    atLineStart = false
  }

  private mutating func reset() {
    position = 0
    start = nil
    containers.removeAll(keepingCapacity: true)
    inString = false
    escaped = false
    inScalar = false
  }

  private mutating func open(_ bracket: UInt8) {
    containers.append(bracket)
    expectation = bracket == UInt8(ascii: "[") ? .valueOrEnd : .keyOrEnd
  }

  /// Takes one more byte of the value; false when it cannot stand here.
  private mutating func accepts(_ byte: UInt8) -> Bool {
    if inString { return acceptsInString(byte) }
    if inScalar {
      if isScalarByte(byte) { return true }
      inScalar = false
      expectation = .commaOrEnd
    }
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): return true
    case UInt8(ascii: "\""): return beginString()
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      guard expectation == .value || expectation == .valueOrEnd else { return false }
      open(byte)
      return true
    case UInt8(ascii: "]"): return close(UInt8(ascii: "["), ifEmpty: .valueOrEnd)
    case UInt8(ascii: "}"): return close(UInt8(ascii: "{"), ifEmpty: .keyOrEnd)
    case UInt8(ascii: ","): return acceptsComma()
    case UInt8(ascii: ":"):
      defer { expectation = .value }
      return expectation == .colon
    default:
      inScalar = canBeginScalar(byte)
      return inScalar && (expectation == .value || expectation == .valueOrEnd)
    }
  }

  private mutating func acceptsInString(_ byte: UInt8) -> Bool {
    if escaped {
      escaped = false
    } else if byte == UInt8(ascii: "\\") {
      escaped = true
    } else if byte == UInt8(ascii: "\"") {
      inString = false
    }
    return byte >= 0x20
  }

  private mutating func beginString() -> Bool {
    inString = true
    switch expectation {
    case .key, .keyOrEnd: expectation = .colon
    case .value, .valueOrEnd: expectation = .commaOrEnd
    case .colon, .commaOrEnd: return false
    }
    return true
  }

  private mutating func close(_ bracket: UInt8, ifEmpty: Expectation) -> Bool {
    guard containers.last == bracket, expectation == .commaOrEnd || expectation == ifEmpty else {
      return false
    }
    containers.removeLast()
    expectation = .commaOrEnd
    return true
  }

  private mutating func acceptsComma() -> Bool {
    guard expectation == .commaOrEnd, let container = containers.last else { return false }
    expectation = container == UInt8(ascii: "[") ? .value : .key
    return true
  }

  /// Numbers, `true`, `false` and `null` begin with these.
  private func canBeginScalar(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "t"),
      UInt8(ascii: "f"), UInt8(ascii: "n"):
      true
    default: false
    }
  }

  private func isScalarByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}
