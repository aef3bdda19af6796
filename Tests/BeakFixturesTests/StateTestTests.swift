import Chain
import Crypto
import JSON
import Primitives
import Testing

@testable import BeakFixtures

/// A state test that must be refused, and how.
struct StateTestRefusal: Sendable {
  let kind: ConvertError.Kind
  let pointer: String
  let text: String
}

@Suite("State tests as input")
struct StateTestTests {
  private static let key = "0x45a915e4d060149eb4365960e6a7a45f334393093061116b197e3240065ff2d8"
  private static let sender = "0xa94f5374fce5edbc8e2a8697c15331677e6ebf0b"
  private static let contract = "0x00000000000000000000000000000000000000cc"

  private static let transaction = """
    {"data":["0x","0x0102"],"gasLimit":["0x5000","0x186a0"],"gasPrice":"0x0a","nonce":"0x00",\
    "secretKey":"\(key)","sender":"\(sender)","to":"\(contract)","value":["0x00","0x05"]}
    """
  private static let environment = """
    {"currentCoinbase":"0x2adc25665018aa1fe0e6bc666dac8fc2697ff9ba","currentGasLimit":"0x1000000",\
    "currentNumber":"0x07","currentTimestamp":"0x03e8","currentDifficulty":"0x020000","currentBaseFee":"0x0a",\
    "currentRandom":"0x0000000000000000000000000000000000000000000000000000000000020000",\
    "currentExcessBlobGas":"0x40000","previousHash":"0x00"}
    """
  private static let post = """
    {"Cancun":[{"indexes":{"data":0,"gas":1,"value":0},"hash":"0x00","logs":"0x00"},\
    {"indexes":{"data":1,"gas":1,"value":1},"hash":"0x00","logs":"0x00"},\
    {"indexes":{"data":0,"gas":0,"value":0},"hash":"0x00","expectException":"TR_IntrinsicGas"}],\
    "Berlin":[{"indexes":{"data":0,"gas":1,"value":1}}],"Amsterdam":[{}],"Nowhere":[{}]}
    """

  private static func test(
    post: String = post, transaction: String = transaction, environment: String = environment,
    pre: String = #"{"\#(sender)":{"balance":"0x1000000000000","nonce":"0x00","code":"0x","storage":{}}}"#
  ) -> String {
    #"{"demo":{"env":\#(environment),"pre":\#(pre),"transaction":\#(transaction),"post":\#(post)}}"#
  }

