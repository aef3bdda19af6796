import Foundation
import TestSupport
import Testing

/// A run that ends in one error record, and the code that it must have.
struct ErrorCase: Sendable, CustomTestStringConvertible {
  let tool: String
  let code: String
  let arguments: [String]
  let input: Data

  init(_ code: String, _ tool: String, _ arguments: [String] = [], input: String) {
    self.init(code, tool, arguments, bytes: Data(input.utf8))
  }

  init(_ code: String, _ tool: String, _ arguments: [String] = [], bytes: Data) {
    self.tool = tool
    self.code = code
    self.arguments = arguments
    input = bytes
  }

  var testDescription: String { "\(tool) \(code)" }
}

/// Every code that `--help-errors` prints is reached by a run of the tool.
@Suite("The error catalogues")
struct ErrorCatalogueTests {
  /// What no input leads to: it tells of a fault of the tool's own, and its test damages fixtures.
  private static let unreachable = ["beak-convert": ["self-check-failed"], "beak-verify": []]

  static let all = ConvertErrorCases.all + VerifyErrorCases.all + RecordErrorCases.all

  @Test("a case is answered with an error of its code, and status 3", arguments: all)
  func reached(element: ErrorCase) throws {
    let arguments = ["-j1", "--errors", "stdout"] + element.arguments
    let outcome = try run(element.tool, arguments, input: element.input)
    let records = outcome.lines.compactMap { try? JSONTree(String($0)) }
    let codes = records.compactMap { $0[["error", "code"]] as? String }
    #expect(codes == [element.code], "\(outcome.lines.map { $0.prefix(300) }) \(outcome.errors)")
    #expect(outcome.status == 3)
    let error = records.last { $0[["error"]] != nil }
    for member in ["stage", "code", "id", "pointer", "message"] {
      #expect(error?[["error", member]] is String, "\(member)")
    }
    #expect(error?[["error", "line"]] is Int)
  }

  @Test(
    "every code has a case, and no case has a code that is not told",
    arguments: ["beak-convert", "beak-verify"])
  func complete(tool: String) throws {
    let outcome = try run(tool, ["--help-errors"], input: "")
    let told = outcome.lines.compactMap {
      $0.firstMatch(of: #/^  ([a-z0-9]+(?:-[a-z0-9]+)+)  /#).map { String($0.1) }
    }
    #expect(told.count > 15 && Set(told).count == told.count)
    let reached = Self.all.filter { $0.tool == tool }.map(\.code) + (Self.unreachable[tool] ?? [])
    #expect(Set(told).subtracting(reached).sorted() == [], "codes without a case")
    #expect(Set(reached).subtracting(told).sorted() == [], "codes that --help-errors does not tell")
  }
}

/// What every stage refuses before it looks at a record's meaning.
enum RecordErrorCases {
  static let all =
    ["beak-convert", "beak-verify"].flatMap(cases) + [
      ErrorCase("invalid-id", "beak-convert", input: "{\"id\":\"\"}\n")
    ]

  private static func cases(_ tool: String) -> [ErrorCase] {
    [
      ErrorCase("line-too-long", tool, ["--max-line", "10"], input: "{\"a\":\"0123456789\"}\n"),
      ErrorCase("byte-order-mark", tool, input: "\u{feff}{}\n"),
      ErrorCase("json-syntax", tool, input: "{\"a\" 1}\n"),
      ErrorCase("json-truncated", tool, input: "{\"a\":\n"),
      ErrorCase("json-trailing-bytes", tool, input: "{} {}\n"),
      ErrorCase("json-invalid-escape", tool, input: "{\"a\":\"\\x\"}\n"),
      ErrorCase("json-control-character", tool, input: "{\"a\":\"\u{1}\"}\n"),
      ErrorCase("nesting-too-deep", tool, ["--max-nesting", "2"], input: "[[[]]]\n"),
      ErrorCase("number-too-long", tool, ["--max-digits", "3"], input: "{\"a\":1234}\n"),
      ErrorCase("duplicate-key", tool, input: "{\"a\":1,\"a\":2}\n"),
      ErrorCase("nul-character", tool, input: "{\"a\":\"\\u0000\"}\n"),
      ErrorCase("lone-surrogate", tool, input: "{\"a\":\"\\ud800\"}\n"),
      ErrorCase("invalid-utf8", tool, bytes: Data([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d, 0x0a])),
    ]
  }
}

/// What is wrong with a fixture before it is run.
enum VerifyErrorCases {
  static let all: [ErrorCase] = [
    ErrorCase("fixture-empty", "beak-verify", input: "{}\n"),
    ErrorCase("fixture-not-blockchain-test", "beak-verify", input: "{\"a\":{}}\n"),
    ErrorCase("fixture-engine-test", "beak-verify", input: "{\"a\":{\"engineNewPayloads\":[]}}\n"),
    ErrorCase("fixture-field-missing", "beak-verify", input: test(#""blocks":[]"#)),
    ErrorCase("fixture-wrong-type", "beak-verify", input: test(#""blocks":[],"network":5"#)),
    ErrorCase(
      "fixture-not-hex", "beak-verify", input: test(withParent: "0x" + String(repeating: "z", count: 64))),
    ErrorCase("fixture-wrong-length", "beak-verify", input: test(withParent: "0x00")),
    ErrorCase(
      "fixture-number-too-large", "beak-verify",
      input: test(#""blocks":[],"network":"Prague","config":{"chainid":"0x10000000000000000"}"#)),
    ErrorCase(
      "fixture-duplicate", "beak-verify",
      input: test(header + #","blocks":[],"pre":{"\#(one)a":{\#(account)},"\#(one)A":{\#(account)}}"#)),
    ErrorCase(
      "fixture-block-contradictory", "beak-verify",
      input: test(
        header + #","pre":{},"blocks":[{"blockHeader":{},"expectException":"TransactionException.X"}]"#)),
  ]

  private static func test(_ members: String) -> String { "{\"a\":{\(members)}}\n" }

  private static func test(withParent hash: String) -> String {
    test(#""blocks":[],"network":"Prague","genesisBlockHeader":{"parentHash":"\#(hash)"}"#)
  }

  private static let one = "0x" + String(repeating: "0", count: 39)
  private static let account = #""balance":"0x0","nonce":"0x0","code":"0x","storage":{}"#
  private static let zero = "0x" + String(repeating: "0", count: 64)
  private static let header = {
    let hashes = [
      "parentHash", "uncleHash", "stateRoot", "transactionsTrie", "receiptTrie", "mixHash", "hash",
    ]
    let numbers = ["difficulty", "number", "gasLimit", "gasUsed", "timestamp"]
    let members =
      hashes.map { "\"\($0)\":\"\(zero)\"" } + numbers.map { "\"\($0)\":\"0x0\"" } + [
        "\"coinbase\":\"\(one)0\"", "\"bloom\":\"0x\(String(repeating: "0", count: 512))\"",
        #""extraData":"0x","nonce":"0x0000000000000000""#,
      ]
    return #""network":"Prague","genesisBlockHeader":{\#(members.joined(separator: ","))}"#
  }()
}
