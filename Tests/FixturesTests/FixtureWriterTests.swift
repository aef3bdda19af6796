import Chain
import EVM
import Foundation
import Primitives
import State
import Testing

@testable import Fixtures

@Suite("Writing fixtures")
struct FixtureWriterTests {
  /// The one fixture of a text, without its name.
  private func fixture(_ text: String) throws -> NSDictionary {
    let file = try object(text)
    return try #require(file["fuzzer_sample"] as? NSDictionary)
  }

  private func block(_ text: String) throws -> NSDictionary {
    let blocks = try #require(try fixture(text)["blocks"] as? [NSDictionary])
    return try #require(blocks.first)
  }

  private func transaction(_ text: String) throws -> NSDictionary {
    let list = try #require(try block(text)["transactions"] as? [NSDictionary])
    return try #require(list.first)
  }

  @Test("one line, minified, with the members in the order of the format")
  func layout() throws {
    var chain = SampleChain(.prague)
    chain.transactions = [chain.transaction()]
    let text = try chain.text()
    #expect(!text.contains("\n") && !text.contains(": ") && !text.contains(", "))
    let order = [
      "\"_info\":", "\"network\":\"Prague\"", "\"genesisBlockHeader\":", "\"pre\":", "\"postState\":",
      "\"lastblockhash\":", "\"config\":", "\"genesisRLP\":", "\"blocks\":", "\"sealEngine\":\"NoProof\"",
    ]
    let places = order.compactMap { text.range(of: $0)?.lowerBound }
    #expect(places.count == order.count)
    #expect(places == places.sorted())
  }

