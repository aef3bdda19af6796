import Fixtures
import JSON
import Primitives

@testable import BeakFixtures

/// A document whose parts a test replaces by JSON text of its own; nil leaves a member out.
struct DocumentText {
  static let sender = "0x7e5f4552091a69125d5dfcb7b8c2659029395bdf"
  static let contract = "0x2b5ad5c4795c026514f8317c7a215e218dccd6cf"
  static let senderKey = "\"0x0000000000000000000000000000000000000000000000000000000000000001\""

  var version: String? = "\"2.0\""
  var fork: String? = "\"Prague\""
  var chainID: String? = "1"
  var accounts: [(String, String)] = [
    (sender, #"{"balance":"0x1000000000000000000","privateKey":\#(senderKey)}"#),
    (contract, #"{"balance":"0x10","code":"0x600160005260206000f3","storage":{"0x1":"0x5"}}"#),
  ]
  var transactions: [String] = [Self.transaction([:])]
  var environment: [String: String] = [
    "currentCoinbase": "\"0xc014ba5e00000000000000000000000000000000\"",
    "currentGasLimit": "\"0x1000000\"", "currentTimestamp": "\"0x1000\"", "currentBaseFee": "\"0x7\"",
  ]
  var extra: [String: String] = [:]

  /// A transaction of the sender; `changes` replaces members, and leaves out those that it maps to nil.
  static func transaction(_ changes: [String: String?]) -> String {
    var members: [String: String?] = [
      "from": "\"\(sender)\"", "to": "\"\(contract)\"", "value": "\"0x100\"", "gas": "\"0x186a0\"",
      "gasPrice": "\"0x7\"", "nonce": "\"0x0\"", "data": "\"0x\"",
    ]
    for (name, value) in changes { members.updateValue(value, forKey: name) }
    return object(members.compactMapValues { $0 }.sorted { $0.key < $1.key })
  }

  var text: String {
    var members: [(String, String)] = []
    if let version { members.append(("version", version)) }
    if let fork { members.append(("fork", fork)) }
    if let chainID { members.append(("chainId", chainID)) }
    members.append(("accounts", Self.object(accounts)))
    members.append(("transactions", "[\(transactions.joined(separator: ","))]"))
    members.append(("env", Self.object(environment.sorted { $0.key < $1.key })))
    members += extra.sorted { $0.key < $1.key }
    return Self.object(members)
  }

  static func object(_ members: [(String, String)]) -> String {
    "{\(members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ","))}"
  }
}

/// Runs `body` on the root of a parsed text.
func withJSON<Result>(_ text: String, _ body: (JSONValue) throws -> Result) throws -> Result {
  let document = JSONDocument()
  let bytes = Bytes(text.utf8)
  return try bytes.withUnsafeBytes { buffer in
    try document.parse(buffer)
    return try body(document.root)
  }
}

/// Converts one document with a converter of its own and gives the fixture's line.
func convert(
  _ text: String, id: String = "test", options: BlockOptions = .init(), limits: ConvertLimits = .init(),
  input: InputOptions = .init(), style: FixtureStyle = .init(), negative: NegativeOptions? = nil,
  checks: Bool = false
) throws -> String {
  let converter = Converter(
    options: ConversionOptions(
      blocks: options, limits: limits, input: input,
      output: OutputOptions(tool: "beak-convert test", style: style),
      negative: negative, checks: checks))
  return try withJSON(text) { root in
    var line = ByteBuffer()
    try converter.convert(root, id: id, into: &line)
    return String(decoding: line.bytes, as: UTF8.self)
  }
}