  static let refusals: [StateTestRefusal] = [
    StateTestRefusal(kind: .noCases, pointer: "", text: "{}"),
    StateTestRefusal(kind: .noCases, pointer: "/demo/post", text: test(post: "{}")),
    StateTestRefusal(kind: .wrongType, pointer: "/demo", text: #"{"demo":1}"#),
    StateTestRefusal(kind: .fieldMissing, pointer: "/demo/post", text: #"{"demo":{}}"#),
    StateTestRefusal(
      kind: .forkUnknown, pointer: "/demo/post/Nowhere", text: test(post: #"{"Nowhere":[{}]}"#)),
    StateTestRefusal(
      kind: .forkUnsupported, pointer: "/demo/post/Amsterdam", text: test(post: #"{"Amsterdam":[{}]}"#)),
    StateTestRefusal(
      kind: .caseIndexInvalid, pointer: "/demo/post/Cancun/0/indexes/data",
      text: test(post: #"{"Cancun":[{"indexes":{"data":2}}]}"#)),
    StateTestRefusal(
      kind: .fieldMissing, pointer: "/demo/transaction/secretKey",
      text: test(
        post: #"{"Cancun":[{}]}"#, transaction: transaction.replacing("\"secretKey\"", with: "\"key\""))),
    StateTestRefusal(
      kind: .privateKeyMismatch, pointer: "/demo/transaction/secretKey",
      text: test(post: #"{"Cancun":[{}]}"#, transaction: transaction.replacing(sender, with: contract))),
    StateTestRefusal(
      kind: .transactionRejected, pointer: "/demo/transaction/gasLimit/0",
      text: test(post: #"{"Cancun":[{"indexes":{"gas":0}}]}"#)),
    StateTestRefusal(
      kind: .exceptionAbsent, pointer: "/demo/post/Cancun/0/expectException",
      text: test(post: #"{"Cancun":[{"indexes":{"gas":1},"expectException":"TR_NoFunds"}]}"#)),
    StateTestRefusal(
      kind: .exceptionDiffers, pointer: "/demo/post/Cancun/0/expectException",
      text: test(post: #"{"Cancun":[{"indexes":{},"expectException":"TransactionException.NONCE_IS_MAX"}]}"#)),
  ]

  private func converter(_ input: InputOptions = .init(format: .stateTest)) -> Converter {
    Converter(options: .init(input: input, output: OutputOptions(tool: "test")))
  }

  /// The fixture of each case; nil where it is refused.
  private func fixtures(_ text: String, input: InputOptions = .init(format: .stateTest)) throws -> [(
    String, FixtureView?
  )] {
    let converter = converter(input)
    return try withJSON(text) { root in
      try converter.stateTestCases(of: root).map { element in
        var line = ByteBuffer()
        do { try converter.convert(element, id: element.name, into: &line) } catch {
          return (element.name, nil)
        }
        return (element.name, try FixtureView(line: String(decoding: line.bytes, as: UTF8.self)))
      }
    }
  }

  @Test("each fork and index makes a fixture of its own, in the order of the record")
  func cases() throws {
    let all = try fixtures(Self.test())
    #expect(
      all.map(\.0) == [
        "demo/Cancun/0", "demo/Cancun/1", "demo/Cancun/2", "demo/Berlin/0", "demo/Amsterdam/0",
        "demo/Nowhere/0",
      ])
    #expect(all.map { $0.1?.members.text("network") } == ["Cancun", "Cancun", "Cancun", "Berlin", nil, nil])
    let picked = try #require(all[1].1?.transactions(ofBlock: 0).first)
    #expect(picked.text("data") == "0x0102" && picked.text("value") == "0x05")
    #expect(picked.text("gasLimit") == "0x0186a0" && picked.text("sender") == Self.sender)
    #expect(all[2].1?.exception(ofBlock: 0) == "TransactionException.INTRINSIC_GAS_TOO_LOW")
  }

  @Test("block 1 has the values of env, its number excepted")
  func environment() throws {
    let fixture = try #require(try fixtures(Self.test())[0].1)
    let header = fixture.header(0)
    #expect(header.text("number") == "0x01")
    #expect(header.text("timestamp") == "0x03e8")
    #expect(header.text("baseFeePerGas") == "0x0a")
    #expect(header.text("excessBlobGas") == "0x040000")
    #expect(header.text("mixHash")?.hasSuffix("020000") == true)
  }

  @Test("an account may have storage alone, and keeps it while nobody touches it")
  func storageOnly() throws {
    let idle = "0x00000000000000000000000000000000000000d7"
    let pre = """
      {"\(Self.sender)":{"balance":"0x1000000000000","nonce":"0x00","code":"0x","storage":{}},\
      "\(idle)":{"balance":"0x00","nonce":"0x00","code":"0x","storage":{"0x01":"0x02"}}}
      """
    let fixture = try #require(try fixtures(Self.test(pre: pre))[0].1)
    for accounts in [fixture.pre, fixture.postState] {
      let account = try #require(accounts[idle] as? [String: Any])
      #expect(account["storage"] as? [String: String] == ["0x01": "0x02"])
    }
  }

  @Test("values for which the fork has no place are left out")
  func olderFork() throws {
    let fixture = try #require(try fixtures(Self.test())[3].1)
    #expect(fixture.header(0)["baseFeePerGas"] == nil && fixture.header(0)["excessBlobGas"] == nil)
  }

  @Test("fees, access lists and an empty recipient have their meaning")
  func types() throws {
    let transaction = """
      {"data":["0x00","0x01"],"gasLimit":["0x186a0"],"maxFeePerGas":"0x0b","maxPriorityFeePerGas":"0x01",\
      "nonce":"0x00","secretKey":"\(Self.key)","to":"","value":["0x00"],\
      "accessLists":[null,[{"address":"\(Self.contract)","storageKeys":[]}]]}
      """
    let post = #"{"Cancun":[{"indexes":{"data":0}},{"indexes":{"data":1}}]}"#
    let all = try fixtures(Self.test(post: post, transaction: transaction))
    let transactions = all.compactMap { $0.1?.transactions(ofBlock: 0).first }
    #expect(transactions.map { $0.text("type") } == ["0x02", "0x02"])
    #expect(transactions.map { $0.text("to") } == ["", ""])
    #expect(transactions.map { ($0["accessList"] as? [Any])?.count } == [0, 1])
  }

  @Test(
    "a legacy transaction is signed with or without protection as the case's own bytes are",
    arguments: [true, false])
  func protection(isProtected: Bool) throws {
    var transaction = Transaction(
      type: .legacy, chainID: isProtected ? 1 : nil, gasPrice: 10, gasLimit: 0x186a0,
      to: "0x00000000000000000000000000000000000000cc")
    let isSigned = transaction.sign(
      privateKey: "0x45a915e4d060149eb4365960e6a7a45f334393093061116b197e3240065ff2d8", with: Secp256k1())
    #expect(isSigned)
    var bytes = ByteBuffer()
    transaction.appendRLP(to: &bytes)
    let text = Hex.encode(Bytes(bytes.bytes))
    let post = #"{"Cancun":[{"indexes":{"gas":1},"txbytes":"\#(text)"}]}"#
    let fixture = try #require(try fixtures(Self.test(post: post)).first?.1)
    #expect(fixture.transactions(ofBlock: 0).first?.text("r") == transaction.r.hex)
    #expect(fixture.blocks[0].text("rlp")?.contains(text.dropFirst(2)) == true)
  }

  @Test("a fork of the run replaces that of every case")
  func forkOverride() throws {
    let all = try fixtures(
      Self.test(post: #"{"Nowhere":[{"indexes":{"gas":1}}]}"#),
      input: InputOptions(format: .stateTest, fork: "Prague"))
    #expect(all.first?.1?.members.text("network") == "Prague")
  }

  @Test("a faulty test is refused with the code and the place of the fault", arguments: refusals)
  func refusal(_ expected: StateTestRefusal) throws {
    let converter = converter()
    let error = #expect(throws: ConvertError.self) {
      try withJSON(expected.text) { root in
        for element in try converter.stateTestCases(of: root) {
          var line = ByteBuffer()
          try converter.convert(element, id: element.name, into: &line)
        }
      }
    }
    #expect(error?.kind == expected.kind)
    #expect(error?.pointer.description == expected.pointer)
  }
}
