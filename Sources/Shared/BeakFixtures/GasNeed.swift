import JSON
import Primitives

/// Gas as a multiple of what a transaction needs: an exact decimal number of at least 1.
struct GasNeed: Equatable {
  /// The digits as a number; the value is `digits` ÷ 10^`decimals`.
  private let digits: UInt256
  private let decimals: Int

  /// The most digits before and after the point together.
  private static let digitLimit = 30
  /// Exponents that are understood.
  private static let exponents = -30...30

  /// Reads a JSON number, or the same in a string.
  ///
  /// - Throws: `ConvertError.wrongType`, `.fractionInvalid` or `.numberOutOfRange` (below 1, or too long).
  init(_ value: JSONValue) throws(ConvertError) {
    guard value.kind == .number || value.kind == .string else {
      throw .wrongType(expected: "number", found: value.kind.noun, at: value.pointer)
    }
    guard let number = DecimalText(value.text) else {
      throw .fractionInvalid(value.string, at: value.pointer)
    }
    guard let scaled = number.scaled(digits: Self.digitLimit, exponents: Self.exponents),
      let unit = UInt256.powerOfTen(scaled.decimals), scaled.digits >= unit
    else { throw .fractionOutOfRange(value.string, at: value.pointer) }
    digits = scaled.digits
    decimals = scaled.decimals
  }

  /// The gas for a transaction that needs `need`, rounded up; 2⁶⁴−1 where it does not fit.
  func gas(for need: UInt64) -> UInt64 {
    guard let unit = UInt256.powerOfTen(decimals) else { return .max }
    let product = UInt256(need).multipliedReportingOverflow(by: digits)
    if product.overflow { return .max }
    let (quotient, remainder) = product.partialValue.quotientAndRemainder(dividingBy: unit)
    let gas = remainder.isZero ? quotient : quotient &+ .one
    return gas.asUInt64 ?? .max
  }
}

/// A decimal number as it is spelt: digits, a point, an exponent.
private struct DecimalText {
  var digits: [UInt8] = []
  var decimals = 0
  var exponent = 0

  /// Reads `[+]digits[.digits][e[±]digits]`; nil where the text is anything else.
  init?(_ text: UnsafeRawBufferPointer) {
    var rest = text[...]
    if rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    guard let whole = Self.takeDigits(&rest), !whole.isEmpty else { return nil }
    digits = whole
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard let fraction = Self.takeDigits(&rest), !fraction.isEmpty else { return nil }
      digits += fraction
      decimals = fraction.count
    }
    if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
      rest = rest.dropFirst()
      let isNegative = rest.first == UInt8(ascii: "-")
      if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
      guard let power = Self.takeDigits(&rest), !power.isEmpty else { return nil }
      let size = power.reduce(0) { min($0 * 10 + Int($1), 1_000_000) }
      exponent = isNegative ? -size : size
    }
    guard rest.isEmpty else { return nil }
  }

  /// The number as digits and a count of decimals, without zeros that say nothing; nil where it is too long.
  func scaled(digits limit: Int, exponents: ClosedRange<Int>) -> (digits: UInt256, decimals: Int)? {
    var significant = digits
    var places = decimals - exponent
    while places > 0, significant.last == 0, significant.count > 1 {
      significant.removeLast()
      places -= 1
    }
    significant = Array(significant.drop { $0 == 0 })
    guard exponents.contains(-places), significant.count <= limit else { return nil }
    var number = significant.reduce(UInt256.zero) { $0 &* 10 &+ UInt256(UInt64($1)) }
    if places < 0 {
      guard let power = UInt256.powerOfTen(-places) else { return nil }
      let product = number.multipliedReportingOverflow(by: power)
      if product.overflow { return nil }
      number = product.partialValue
      places = 0
    }
    return (number, places)
  }

  private static func takeDigits(_ rest: inout Slice<UnsafeRawBufferPointer>) -> [UInt8]? {
    var digits: [UInt8] = []
    while let byte = rest.first, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte {
      digits.append(byte - UInt8(ascii: "0"))
      rest = rest.dropFirst()
    }
    return digits
  }
}

extension UInt256 {
  /// 10^`exponent`; nil where it does not fit, or is none.
  fileprivate static func powerOfTen(_ exponent: Int) -> UInt256? {
    guard 0...77 ~= exponent else { return nil }
    return (0..<exponent).reduce(UInt256.one) { power, _ in power &* 10 }
  }
}
