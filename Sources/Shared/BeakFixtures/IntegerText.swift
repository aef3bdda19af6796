import Primitives

/// An integer literal read from text.
struct IntegerText {
  /// The absolute value; nil when it takes more than 256 bits.
  var magnitude: UInt256?
  var isNegative = false

  init(magnitude: UInt256) {
    self.magnitude = magnitude
  }

  /// The number, when it is not below zero and takes at most `bits` bits.
  func within(bits: Int) -> UInt256? {
    guard let magnitude, !isNegative || magnitude.isZero, magnitude.bitWidthUsed <= bits else { return nil }
    return magnitude
  }

  /// The number modulo 2²⁵⁶, when it lies in −2²⁵⁵ … 2²⁵⁶ − 1.
  var twosComplement: UInt256? {
    guard let magnitude else { return nil }
    guard isNegative else { return magnitude }
    let word = .zero &- magnitude
    return magnitude.isZero || word.isNegative ? word : nil
  }

  /// Reads a literal as Python's `int(s, 0)` does, or gives nil when it is none.
  init?(literal text: UnsafeRawBufferPointer) {
    if text.count > 2, text[0] == UInt8(ascii: "0"), text[1] == UInt8(ascii: "x") {
      if let value = HexText.quantity(UnsafeRawBufferPointer(rebasing: text[2...])) {
        magnitude = value
        return
      }
    }
    var rest = HexText.trimmed(text)
    if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      isNegative = first == UInt8(ascii: "-")
      rest = rest.dropFirst()
    }
    guard let value = Self.unsigned(rest) else { return nil }
    magnitude = value.magnitude
  }

  /// Reads prefix and digits. The outer optional tells whether this is a number, the inner whether it fits.
  private static func unsigned(_ text: Slice<UnsafeRawBufferPointer>) -> (magnitude: UInt256?, Void)? {
    var digits = text
    var base: UInt64 = 10
    if text.count >= 2, text.first == UInt8(ascii: "0") {
      switch text[text.startIndex + 1] | 0x20 {
      case UInt8(ascii: "x"): base = 16
      case UInt8(ascii: "o"): base = 8
      case UInt8(ascii: "b"): base = 2
      default: break
      }
    }
    if base != 10 {
      digits = text.dropFirst(2)
      if digits.first == UInt8(ascii: "_") { digits = digits.dropFirst() }
    }
    guard let last = digits.last, last != UInt8(ascii: "_") else { return nil }
    guard let magnitude = accumulate(digits, base: base) else { return nil }
    if base == 10, digits.count > 1, digits.first == UInt8(ascii: "0"), magnitude.0 != .zero { return nil }
    return (magnitude.0, ())
  }

  private static func accumulate(
    _ digits: Slice<UnsafeRawBufferPointer>, base: UInt64
  ) -> (UInt256?, Void)? {
    var magnitude: UInt256? = .zero
    var afterUnderscore = true
    for byte in digits {
      if byte == UInt8(ascii: "_") {
        guard !afterUnderscore else { return nil }
        afterUnderscore = true
        continue
      }
      afterUnderscore = false
      let digit = UInt64(Hex.digit(byte))
      guard digit < base else { return nil }
      guard let value = magnitude else { continue }
      let product = value.multipliedReportingOverflow(by: UInt256(base))
      let sum = product.partialValue.addingReportingOverflow(UInt256(digit))
      magnitude = product.overflow || sum.overflow ? nil : sum.partialValue
    }
    return (magnitude, ())
  }
}
