import EVM
import Foundation
import Primitives
import TestSupport
import Testing

@testable import Chain

@Suite("Difficulty")
struct DifficultyTests {
  @Test(
    "follows the vectors of ethereum/tests",
    .enabled(if: Conformance.isAvailable, "\(Conformance.absence)"))
  func vectors() throws {
    var checked = 0
    for object in try Conformance.objects(of: "vectors/difficulty.ndjson.zst") {
      let name = try #require(object["network"] as? String)
      let network = try #require(Network(named: name))
      let rule = Rules.at(network.finalFork).block.difficulty
      for (name, fields) in try #require(object["test"] as? [String: [String: String]]) {
        func value(_ key: String) -> UInt256 { fields[key].flatMap(UInt256.init(hex:)) ?? .zero }
        let found = Difficulty.next(
          rule: rule, parentDifficulty: value("parentDifficulty"),
          parentTimestamp: value("parentTimestamp").low64,
          parentHasOmmers: !value("parentUncles").isZero,
          number: value("currentBlockNumber").low64, timestamp: value("currentTimestamp").low64)
        #expect(found == value("currentDifficulty"), "\(name) on \(network)")
        checked += 1
      }
    }
    #expect(checked > 5000)
  }

  private static let homesteadCases: [(UInt64, UInt256)] = [
    (1, 2_049_000), (9, 2_049_000), (10, 2_048_000), (19, 2_048_000), (20, 2_047_000),
    (10_000, 1_949_000),
  ]

  @Test("moves one step per ten seconds since Homestead, at most 99 down", arguments: homesteadCases)
  func homestead(elapsed: UInt64, expected: UInt256) {
    let found = Difficulty.next(
      rule: .tenSecondSteps, parentDifficulty: 2_048_000, parentTimestamp: 100,
      parentHasOmmers: false, number: 1, timestamp: 100 + elapsed)
    #expect(found == expected)
  }

  private static let bombCases: [(UInt64, UInt256)] = [
    (199_999, 0), (200_000, 1), (300_000, 2), (400_000, 4),
  ]

  @Test("doubles its bomb every 100,000 blocks, after the delay", arguments: bombCases)
  func bomb(number: UInt64, bomb: UInt256) {
    func difficulty(_ rule: DifficultyRule, _ number: UInt64) -> UInt256 {
      Difficulty.next(
        rule: rule, parentDifficulty: 2_048_000, parentTimestamp: 0, parentHasOmmers: false,
        number: number, timestamp: 10)
    }
    #expect(difficulty(.tenSecondSteps, number) == 2_048_000 &+ bomb)
    #expect(difficulty(.nineSecondSteps(bombDelay: 50_000), number + 50_000) == 2_048_000 &+ bomb)
  }

  @Test("is never below the minimum and zero under proof of stake")
  func bounds() {
    let low = Difficulty.next(
      rule: .oneStep, parentDifficulty: Difficulty.minimum, parentTimestamp: 0,
      parentHasOmmers: false, number: 1, timestamp: 100)
    #expect(low == Difficulty.minimum)
    let none = Difficulty.next(
      rule: .none, parentDifficulty: 5, parentTimestamp: 0, parentHasOmmers: false, number: 1,
      timestamp: 1)
    #expect(none == .zero)
  }
}
