import Glibc

/// Bytes in a frame's memory, or in the memory of all frames.
struct MemoryRange {
  var offset: Int
  var count: Int

  static let empty = MemoryRange(offset: 0, count: 0)
}

/// The memories of all frames, one behind the other in one growing block.
///
/// Only the youngest frame's memory grows, so it can always grow in place; growing may move the block, so
/// ranges are kept as offsets. Bytes that a frame gains are zeroed then, not when an older frame leaves them
/// behind.
struct Memory: ~Copyable {
  private(set) var base: UnsafeMutableRawPointer
  private var capacity: Int

  /// The most bytes of all frames together, 8 GiB. Filling as much costs above 2³⁰ gas even in the cheapest
  /// way.
  static let limit = 1 << 33

  init() {
    capacity = 1 << 20
    base = Memory.checked(malloc(capacity))
  }

  deinit { free(base) }

  /// Makes sure that the block has `count` bytes; false when that is above the limit.
  mutating func reserve(_ count: Int) -> Bool {
    guard count > capacity else { return true }
    guard count <= Memory.limit else { return false }
    capacity = max(capacity * 2, count)
    base = Memory.checked(realloc(base, capacity))
    return true
  }

  private static func checked(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer {
    guard let pointer else { fatalError("out of memory") }
    return pointer
  }
}

extension Memory {
  /// The price of a memory of so many words. Source: Yellow Paper, appendix H, equation C_mem.
  @inline(__always)
  static func cost(words: Int64) -> Int64 {
    GasSchedule.memoryWord &* words &+ words &* words / GasSchedule.memoryQuadraticDivisor
  }

  /// How many words `count` bytes fill, the last one perhaps partly.
  @inline(__always)
  static func words(_ count: Int) -> Int64 { (Int64(count) &+ 31) &>> 5 }
}
