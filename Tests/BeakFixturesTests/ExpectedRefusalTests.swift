import Testing

@testable import BeakFixtures

@Suite("Blocks that a document says must be refused")
struct ExpectedRefusalTests {
  private static let high = "TransactionException.NONCE_MISMATCH_TOO_HIGH"

  private func document(_ transactions: [[String: String?]], blocks: Int = 1) -> DocumentText {
    var document = DocumentText()
    document.transactions = transactions.map { DocumentText.transaction($0) }
    document.extra["blockCount"] = "\(blocks)"
    return document
  }

  @Test("the refused block lists its transactions, and the next one has the same parent and number")
  func sameParent() throws {
    let fixture = try FixtureView(
      converting: document(
        [
          [:], ["nonce": "5", "expectedError": "\"\(Self.high)\""], ["block": "1"],
          ["nonce": "1", "block": "2"],
        ], blocks: 3))
    #expect((0..<3).map { fixture.exception(ofBlock: $0) } == [Self.high, nil, nil])
    #expect((0..<3).map { fixture.transactions(ofBlock: $0).count } == [2, 1, 1])
    #expect((0..<3).map { fixture.header($0).text("number") } == ["0x01", "0x01", "0x02"])
    #expect((0..<3).map { fixture.header($0).text("timestamp") } == ["0x1000", "0x100c", "0x1018"])
    #expect(fixture.header(1).text("parentHash") == fixture.genesis.text("hash"))
    #expect(fixture.members.text("lastblockhash") == fixture.header(2).text("hash"))
    #expect(fixture.blocks[0].text("rlp") != nil)
    #expect((fixture.blocks[0]["rlp_decoded"] as? [String: Any])?["rlp"] == nil)
  }

  @Test("a chain of refused blocks alone ends where it began")
  func nothingValid() throws {
    let fixture = try FixtureView(
      converting: document([["nonce": "5", "expectedError": "\"NONCE_MISMATCH_TOO_HIGH\""]]))
    #expect(fixture.exception(ofBlock: 0) == Self.high)
    #expect(fixture.members.text("lastblockhash") == fixture.genesis.text("hash"))
    #expect(Set(fixture.postState.keys) == Set(fixture.pre.keys))
  }

  @Test("alternatives are kept, and the prefix may be left out")
  func alternatives() throws {
    let fixture = try FixtureView(
      converting: document([
        ["gas": "20999", "expectedError": "\"GAS_ALLOWANCE_EXCEEDED|INTRINSIC_GAS_TOO_LOW\""]
      ]))
    let expected =
      "TransactionException.GAS_ALLOWANCE_EXCEEDED|TransactionException.INTRINSIC_GAS_TOO_LOW"
    #expect(fixture.exception(ofBlock: 0) == expected)
  }

  @Test("the header of a refused block covers all listed transactions, its gas only those executed")
  func header() throws {
    let hash = "\"0x01\(String(repeating: "00", count: 31))\""
    let blobs = { (nonce: Int, count: Int, extra: [String: String?]) -> [String: String?] in
      let list = Array(repeating: hash, count: count).joined(separator: ",")
      return ["gasPrice": nil, "maxFeePerGas": "7", "nonce": "\(nonce)", "blobVersionedHashes": "[\(list)]"]
        .merging(extra) { $1 }
    }
    let refused = try FixtureView(
      converting: document([blobs(0, 3, [:]), blobs(9, 2, ["expectedError": "\"NONCE_MISMATCH_TOO_HIGH\""])]))
    let valid = try FixtureView(converting: document([blobs(0, 3, [:])]))
    #expect(refused.header(0).text("blobGasUsed") == "0x0a0000")
    #expect(valid.header(0).text("blobGasUsed") == "0x060000")
    for field in ["gasUsed", "receiptTrie", "stateRoot", "bloom"] {
      #expect(refused.header(0).text(field) == valid.header(0).text(field), "\(field)")
    }
    #expect(refused.header(0).text("transactionsTrie") != valid.header(0).text("transactionsTrie"))
  }

  @Test("withdrawals go into the last block that is not to be refused")
  func withdrawals() throws {
    var text = document(
      [
        [:], ["block": "1", "nonce": "1"], ["block": "2", "nonce": "9", "expectedError": "\"\(Self.high)\""],
      ],
      blocks: 3)
    text.extra["withdrawals"] =
      #"[{"index":"0x3","validatorIndex":"4","address":"\#(DocumentText.contract)","amount":"0x5"}]"#
    let fixture = try FixtureView(converting: text)
    #expect((0..<3).map { fixture.withdrawals(ofBlock: $0)?.count } == [0, 1, 0])
    let withdrawal = try #require(fixture.withdrawals(ofBlock: 1)?.first)
    #expect(withdrawal.text("index") == "0x03" && withdrawal.text("validatorIndex") == "0x04")
    #expect(withdrawal.text("address") == DocumentText.contract && withdrawal.text("amount") == "0x05")
    let account = try #require(fixture.postState[DocumentText.contract] as? [String: Any])
    // 0x10 at genesis, 0x100 from each of two transactions, 5 gwei.
    #expect(account.text("balance") == "0x012a05f410")
  }

  @Test("a block can be refused as a whole")
  func blockException() throws {
    var text = document([[:]])
    text.accounts.append(("0x00000961ef480eb55e80d19ad83579a64c007002", #"{"balance":0}"#))
    text.extra["blockException"] = "\"SYSTEM_CONTRACT_EMPTY\""
    let fixture = try FixtureView(converting: text)
    #expect(fixture.exception(ofBlock: 0) == "BlockException.SYSTEM_CONTRACT_EMPTY")
    #expect(fixture.transactions(ofBlock: 0).count == 1)
    #expect(fixture.members.text("lastblockhash") == fixture.genesis.text("hash"))
  }
}

@Suite("Blocks that a document assigns")
struct AssignedBlockTests {
  private var document: DocumentText {
    var document = DocumentText()
    document.transactions = [
      DocumentText.transaction([:]), DocumentText.transaction(["nonce": "1", "block": "\"0x1\""]),
      DocumentText.transaction(["nonce": "2", "block": "1"]),
      DocumentText.transaction(["nonce": "3", "block": "3"]),
    ]
    document.extra["blockCount"] = "5"
    return document
  }

  private func counts(_ options: BlockOptions) throws -> [Int] {
    let fixture = try FixtureView(converting: document, options: options)
    return fixture.blocks.indices.map { fixture.transactions(ofBlock: $0).count }
  }

  @Test("each transaction stands in the block that it names")
  func assigned() throws {
    #expect(try counts(.init()) == [1, 2, 0, 1, 0])
  }

  @Test("a number of blocks or a strategy of the run replaces what the document assigns")
  func replaced() throws {
    #expect(try counts(.init(count: .fixed(2))) == [2, 2])
    #expect(try counts(.init(count: .fixed(3), strategy: .firstBlock)) == [4, 0, 0])
    #expect(try counts(.init(strategy: .distribute)) == [1, 1, 1, 1, 0])
  }
}
