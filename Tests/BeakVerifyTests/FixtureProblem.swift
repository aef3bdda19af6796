import Fixtures
import JSON

/// One fault of every kind.
struct FixtureProblem {
  let code: String

  static let all: [FixtureProblem] = [
    FixtureError.Problem.noTests, .notBlockchainTest, .engineTest, .missingField("x"),
    .wrongType(expected: "x"), .notHex,
    .wrongLength(expected: 1, actual: 2), .tooLarge(bits: 64), .duplicate("x"), .contradictoryBlock,
  ].map { FixtureProblem(code: FixtureError($0, at: .root).code) }
}
