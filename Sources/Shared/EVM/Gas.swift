/// An amount of gas.
///
/// One signed 64-bit dimension: a negative amount means that more was charged than was there, which is how
/// the interpreter notices that a frame ran out. It is a type of its own so that a second dimension has one
/// place. Source: Yellow Paper, appendix G.
@frozen
public struct Gas: Hashable, Comparable, Sendable, ExpressibleByIntegerLiteral {
  /// Units of ordinary execution gas.
  public var regular: Int64

  /// Makes an amount from its ordinary units.
  @inlinable @inline(__always)
  public init(regular: Int64) {
    self.regular = regular
  }

  /// Makes an amount from an unsigned quantity; values above 2⁶³−1 become 2⁶³−1.
  @inlinable @inline(__always)
  public init(clamping units: UInt64) {
    self.regular = Int64(clamping: units)
  }

  @inlinable @inline(__always)
  public init(integerLiteral value: Int64) {
    self.regular = value
  }

  /// No gas.
  @inlinable @inline(__always)
  public static var zero: Gas { Gas(regular: 0) }

  @inlinable @inline(__always)
  public static func < (left: Gas, right: Gas) -> Bool { left.regular < right.regular }

  /// The sum; wraps on overflow, which no amount below the block gas limit can reach.
  @inlinable @inline(__always)
  public static func + (left: Gas, right: Gas) -> Gas { Gas(regular: left.regular &+ right.regular) }

  /// The difference; may be negative.
  @inlinable @inline(__always)
  public static func - (left: Gas, right: Gas) -> Gas { Gas(regular: left.regular &- right.regular) }

  @inlinable @inline(__always)
  public static func += (left: inout Gas, right: Gas) { left = left + right }

  @inlinable @inline(__always)
  public static func -= (left: inout Gas, right: Gas) { left = left - right }

  /// Takes `cost` away, or changes nothing and answers false when there is less than that.
  @inlinable @inline(__always)
  public mutating func charge(_ cost: Gas) -> Bool {
    guard cost.regular <= regular else { return false }
    regular &-= cost.regular
    return true
  }
}
