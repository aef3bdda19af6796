import Glibc
import Primitives

/// A key and its value in the arenas of a `TrieBuilder`.
struct TrieEntry: BitwiseCopyable {
  /// The first 8 bytes of the key as a big-endian number, zeros after a shorter key.
  var prefix: UInt64
  var keyOffset: Int
  var keyCount: Int
  var valueOffset: Int
  var valueCount: Int

  /// Whether this key comes first, byte by byte, a prefix before what continues it.
  @inline(__always)
  func precedes(_ other: TrieEntry, keys: UnsafeRawPointer) -> Bool {
    if prefix != other.prefix { return prefix < other.prefix }
    let order = memcmp(keys + keyOffset, keys + other.keyOffset, min(keyCount, other.keyCount))
    return order != 0 ? order < 0 : keyCount < other.keyCount
  }

  /// The number of nibbles that the two keys have in common at their starts.
  func commonNibbles(_ other: TrieEntry, keys: UnsafeRawPointer) -> Int {
    let difference = prefix ^ other.prefix
    let shorter = 2 &* min(keyCount, other.keyCount)
    if difference != 0 { return min(difference.leadingZeroBitCount / 4, shorter) }
    var byte = 0
    while 2 &* byte < shorter {
      let mine = keys.load(fromByteOffset: keyOffset &+ byte, as: UInt8.self)
      let theirs = keys.load(fromByteOffset: other.keyOffset &+ byte, as: UInt8.self)
      if mine != theirs { return 2 &* byte &+ ((mine ^ theirs) < 0x10 ? 1 : 0) }
      byte &+= 1
    }
    return shorter
  }
}

extension UnsafeMutableBufferPointer where Element == TrieEntry {
  /// Sorts entries by key, in place and without memory of its own.
  ///
  /// - Complexity: O(n log n) for keys that are hashes or come in order.
  func sort(keys: UnsafeRawPointer) {
    var rest = self
    while rest.count > 16 {
      let middle = rest.partition(keys: keys)
      let left = UnsafeMutableBufferPointer(rebasing: rest[..<middle])
      let right = UnsafeMutableBufferPointer(rebasing: rest[(middle + 1)...])
      // Descending only into the smaller side bounds the stack.
      if left.count < right.count {
        left.sort(keys: keys)
        rest = right
      } else {
        right.sort(keys: keys)
        rest = left
      }
    }
    rest.sortByInsertion(keys: keys)
  }

  private func sortByInsertion(keys: UnsafeRawPointer) {
    var sorted = 1
    while sorted < count {
      let entry = self[sorted]
      var position = sorted
      while position > 0 && entry.precedes(self[position - 1], keys: keys) {
        self[position] = self[position - 1]
        position -= 1
      }
      self[position] = entry
      sorted += 1
    }
  }

  /// Puts a median in its place, smaller entries before and larger ones after it, and returns the place.
  private func partition(keys: UnsafeRawPointer) -> Int {
    let (middle, last) = (count / 2, count - 1)
    if self[middle].precedes(self[0], keys: keys) { swapAt(middle, 0) }
    if self[last].precedes(self[0], keys: keys) { swapAt(last, 0) }
    if self[last].precedes(self[middle], keys: keys) { swapAt(last, middle) }
    swapAt(middle, last - 1)
    let pivot = self[last - 1]
    var place = 1
    for index in 1..<(last - 1) where self[index].precedes(pivot, keys: keys) {
      swapAt(index, place)
      place += 1
    }
    swapAt(place, last - 1)
    return place
  }
}
