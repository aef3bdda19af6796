import JSON
import Primitives
import Testing

@testable import BeakFixtures

@Suite("Keys of documents")
struct KeyPolicyTests {
  private func warnings(_ texts: [String], isStrict: Bool = false) throws -> [String] {
    let converter = Converter(
      options: .init(input: InputOptions(isStrict: isStrict), output: OutputOptions(tool: "test")))
    var line = ByteBuffer()
    return try texts.flatMap { text in
      try withJSON(text) { try converter.convert($0, id: "test", into: &line) }
      return converter.takeWarnings()
    }
  }

  @Test("all unknown keys of a document and its env are in one error")
  func listed() throws {
    var document = DocumentText()
    document.extra = ["foo": "1", "acounts": "{}"]
    document.environment["bar/baz"] = "2"
    let error = #expect(throws: ConvertError.self) { try convert(document.text) }
    #expect(
      error == .unknownKeys(["/acounts", "/foo", "/env/bar~1baz"], at: JSONPointer(tokens: ["acounts"])))
    #expect(error?.message == "the format has no such keys: /acounts, /foo, /env/bar~1baz")
  }

  @Test("the document's own id is a key, and so are the fields of the environment that decide nothing")
  func known() throws {
    var document = DocumentText()
    document.extra["id"] = "\"mine\""
    for name in FuzzerEnvironment.keys.common + FuzzerEnvironment.keys.rare
    where !name.description.hasPrefix("current") {
      guard document.environment["\(name)"] == nil else { continue }
      document.environment["\(name)"] = "null"
    }
    for name in ["gas_limit", "timestamp", "fee_recipient"] { document.environment[name] = nil }
    #expect(try convert(document.text).contains("fuzzer_test"))
  }

  @Test("an unknown key of an account or a transaction is told once, and changes nothing")
  func warned() throws {
    var document = DocumentText()
    document.transactions = [DocumentText.transaction(["type": "\"0x0\"", "hash": "1"])]
    document.accounts[1].1 = document.accounts[1].1.replacing("{\"balance\"", with: "{\"type\":1,\"balance\"")
    let found = try warnings([document.text, document.text])
    #expect(
      found.sorted() == [
        "the key \"hash\" of a transaction has no meaning and is ignored",
        "the key \"type\" of a transaction has no meaning and is ignored",
        "the key \"type\" of an account has no meaning and is ignored",
      ])
    #expect(try convert(document.text) == convert(DocumentText().text))
  }

  @Test("a key of env that sounds as if it had an effect is told once")
  func idle() throws {
    var document = DocumentText()
    document.environment["withdrawals"] = "[]"
    let found = try warnings([document.text, document.text])
    #expect(found.count == 1 && found[0].hasPrefix("the key \"withdrawals\" of env has no effect"))
  }

  @Test("there is a bound to what is told")
  func bounded() throws {
    let texts = (0..<150).map { index in
      var document = DocumentText()
      document.transactions = [DocumentText.transaction(["key\(index)": "1"])]
      return document.text
    }
    #expect(try warnings(texts).count == 100)
  }

  @Test("a strict run lists all unknown keys of an object in one error")
  func strict() throws {
    var document = DocumentText()
    document.transactions = [DocumentText.transaction(["zero": "1", "type": "2"])]
    let error = #expect(throws: ConvertError.self) {
      try convert(document.text, input: InputOptions(isStrict: true))
    }
    #expect(error?.message == "the format has no such keys: /transactions/0/type, /transactions/0/zero")
    #expect(try warnings([DocumentText().text], isStrict: true).isEmpty)
  }

  @Test(
    "a field under two names with one value is taken, however that is spelt",
    arguments: [
      ["gasLimit": "100000"], ["gasLimit": "\"0x186A0\""], ["gas": nil, "gasLimit": "\"0x186a0\""],
      ["input": "\"0x\""], ["data": "\"0xABcd\"", "input": "\"abCD\""], ["data": nil, "input": "\"0x\""],
      ["from_": "\"\(DocumentText.sender)\""], ["gas_price": "7"], ["gas_price": "null"],
    ] as [[String: String?]])
  func spellings(changes: [String: String?]) throws {
    var document = DocumentText()
    document.transactions = [DocumentText.transaction(changes)]
    #expect(try FixtureView(converting: document).transactions(ofBlock: 0).count == 1)
  }

  @Test(
    "a fork named by the run replaces the document's, which need not have one", arguments: [nil, "\"Foo\""])
  func fork(spelt: String?) throws {
    var document = DocumentText()
    document.fork = spelt
    let fixture = try FixtureView(converting: document, input: InputOptions(fork: "cancun"))
    #expect(fixture.members.text("network") == "Cancun")
  }

  @Test("a transition changes the rules by each block's time")
  func transition() throws {
    var document = DocumentText()
    document.environment["currentTimestamp"] = "14996"
    document.extra["blockCount"] = "2"
    document.transactions = []
    let input = InputOptions(fork: "CancunToPragueAtTime15k")
    let fixture = try FixtureView(converting: document, input: input)
    #expect(fixture.members.text("network") == "CancunToPragueAtTime15k")
    #expect((0..<2).map { fixture.header($0)["requestsHash"] != nil } == [false, true])
  }
}
