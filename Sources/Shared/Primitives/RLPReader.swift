/// Reads the items of a list one after the other.
@frozen
public struct RLPReader {
  @usableFromInline var rest: UnsafeRawBufferPointer

  /// Makes a reader of items that stand one after the other.
  @inlinable
  public init(_ payload: UnsafeRawBufferPointer) { rest = payload }

  /// Whether every item has been read.
  @inlinable @inline(__always)
  public var isAtEnd: Bool { rest.isEmpty }

  /// The next item.
  ///
  /// - Throws: `listTooShort` at the end, else what `RLPItem.decodePrefix` throws.
  public mutating func next() throws(RLPError) -> RLPItem {
    guard !rest.isEmpty else { throw .listTooShort }
    let item = try RLPItem.decodePrefix(rest)
    rest = UnsafeRawBufferPointer(rebasing: rest[item.encoded.count...])
    return item
  }

  /// Asserts that every item has been read.
  ///
  /// - Throws: `listTooLong` when one is left.
  public func finish() throws(RLPError) {
    guard rest.isEmpty else { throw .listTooLong }
  }

  /// The number of items that are left.
  ///
  /// - Complexity: O(items left).
  public func count() throws(RLPError) -> Int {
    var reader = self
    var count = 0
    while !reader.isAtEnd {
      _ = try reader.next()
      count += 1
    }
    return count
  }
}
