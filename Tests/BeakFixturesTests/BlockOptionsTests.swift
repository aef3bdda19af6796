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
    #expect(BlockOptions.Strategy.distribute.ranges(total: total, count: count) == expected)
  }

  @Test("first-block puts everything into block 1")
  func firstBlock() {
    #expect(BlockOptions.Strategy.firstBlock.ranges(total: 5, count: 3) == [0..<5, 5..<5, 5..<5])
  }

  @Test("every transaction stands in exactly one block", arguments: BlockOptions.Strategy.allCases)
  func complete(strategy: BlockOptions.Strategy) {
    for total in 0...12 {
      for count in 1...8 {
        let all = strategy.ranges(total: total, count: count).flatMap { Array($0) }
        #expect(all == Array(0..<total), "\(total) transactions in \(count) blocks")
      }
    }
  }

  @Test("a random number of blocks depends on seed and identity alone, and reaches all that it may")
  func random() {
    var counts: [Int: Int] = [:]
    for record in 0..<400 {
      let count = BlockOptions.randomCount(seed: 7, id: "record-\(record)", total: 4)
      #expect(count == BlockOptions.randomCount(seed: 7, id: "record-\(record)", total: 4))
      counts[count, default: 0] += 1
    }
    #expect(counts.keys.sorted() == [1, 2, 3, 4])
    #expect(counts.values.allSatisfy { $0 > 50 })
    let others = (0..<400).map { BlockOptions.randomCount(seed: 8, id: "record-\($0)", total: 4) }
    #expect(others != (0..<400).map { BlockOptions.randomCount(seed: 7, id: "record-\($0)", total: 4) })
  }

  @Test("a random number of blocks is 1 to 10, and not above the number of transactions")
  func randomBounds() {
    for total in 0...30 {
      for seed in 0..<40 as Range<UInt64> {
        let count = BlockOptions.randomCount(seed: seed, id: "x", total: total)
        #expect((1...max(1, min(10, total))).contains(count))
      }
    }
  }

  @Test("the same seed gives the same chains, whatever the neighbours")
  func reproducible() throws {
    var document = DocumentText()
    document.transactions = (0..<8).map { DocumentText.transaction(["nonce": "\($0)"]) }
    let options = BlockOptions(count: .random(seed: 11))
    let lines = try (0..<6).map { try convert(document.text, id: "r\($0)", options: options) }
    let again = try (0..<6).reversed().map { try convert(document.text, id: "r\($0)", options: options) }
    #expect(lines == again.reversed())
    #expect(Set(try lines.map { try FixtureView(line: $0).blocks.count }).count > 1)
  }
}
