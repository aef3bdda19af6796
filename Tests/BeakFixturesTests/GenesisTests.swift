import Chain
import Foundation
import Testing

@testable import BeakFixtures

@Suite("Genesis and blocks")
struct GenesisTests {
  @Test("the environment describes the genesis block")
  func genesis() throws {
    var document = DocumentText()
    document.environment = [
      "currentCoinbase": "\"0xc014ba5e00000000000000000000000000000000\"", "currentGasLimit": "\"0x1000000\"",
      "currentTimestamp": "\"0x1000\"", "currentBaseFee": "1000", "currentRandom": "\"0x5\"",
      "currentExcessBlobGas": "\"0x100000\"", "currentBlobGasUsed": "\"0x20000\"", "currentNumber": "77",
      "withdrawals": "[]",
    ]
    document.transactions = []
    let fixture = try FixtureView(converting: document)
    let zeroHash = "0x" + String(repeating: "0", count: 64)
    let expected = [
      "parentHash": zeroHash, "coinbase": "0xc014ba5e00000000000000000000000000000000",
      "difficulty": "0x00", "number": "0x00", "gasLimit": "0x01000000", "gasUsed": "0x00",
      "timestamp": "0x0ff4", "extraData": "0x00", "mixHash": String(zeroHash.dropLast()) + "5",
      "nonce": "0x0000000000000000", "baseFeePerGas": "0x03e8", "blobGasUsed": "0x020000",
      "excessBlobGas": "0x100000", "parentBeaconBlockRoot": zeroHash,
      "requestsHash": "0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    ]
    for (name, value) in expected { #expect(fixture.genesis.text(name) == value, "\(name)") }
    let block = fixture.header(0)
    #expect(block.text("baseFeePerGas") == "0x036b")
    #expect(block.text("excessBlobGas") == "0x060000")
    #expect(block.text("mixHash") == zeroHash)
    #expect(block.text("number") == "0x01")
    #expect(block.text("extraData") == "0x")
    #expect(block.text("gasLimit") == "0x01000000")
    #expect(block.text("parentHash") == fixture.genesis.text("hash"))
  }

  @Test("an empty environment has the Python tool's defaults")
  func defaults() throws {
    var document = DocumentText()
    document.environment = [:]
    document.chainID = nil
    let fixture = try FixtureView(converting: document)
    #expect(fixture.genesis.text("coinbase") == "0x2adc25665018aa1fe0e6bc666dac8fc2697ff9ba")
    #expect(fixture.genesis.text("gasLimit") == "0x055d4a80")
    #expect(fixture.genesis.text("timestamp") == "0x03dc")
    #expect(fixture.genesis.text("baseFeePerGas") == "0x07")
    #expect(fixture.header(0).text("timestamp") == "0x03e8")
    #expect((fixture.members["config"] as? [String: Any])?.text("chainid") == "0x01")
  }

  @Test(
    "a genesis header has the fields of its fork",
    arguments: [
      ("Berlin", []), ("Paris", ["baseFeePerGas"]), ("Shanghai", ["baseFeePerGas", "withdrawalsRoot"]),
      (
        "Cancun",
        ["baseFeePerGas", "withdrawalsRoot", "blobGasUsed", "excessBlobGas", "parentBeaconBlockRoot"]
      ),
    ] as [(String, [String])])
  func fields(fork: String, expected: [String]) throws {
    var document = DocumentText()
    document.fork = "\"\(fork)\""
    document.environment["currentBaseFee"] = nil
    document.transactions = []
    let genesis = try FixtureView(converting: document).genesis
    let optional = [
      "baseFeePerGas", "withdrawalsRoot", "blobGasUsed", "excessBlobGas", "parentBeaconBlockRoot",
      "requestsHash",
    ]
    #expect(optional.filter { genesis[$0] != nil } == expected)
  }

  @Test("the beacon root reaches block 1 only")
  func beaconRoot() throws {
    let root = "0x" + String(repeating: "cd", count: 32)
    var document = DocumentText()
    document.extra["parentBeaconBlockRoot"] = "\"\(root)\""
    let fixture = try FixtureView(converting: document, options: BlockOptions(count: .fixed(2)))
    let zero = "0x" + String(repeating: "0", count: 64)
    #expect(fixture.header(0).text("parentBeaconBlockRoot") == root)
    #expect(fixture.header(1).text("parentBeaconBlockRoot") == zero)
  }

  @Test("blocks follow one another at the interval asked for, genesis at 12 seconds")
  func interval() throws {
    var document = DocumentText()
    document.transactions = (0..<3).map { DocumentText.transaction(["nonce": "\($0)"]) }
    let options = BlockOptions(count: .fixed(2), strategy: .distribute, interval: 100)
    let fixture = try FixtureView(converting: document, options: options)
    #expect(fixture.genesis.text("timestamp") == "0x0ff4")
    #expect((0..<2).map { fixture.header($0).text("timestamp") } == ["0x1000", "0x1064"])
    #expect((0..<2).map { fixture.transactions(ofBlock: $0).count } == [2, 1])
    #expect(fixture.header(1).text("parentHash") == fixture.header(0).text("hash"))
    #expect(fixture.members.text("lastblockhash") == fixture.header(1).text("hash"))
  }

  @Test("a document replaces a system contract wholly, and an empty account takes it away")
  func systemContracts() throws {
    let history = "0x0000f90827f1c53a10cb7a02335b175320002935"
    var document = DocumentText()
    #expect((try FixtureView(converting: document).pre[history] as? [String: Any])?.text("nonce") == "0x01")
    document.accounts.append((history, #"{"balance":"0x5"}"#))
    let replaced = try FixtureView(converting: document)
    let account = try #require(replaced.pre[history] as? [String: Any])
    #expect(
      account.text("balance") == "0x05" && account.text("code") == "0x" && account.text("nonce") == "0x00")
    document.accounts[2].1 = #"{"balance":"0x0"}"#
    let removed = try FixtureView(converting: document)
    #expect(removed.pre[history] == nil && removed.postState[history] == nil)
    #expect(removed.pre.count == replaced.pre.count - 1)
  }

  @Test("empty accounts are left out, and slots of value zero are shown before the blocks only")
  func emptyAccounts() throws {
    var document = DocumentText()
    let empty = "0x00000000000000000000000000000000000000ee"
    let zeroSlot = "0x00000000000000000000000000000000000000aa"
    document.accounts.append((empty, #"{"balance":0,"storage":{"1":0}}"#))
    document.accounts.append((zeroSlot, #"{"balance":1,"storage":{"0x01":"0x00","2":"3"}}"#))
    let fixture = try FixtureView(converting: document)
    #expect(fixture.pre[empty] == nil)
    func storage(_ state: [String: Any]) -> [String: String]? {
      (state[zeroSlot] as? [String: Any])?["storage"] as? [String: String]
    }
    #expect(storage(fixture.pre) == ["0x01": "0x00", "0x02": "0x03"])
    #expect(storage(fixture.postState) == ["0x02": "0x03"])
  }

  @Test("of two spellings of one slot the later counts", arguments: [2, 40])
  func repeatedSlots(count: Int) throws {
    let distinct = (2..<2 + count).map { "\"\($0)\":\"7\"" }
    let storage = ["\"1\":\"5\"", "\"0\":\"6\""] + distinct + ["\"0x01\":\"0\"", "\"0x00\":\"8\""]
    var document = DocumentText()
    document.accounts[1].1 = #"{"balance":1,"storage":{\#(storage.joined(separator: ","))}}"#
    let fixture = try FixtureView(converting: document)
    let account = try #require(fixture.pre[DocumentText.contract] as? [String: Any])
    let found = try #require(account["storage"] as? [String: String])
    #expect(found.count == count + 2)
    #expect(found["0x00"] == "0x08" && found["0x01"] == "0x00")
  }

  @Test("transactions are signed for the document's chain", arguments: [1, 1337])
  func chainID(chainID: Int) throws {
    var document = DocumentText()
    document.chainID = "\(chainID)"
    document.transactions.append(
      DocumentText.transaction(["nonce": "1", "gasPrice": nil, "maxFeePerGas": "7"]))
    let fixture = try FixtureView(converting: document)
    let transactions = fixture.transactions(ofBlock: 0)
    let v = try #require(transactions[0].text("v")).dropFirst(2)
    #expect([35 + 2 * chainID, 36 + 2 * chainID].contains(Int(v, radix: 16)))
    for transaction in transactions {
      let text = try #require(transaction.text("chainId")).dropFirst(2)
      #expect(Int(text, radix: 16) == chainID)
      #expect(transaction.text("sender") == DocumentText.sender)
    }
  }

  @Test("forks without replay protection get unprotected signatures", arguments: ["Frontier", "Homestead"])
  func unprotected(fork: String) throws {
    var document = DocumentText()
    document.fork = "\"\(fork)\""
    document.environment["currentBaseFee"] = nil
    let fixture = try FixtureView(converting: document)
    let v = try #require(fixture.transactions(ofBlock: 0).first?.text("v"))
    #expect(["0x1b", "0x1c"].contains(v))
  }

  @Test("the record's identity names the test")
  func name() throws {
    let line = try convert(DocumentText().text, id: "a \"quoted\" id")
    #expect(try FixtureView(line: line).name == "fuzzer_a \"quoted\" id")
    #expect(!line.contains("\n"))
  }
}
