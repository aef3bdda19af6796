import Fixtures
import JSON
import Primitives
import Testing

@testable import BeakFixtures

/// A document that must be refused, and how.
struct Refusal: Sendable, CustomTestStringConvertible {
  let kind: ConvertError.Kind
  let pointer: String
  let text: String
  var options = BlockOptions()
  var limits = ConvertLimits()
  var input = InputOptions()

  init(
    _ kind: ConvertError.Kind, at pointer: String, options: BlockOptions = .init(),
    limits: ConvertLimits = .init(), input: InputOptions = .init(),
    _ change: (inout DocumentText) -> Void
  ) {
    self.kind = kind
    self.pointer = pointer
    self.options = options
    self.limits = limits
    self.input = input
    var document = DocumentText()
    change(&document)
    text = document.text
  }

  /// A refusal for the sake of the one transaction.
  init(_ kind: ConvertError.Kind, at field: String, transaction changes: [String: String?]) {
    self.init(kind, at: "/transactions/0\(field)") { $0.transactions = [DocumentText.transaction(changes)] }
  }

  var testDescription: String { "\(kind.rawValue) at \(pointer)" }
}

@Suite("Errors of conversion")
struct ConvertErrorTests {
  private static let sender = "/accounts/" + DocumentText.sender
  private static let contract = "/accounts/" + DocumentText.contract
  private static let blobHash = "\"0x0100000000000000000000000000000000000000000000000000000000000000\""
  private static let order = "\"0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141\""
  private static let authorization = """
    {"chainId":1,"address":"\(DocumentText.contract)","nonce":0,"v":1,"r":1,"s":1}
    """

  private static func contract(_ account: String) -> (inout DocumentText) -> Void {
    { $0.accounts[1].1 = account }
  }

