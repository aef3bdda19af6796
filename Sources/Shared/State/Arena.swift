import Glibc

/// A growable array of plain records in memory of its own.
///
/// Elements are reached through `base` without checks; `base` is valid until the next append. An emptied
/// arena keeps its memory for the next use, unless an extraordinary record made it huge.
struct Arena<Element: BitwiseCopyable>: ~Copyable {
  /// The first element.
  private(set) var base: UnsafeMutablePointer<Element>
  /// The number of elements.
  private(set) var count: Int
  private var capacity: Int
  private let initialCapacity: Int

  /// Emptied arenas of more bytes than this give their memory back.
  private static var keptBytes: Int { 32 << 20 }

  init(capacity: Int) {
    initialCapacity = capacity
    self.capacity = capacity
    base = .allocate(capacity: capacity)
    count = 0
  }

  deinit { base.deallocate() }

  /// Adds an element and returns its index.
  @inline(__always) @discardableResult
  mutating func append(_ element: Element) -> Int32 {
    if count == capacity { grow(to: 2 &* capacity) }
    (base + count).initialize(to: element)
    count &+= 1
    return Int32(truncatingIfNeeded: count &- 1)
  }

  /// Takes the last element away.
  @inline(__always)
  mutating func removeLast() -> Element {
    count &-= 1
    return base[count]
  }

  /// Drops everything after the first `count` elements.
  @inline(__always)
  mutating func truncate(to count: Int) { self.count = count }

  /// Drops all elements.
  mutating func removeAll() {
    count = 0
    guard capacity &* MemoryLayout<Element>.stride > Self.keptBytes else { return }
    base.deallocate()
    capacity = initialCapacity
    base = .allocate(capacity: capacity)
  }

  /// Becomes a copy of another arena.
  mutating func copy(_ other: borrowing Arena<Element>) {
    count = 0
    if capacity < other.count { grow(to: other.count) }
    base.initialize(from: other.base, count: other.count)
    count = other.count
  }

  @inline(never)
  private mutating func grow(to larger: Int) {
    precondition(larger <= Int(Int32.max), "more records than an index can name")
    let moved = UnsafeMutablePointer<Element>.allocate(capacity: larger)
    moved.initialize(from: base, count: count)
    base.deallocate()
    base = moved
    capacity = larger
  }
}
