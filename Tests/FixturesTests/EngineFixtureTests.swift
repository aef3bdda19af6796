import Chain
import EVM
import Foundation
import JSON
import Primitives
import Testing

@testable import Fixtures

@Suite("Writing engine tests")
struct EngineFixtureTests {
  private let style = FixtureStyle(format: .engineTest)

  private func calls(_ text: String) throws -> [[String: Any]] {
    let members = try #require(try object(text)["fuzzer_sample"] as? [String: Any])
    return try #require(members["engineNewPayloads"] as? [[String: Any]])
  }

  private func call(_ text: String) throws -> [String: Any] { try #require(try calls(text).first) }

  private func payload(_ text: String) throws -> [String: Any] {
    try #require((try call(text)["params"] as? [Any])?.first as? [String: Any])
  }

  @Test(
    "each fork has its versions and parameters",
    arguments: [
      (Fork.paris, "1", "1", 1), (.shanghai, "2", "2", 1), (.cancun, "3", "3", 3), (.prague, "4", "3", 4),
      (.osaka, "4", "3", 4), (.bpo4, "4", "3", 4),
    ])
  func versions(fork: Fork, newPayload: String, forkchoice: String, parameters: Int) throws {
    let call = try call(try SampleChain(fork).text(style: style))
    #expect(call["newPayloadVersion"] as? String == newPayload)
    #expect(call["forkchoiceUpdatedVersion"] as? String == forkchoice)
    #expect((call["params"] as? [Any])?.count == parameters)
    #expect(call["validationError"] == nil)
  }

  @Test("forks of mined blocks have no engine API", arguments: Fork.allCases)
  func activation(fork: Fork) {
    let isMined = fork < .paris
    #expect((Rules.at(fork).block.engine == nil) == isMined)
    if isMined {
      #expect(throws: FixtureObstacle.noEngineAPI(block: 0)) { try SampleChain(fork).text(style: style) }
    }
  }

  @Test("a payload says what the block's header says, with the fewest digits")
  func payload() throws {
    var chain = SampleChain(.prague)
    chain.transactions = [chain.transaction(), chain.transaction(.dynamicFee, nonce: 1)]
    var executed: ExecutedBlock?
    let text = try chain.text(style: style) { block in
      executed = block
      return .executed(block)
    }
    let payload = try payload(text)
    let header = try #require(executed?.block.header)
    #expect(payload["blockHash"] as? String == executed?.hash.hex)
    #expect(payload["blockNumber"] as? String == "0x1")
    #expect(payload["timestamp"] as? String == "0x3f4")
    #expect(payload["gasUsed"] as? String == UInt256(header.gasUsed).hex)
    #expect(payload["excessBlobGas"] as? String == "0x0")
    #expect(payload["withdrawals"] as? [String] == [])
    #expect(payload["receiptsRoot"] as? String == header.receiptsRoot.hex)
    let envelopes = try #require(payload["transactions"] as? [String])
    #expect(envelopes.count == 2)
    #expect(envelopes[0].hasPrefix("0xf8") && envelopes[1].hasPrefix("0x02"))
    let members = try #require(try object(text)["fuzzer_sample"] as? [String: Any])
    #expect(members["lastblockhash"] as? String == executed?.hash.hex)
    #expect(members["blocks"] == nil && members["genesisRLP"] == nil && members["sealEngine"] == nil)
  }

  @Test("blob hashes, beacon root and requests follow the payload")
  func parameters() throws {
    let hash: Hash32 = "0x0100000000000000000000000000000000000000000000000000000000000007"
    var chain = SampleChain(.prague)
    chain.transactions = [
      chain.transaction(.blob) {
        $0.blobVersionedHashes = [hash, hash]
        $0.maxFeePerBlobGas = 1
      }
    ]
    let requests: [Bytes] = [[1, 0xab], [2]]
    let text = try chain.text(style: style) { block in
      var block = block
      block.requests = requests
      return .executed(block)
    }
    let parameters = try #require(try call(text)["params"] as? [Any])
    #expect(parameters[1] as? [String] == [hash.hex, hash.hex])
    #expect(parameters[2] as? String == Hash32.zero.hex)
    #expect(parameters[3] as? [String] == ["0x01ab", "0x02"])
  }

  private func refused(_ block: ExecutedBlock, rlp: Bytes? = nil) -> ChainBlock {
    .refused(
      RefusedBlock(
        rlp: rlp ?? block.rlp, expectedExceptions: ["BlockException.INVALID_STATE_ROOT"], decoded: block))
  }

  @Test("a block to be refused is a payload with the exceptions' names")
  func refusal() throws {
    let text = try SampleChain(.cancun).text(style: style) { refused($0) }
    let call = try call(text)
    #expect(call["validationError"] as? String == "BlockException.INVALID_STATE_ROOT")
    #expect(call["errorCode"] == nil)
  }

  @Test(
    "a hash that does not follow from the payload may be named instead",
    arguments: [
      { $0.difficulty = 1 }, { $0.nonce = 1 }, { $0.transactionsRoot = .zero }, { $0.ommersHash = .zero },
      { $0.withdrawalsRoot = .zero }, { $0.requestsHash = .zero },
    ] as [@Sendable (inout Header) -> Void])
  func invalidHash(change: @Sendable (inout Header) -> Void) throws {
    let text = try SampleChain(.prague).text(style: style) { block in
      var block = block
      change(&block.block.header)
      return refused(block)
    }
    #expect(
      try call(text)["validationError"] as? String
        == "BlockException.INVALID_STATE_ROOT|BlockException.INVALID_BLOCK_HASH")
  }

  @Test("a payload that lacks a field of its fork is refused as parameters")
  func missingField() throws {
    let text = try SampleChain(.cancun).text(style: style) { block in
      var block = block
      block.block.header.excessBlobGas = nil
      return refused(block)
    }
    #expect(try call(text)["errorCode"] as? String == "-32602")
  }

  @Test("what no payload can hold is an obstacle")
  func impossible() {
    #expect(throws: FixtureObstacle.noPayload(position: 1)) {
      try SampleChain(.prague).text(style: style) { refused($0, rlp: $0.rlp + [0]) }
    }
    #expect(throws: FixtureObstacle.noPayload(position: 1)) {
      try SampleChain(.prague).text(style: style) { block in
        .refused(RefusedBlock(rlp: block.rlp, expectedExceptions: ["BlockException.X"], decoded: nil))
      }
    }
    #expect(throws: FixtureObstacle.noPayload(position: 1)) {
      try SampleChain(.prague).text(style: style) { block in
        var block = block
        block.block.header.parentBeaconBlockRoot = nil
        return refused(block)
      }
    }
  }

  @Test("an engine test is told from a blockchain test when it is read")
  func reading() throws {
    let text = try SampleChain(.shanghai).text(style: style)
    #expect(throws: FixtureError(.engineTest, at: .root / "fuzzer_sample")) { try read(text) }
  }
}
