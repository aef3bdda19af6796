import EVM
import Primitives
import Testing

@testable import Chain

@Suite("Rules for headers")
struct HeaderRuleTests {
  static let parent = Header(
    difficulty: 0x020000, number: 4, gasLimit: 10_000_000, gasUsed: 5_000_000, timestamp: 100)

  static func validation(_ fork: Fork, daoForkBlock: UInt64? = nil) -> HeaderValidation {
    HeaderValidation(
      rules: Rules.at(fork).block, parent: parent, parentHash: parent.hash(),
      daoForkBlock: daoForkBlock)
  }

  /// A header that keeps all rules of a proof-of-work fork.
  static func header(_ fork: Fork) -> Header {
    let validation = validation(fork)
    return Header(
      parentHash: parent.hash(),
      difficulty: validation.expectedDifficulty(number: 5, timestamp: 110), number: 5,
      gasLimit: parent.gasLimit, timestamp: 110)
  }

  private static let daoCases: [(UInt64, Bool)] = [
    (5, true), (4, true), (6, false),
  ]

  @Test("ask for the agreed extra data in ten blocks from the DAO fork on", arguments: daoCases)
  func dao(forkBlock: UInt64, required: Bool) throws {
    var header = Self.header(.homestead)
    let validation = Self.validation(.homestead, daoForkBlock: forkBlock)
    if required {
      #expect(throws: InvalidBlock.daoExtraData) { try validation.check(header) }
      header.extraData = Bytes("dao-hard-fork".utf8)
    }
    try validation.check(header)
    #expect(DAOFork.requiresExtraData(number: forkBlock + 9, forkBlock: forkBlock))
    #expect(!DAOFork.requiresExtraData(number: forkBlock + 10, forkBlock: forkBlock))
  }

  @Test("double the gas limit where the fee market begins (EIP-1559)")
  func londonGasLimit() throws {
    var header = Self.header(.london)
    header.baseFeePerGas = 1_000_000_000
    let refusal = InvalidBlock.gasLimit(parent: 20_000_000, found: 10_000_000)
    #expect(throws: refusal) { try Self.validation(.london).check(header) }
    header.gasLimit = 20_000_000
    try Self.validation(.london).check(header)
    header.gasLimit = 20_000_000 + 20_000_000 / 1024 - 1
    try Self.validation(.london).check(header)
  }

  @Test(
    "ask for the difficulty that follows from the parent",
    arguments: [
      Fork.frontier, .homestead, .byzantium, .muirGlacier,
    ])
  func difficulty(fork: Fork) throws {
    var header = Self.header(fork)
    try Self.validation(fork).check(header)
    let expected = header.difficulty
    header.difficulty = expected &+ 1
    #expect(throws: InvalidBlock.difficulty(expected: expected, found: header.difficulty)) {
      try Self.validation(fork).check(header)
    }
  }

  private static let foreignFieldCases: [(HeaderField, Fork)] = [
    (.baseFeePerGas, .berlin), (.withdrawalsRoot, .paris), (.blobGasUsed, .shanghai),
    (.excessBlobGas, .shanghai), (.parentBeaconBlockRoot, .shanghai), (.requestsHash, .cancun),
  ]

  @Test("refuse fields of later forks", arguments: foreignFieldCases)
  func foreignFields(field: HeaderField, fork: Fork) {
    let rules = Rules.at(fork).block
    var header = Header()
    header.baseFeePerGas = rules.hasBaseFee || field == .baseFeePerGas ? 7 : nil
    header.withdrawalsRoot = rules.hasWithdrawals || field == .withdrawalsRoot ? .zero : nil
    header.blobGasUsed = rules.blobs != nil || field == .blobGasUsed ? 0 : nil
    header.excessBlobGas = rules.blobs != nil || field == .excessBlobGas ? 0 : nil
    let hasRoot = rules.hasParentBeaconBlockRoot || field == .parentBeaconBlockRoot
    header.parentBeaconBlockRoot = hasRoot ? .zero : nil
    header.requestsHash = rules.hasRequests || field == .requestsHash ? .zero : nil
    #expect(throws: InvalidBlock.headerFields(field)) {
      try Self.validation(fork).checkFields(header)
    }
  }

  @Test("do not let the gas limit fall below 5000")
  func minimum() {
    var parent = Self.parent
    parent.gasLimit = 5001
    parent.gasUsed = 0
    let validation = HeaderValidation(
      rules: Rules.at(.homestead).block, parent: parent, parentHash: parent.hash(),
      daoForkBlock: nil)
    var header = Self.header(.homestead)
    header.parentHash = parent.hash()
    header.gasLimit = 4999
    #expect(throws: InvalidBlock.gasLimit(parent: 5001, found: 4999)) {
      try validation.check(header)
    }
  }
}
