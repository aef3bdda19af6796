@testable import BeakFixtures

/// Documents whose keys, or demands on the chain, cannot be met.
enum PlanRefusals {
  static let all = keys + blocks + expectations + gas + environment

  private static let withdrawal =
    #"{"index":0,"validatorIndex":1,"address":"\#(DocumentText.contract)","amount":1}"#
  private static let authorization = """
    {"chainId":1,"address":"\(DocumentText.contract)","nonce":0,"v":1,"r":1,"s":1}
    """

  private static func transactions(_ list: [[String: String?]]) -> (inout DocumentText) -> Void {
    { $0.transactions = list.map { DocumentText.transaction($0) } }
  }

  static let keys: [Refusal] = [
    Refusal(.unknownKeys, at: "/transaction") { $0.extra["transaction"] = "[]" },
    Refusal(.unknownKeys, at: "/_info") { $0.extra["_info"] = "{}" },
    Refusal(.unknownKeys, at: "/env/gasLimit") { $0.environment["gasLimit"] = "1" },
    Refusal(.unknownKeys, at: "/transactions/0/type", input: InputOptions(isStrict: true)) {
      $0.transactions = [DocumentText.transaction(["type": "0"])]
    },
    Refusal(
      .unknownKeys, at: "/accounts/\(DocumentText.contract)/key", input: InputOptions(isStrict: true)
    ) {
      $0.accounts[1].1 = #"{"balance":1,"key":2}"#
    },
    Refusal(
      .unknownKeys, at: "/transactions/0/authorizationList/0/signer", input: InputOptions(isStrict: true)
    ) {
      let signed = authorization.replacing("{", with: "{\"signer\":0,")
      $0.transactions = [DocumentText.transaction(["gasPrice": nil, "authorizationList": "[\(signed)]"])]
    },
    Refusal(.unknownKeys, at: "/withdrawals/0/to", input: InputOptions(isStrict: true)) {
      $0.extra["withdrawals"] = "[\(withdrawal.replacing("{", with: "{\"to\":1,"))]"
    },
    Refusal(.spellingsDiffer, at: "/transactions/0/gasLimit", transactions([["gasLimit": "99"]])),
    Refusal(.spellingsDiffer, at: "/transactions/0/input", transactions([["input": "\"0x00\""]])),
    Refusal(.spellingsDiffer, at: "/chain_id") { $0.extra["chain_id"] = "2" },
    Refusal(.spellingsDiffer, at: "/transactions/0/authorizationList/0/yParity") {
      let two = authorization.replacing("\"v\":1", with: "\"v\":1,\"yParity\":0")
      $0.transactions = [DocumentText.transaction(["gasPrice": nil, "authorizationList": "[\(two)]"])]
    },
    Refusal(.fieldUnsupported, at: "/negative") { $0.extra["negative"] = #"{"family":"bal"}"# },
    Refusal(.fieldUnsupported, at: "/balCapOffset") { $0.extra["balCapOffset"] = "0" },
    Refusal(
      .fieldUnsupported, at: "/transactions/0/disabledRule", transactions([["disabledRule": "\"floor\""]])),
  ]

