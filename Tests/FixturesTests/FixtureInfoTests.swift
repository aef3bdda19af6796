import Chain
import Crypto
import Foundation
import Primitives
import Testing

@testable import Fixtures

@Suite("What `_info` and the style of a fixture say")
struct FixtureInfoTests {
  private func members(_ text: String) throws -> [String: Any] {
    try #require(try object(text)["fuzzer_sample"] as? [String: Any])
  }

  private func info(_ text: String) throws -> [String: Any] {
    try #require(try members(text)["_info"] as? [String: Any])
  }

  /// EEST's hash of a fixture: every object with its members sorted, and no white space.
  private func hash(_ text: String) throws -> String {
    var members = try members(text)
    members["_info"] = nil
    return SHA256.hash(Bytes(sorted(members).utf8)).hex
  }

  /// A value as text, written the slow way; its strings need no escapes.
  private func sorted(_ value: Any) -> String {
    switch value {
    case let members as [String: Any]:
      let names = members.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      return "{" + names.map { "\"\($0)\":\(sorted(members[$0]!))" }.joined(separator: ",") + "}"
    case let elements as [Any]: return "[" + elements.map(sorted).joined(separator: ",") + "]"
    case let text as String: return "\"\(text)\""
    default: return "\(value)"
    }
  }

  @Test("the hash is that of the fixture with sorted members", arguments: FixtureFormat.allCases.dropLast())
  func hash(format: FixtureFormat) throws {
    var chain = SampleChain(.prague)
    chain.transactions = [
      chain.transaction(),
      chain.transaction(.accessList, nonce: 1) { $0.accessList = SampleChain.accessList },
    ]
    let style = FixtureStyle(format: format, includesHash: true)
    let text = try chain.text(style: style)
    #expect(try info(text)["hash"] as? String == hash(text))
    #expect(text.hasPrefix("{\"fuzzer_sample\":{\"_info\":{\"hash\":\"0x"))
    #expect(try info(try chain.text(style: FixtureStyle(format: format)))["hash"] == nil)
  }

  @Test("the hash says what the fixture says, whoever wrote it and whatever it was made of")
  func hashOfContent() throws {
    let style = FixtureStyle(includesHash: true)
    let chain = SampleChain(.shanghai)
    let plain = try info(try chain.text(style: style))["hash"] as? String
    let other = FixtureWriter(tool: "other 2.0", signer: chain.engine.signer, style: style)
    let embedding = FixtureInfo(sourceDocument: Bytes("{}".utf8))
    #expect(try info(try chain.text(writer: other, info: embedding))["hash"] as? String == plain)
    var changed = chain
    changed.transactions = [chain.transaction()]
    #expect(try info(try changed.text(style: style))["hash"] as? String != plain)
  }

  @Test("the document is embedded as text, byte for byte")
  func source() throws {
    let document = "{ \"id\" : \"a\\\"b\\\\\",\n\t\"x\":1e3, \"ü\":\"\\u00fc\" }"
    let text = try SampleChain(.shanghai).text(info: FixtureInfo(sourceDocument: Bytes(document.utf8)))
    #expect(try info(text)["source-document"] as? String == document)
    #expect(!text.contains("\n"))
  }

  @Test("dropped transactions stand in `_info`, whatever else does")
  func dropped() throws {
    let dropped = [
      DroppedTransaction(index: 3, exception: "TransactionException.NONCE_MISMATCH_TOO_LOW", message: "m")
    ]
    let text = try SampleChain(.shanghai).text(
      style: FixtureStyle(includesHash: true), info: FixtureInfo(dropped: dropped))
    let list = try #require(try info(text)["dropped"] as? [[String: Any]])
    #expect(list.count == 1)
    #expect(list[0]["index"] as? Int == 3)
    #expect(try info(text)["hash"] as? String == hash(text))
  }

  @Test("a fault made on purpose stands in `_info`, with a hash or without", arguments: [false, true])
  func fault(includesHash: Bool) throws {
    let fault = BlockFault(kind: "state-root", position: 2, summary: "wrong")
    let text = try SampleChain(.shanghai).text(
      style: FixtureStyle(includesHash: includesHash), info: FixtureInfo(fault: fault))
    let negative = try #require(try info(text)["negative"] as? [String: Any])
    #expect(negative["kind"] as? String == "state-root")
    #expect(negative["block"] as? Int == 2)
    #expect(try info(text)["hash"] as? String == (includesHash ? hash(text) : nil))
  }

  @Test("the root of the state stands in place of the accounts", arguments: FixtureFormat.allCases.dropLast())
  func postHash(format: FixtureFormat) throws {
    var chain = SampleChain(.cancun)
    chain.transactions = [chain.transaction()]
    let members = try members(try chain.text(style: FixtureStyle(format: format, post: .root)))
    #expect(members["postState"] == nil)
    #expect(members["postStateHash"] as? String == chain.engine.stateRoot().hex)
  }

  @Test("without a block that is imported, the root is that of genesis")
  func postHashOfGenesis() throws {
    let chain = SampleChain(.shanghai)
    let style = FixtureStyle(post: .root)
    let text = try chain.text(style: style) { block in
      .refused(
        RefusedBlock(rlp: block.rlp, expectedExceptions: ["BlockException.INVALID_GASLIMIT"], decoded: block))
    }
    let members = try members(text)
    let genesis = try #require(members["genesisBlockHeader"] as? [String: Any])
    #expect(members["postStateHash"] as? String == genesis["stateRoot"] as? String)
    #expect(members["lastblockhash"] as? String == genesis["hash"] as? String)
  }
}

@Suite("The canonical order of members")
struct CanonicalTextTests {
  private func arranged(_ text: String) -> String {
    Bytes(text.utf8).withUnsafeBytes { members in
      var canonical = CanonicalText()
      return String(decoding: canonical.arranged(ofMembers: members), as: UTF8.self)
    }
  }

  @Test(
    "members are sorted by the bytes of their names, at every depth",
    arguments: [
      ("", "{}"),
      (#""a":1"#, #"{"a":1}"#),
      (#""b":1,"a":"x""#, #"{"a":"x","b":1}"#),
      (#""aa":1,"a":2,"B":3"#, #"{"B":3,"a":2,"aa":1}"#),
      (#""a":{"d":[],"c":{}},"b":0"#, #"{"a":{"c":{},"d":[]},"b":0}"#),
      (
        #""a":[{"y":1,"x":[{"q":"","p":2}]},"s",3],"A":{}"#,
        #"{"A":{},"a":[{"x":[{"p":2,"q":""}],"y":1},"s",3]}"#
      ),
      (#""0x10":"a","0x02":"b","0x0100":"c""#, #"{"0x0100":"c","0x02":"b","0x10":"a"}"#),
    ])
  func order(text: String, expected: String) {
    #expect(arranged(text) == expected)
  }

  @Test("one instance takes text after text")
  func reuse() {
    var canonical = CanonicalText()
    var hashes: [Hash32] = []
    for text in [#""b":{"z":1,"y":2},"a":3"#, #""k":[1,2]"#, #""b":{"z":1,"y":2},"a":3"#] {
      Bytes(text.utf8).withUnsafeBytes { hashes.append(canonical.hash(ofMembers: $0)) }
    }
    #expect(hashes[0] == hashes[2])
    #expect(hashes[0] != hashes[1])
    #expect(hashes[1] == SHA256.hash(Bytes(#"{"k":[1,2]}"#.utf8)))
  }
}
