import Foundation
import TestSupport

/// One document or run for every code of beak-convert's own.
enum ConvertErrorCases {
  static let all = shape + chain + accounts + transactions + expectations + output

  private static let sender = "0x7e5f4552091a69125d5dfcb7b8c2659029395bdf"
  private static let contract = "0x2b5ad5c4795c026514f8317c7a215e218dccd6cf"
  private static let blobHash = "0x0100000000000000000000000000000000000000000000000000000000000000"

  private static let shape: [ErrorCase] = [
    document("field-missing", [["version"]: nil]),
    document("wrong-type", [["fork"]: 5]),
    document("version-unsupported", [["version"]: "2.1"]),
    transaction("number-invalid", ["value": "zz"]),
    transaction("number-out-of-range", ["value": "-1"]),
    transaction("hex-invalid", ["data": "0xzz"]),
    transaction("length-wrong", ["to": "0x01"]),
    document("too-many-accounts", run: ["--max-accounts", "1"], [:]),
    document("too-many-transactions", run: ["--max-transactions", "1"], [["transactions"]: [call, call]]),
    document("code-too-large", run: ["--max-code", "1"], [:]),
    document("unknown-key", [["colour"]: 1]),
    transaction("spellings-differ", ["gas": "0x186a0", "gasLimit": "0x186a1"]),
  ]

  private static let chain: [ErrorCase] = [
    document("fork-unknown", [["fork"]: "Foo"]),
    document("fork-unsupported", [["fork"]: "Amsterdam"]),
    document("chain-id-invalid", [["chainId"]: 0]),
    document("field-not-in-fork", [["fork"]: "Berlin", ["env", "currentBaseFee"]: "7"]),
    document("timestamp-too-early", [["env", "currentTimestamp"]: "11"]),
    document("timestamp-too-late", run: ["-b", "2"], [["env", "currentTimestamp"]: "18446744073709551610"]),
    document("no-blocks", run: ["-b", "0"], [:]),
    document("block-count-invalid", [["blockCount"]: 0]),
    document("block-rejected", [["env", "currentGasLimit"]: "4999", ["transactions"]: [] as [Any]]),
    document(
      "environment-unreachable", run: ["--env", "block1"],
      [["env", "currentBaseFee"]: "0x" + String(repeating: "f", count: 64)]),
  ]

  private static let accounts: [ErrorCase] = [
    document("address-duplicate", [["accounts", contract.dropFirst(2).uppercased()]: ["balance": "0x1"]]),
    document(
      "account-storage-only", [["accounts", contract]: ["balance": "0x0", "storage": ["0x1": "0x2"]]]),
    document("private-key-invalid", [["accounts", sender, "privateKey"]: key("0")]),
    document("private-key-mismatch", [["accounts", sender, "privateKey"]: key("2")]),
    transaction("sender-key-missing", ["from": contract]),
  ]

  private static let transactions: [ErrorCase] = [
    transaction("fee-fields-mixed", ["maxFeePerGas": "7"]),
    transaction("blob-hashes-missing", ["gasPrice": nil, "maxFeePerBlobGas": "7"]),
    transaction(
      "blobs-with-authorizations",
      [
        "gasPrice": nil, "blobVersionedHashes": [blobHash],
        "authorizationList": [["chainId": 1, "address": contract, "nonce": 0, "v": 1, "r": 1, "s": 1]],
      ]),
    transaction("transaction-rejected", ["nonce": "0x5"]),
    transaction("block-index-too-large", ["block": 5]),
    document(
      "block-index-decreasing",
      [["blockCount"]: 2, ["transactions"]: [changed(call, ["block": 1]), changed(call, ["block": 0])]]),
    transaction("fraction-invalid", ["gasNeedFraction": "x"]),
    transaction("fraction-out-of-range", ["gasNeedFraction": "0.5"]),
    transaction("gas-need-unmeasured", ["nonce": "0x5", "gasNeedFraction": "1.5"]),
  ]

