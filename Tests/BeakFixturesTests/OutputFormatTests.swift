import Chain
import EVM
import Fixtures
import Foundation
import JSON
import Primitives
import Replay
import Testing

@testable import BeakFixtures

@Suite("Formats of the output")
struct OutputFormatTests {
  private func fixture(_ document: DocumentText, _ options: ConversionOptions) throws -> FixtureView {
    let converter = Converter(options: options)
    return try withJSON(document.text) { root in
      var text = ByteBuffer()
      try converter.convert(root, id: "test", into: &text)
      return try FixtureView(line: String(decoding: text.bytes, as: UTF8.self))
    }
  }

  private func options(
    _ format: FixtureFormat, post: PostStateForm = .accounts, invalid: InputOptions.InvalidPolicy = .error
  ) -> ConversionOptions {
    ConversionOptions(
      input: InputOptions(invalid: invalid),
      output: OutputOptions(tool: "test", style: FixtureStyle(format: format, post: post)))
  }

  private func error(_ document: DocumentText, _ options: ConversionOptions) throws -> ConvertError? {
    do {
      _ = try fixture(document, options)
      return nil
    } catch let error as ConvertError {
      return error
    }
  }

  /// The state test of a document, read and run again from its text.
  private func replay(_ document: DocumentText, _ options: ConversionOptions) throws -> StateTest {
    let converter = Converter(options: options)
    let text = try withJSON(document.text) { root in
      var text = ByteBuffer()
      try converter.convert(root, id: "test", into: &text)
      return String(decoding: text.bytes, as: UTF8.self)
    }
    return try withJSON(text) { root in
      let reader = FixtureReader()
      let entry = try #require(try reader.entries(of: root).first)
      #expect(reader.isStateTest(entry.value))
      let test = try reader.readStateTest(name: entry.name, entry.value)
      try StateTestRun(engine: ChainEngine()).run(test)
      return test
    }
  }

  @Test(
    "a state test runs from its own text",
    arguments: [
      "Frontier", "Homestead", "Byzantium", "Istanbul", "London", "Paris", "Shanghai", "Cancun", "Prague",
      "Osaka",
    ],
    PostStateForm.allCases)
  func replay(fork: String, post: PostStateForm) throws {
    var document = DocumentText()
    document.fork = "\"\(fork)\""
    if Rules.at(try #require(Network(named: fork)).finalFork).block.hasBaseFee == false {
      document.environment["currentBaseFee"] = nil
    }
    let test = try replay(document, options(.stateTest, post: post))
    #expect(test.cases.count == 1)
    #expect(test.cases[0].networkName == fork)
    #expect(!test.cases[0].mustBeRefused)
    #expect(test.environment.number == 1)
    #expect(test.environment.timestamp == 0x1000)
  }

  @Test("the environment is that of block 1, with the document's randomness")
  func environment() throws {
    var document = DocumentText()
    document.environment["currentBaseFee"] = "\"0x3e8\""
    document.environment["currentExcessBlobGas"] = "\"0x100000\""
    document.environment["currentRandom"] = "\"0x2a\""
    document.transactions = [DocumentText.transaction(["gasPrice": "\"0x1000\""])]
    let state = try fixture(document, options(.stateTest))
    let chain = try fixture(document, options(.blockchainTest))
    let environment = try #require(state.members["env"] as? [String: String])
    #expect(environment["currentBaseFee"] == "0x036b")
    #expect(environment["currentBaseFee"] == chain.header(0).text("baseFeePerGas"))
    #expect(environment["currentExcessBlobGas"] == chain.header(0).text("excessBlobGas"))
    #expect(environment["currentRandom"] == Hash32(UInt256(42)).hex)
    #expect(state.pre as NSDictionary == chain.pre as NSDictionary)
  }

  @Test("a state test comes out as it went in", arguments: ["London", "Shanghai", "Prague", "Osaka"])
  func fixedPoint(fork: String) throws {
    var document = DocumentText()
    document.fork = "\"\(fork)\""
    var options = options(.stateTest)
    options.output.style.includesHash = true
    let first = try fixture(document, options)
    options.input.format = .stateTest
    let members = try JSONSerialization.data(withJSONObject: ["test": first.members])
    let second = try withJSON(String(decoding: members, as: UTF8.self)) { root in
      let converter = Converter(options: options)
      let element = try #require(try converter.stateTestCases(of: root).first)
      var text = ByteBuffer()
      try converter.convert(element, id: "test", into: &text)
      return try FixtureView(line: String(decoding: text.bytes, as: UTF8.self))
    }
    #expect(second.members as NSDictionary == first.members as NSDictionary)
  }

  @Test("a fork in the making is that of block 1")
  func transition() throws {
    var document = DocumentText()
    document.fork = "\"ShanghaiToCancunAtTime15k\""
    for (timestamp, fork) in [("\"0x1000\"", "Shanghai"), ("\"0x10000\"", "Cancun")] {
      document.environment["currentTimestamp"] = timestamp
      #expect(try replay(document, options(.stateTest)).cases[0].networkName == fork)
    }
  }