  static let blocks: [Refusal] = [
    Refusal(.blockCountInvalid, at: "/blockCount") { $0.extra["blockCount"] = "0" },
    Refusal(.blockCountInvalid, at: "/blockCount") { $0.extra["blockCount"] = "-1" },
    Refusal(.blockCountInvalid, at: "/blockCount") { $0.extra["blockCount"] = "10001" },
    Refusal(.numberInvalid, at: "/blockCount") { $0.extra["blockCount"] = "\"two\"" },
    Refusal(.blockIndexTooLarge, at: "/transactions/0/block", transactions([["block": "1"]])),
    Refusal(.numberOutOfRange, at: "/transactions/0/block", transactions([["block": "-1"]])),
    Refusal(.blockIndexDecreasing, at: "/transactions/1/block") {
      transactions([["block": "1"], ["nonce": "1", "block": "0"]])(&$0)
      $0.extra["blockCount"] = "2"
    },
    Refusal(.blockIndexDecreasing, at: "/transactions/1") {
      transactions([["block": "1"], ["nonce": "1"]])(&$0)
      $0.extra["blockCount"] = "2"
    },
    Refusal(.fieldMissing, at: "/withdrawals/0/amount") {
      $0.extra["withdrawals"] = "[\(withdrawal.replacing(",\"amount\":1", with: ""))]"
    },
    Refusal(.numberOutOfRange, at: "/withdrawals/0/amount") {
      $0.extra["withdrawals"] = "[\(withdrawal.replacing("\"amount\":1", with: "\"amount\":-1"))]"
    },
    Refusal(.fieldNotInFork, at: "/withdrawals") {
      $0.fork = "\"Paris\""
      $0.extra["withdrawals"] = "[\(withdrawal)]"
    },
    Refusal(.withdrawalsUnplaced, at: "/withdrawals") {
      transactions([["nonce": "5", "expectedError": "\"NONCE_MISMATCH_TOO_HIGH\""]])(&$0)
      $0.extra["withdrawals"] = "[\(withdrawal)]"
    },
    Refusal(.tooManyBlocks, at: "/transactions/1000/gas", input: InputOptions(invalid: .expect)) {
      $0.transactions = Array(repeating: DocumentText.transaction(["gas": "1"]), count: 1001)
    },
  ]

  static let expectations: [Refusal] = [
    Refusal(
      .exceptionInvalid, at: "/transactions/0/expectedError", transactions([["expectedError": "\"\""]])),
    Refusal(
      .exceptionInvalid, at: "/transactions/0/expectedError", transactions([["expectedError": "\"A|\""]])),
    Refusal(.exceptionInvalid, at: "/blockException") {
      $0.extra["blockException"] = "\"TransactionException.A\""
    },
    Refusal(.wrongType, at: "/blockException") { $0.extra["blockException"] = "1" },
    Refusal(
      .expectedErrorNotLast, at: "/transactions/0/expectedError",
      transactions([["nonce": "5", "expectedError": "\"NONCE_MISMATCH_TOO_HIGH\""], [:]])),
    Refusal(
      .exceptionAbsent, at: "/transactions/0/expectedError",
      transactions([["expectedError": "\"NONCE_MISMATCH_TOO_HIGH\""]])),
    Refusal(
      .exceptionDiffers, at: "/transactions/0/expectedError",
      transactions([["nonce": "5", "expectedError": "\"NONCE_MISMATCH_TOO_LOW|SENDER_NOT_EOA\""]])),
    Refusal(.exceptionAbsent, at: "/blockException") {
      $0.extra["blockException"] = "\"SYSTEM_CONTRACT_EMPTY\""
    },
    Refusal(.exceptionDiffers, at: "/blockException") {
      $0.environment["currentGasLimit"] = "4999"
      $0.transactions = []
      $0.extra["blockException"] = "\"SYSTEM_CONTRACT_EMPTY\""
    },
    Refusal(.transactionRejected, at: "/transactions/0/nonce") {
      transactions([["nonce": "5"]])(&$0)
      $0.extra["blockException"] = "\"SYSTEM_CONTRACT_EMPTY\""
    },
  ]

  static let gas: [Refusal] = [
    Refusal(
      .fractionInvalid, at: "/transactions/0/gasNeedFraction", transactions([["gasNeedFraction": "\"0x1\""]])),
    Refusal(
      .fractionInvalid, at: "/transactions/0/gasNeedFraction", transactions([["gasNeedFraction": "\"-1\""]])),
    Refusal(
      .fractionInvalid, at: "/transactions/0/gasNeedFraction", transactions([["gasNeedFraction": "\"1.\""]])),
    Refusal(
      .fractionOutOfRange, at: "/transactions/0/gasNeedFraction",
      transactions([["gasNeedFraction": "0.9999"]])),
    Refusal(
      .fractionOutOfRange, at: "/transactions/0/gasNeedFraction", transactions([["gasNeedFraction": "1e99"]])),
    Refusal(.wrongType, at: "/transactions/0/gasNeedFraction", transactions([["gasNeedFraction": "true"]])),
    Refusal(
      .gasNeedUnmeasured, at: "/transactions/0/nonce",
      transactions([["gasNeedFraction": "1", "nonce": "4"]])),
  ]

  static let environment: [Refusal] = [
    Refusal(.environmentUnreachable, at: "/env/currentBaseFee", input: InputOptions(environment: .block1)) {
      $0.environment["currentBaseFee"] = "\"0x\(String(repeating: "f", count: 64))\""
    },
    Refusal(
      .environmentUnreachable, at: "/env/currentExcessBlobGas", input: InputOptions(environment: .block1)
    ) {
      $0.environment["currentExcessBlobGas"] = "\"0xffffffffffffffff\""
    },
    Refusal(
      .environmentUnreachable, at: "/env/currentBlobGasUsed", input: InputOptions(environment: .block1)
    ) {
      $0.environment["currentBlobGasUsed"] = "\"0x20000\""
    },
    Refusal(.fieldNotInFork, at: "/env/currentExcessBlobGas", input: InputOptions(environment: .block1)) {
      $0.fork = "\"Shanghai\""
      $0.environment["currentExcessBlobGas"] = "1"
    },
    Refusal(.forkUnsupported, at: "/fork", input: InputOptions(fork: "amsterdam")) { _ in },
  ]
}