  @Test("`_info` names format, tool and record, and nothing that changes from run to run")
  func info() throws {
    let text = try SampleChain(.shanghai).text()
    let info = try #require(try fixture(text)["_info"] as? [String: String])
    #expect(
      info == ["fixture-format": "blockchain_test", "filling-transition-tool": "test 1.0", "id": "sample"])
    #expect(try SampleChain(.shanghai).text() == text)
  }

  @Test("an id with quotes stays valid JSON")
  func quotedIdentity() throws {
    let text = try SampleChain(.shanghai).text(id: "a\"b\\c")
    #expect(try object(text)["fuzzer_a\"b\\c"] != nil)
  }

  @Test(
    "a fixture reads back as what was written", arguments: [Fork.london, .paris, .shanghai, .cancun, .prague])
  func roundTrip(fork: Fork) throws {
    var chain = SampleChain(fork)
    chain.transactions = [chain.transaction(), chain.transaction(nonce: 1)]
    let test = try #require(try read(try chain.text()).first)
    #expect(test.network == chain.network)
    #expect(test.blocks.count == 1)
    let block = test.blocks[0]
    let rlp = try #require(block.rlp)
    let decoded = try rlp.withUnsafeBytes { try Block.decode($0) }
    #expect(decoded.header == block.declared?.header)
    #expect(decoded.header.hash() == test.lastBlockHash)
    #expect(decoded.transactions.count == 2)
    let genesis = try #require(test.genesisRLP).withUnsafeBytes { try Block.decode($0) }
    #expect(genesis.header == test.genesis.header)
    guard case .accounts(let accounts) = test.postState else {
      Issue.record("no postState")
      return
    }
    let recipient = accounts.first { $0.address == SampleChain.recipient }
    #expect(recipient?.balance == 512)
    #expect(test.pre.count == SystemAccount.preallocated(for: Rules.at(fork)).count + 1)
  }

  @Test("the text kept for system contracts is the text that would be written")
  func systemAccounts() throws {
    var chain = SampleChain(.prague)
    chain.transactions = [chain.transaction()]
    let known = FixtureWriter(tool: "test 1.0", signer: chain.engine.signer)
    let cached = try chain.text(writer: known)
    #expect(known.knownAccounts.count == 5)
    let unknowing = FixtureWriter(tool: "test 1.0", signer: chain.engine.signer)
    unknowing.learntForks = .max
    let rendered = try chain.text(writer: unknowing)
    #expect(unknowing.knownAccounts.isEmpty)
    #expect(cached == rendered)
  }

  @Test("a system contract that the allocation changed is written as it is")
  func changedSystemAccount() throws {
    var chain = SampleChain(.prague)
    let deposit: Address = "0x00000000219ab540356cbb839cbe05303d7705fa"
    chain.prepare = { state in
      let account = state.index(of: deposit)
      state.setGenesisStorage(account, slot: 0x22, value: 5)
      state.setGenesisStorage(account, slot: 0x99, value: 1)
    }
    let pre = try #require(try fixture(try chain.text())["pre"] as? NSDictionary)
    let account = try #require(pre[deposit.hex] as? NSDictionary)
    let storage = try #require(account["storage"] as? [String: String])
    #expect(storage["0x22"] == "0x05")
    #expect(storage["0x99"] == "0x01")
    #expect(storage.count == 32)
  }

  @Test("zero-valued slots of the allocation stand in `pre` and not in `postState`")
  func zeroSlots() throws {
    var chain = SampleChain(.shanghai)
    chain.zeroSlots = [ZeroSlot(account: SampleChain.sender, slot: 1)]
    let fixture = try fixture(try chain.text())
    for (state, expected) in [("pre", ["0x01": "0x00"]), ("postState", [:])] {
      let accounts = try #require(fixture[state] as? NSDictionary)
      let sender = try #require(accounts[SampleChain.sender.hex] as? NSDictionary)
      #expect(sender["storage"] as? [String: String] == expected)
    }
  }

  @Test("`to` of a creation is the empty string")
  func creation() throws {
    var chain = SampleChain(.shanghai)
    chain.transactions = [chain.transaction { $0.to = nil }]
    let text = try chain.text()
    #expect(try transaction(text)["to"] as? String == "")
    #expect(text.contains("\"to\":\"\"}"))
  }

  @Test(
    "each transaction type has the members of its type, and no others",
    arguments: [
      (TransactionType.legacy, ["gasPrice"]),
      (.accessList, ["gasPrice", "accessList"]),
      (.dynamicFee, ["maxFeePerGas", "maxPriorityFeePerGas", "accessList"]),
      (
        .blob,
        [
          "maxFeePerGas", "maxPriorityFeePerGas", "accessList", "maxFeePerBlobGas",
          "blobVersionedHashes",
        ]
      ),
      (.setCode, ["maxFeePerGas", "maxPriorityFeePerGas", "accessList", "authorizationList"]),
    ] as [(TransactionType, [String])])
  func transactionMembers(type: TransactionType, own: [String]) throws {
    var chain = SampleChain(.prague)
    let hash: Hash32 = "0x0100000000000000000000000000000000000000000000000000000000000001"
    let authorization = Authorization(
      chainID: 1, address: SampleChain.recipient, nonce: 1, yParity: 0, r: 1, s: 1)
    chain.transactions = [
      chain.transaction(type) {
        if type != .legacy {
          $0.accessList = [AccessListEntry(address: SampleChain.recipient, storageKeys: [hash])]
        }
        if type == .blob {
          $0.blobVersionedHashes = [hash]
          $0.maxFeePerBlobGas = 1
        }
        if type == .setCode { $0.authorizationList = [authorization] }
      }
    ]
    let written = try transaction(try chain.text())
    let common = ["type", "chainId", "nonce", "gasLimit", "to", "value", "data", "v", "r", "s", "sender"]
    #expect(Set(written.allKeys.compactMap { $0 as? String }) == Set(common + own))
    #expect(written["sender"] as? String == SampleChain.sender.hex)
    #expect(written["value"] as? String == "0x0100")
  }

  @Test("blob parameters are listed up to the network's fork, and not before blobs exist")
  func blobSchedule() throws {
    func config(_ fork: Fork) throws -> NSDictionary {
      try #require(try fixture(try SampleChain(fork).text())["config"] as? NSDictionary)
    }
    #expect(try config(.shanghai)["blobSchedule"] == nil)
    let prague = try #require(try config(.prague)["blobSchedule"] as? NSDictionary)
    #expect(Set(prague.allKeys.compactMap { $0 as? String }) == ["Cancun", "Prague"])
    #expect(
      prague["Prague"] as? [String: String]
        == ["target": "0x06", "max": "0x09", "baseFeeUpdateFraction": "0x4c6964"])
  }
}
