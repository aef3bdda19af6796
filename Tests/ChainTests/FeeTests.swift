import EVM
import Primitives
import Testing

@testable import Chain

@Suite("Base fee (EIP-1559)")
struct BaseFeeTests {
  private static let nextCases: [(UInt256, UInt64, UInt64, UInt256)] = [
    (1_000_000_000, 20_000_000, 10_000_000, 1_000_000_000),
    (1_000_000_000, 20_000_000, 9_000_000, 987_500_000),
    (1_000_000_000, 20_000_000, 11_000_000, 1_012_500_000),
    (1_000_000_000, 20_000_000, 20_000_000, 1_125_000_000),
    (1_000_000_000, 20_000_000, 0, 875_000_000),
    (1000, 16_777_216, 0, 875),
    (7, 16_777_216, 0, 7),
    (10, 16_777_216, 0, 9),
    (7, 20_000_000, 10_000_001, 8),
  ]

  @Test("moves by an eighth of the distance from the target", arguments: nextCases)
  func next(baseFee: UInt256, gasLimit: UInt64, gasUsed: UInt64, expected: UInt256) {
    let parent = Header(gasLimit: gasLimit, gasUsed: gasUsed, baseFeePerGas: baseFee)
    #expect(BaseFee.next(parent: parent, rules: Rules.at(.prague).block) == expected)
  }

  @Test("begins at one gwei after a parent without base fee")
  func initial() {
    let parent = Header(gasLimit: 20_000_000, gasUsed: 10)
    #expect(BaseFee.next(parent: parent, rules: Rules.at(.london).block) == 1_000_000_000)
  }
}

@Suite("Blob fee (EIP-4844)")
struct BlobFeeTests {
  private static let exponentialCases: [(UInt256, UInt256, UInt256, UInt256)] = [
    (1, 0, 1, 1), (38_493, 0, 1000, 38_493), (0, 1234, 2345, 0), (1, 2, 1, 6), (1, 4, 2, 6),
    (1, 3, 1, 16), (1, 6, 2, 18), (1, 4, 1, 49), (1, 8, 2, 50), (10, 8, 2, 542),
    (11, 8, 2, 596), (1, 5, 1, 136), (1, 5, 2, 11), (2, 5, 2, 23),
    (1, 50_000_000, 2_225_652, 5_709_098_764),
  ]

  @Test("approximates the exponential as the EIP's vectors do", arguments: exponentialCases)
  func exponential(factor: UInt256, numerator: UInt256, denominator: UInt256, expected: UInt256) {
    let found = BlobFee.fakeExponential(
      factor: factor, numerator: numerator, denominator: denominator)
    #expect(found == expected)
  }

  @Test("saturates instead of wrapping")
  func saturation() {
    #expect(BlobFee.fakeExponential(factor: 1, numerator: .max, denominator: 1) == .max)
  }

  private static let baseFeeCases: [(UInt64, UInt256)] = [
    (0, 1), (2_314_057, 1), (2_314_058, 2), (10_485_760, 23),
  ]

  @Test("follows the excess", arguments: baseFeeCases)
  func baseFee(excess: UInt64, expected: UInt256) throws {
    let schedule = try #require(Rules.at(.cancun).block.blobs)
    #expect(BlobFee.baseFee(excess: excess, schedule: schedule) == expected)
  }

  private static let excessCases: [(Fork, UInt64, UInt64, UInt64)] = [
    (.cancun, 0, 0, 0), (.cancun, 0, 393_216, 0), (.cancun, 0, 786_432, 393_216),
    (.cancun, 131_072, 393_216, 131_072),
    (.prague, 0x100000, 0, 0x040000), (.prague, 0x100000, 0x60000, 0x0a0000),
  ]

  @Test("keeps excess blob gas above the target only", arguments: excessCases)
  func excess(fork: Fork, excess: UInt64, used: UInt64, expected: UInt64) {
    let parent = Header(baseFeePerGas: 7, blobGasUsed: used, excessBlobGas: excess)
    #expect(BlobFee.excess(after: parent, rules: Rules.at(fork).block) == expected)
  }

  @Test("holds the excess up while execution is dearer (EIP-7918)")
  func reservePrice() {
    let rules = Rules.at(.osaka).block
    // 8192 × 17 is above 131,072 × 1 wei, 8192 × 16 is not: a third of the gas used is added.
    let dear = Header(baseFeePerGas: 17, blobGasUsed: 786_432, excessBlobGas: 1_000_000)
    #expect(BlobFee.excess(after: dear, rules: rules) == 1_000_000 + 786_432 / 3)
    let cheap = Header(baseFeePerGas: 16, blobGasUsed: 786_432, excessBlobGas: 1_000_000)
    #expect(BlobFee.excess(after: cheap, rules: rules) == 1_000_000)
  }

  @Test("does not overflow at the highest excess")
  func highest() {
    let parent = Header(baseFeePerGas: 7, blobGasUsed: .max, excessBlobGas: .max)
    #expect(BlobFee.excess(after: parent, rules: Rules.at(.cancun).block) == .max)
  }
}
