extension UInt256 {
  /// Reads hexadecimal digits, `0x` optional: one to 64 significant digits, nil for anything else.
  public init?(hex text: String) {
    var word = UInt256.zero
    var digits = text.utf8[...]
    if digits.starts(with: "0x".utf8) { digits = digits.dropFirst(2) }
    if digits.isEmpty { return nil }
    for ascii in digits {
      let digit = Hex.digit(ascii)
      if digit == 0xff || word.w3 &>> 60 != 0 { return nil }
      word = (word &<< 4) | UInt256(UInt64(digit))
    }
    self = word
  }

  /// Reads decimal digits; nil for an empty text, another character or a value of 2²⁵⁶ or more.
  public init?(decimal text: String) {
    if text.isEmpty { return nil }
    var word = UInt256.zero
    for ascii in text.utf8 {
      guard ascii >= 0x30, ascii <= 0x39 else { return nil }
      let (scaled, first) = word.multipliedReportingOverflow(by: 10)
      let (sum, second) = scaled.addingReportingOverflow(UInt256(UInt64(ascii &- 0x30)))
      if first || second { return nil }
      word = sum
    }
    self = word
  }

  /// The shortest hexadecimal text: `0x0`, `0x1f`.
  public var hex: String {
    let digits = Swift.max(1, (bitWidthUsed &+ 3) / 4)
    var text = "0x"
    for index in stride(from: digits &- 1, through: 0, by: -1) {
      let nibble = UInt8(truncatingIfNeeded: (self &>> (4 &* index)).w0 & 15)
      text.unicodeScalars.append(Unicode.Scalar(nibble < 10 ? 48 &+ nibble : 87 &+ nibble))
    }
    return text
  }

  /// The decimal text.
  public var decimal: String {
    var rest = self
    var groups: [UInt64] = []
    let billions = UInt256(1_000_000_000_000_000_000)
    repeat {
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: billions)
      groups.append(remainder.w0)
      rest = quotient
    } while !rest.isZero
    var text = String(groups.removeLast())
    for group in groups.reversed() {
      let digits = String(group)
      text += String(repeating: "0", count: 18 - digits.utf8.count) + digits
    }
    return text
  }
}

extension UInt256: CustomStringConvertible {
  /// The shortest hexadecimal text.
  public var description: String { hex }
}

extension UInt256: ExpressibleByStringLiteral {
  /// Makes a word of a `"0x…"` literal; a text that is no number is a programming error.
  public init(stringLiteral text: String) {
    guard let word = UInt256(hex: text) else { preconditionFailure("not a hexadecimal number: \(text)") }
    self = word
  }
}
