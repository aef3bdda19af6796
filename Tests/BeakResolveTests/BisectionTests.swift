import Testing

@testable import beak_resolve

@Suite("Bisection")
struct BisectionTests {
  /// Searches with a judge; answers with what is left and how many were judged.
  private func search(
    _ count: Int, _ judge: (Int) -> Bisection.Verdict
  ) -> (candidates: ClosedRange<Int>, judged: Int) {
    var bisection = Bisection(count: count)
    var judged = 0
    while let index = bisection.next {
      judged += 1
      let isTaken = bisection.take(judge(index), on: index)
      #expect(isTaken)
    }
    return (bisection.candidates, judged)
  }

  @Test("finds every first bad one, in logarithmic time", arguments: [1, 2, 3, 7, 8, 64, 1000])
  func finds(count: Int) {
    for bad in stride(from: 0, to: count, by: max(1, count / 50)) {
      let (candidates, judged) = search(count) { $0 >= bad ? .bad : .good }
      #expect(candidates == bad...bad)
      #expect(judged <= Int.bitWidth - (count - 1).leadingZeroBitCount)
    }
  }

  @Test("goes around those that cannot be judged, and says what is left")
  func skips() {
    let around = search(20) { $0 == 9 ? .skip : $0 >= 13 ? .bad : .good }
    #expect(around.candidates == 13...13)
    let left = search(20) { (8...11).contains($0) ? .skip : $0 >= 12 ? .bad : .good }
    #expect(left.candidates == 8...12)
    let nothing = search(5) { _ in .skip }
    #expect(nothing.candidates == 0...4)
    #expect(nothing.judged == 4)
  }

  @Test("takes the same way every time")
  func order() {
    var bisection = Bisection(count: 10)
    #expect(bisection.next == 4)
    _ = bisection.take(.skip, on: 4)
    #expect(bisection.next == 3)
    _ = bisection.take(.good, on: 3)
    #expect(bisection.next == 6)
  }

  @Test("refuses verdicts that contradict each other")
  func contradictions() {
    var bisection = Bisection(count: 10)
    let verdicts: [(Bisection.Verdict, Int)] = [(.good, 4), (.bad, 4), (.bad, 2), (.good, 9), (.skip, 9)]
    let taken = verdicts.map { bisection.take($0.0, on: $0.1) }
    #expect(taken == [true, false, false, false, true])
    #expect(bisection.candidates == 5...9)
  }
}