  private static let expectations: [ErrorCase] = [
    document("exception-invalid", [["blockException"]: "no name"]),
    transaction("exception-absent", ["expectedError": "TransactionException.NONCE_MISMATCH_TOO_LOW"]),
    transaction(
      "exception-differs",
      ["nonce": "0x5", "expectedError": "TransactionException.NONCE_MISMATCH_TOO_LOW"]),
    document(
      "expected-error-not-last",
      [
        ["transactions"]: [
          changed(call, ["expectedError": "TransactionException.NONCE_MISMATCH_TOO_LOW"]), call,
        ]
      ]),
    document(
      "withdrawals-unplaced",
      [
        ["withdrawals"]: [["index": 0, "validatorIndex": 0, "address": contract, "amount": 1]],
        ["transactions"]: [
          changed(call, ["nonce": "0x5", "expectedError": "TransactionException.NONCE_MISMATCH_TOO_HIGH"])
        ],
      ]),
    document(
      "too-many-blocks", run: ["--invalid", "expect"],
      [["transactions"]: Array(repeating: changed(call, ["gas": "0x1"]), count: 1001)]),
    document(
      "field-unsupported", run: ["--format", "state"],
      [["blockException"]: "BlockException.INVALID_STATE_ROOT"]),
    ErrorCase("no-cases", "beak-convert", ["--from", "statetest"], input: "{\"a\":{\"post\":{}}}\n"),
    ErrorCase("case-index-invalid", "beak-convert", ["--from", "statetest"], input: stateTest),
  ]

  private static let output: [ErrorCase] = [
    document("negative-not-applicable", run: ["--negative", "requests-hash"], [:]),
    document("not-one-transaction", run: ["--format", "state"], [["transactions"]: [] as [Any]]),
    document("engine-unavailable", run: ["--format", "engine"], [["fork"]: "Berlin"]),
    document("payload-impossible", run: ["--format", "engine", "--negative", "rlp-trailing"], [:]),
    ErrorCase(
      "test-duplicate", "beak-convert",
      ["--output", FileManager.default.temporaryDirectory.path + "/error-cases"],
      input: Documents.valid(1) + "\n" + Documents.valid(1) + "\n"),
  ]

  // MARK: Documents

  /// A document of Cancun with one call; `changes` replaces values by their paths, nil takes them out.
  private static func document(
    _ code: String, run arguments: [String] = [], _ changes: [[String]: Any?]
  ) -> ErrorCase {
    guard var tree = try? JSONTree(Documents.valid(1)) else { preconditionFailure("the document is JSON") }
    for (path, value) in changes { tree[path] = value }
    guard let text = try? tree.text else { preconditionFailure("the document is JSON") }
    return ErrorCase(code, "beak-convert", arguments, input: text + "\n")
  }

  private static func transaction(_ code: String, _ changes: [String: Any?]) -> ErrorCase {
    document(code, [["transactions"]: [changed(call, changes)]])
  }

  private static let call: [String: String] = [
    "from": sender, "to": contract, "value": "0x1", "gas": "0x186a0", "nonce": "0x0", "gasPrice": "0x7",
  ]

  private static func changed(_ transaction: [String: Any], _ changes: [String: Any?]) -> [String: Any] {
    var result = transaction
    for (name, value) in changes { result[name] = value }
    return result
  }

  private static func key(_ digit: String) -> String { "0x" + String(repeating: "0", count: 63) + digit }

  private static let stateTest = """
    {"a":{"env":{"currentCoinbase":"\(contract)","currentGasLimit":"0x1000000","currentNumber":"0x1",\
    "currentTimestamp":"0x3e8","currentBaseFee":"0x7","currentRandom":"0x0"},\
    "pre":{"\(sender)":{"balance":"0x1000000000000000000","nonce":"0x0","code":"0x","storage":{}}},\
    "transaction":{"data":["0x"],"gasLimit":["0x186a0"],"value":["0x0"],"gasPrice":"0x7","nonce":"0x0",\
    "to":"\(contract)","secretKey":"\(key("1"))"},\
    "post":{"Cancun":[{"hash":"0x00","logs":"0x00","indexes":{"data":1,"gas":0,"value":0}}]}}}

    """
}
