import Chain
import Fixtures
import Primitives
import Testing

@testable import BeakFixtures

@Suite("Negative blocks")
struct NegativeTests {
  /// A chain of two blocks with two transactions each.
  private static func document(_ fork: String) -> DocumentText {
    var document = DocumentText()
    document.fork = "\"\(fork)\""
    document.environment["currentBaseFee"] = nil
    document.transactions = (0..<4).map { DocumentText.transaction(["nonce": "\($0)"]) }
    return document
  }

  private static func fixture(
    _ fork: String, _ kind: NegativeKind?, seed: UInt64 = 0, id: String = "test"
  ) throws -> FixtureView {
    let options = NegativeOptions(kind: kind, seed: seed)
    return try FixtureView(
      line: convert(document(fork).text, id: id, options: BlockOptions(count: .fixed(2)), negative: options))
  }

  /// What the oldest fork has none of.
  private static let laterKinds: [NegativeKind: String] = [
    .headerFieldMissing: "every field of the fork's header is part of all headers",
    .baseFee: "the fork has no base fee", .blobGas: "the fork has no blobs",
    .blobGasAboveLimit: "the fork has no blobs", .excessBlobGas: "the fork has no blobs",
    .withdrawalsRoot: "the fork has no withdrawals", .requestsHash: "the fork has no requests",
  ]

  @Test(
    "the last block is refused for a named reason, and the chain ends before it",
    arguments: NegativeKind.allCases, ["Frontier", "London", "Shanghai", "Prague"])
  func refused(kind: NegativeKind, fork: String) throws {
    let valid = try FixtureView(
      line: convert(Self.document(fork).text, options: BlockOptions(count: .fixed(2))))
    let fixture: FixtureView
    do {
      fixture = try Self.fixture(fork, kind)
    } catch let error as ConvertError {
      #expect(error.kind == .negativeNotApplicable && fork != "Prague", "\(error.message)")
      let reason = try #require(Self.laterKinds[kind])
      #expect(error.message == "the negative \(kind.rawValue) does not apply: \(reason)")
      return
    }
    let block = fixture.block(1)
    #expect(fixture.block(0)["blockHeader"] != nil && block["blockHeader"] == nil)
    let names = try #require(block.text("expectException")).split(separator: "|").map(String.init)
    #expect(!names.isEmpty && names.allSatisfy(ExceptionNames.isStandard))
    #expect(fixture.members.text("lastblockhash") == fixture.header(0).text("hash"))
    let told = (fixture.members["_info"] as? [String: Any])?["negative"] as? [String: Any]
    #expect(told?.text("kind") == kind.rawValue && told?.text("fault") == kind.summary)
    #expect(told?["block"] as? Int == 2)
    #expect(block.text("rlp") != valid.block(1).text("rlp"))
    let sender = try #require(fixture.postState[DocumentText.sender] as? [String: Any])
    #expect(sender.text("nonce") == "0x02")
    // What decodes is shown, under the hash that the header has now.
    if let decoded = block["rlp_decoded"] as? [String: Any] {
      let header = try #require(decoded["blockHeader"] as? [String: Any])
      #expect(header.text("hash") != valid.header(1).text("hash"))
    } else {
      #expect(names.contains("BlockException.RLP_STRUCTURES_ENCODING"))
    }
  }

  @Test(
    "every kind that a fork lacks is named for some fork",
    arguments: laterKinds.keys.sorted { $0.rawValue < $1.rawValue })
  func notApplicable(kind: NegativeKind) {
    let error = #expect(throws: ConvertError.self) { try Self.fixture("Frontier", kind) }
    #expect(error?.kind == .negativeNotApplicable)
    #expect(error?.pointer == .root && error?.hint != nil)
  }

  @Test(
    "a kind that needs a transaction does not apply without one",
    arguments: [
      NegativeKind.transactionDuplicate, .transactionSignature,
    ])
  func empty(kind: NegativeKind) {
    var document = DocumentText()
    document.transactions = []
    let error = #expect(throws: ConvertError.self) {
      try convert(document.text, negative: NegativeOptions(kind: kind))
    }
    #expect(
      error?.message == "the negative \(kind.rawValue) does not apply: the last block has no transaction")
  }

  @Test("the first block of a chain can be the one refused; genesis is the head then")
  func firstBlock() throws {
    let line = try convert(DocumentText().text, negative: NegativeOptions(kind: .gasUsed))
    let fixture = try FixtureView(line: line)
    #expect(fixture.members.text("lastblockhash") == fixture.genesis.text("hash"))
    #expect((fixture.postState[DocumentText.sender] as? [String: Any])?.text("nonce") == "0x00")
    #expect(fixture.postState.count == fixture.pre.count)
  }

  @Test("chance is decided by the seed and the record's identity alone")
  func random() throws {
    func exception(_ seed: UInt64, _ id: String) throws -> String {
      let block = try Self.fixture("Prague", nil, seed: seed, id: id).block(1)
      return (block.text("expectException") ?? "") + (block.text("rlp") ?? "")
    }
    let first = try (0..<40).map { try exception(1, "\($0)") }
    #expect(try (0..<40).map { try exception(1, "\($0)") } == first)
    #expect(Set(first).count > 10)
    #expect(try (0..<40).map { try exception(2, "\($0)") } != first)
  }

  @Test("chance takes only what applies", arguments: 0..<40)
  func randomOnOldFork(seed: UInt64) throws {
    #expect(try Self.fixture("Frontier", nil, seed: seed).block(1)["expectException"] != nil)
  }

  @Test("kinds are kebab-case and every one is explained", arguments: NegativeKind.allCases)
  func summaries(kind: NegativeKind) {
    #expect(kind.rawValue.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil)
    #expect(!kind.summary.isEmpty && !kind.summary.hasSuffix("."))
  }
}