  @Test("no system contract is called: the state afterwards differs from the block's")
  func noBlock() throws {
    let state = try fixture(DocumentText(), options(.stateTest))
    let chain = try fixture(DocumentText(), options(.blockchainTest))
    let post = try #require((state.members["post"] as? [String: [[String: Any]]])?["Prague"]?.first)
    let accounts = try #require(post["state"] as? [String: Any])
    let history = "0x0000f90827f1c53a10cb7a02335b175320002935"
    #expect((accounts[history] as? [String: Any])?["storage"] as? [String: String] == [:])
    #expect((chain.postState[history] as? [String: Any])?["storage"] as? [String: String] != [:])
    #expect(accounts.count == chain.postState.count)
  }

  @Test("a state test has one transaction", arguments: [0, 2, 3])
  func count(count: Int) throws {
    var document = DocumentText()
    document.transactions = (0..<count).map { DocumentText.transaction(["nonce": "\"0x\($0)\""]) }
    #expect(
      try error(document, options(.stateTest)) == .notOneTransaction(count: count, at: .root / "transactions")
    )
  }

  @Test("a refused transaction is an error, or expected, or missing")
  func refused() throws {
    var document = DocumentText()
    document.transactions = [DocumentText.transaction(["nonce": "\"0x9\""])]
    let name = "TransactionException.NONCE_MISMATCH_TOO_HIGH"
    for policy in [InputOptions.InvalidPolicy.error, .drop] {
      let found = try error(document, options(.stateTest, invalid: policy))
      let place: JSONPointer = .root / "transactions" / 0 / "nonce"
      let expected = ConvertError.transactionRejected(
        .nonceTooHigh(expected: 0, found: 9), exception: name, at: place)
      #expect(found == expected)
    }
    let test = try replay(document, options(.stateTest, invalid: .expect))
    #expect(test.cases[0].mustBeRefused)
    #expect(test.cases[0].expectedExceptions == [name])
  }

  @Test("an exception that the document expects is the state test's")
  func expected() throws {
    var document = DocumentText()
    let name = "\"NONCE_MISMATCH_TOO_HIGH|NONCE_IS_MAX\""
    document.transactions = [DocumentText.transaction(["nonce": "\"0x9\"", "expectedError": name])]
    let test = try replay(document, options(.stateTest))
    #expect(
      test.cases[0].expectedExceptions
        == ["TransactionException.NONCE_MISMATCH_TOO_HIGH", "TransactionException.NONCE_IS_MAX"])
    document.transactions = [DocumentText.transaction(["expectedError": name])]
    #expect(try error(document, options(.stateTest))?.code == "exception-absent")
  }

  @Test("measured gas is measured for a state test as well")
  func measured() throws {
    var document = DocumentText()
    document.transactions = [DocumentText.transaction(["gasNeedFraction": "1"])]
    let state = try fixture(document, options(.stateTest))
    let chain = try fixture(document, options(.blockchainTest))
    let transaction = try #require(state.members["transaction"] as? [String: Any])
    #expect(transaction["gasLimit"] as? [String] == [try #require(chain.header(0).text("gasUsed"))])
  }

  @Test("an engine test of a fork without engine API is an error at the fork")
  func engine() throws {
    var document = DocumentText()
    document.fork = "\"London\""
    #expect(
      try error(document, options(.engineTest))
        == .engineUnavailable(network: "London", block: 0, at: .root / "fork"))
    document.fork = "\"Paris\""
    #expect(try error(document, options(.engineTest)) == nil)
  }

  @Test("an engine test holds the blocks of the blockchain test")
  func sameBlocks() throws {
    var document = DocumentText()
    document.transactions.append(DocumentText.transaction(["nonce": "\"0x1\""]))
    var engine = options(.engineTest)
    engine.blocks = BlockOptions(count: .fixed(2))
    var chain = options(.blockchainTest)
    chain.blocks = engine.blocks
    let calls = try #require(try fixture(document, engine).members["engineNewPayloads"] as? [[String: Any]])
    let blocks = try fixture(document, chain)
    let hashes = calls.map { (($0["params"] as? [Any])?.first as? [String: Any])?["blockHash"] as? String }
    #expect(hashes == [blocks.header(0).text("hash"), blocks.header(1).text("hash")])
  }

  @Test("an indented fixture is the same value over many lines", arguments: FixtureFormat.allCases)
  func indented(format: FixtureFormat) throws {
    var pretty = options(format)
    pretty.output.isIndented = true
    let document = DocumentText()
    let converter = Converter(options: pretty)
    let text = try withJSON(document.text) { root in
      var text = ByteBuffer()
      text.append("before ")
      try converter.convert(root, id: "test", into: &text)
      return String(decoding: text.bytes, as: UTF8.self)
    }
    #expect(text.hasPrefix("before {\n  \"fuzzer_test\": {\n    \"_info\": {\n"))
    #expect(text.hasSuffix("\n  }\n}"))
    let view = try FixtureView(line: String(text.dropFirst(7)))
    #expect(view.members as NSDictionary == (try fixture(document, options(format))).members as NSDictionary)
  }

  @Test("an error leaves nothing behind, in every format", arguments: FixtureFormat.allCases)
  func nothing(format: FixtureFormat) throws {
    var document = DocumentText()
    document.transactions = [DocumentText.transaction(["nonce": "\"0x9\""])]
    let converter = Converter(options: options(format))
    try withJSON(document.text) { root in
      var text = ByteBuffer()
      text.append("before")
      #expect(throws: ConvertError.self) { try converter.convert(root, id: "test", into: &text) }
      #expect(text.count == 6)
    }
  }
}