  static let shape: [Refusal] = [
    Refusal(.fieldMissing, at: "/version") { $0.version = nil },
    Refusal(.fieldMissing, at: "/fork") { $0.fork = nil },
    Refusal(.fieldMissing, at: contract + "/balance", contract("{}")),
    Refusal(.fieldMissing, at: "/from", transaction: ["from": nil]),
    Refusal(.fieldMissing, at: "/gas", transaction: ["gas": nil]),
    Refusal(.fieldMissing, at: "/nonce", transaction: ["nonce": nil]),
    Refusal(
      .fieldMissing, at: "/accessList/0/storageKeys",
      transaction: ["accessList": #"[{"address":"\#(DocumentText.contract)"}]"#]),
    Refusal(
      .fieldMissing, at: "/authorizationList/0/v",
      transaction: ["authorizationList": #"[{"chainId":1,"address":"\#(DocumentText.contract)","nonce":0}]"#]),
    Refusal(.wrongType, at: "/version") { $0.version = "2.0" },
    Refusal(.wrongType, at: "/fork") { $0.fork = "null" },
    Refusal(.wrongType, at: contract + "/storage", contract(#"{"balance":1,"storage":[]}"#)),
    Refusal(.wrongType, at: contract + "/code", contract(#"{"balance":1,"code":7}"#)),
    Refusal(.wrongType, at: "/data", transaction: ["data": "null"]),
    Refusal(.wrongType, at: "/accessList", transaction: ["accessList": "{}"]),
    Refusal(.wrongType, at: "/env/currentGasLimit") { $0.environment["currentGasLimit"] = "null" },
    Refusal(.versionUnsupported, at: "/version") { $0.version = "\"2.1\"" },
    Refusal(.numberInvalid, at: contract + "/balance", contract(#"{"balance":"0xzz"}"#)),
    Refusal(.numberInvalid, at: contract + "/storage/x", contract(#"{"balance":1,"storage":{"x":"0x1"}}"#)),
    Refusal(.numberInvalid, at: "/env/currentNumber") { $0.environment["currentNumber"] = "\"one\"" },
    Refusal(.numberOutOfRange, at: sender + "/nonce") {
      $0.accounts[0].1 =
        #"{"balance":1,"nonce":"0x10000000000000000","privateKey":\#(DocumentText.senderKey)}"#
    },
    Refusal(.numberOutOfRange, at: contract + "/balance", contract(#"{"balance":-1}"#)),
    Refusal(.numberOutOfRange, at: "/env/currentTimestamp") {
      $0.environment["currentTimestamp"] = "\"0x10000000000000000\""
    },
    Refusal(
      .numberOutOfRange, at: "/authorizationList/0/v",
      transaction: [
        "authorizationList": "[\(authorization.replacing("\"v\":1", with: "\"v\":256"))]"
      ]),
    Refusal(.hexInvalid, at: contract + "/code", contract(#"{"balance":1,"code":"0xzz"}"#)),
    Refusal(.hexInvalid, at: "/accounts/nobody") { $0.accounts.append(("nobody", #"{"balance":1}"#)) },
    Refusal(.lengthWrong, at: "/accounts/0x01") { $0.accounts.append(("0x01", #"{"balance":1}"#)) },
    Refusal(.lengthWrong, at: "/to", transaction: ["to": "\"\""]),
    Refusal(.lengthWrong, at: "/parentBeaconBlockRoot") { $0.extra["parentBeaconBlockRoot"] = "\"0x01\"" },
  ]

  static let chain: [Refusal] = [
    Refusal(.tooManyAccounts, at: "/accounts", limits: ConvertLimits(accounts: 1)) { _ in },
    Refusal(.tooManyTransactions, at: "/transactions", limits: ConvertLimits(transactions: 0)) { _ in },
    Refusal(.codeTooLarge, at: contract + "/code", limits: ConvertLimits(codeBytes: 9)) { _ in },
    Refusal(.forkUnknown, at: "/fork") { $0.fork = "\"Foo\"" },
    Refusal(.forkUnsupported, at: "/fork") { $0.fork = "\"Amsterdam\"" },
    Refusal(.chainIDInvalid, at: "/chainId") { $0.chainID = "0" },
    Refusal(.chainIDInvalid, at: "/chainId") { $0.chainID = "-1" },
    Refusal(.fieldNotInFork, at: "/env/currentBaseFee") { $0.fork = "\"Berlin\"" },
    Refusal(.fieldNotInFork, at: "/env/currentExcessBlobGas") {
      $0.fork = "\"Shanghai\""
      $0.environment["currentExcessBlobGas"] = "1"
    },
    Refusal(.fieldNotInFork, at: "/env/currentBlobGasUsed") {
      $0.fork = "\"Shanghai\""
      $0.environment["currentBlobGasUsed"] = "1"
    },
    Refusal(.fieldNotInFork, at: "/parentBeaconBlockRoot") {
      $0.fork = "\"Shanghai\""
      $0.extra["parentBeaconBlockRoot"] = blobHash
    },
    Refusal(.timestampTooEarly, at: "/env/currentTimestamp") { $0.environment["currentTimestamp"] = "11" },
    Refusal(.timestampTooLate, at: "/env/currentTimestamp", options: BlockOptions(count: .fixed(2))) {
      $0.environment["currentTimestamp"] = "18446744073709551610"
    },
    Refusal(.noBlocks, at: "/transactions", options: BlockOptions(count: .fixed(0))) { _ in },
  ]

  static let accounts: [Refusal] = [
    Refusal(.addressDuplicate, at: "/accounts/" + DocumentText.contract.dropFirst(2).uppercased()) {
      $0.accounts.append((DocumentText.contract.dropFirst(2).uppercased(), #"{"balance":1}"#))
    },
    Refusal(.accountStorageOnly, at: contract, contract(#"{"balance":0,"storage":{"0x1":"0x2"}}"#)),
    Refusal(
      .privateKeyInvalid, at: contract + "/privateKey",
      contract(#"{"balance":1,"privateKey":\#(order)}"#)),
    Refusal(.privateKeyInvalid, at: contract + "/privateKey", contract(#"{"balance":1,"privateKey":0}"#)),
    Refusal(
      .privateKeyMismatch, at: contract + "/privateKey",
      contract(#"{"balance":1,"privateKey":\#(DocumentText.senderKey)}"#)),
    Refusal(.senderKeyMissing, at: "/from", transaction: ["from": "\"\(DocumentText.contract)\""]),
    Refusal(
      .senderKeyMissing, at: "/from",
      transaction: ["from": "\"0x00000000000000000000000000000000000000ff\""]),
  ]

  static let transactions: [Refusal] = [
    Refusal(.feeFieldsMixed, at: "/gasPrice", transaction: ["maxFeePerGas": "7"]),
    Refusal(.feeFieldsMixed, at: "/gasPrice", transaction: ["maxFeePerBlobGas": "7"]),
    Refusal(.blobHashesMissing, at: "", transaction: ["gasPrice": nil, "maxFeePerBlobGas": "7"]),
    Refusal(
      .blobsWithAuthorizations, at: "/blobVersionedHashes",
      transaction: [
        "gasPrice": nil, "blobVersionedHashes": "[\(blobHash)]", "authorizationList": "[\(authorization)]",
      ]),
    Refusal(.transactionRejected, at: "/nonce", transaction: ["nonce": "1"]),
    Refusal(.transactionRejected, at: "/gas", transaction: ["gas": "20999"]),
    Refusal(.transactionRejected, at: "/gasPrice", transaction: ["gasPrice": "6"]),
    Refusal(
      .transactionRejected, at: "/maxPriorityFeePerGas",
      transaction: ["gasPrice": nil, "maxFeePerGas": "7", "maxPriorityFeePerGas": "8"]),
    Refusal(
      .transactionRejected, at: "/blobVersionedHashes",
      transaction: ["gasPrice": nil, "blobVersionedHashes": "[]"]),
    Refusal(
      .transactionRejected, at: "/from",
      transaction: ["value": "\"0x1000000000000000000\""]),
    Refusal(.transactionRejected, at: "/transactions/1/nonce") {
      $0.transactions.append(DocumentText.transaction(["nonce": "7"]))
    },
    Refusal(.transactionRejected, at: "/transactions/1/nonce", options: BlockOptions(count: .fixed(2))) {
      $0.transactions.append(DocumentText.transaction(["nonce": "7"]))
    },
    Refusal(.blockRejected, at: "/env") {
      $0.environment["currentGasLimit"] = "4999"
      $0.transactions = []
    },
    Refusal(.blockRejected, at: "/env") {
      $0.accounts.append(("0x00000961ef480eb55e80d19ad83579a64c007002", #"{"balance":0}"#))
    },
  ]

  static let all = shape + chain + accounts + transactions + PlanRefusals.all

  @Test("a faulty document is refused with the code and the place of the fault", arguments: all)
  func refusal(_ expected: Refusal) throws {
    let error = #expect(throws: ConvertError.self) {
      try convert(
        expected.text, options: expected.options, limits: expected.limits, input: expected.input)
    }
    #expect(error?.kind == expected.kind)
    #expect(error?.code == expected.kind.rawValue)
    #expect(error?.pointer.description == expected.pointer)
    #expect(error?.message.isEmpty == false)
    #expect(error?.hint?.isEmpty == false)
  }

  @Test("every code is reached by some document", arguments: ConvertError.Kind.allCases)
  func reachable(kind: ConvertError.Kind) {
    let kinds = Self.all.map(\.kind) + StateTestTests.refusals.map(\.kind)
    #expect(kinds.contains(kind) || Self.otherwise[kind] != nil || Self.ofTheTool.contains(kind))
  }

  /// Codes that only a run of the tool gives; the pipeline's tests reach them.
  private static let ofTheTool: Set<ConvertError.Kind> = [.testDuplicate]

  /// Codes that no document alone leads to.
  static let otherwise: [ConvertError.Kind: @Sendable () throws -> Void] = [
    .notOneTransaction: {
      var document = DocumentText()
      document.transactions = []
      _ = try convert(document.text, style: FixtureStyle(format: .stateTest))
    },
    .engineUnavailable: {
      var document = DocumentText()
      document.fork = "\"Frontier\""
      document.environment["currentBaseFee"] = nil
      _ = try convert(document.text, style: FixtureStyle(format: .engineTest))
    },
    .payloadImpossible: {
      _ = try convert(
        DocumentText().text, style: FixtureStyle(format: .engineTest),
        negative: NegativeOptions(kind: .rlpTrailing))
    },
    .negativeNotApplicable: {
      var document = DocumentText()
      document.transactions = []
      _ = try convert(document.text, negative: NegativeOptions(kind: .transactionDuplicate))
    },
    .selfCheckFailed: {
      let line = try convert(DocumentText().text).replacing(
        "\"nonce\":\"0x01\",\"balance\"", with: "\"nonce\":\"0x02\",\"balance\"")
      try Bytes(line.utf8).withUnsafeBytes { try SelfCheck().check($0) }
    },
  ]

  @Test(
    "a code that no document alone leads to is reached all the same",
    arguments: otherwise.keys.sorted { $0.rawValue < $1.rawValue })
  func reachedOtherwise(kind: ConvertError.Kind) throws {
    let error = #expect(throws: ConvertError.self) { try Self.otherwise[kind]?() }
    #expect(error?.kind == kind)
  }

  @Test("codes are kebab-case and every one is explained", arguments: ConvertError.Kind.allCases)
  func catalogue(kind: ConvertError.Kind) {
    #expect(kind.rawValue.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil)
    #expect(!kind.summary.isEmpty && !kind.summary.hasSuffix("."))
  }

  @Test("a refusal by the rules names EEST's exception")
  func exceptionName() throws {
    var document = DocumentText()
    document.transactions = [DocumentText.transaction(["nonce": "1"])]
    let error = #expect(throws: ConvertError.self) { try convert(document.text) }
    #expect(
      error?.message
        == "nonce too high: have 1, the sender's is 0 (TransactionException.NONCE_MISMATCH_TOO_HIGH)")
    #expect(error?.hint != nil)
  }

  @Test("a record that is no object is refused at the root", arguments: ["[]", "5", "\"text\"", "null"])
  func notAnObject(text: String) throws {
    let error = #expect(throws: ConvertError.self) { try convert(text) }
    #expect(error?.kind == .wrongType)
    #expect(error?.pointer == .root)
  }

  @Test("after a refusal the next document is converted as by a new converter")
  func recovery() throws {
    let converter = Converter(options: .init(output: OutputOptions(tool: "beak-convert test")))
    let good = DocumentText()
    var bad = DocumentText()
    bad.transactions.append(DocumentText.transaction(["nonce": "7"]))
    var line = ByteBuffer()
    try withJSON(bad.text) { root throws -> Void in
      #expect(throws: ConvertError.self) { try converter.convert(root, id: "test", into: &line) }
      #expect(line.count == 0)
    }
    try withJSON(good.text) { root throws -> Void in
      try converter.convert(root, id: "test", into: &line)
    }
    #expect(String(decoding: line.bytes, as: UTF8.self) == (try convert(good.text)))
  }
}
