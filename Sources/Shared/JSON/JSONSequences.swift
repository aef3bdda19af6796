/// The members of an object, in the order of the text.
@frozen
public struct JSONMembers: Sequence {
  /// A name and its value.
  public typealias Element = (key: JSONKey, value: JSONValue)

  @usableFromInline let tape: UnsafePointer<JSONTape>
  @usableFromInline let first: Int
  /// How many members there are.
  public let count: Int

  @inlinable @inline(__always)
  init(tape: UnsafePointer<JSONTape>, first: Int, count: Int) {
    self.tape = tape
    self.first = first
    self.count = count
  }

  @inlinable
  public func makeIterator() -> Iterator {
    Iterator(tape: tape, index: first, remaining: count)
  }

  @frozen
  public struct Iterator: IteratorProtocol {
    @usableFromInline let tape: UnsafePointer<JSONTape>
    @usableFromInline var index: Int
    @usableFromInline var remaining: Int

    @inlinable @inline(__always)
    init(tape: UnsafePointer<JSONTape>, index: Int, remaining: Int) {
      self.tape = tape
      self.index = index
      self.remaining = remaining
    }

    @inlinable
    public mutating func next() -> Element? {
      if remaining == 0 { return nil }
      remaining &-= 1
      let key = JSONKey(text: tape.pointee.text(of: tape.pointee.nodes[index]))
      let value = JSONValue(tape: tape, index: index &+ 1)
      index = tape.pointee.next(after: index &+ 1)
      return (key, value)
    }
  }
}

/// The elements of an array, in order.
@frozen
public struct JSONElements: Sequence {
  @usableFromInline let tape: UnsafePointer<JSONTape>
  @usableFromInline let first: Int
  /// How many elements there are.
  public let count: Int

  @inlinable @inline(__always)
  init(tape: UnsafePointer<JSONTape>, first: Int, count: Int) {
    self.tape = tape
    self.first = first
    self.count = count
  }

  @inlinable
  public func makeIterator() -> Iterator {
    Iterator(tape: tape, index: first, remaining: count)
  }

  @frozen
  public struct Iterator: IteratorProtocol {
    @usableFromInline let tape: UnsafePointer<JSONTape>
    @usableFromInline var index: Int
    @usableFromInline var remaining: Int

    @inlinable @inline(__always)
    init(tape: UnsafePointer<JSONTape>, index: Int, remaining: Int) {
      self.tape = tape
      self.index = index
      self.remaining = remaining
    }

    @inlinable
    public mutating func next() -> JSONValue? {
      if remaining == 0 { return nil }
      remaining &-= 1
      let value = JSONValue(tape: tape, index: index)
      index = tape.pointee.next(after: index)
      return value
    }
  }
}
