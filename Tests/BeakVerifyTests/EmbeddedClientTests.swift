import Chain
import Fixtures
import Foundation
import Primitives
import Replay
import Testing

@testable import beak_verify

/// What can be done to a fixture, and what the embedded client must say to it.
struct Corruption: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let stage: FailureStage
  let apply: @Sendable (inout Fixture) throws -> Void

  init(_ name: String, _ stage: FailureStage, _ apply: @escaping @Sendable (inout Fixture) throws -> Void) {
    testDescription = name
    self.stage = stage
    self.apply = apply
  }

  static let zero = "0x" + String(repeating: "00", count: 32)

  static let all: [Corruption] = [
    Corruption("one wei more in postState", .postState) {
      $0["postState", Fixture.recipient, "balance"] = "0x0101"
    },
    Corruption("another nonce in postState", .postState) {
      $0["postState", Fixture.sender, "nonce"] = "0x02"
    },
    Corruption("code in postState that is not there", .postState) {
      $0["postState", Fixture.recipient, "code"] = "0x00"
    },
    Corruption("a slot in postState that is not there", .postState) {
      $0["postState", Fixture.recipient, "storage", "0x01"] = "0x01"
    },
    Corruption("an account missing from postState", .postState) {
      $0["postState", Fixture.recipient] = nil
    },
    Corruption("an account too many in postState", .postState) {
      $0["postState", "0x00000000000000000000000000000000000000aa"] = [
        "nonce": "0x00", "balance": "0x01", "code": "0x", "storage": [String: String](),
      ]
    },
    Corruption("another postStateHash", .postState) {
      $0["postState"] = nil
      $0["postStateHash"] = zero
    },
    Corruption("another lastblockhash", .lastHash) { $0["lastblockhash"] = zero },
    Corruption("another state root in the rlp only", .decode) {
      var block = try $0.block()
      block.header.stateRoot = .zero
      $0.replace(block, withHeader: false, withLastHash: true)
    },
    Corruption("another state root everywhere", .block(position: 1)) {
      var block = try $0.block()
      block.header.stateRoot = .zero
      $0.replace(block, withHeader: true, withLastHash: true)
    },
    Corruption("another gasUsed everywhere", .block(position: 1)) {
      var block = try $0.block()
      block.header.gasUsed += 1
      $0.replace(block, withHeader: true, withLastHash: true)
    },
    Corruption("another receipts root everywhere", .block(position: 1)) {
      var block = try $0.block()
      block.header.receiptsRoot = .zero
      $0.replace(block, withHeader: true, withLastHash: true)
    },
    Corruption("another hash in blockHeader", .decode) { $0["blocks", "0", "blockHeader", "hash"] = zero },
    Corruption("a truncated rlp", .decode) {
      let rlp = $0["blocks", "0", "rlp"] as? String ?? ""
      $0["blocks", "0", "rlp"] = String(rlp.dropLast(2))
    },
    Corruption("no rlp", .decode) { $0["blocks", "0", "rlp"] = nil },
    Corruption("a good block said to be invalid", .block(position: 1)) {
      $0["blocks", "0", "blockHeader"] = nil
      $0["blocks", "0", "expectException"] = "BlockException.INVALID_STATE_ROOT"
    },
    Corruption("one wei more in pre", .genesis) {
      $0["pre", Fixture.sender, "balance"] = "0x400000000000000001"
    },
    Corruption("another genesis hash", .genesis) { $0["genesisBlockHeader", "hash"] = zero },
    Corruption("genesisRLP of another block", .genesis) { $0["genesisRLP"] = $0["blocks", "0", "rlp"] },
    Corruption("genesisRLP cut short", .genesis) { $0["genesisRLP"] = "0xf9" },
    Corruption("a later network", .block(position: 1)) { $0["network"] = "Cancun" },
    Corruption("another chain id", .block(position: 1)) { $0["config", "chainid"] = "0x02" },
  ]
}

@Suite("The embedded client")
struct EmbeddedClientTests {
  @Test("passes a fixture that is right")
  func right() throws {
    let fixture = try Fixture()
    let answer = try fixture.judgedByEmbedded()
    #expect(answer.status == .pass)
    #expect(answer.lastBlockHash?.hex == fixture["lastblockhash"] as? String)
  }

  @Test("fails what is wrong, at the place where it is wrong", arguments: Corruption.all)
  func wrong(corruption: Corruption) throws {
    var fixture = try Fixture()
    try corruption.apply(&fixture)
    let answer = try fixture.judgedByEmbedded()
    #expect(answer.status == .fail)
    #expect(answer.stage == corruption.stage)
    #expect(answer.message?.isEmpty == false)
  }

  @Test("passes a bad block that must be refused, for any of the exceptions named")
  func refusedBlock() throws {
    var fixture = try Fixture()
    var block = try fixture.block()
    block.header.stateRoot = .zero
    fixture.replace(block, withHeader: false, withLastHash: false)
    fixture["blocks", "0", "blockHeader"] = nil
    fixture["lastblockhash"] = fixture["genesisBlockHeader", "hash"]
    fixture["postState"] = fixture["pre"]
    for exception in [
      nil, "BlockException.INVALID_STATE_ROOT", "BlockException.A|BlockException.INVALID_STATE_ROOT",
    ] {
      fixture["blocks", "0", "expectException"] = exception
      #expect(try fixture.judgedByEmbedded().status == .pass)
    }
    fixture["blocks", "0", "expectException"] = "BlockException.INVALID_RECEIPTS_ROOT"
    let answer = try fixture.judgedByEmbedded()
    #expect(answer.status == .fail)
    #expect(answer.stage == .block(position: 1))
    fixture["blocks", "0", "chainname"] = "default"
    #expect(try fixture.judgedByEmbedded().status == .pass)
  }

  @Test("passes with the state root alone, and without genesisRLP")
  func sparseFixture() throws {
    var fixture = try Fixture()
    fixture["postStateHash"] = fixture["blocks", "0", "blockHeader", "stateRoot"]
    fixture["postState"] = nil
    fixture["genesisRLP"] = nil
    #expect(try fixture.judgedByEmbedded().status == .pass)
  }

  @Test("does not know every network")
  func unknownNetwork() throws {
    var fixture = try Fixture()
    fixture["network"] = "Atlantis"
    #expect(try fixture.judgedByEmbedded().status == .unsupported)
  }

  @Test("keeps nothing from one fixture to the next")
  func noMemory() throws {
    let client = EmbeddedClient()
    var wrong = try Fixture()
    wrong["postState", Fixture.recipient, "balance"] = "0x0101"
    let right = try Fixture()
    let statuses = try [right, wrong, right].map { fixture in
      try fixture.withTest { test, _ in
        client.submit(Submission(test: test, name: "b0x1", path: nil))
        return client.collect().status
      }
    }
    #expect(statuses == [.pass, .fail, .pass])
  }
}
