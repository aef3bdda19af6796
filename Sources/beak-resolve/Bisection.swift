/// The search for the first bad one of a row: the row begins good and ends bad.
struct Bisection: Equatable, Sendable {
  /// What is said of one of the row.
  enum Verdict: String, Sendable {
    case good
    case bad
    /// It cannot be judged.
    case skip
  }

  /// The last that is known to be good; -1 is what stands before the row.
  private(set) var lastGood = -1
  /// The first that is known to be bad.
  private(set) var firstBad: Int
  /// Those that cannot be judged, in order.
  private(set) var skipped: Set<Int> = []

  /// Begins with a row of `count`, whose last is bad.
  init(count: Int) {
    precondition(count > 0, "a row has a last")
    firstBad = count - 1
  }

  /// Where the first bad one may be.
  var candidates: ClosedRange<Int> { lastGood + 1...firstBad }

  /// The one to judge next: as near the middle as there is one, of two as near the earlier; nil when nothing is
  /// left to be learnt.
  var next: Int? {
    let middle = lastGood + (firstBad - lastGood) / 2
    return (lastGood + 1..<firstBad).filter { !skipped.contains($0) }
      .min { abs($0 - middle) < abs($1 - middle) }
  }

  /// Takes a verdict in; false where it contradicts what is known.
  mutating func take(_ verdict: Verdict, on index: Int) -> Bool {
    switch verdict {
    case .good:
      guard index < firstBad else { return false }
      lastGood = max(lastGood, index)
    case .bad:
      guard index > lastGood else { return false }
      firstBad = min(firstBad, index)
    case .skip:
      skipped.insert(index)
    }
    return true
  }
}
