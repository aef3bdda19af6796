import Foundation
import Testing

import BeakFixtures

@Suite("The library")
struct LibraryTests {
  private func converter(_ change: (inout ConverterOptions) -> Void = { _ in }) throws -> FixtureConverter {
    var options = ConverterOptions()
    change(&options)
    return try FixtureConverter(options: options)
  }

  @Test("converts text and bytes to the same fixture, one converter many times")
  func convert() throws {
    let converter = try converter()
    let text = DocumentText().text
    let first = try converter.convert(text, id: "one")
    #expect(first.id == "one" && first.name == "fuzzer_one")
    #expect(first.json.hasPrefix("{\"fuzzer_one\":{\"_info\":{"))
    #expect(first.json.contains("\"filling-transition-tool\":\"BeakFixtures\""))
    #expect(try converter.convert(Array(text.utf8), id: "one") == first)
    try first.verify()
  }

  @Test("a document is known by its own id, else by its text")
  func identity() throws {
    let converter = try converter()
    var document = DocumentText()
    document.extra["id"] = "\"mine\""
    #expect(try converter.convert(document.text).id == "mine")
    document.extra["id"] = nil
    let id = try converter.convert(document.text).id
    #expect(id.wholeMatch(of: /[0-9a-f]{16}/) != nil)
    document.transactions = []
    #expect(try converter.convert(document.text).id != id)
    for bad in ["\"\"", "5", "\"a\\u0007\"", "\"\(String(repeating: "x", count: 129))\""] {
      document.extra["id"] = bad
      let error = #expect(throws: ConversionError.self) { try converter.convert(document.text) }
      #expect(error?.code == "invalid-id" && error?.pointer == "/id")
    }
  }

  @Test("an error says what is wrong, where, and what can be done")
  func errors() throws {
    var document = DocumentText()
    document.transactions = [DocumentText.transaction(["from": "\"\(DocumentText.contract)\""])]
    let error = #expect(throws: ConversionError.self) { try converter().convert(document.text) }
    #expect(error?.code == "sender-key-missing")
    #expect(error?.pointer == "/transactions/0/from")
    #expect(error?.message == "No private key for sender \(DocumentText.contract) in /accounts")
    #expect(error?.hint == "add \"privateKey\" to that account")
    #expect(
      error?.description
        == "/transactions/0/from: No private key for sender \(DocumentText.contract) in /accounts "
        + "(add \"privateKey\" to that account)")
    let syntax = #expect(throws: ConversionError.self) { try converter().convert("{\"a\":1,\"a\":2}") }
    #expect(syntax?.code == "duplicate-key" && syntax?.pointer == "/a" && syntax?.hint == nil)
  }

  @Test("options reach the conversion")
  func options() throws {
    let text = DocumentText().text
    let plain = try FixtureView(line: converter().convert(text).json)
    let changed = try FixtureView(
      line: converter {
        $0.blockCount = 3
        $0.blockStrategy = .firstBlock
        $0.blockTime = 5
        $0.fork = "Osaka"
        $0.postState = .hash
        $0.includesHash = true
      }.convert(text).json)
    #expect(plain.blocks.count == 1 && changed.blocks.count == 3)
    #expect(changed.transactions(ofBlock: 0).count == 1 && changed.transactions(ofBlock: 1).isEmpty)
    #expect(changed.members["network"] as? String == "Osaka")
    #expect(changed.members["postStateHash"] != nil && changed.members["postState"] == nil)
    #expect((changed.members["_info"] as? [String: Any])?["hash"] != nil)
    let engine = try converter { $0.format = .engine }.convert(text)
    #expect(engine.json.contains("\"engineNewPayloads\":["))
    try engine.verify()
    let state = try converter { $0.format = .state }.convert(text)
    #expect(state.json.contains("\"fixture-format\":\"state_test\""))
    try state.verify()
    let indented = try converter { $0.isIndented = true }.convert(text)
    #expect(indented.json.contains("\n  "))
    try indented.verify()
  }

  @Test(
    "a negative block is made by its name, and verifies as one", arguments: ConverterOptions.negativeNames)
  func negative(name: String) throws {
    let fixture = try converter {
      $0.negative = name
      $0.seed = 3
    }.convert(DocumentText().text)
    #expect(fixture.json.contains("\"expectException\":"))
    try fixture.verify()
  }

  @Test("options that make no sense are refused before anything is converted")
  func senseless() {
    let changes: [@Sendable (inout ConverterOptions) -> Void] = [
      { $0.blockCount = -1 }, { $0.blockCount = 10_001 }, { $0.blockTime = 0 }, { $0.fork = "Nowhere" },
      { $0.negative = "nothing" },
    ]
    for change in changes {
      let error = #expect(throws: ConversionError.self) { try converter(change) }
      #expect(error?.code == "option-invalid")
    }
  }

  @Test("a fixture is saved whole, in place of an older one")
  func save() throws {
    let fixture = try converter().convert(DocumentText().text)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("library-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("fixture.json").path
    for _ in 0..<2 {
      try fixture.save(to: path)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == fixture.json + "\n")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["fixture.json"])
    let error = #expect(throws: ConversionError.self) {
      try fixture.save(to: folder.path + "/none/fixture.json")
    }
    #expect(error?.code == "save-failed")
    #expect(error?.message.hasSuffix("No such file or directory") == true)
  }

  @Test("a fixture from elsewhere is read, and verified or not")
  func elsewhere() throws {
    let fixture = try converter().convert(DocumentText().text, id: "mine")
    let read = try Fixture(json: fixture.json)
    #expect(read == fixture)
    let spoilt = try Fixture(
      json: fixture.json.replacing("\"nonce\":\"0x01\",\"balance\"", with: "\"nonce\":\"0x02\",\"balance\""))
    let error = #expect(throws: ConversionError.self) { try spoilt.verify() }
    #expect(error?.code == "verification-failed")
    for text in ["{}", "[]", "{\"a\":{},\"b\":{}}"] {
      let error = #expect(throws: ConversionError.self) { try Fixture(json: text) }
      #expect(error?.code == "fixture-not-single")
    }
    let syntax = #expect(throws: ConversionError.self) { try Fixture(json: "{") }
    #expect(syntax?.code == "json-truncated")
  }

  @Test("keys that were ignored are told once")
  func warnings() throws {
    let converter = try converter()
    var document = DocumentText()
    document.transactions = [DocumentText.transaction(["colour": "1"])]
    _ = try converter.convert(document.text)
    _ = try converter.convert(document.text)
    #expect(converter.takeWarnings().count { $0.contains("colour") } == 1)
    #expect(converter.takeWarnings().isEmpty)
  }
}
