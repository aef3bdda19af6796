import Testing

@testable import BeakFixtures

@Suite("Distribution of transactions over blocks")
struct BlockOptionsTests {
  @Test(
    "distribute makes runs in order whose sizes differ by at most one",
    arguments: [
      (5, 3, [0..<2, 2..<4, 4..<5]), (5, 1, [0..<5]), (4, 2, [0..<2, 2..<4]), (0, 2, [0..<0, 0..<0]),
      (5, 7, [0..<1, 1..<2, 2..<3, 3..<4, 4..<5, 5..<5, 5..<5]),
    ] as [(Int, Int, [Range<Int>])])
  func distribute(total: Int, count: Int, expected: [Range<Int>]) {
    let options = BlockOptions(count: count, strategy: .distribute)
    #expect((0..<count).map { options.transactions(ofBlock: $0, total: total) } == expected)
  }

  @Test("first-block puts everything into block 1")
  func firstBlock() {
    let options = BlockOptions(count: 3, strategy: .firstBlock)
    #expect((0..<3).map { options.transactions(ofBlock: $0, total: 5) } == [0..<5, 5..<5, 5..<5])
  }

  @Test("every transaction stands in exactly one block", arguments: BlockOptions.Strategy.allCases)
  func complete(strategy: BlockOptions.Strategy) {
    for total in 0...12 {
      for count in 1...8 {
        let options = BlockOptions(count: count, strategy: strategy)
        let all = (0..<count).flatMap { Array(options.transactions(ofBlock: $0, total: total)) }
        #expect(all == Array(0..<total), "\(total) transactions in \(count) blocks")
      }
    }
  }
}
