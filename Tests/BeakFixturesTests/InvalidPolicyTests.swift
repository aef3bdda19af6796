import Testing

@testable import BeakFixtures

@Suite("Transactions that the rules refuse")
struct InvalidPolicyTests {
  private static let high = "TransactionException.NONCE_MISMATCH_TOO_HIGH"
  private static let gas = "TransactionException.INTRINSIC_GAS_TOO_LOW"

  /// Good, wrong nonce, good, too little gas, good.
  private var document: DocumentText {
    var document = DocumentText()
    document.transactions = [
      ["nonce": "0"], ["nonce": "7"], ["nonce": "1"], ["nonce": "2", "gas": "20999"], ["nonce": "2"],
    ].map { DocumentText.transaction($0) }
    return document
  }

  private func dropped(_ fixture: FixtureView) throws -> [[String: Any]] {
    let information = try #require(fixture.members["_info"] as? [String: Any])
    return information["dropped"] as? [[String: Any]] ?? []
  }

  @Test("are left out with drop, and _info lists them")
  func drop() throws {
    let fixture = try FixtureView(converting: document, input: InputOptions(invalid: .drop))
    #expect(fixture.blocks.count == 1)
    #expect(fixture.transactions(ofBlock: 0).map { $0.text("nonce") } == ["0x00", "0x01", "0x02"])
    let list = try dropped(fixture)
    #expect(list.map { $0["index"] as? Int } == [1, 3])
    #expect(list.map { $0.text("exception") } == [Self.high, Self.gas])
    #expect(list.first?.text("message") == "nonce too high: have 7, the sender's is 1")
  }

  @Test("leave the fixture as if they were not there")
  func dropEqualsAbsence() throws {
    var without = document
    without.transactions = [0, 2, 4].map { document.transactions[$0] }
    let fixture = try FixtureView(converting: document, input: InputOptions(invalid: .drop))
    let other = try FixtureView(converting: without)
    #expect(fixture.members.text("lastblockhash") == other.members.text("lastblockhash"))
    #expect(try dropped(other).isEmpty)
  }

  @Test("take later transactions of their sender along when nonces have a gap")
  func dropChain() throws {
    var document = DocumentText()
    document.transactions = [["gas": "1"], ["nonce": "1"], ["nonce": "2"]].map {
      DocumentText.transaction($0)
    }
    let fixture = try FixtureView(converting: document, input: InputOptions(invalid: .drop))
    #expect(fixture.transactions(ofBlock: 0).isEmpty)
    #expect(try dropped(fixture).map { $0.text("exception") } == [Self.gas, Self.high, Self.high])
  }

  @Test("count from the whole document, in whichever block they stand")
  func dropIndex() throws {
    let fixture = try FixtureView(
      converting: document, options: BlockOptions(count: .fixed(3)), input: InputOptions(invalid: .drop))
    #expect(try dropped(fixture).map { $0["index"] as? Int } == [1, 3])
    #expect((0..<3).map { fixture.transactions(ofBlock: $0).count } == [1, 1, 1])
  }

  @Test("end a block with expect, and the others are tried again on the same parent")
  func expect() throws {
    let fixture = try FixtureView(converting: document, input: InputOptions(invalid: .expect))
    #expect((0..<3).map { fixture.exception(ofBlock: $0) } == [Self.high, Self.gas, nil])
    #expect((0..<3).map { fixture.transactions(ofBlock: $0).count } == [2, 3, 3])
    for index in 0..<3 {
      #expect(fixture.header(index).text("parentHash") == fixture.genesis.text("hash"))
      #expect(fixture.header(index).text("number") == "0x01")
    }
    #expect((0..<3).map { fixture.header($0).text("timestamp") } == ["0x1000", "0x100c", "0x1018"])
    #expect(fixture.members.text("lastblockhash") == fixture.header(2).text("hash"))
  }

  @Test("make no empty block after the last of them, but one for withdrawals", arguments: [true, false])
  func expectAlone(hasWithdrawals: Bool) throws {
    var document = DocumentText()
    document.transactions = [DocumentText.transaction(["nonce": "7"])]
    if hasWithdrawals {
      document.extra["withdrawals"] =
        #"[{"index":0,"validatorIndex":1,"address":"\#(DocumentText.contract)","amount":1}]"#
    }
    let fixture = try FixtureView(converting: document, input: InputOptions(invalid: .expect))
    #expect(fixture.blocks.count == (hasWithdrawals ? 2 : 1))
    #expect(fixture.withdrawals(ofBlock: 0)?.count == 0)
    if hasWithdrawals { #expect(fixture.withdrawals(ofBlock: 1)?.count == 1) }
  }

  @Test("do not stand in the way of an expected refusal")
  func withExpectation() throws {
    var document = document
    document.transactions.append(
      DocumentText.transaction(["nonce": "9", "expectedError": "\"NONCE_MISMATCH_TOO_HIGH\""]))
    let drop = try FixtureView(converting: document, input: InputOptions(invalid: .drop))
    #expect(drop.exception(ofBlock: 0) == Self.high)
    #expect(drop.transactions(ofBlock: 0).count == 4)
    let expect = try FixtureView(converting: document, input: InputOptions(invalid: .expect))
    #expect((0..<3).map { expect.exception(ofBlock: $0) } == [Self.high, Self.gas, Self.high])
    #expect((0..<3).map { expect.transactions(ofBlock: $0).count } == [2, 3, 4])
  }
}
