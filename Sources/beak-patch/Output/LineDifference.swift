import Primitives

/// Which lines of two texts are the same: the shortest script of deletions and insertions.
///
/// Source: Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), in its linear-space form.
struct LineDifference {
  /// Per line of the old text, whether it is deleted.
  private(set) var deleted: [Bool]
  /// Per line of the new text, whether it is inserted.
  private(set) var inserted: [Bool]

  private let old: [Int]
  private let new: [Int]
  private var forward: [Int]
  private var backward: [Int]

  /// Compares two lists of lines, each line given by a number that is equal for equal lines.
  init(_ old: [Int], _ new: [Int]) {
    self.old = old
    self.new = new
    deleted = Array(repeating: false, count: old.count)
    inserted = Array(repeating: false, count: new.count)
    let size = 2 * (old.count + new.count) + 4
    forward = Array(repeating: 0, count: size)
    backward = Array(repeating: 0, count: size)
    compare(0..<old.count, 0..<new.count)
  }

  private mutating func compare(_ left: Range<Int>, _ right: Range<Int>) {
    var (a, b) = (left, right)
    while !a.isEmpty, !b.isEmpty, old[a.lowerBound] == new[b.lowerBound] {
      (a, b) = (a.dropFirst(), b.dropFirst())
    }
    while !a.isEmpty, !b.isEmpty, old[a.upperBound - 1] == new[b.upperBound - 1] {
      (a, b) = (a.dropLast(), b.dropLast())
    }
    if a.isEmpty {
      for index in b { inserted[index] = true }
    } else if b.isEmpty {
      for index in a { deleted[index] = true }
    } else {
      let (x, y) = middle(a, b)
      compare(a.lowerBound..<x, b.lowerBound..<y)
      compare(x..<a.upperBound, y..<b.upperBound)
    }
  }

  /// A point on a shortest path, found from both ends at once; not a corner of the rectangle, since the texts
  /// differ at both ends.
  private mutating func middle(_ a: Range<Int>, _ b: Range<Int>) -> (Int, Int) {
    let (n, m) = (a.count, b.count)
    let delta = n - m
    let center = n + m + 1
    forward[center + 1] = 0
    backward[center + 1] = 0
    for distance in 0...((n + m + 1) / 2) {
      for k in stride(from: -distance, through: distance, by: 2) {
        var x = furthest(forward, k, distance, center)
        while x < n, x - k < m, old[a.lowerBound + x] == new[b.lowerBound + x - k] { x += 1 }
        forward[center + k] = x
        let reverse = delta - k
        if delta & 1 != 0, abs(reverse) < distance, x + backward[center + reverse] >= n {
          return (a.lowerBound + x, b.lowerBound + x - k)
        }
      }
      for k in stride(from: -distance, through: distance, by: 2) {
        var x = furthest(backward, k, distance, center)
        while x < n, x - k < m, old[a.upperBound - 1 - x] == new[b.upperBound - 1 - x + k] { x += 1 }
        backward[center + k] = x
        let reverse = delta - k
        if delta & 1 == 0, abs(reverse) <= distance, x + forward[center + reverse] >= n {
          return (a.upperBound - x, b.upperBound - x + k)
        }
      }
    }
    preconditionFailure("a path from corner to corner has a middle")
  }

  private func furthest(_ ends: [Int], _ k: Int, _ distance: Int, _ center: Int) -> Int {
    k == -distance || (k != distance && ends[center + k - 1] < ends[center + k + 1])
      ? ends[center + k + 1] : ends[center + k - 1] + 1
  }
}
