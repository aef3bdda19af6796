import Foundation
import Chain
import Crypto
import JSON
import Primitives
import Testing

@testable import BeakFixtures

@Suite("Transactions of a document")
struct TransactionMappingTests {
  private func transaction(_ changes: [String: String?]) throws -> Transaction {
    let keys = KeyPolicy(.warning)
    return try withJSON(DocumentText.transaction(changes)) { value in
      try Transaction(FuzzerTransaction(value, keys: keys), keys: keys, signer: signer)
    }
  }

  private let signer = Secp256k1()
  private static let blobHash = "\"0x0100000000000000000000000000000000000000000000000000000000000000\""
  private static let authorization = """
    {"chainId":1,"address":"\(DocumentText.contract)","nonce":2,"v":1,"r":"0x3","s":"0x4"}
    """

  @Test(
    "the type follows from the fields that are there",
    arguments: [
      ([:], .legacy),
      (["gasPrice": nil], .legacy),
      (["accessList": "[]"], .accessList),
      (["accessList": "null"], .legacy),
      (["gasPrice": nil, "maxFeePerGas": "7"], .dynamicFee),
      (["gasPrice": nil, "maxPriorityFeePerGas": "0", "accessList": "[]"], .dynamicFee),
      (["gasPrice": "null", "maxFeePerGas": "7"], .dynamicFee),
      (["gasPrice": nil, "blobVersionedHashes": "[]"], .blob),
      (["blobVersionedHashes": "[]"], .blob),
      (["gasPrice": nil, "maxFeePerGas": "7", "maxFeePerBlobGas": "1", "blobVersionedHashes": "[]"], .blob),
      (["authorizationList": "[\(authorization)]"], .setCode),
      (["gasPrice": nil, "maxFeePerGas": "7", "authorizationList": "[\(authorization)]"], .setCode),
      (["authorizationList": "[]"], .legacy),
      (["type": "\"0x2\"", "chainId": "5"], .legacy),
    ] as [([String: String?], TransactionType)])
  func type(changes: [String: String?], expected: TransactionType) throws {
    #expect(try transaction(changes).type == expected)
  }

  @Test("every field finds its place")
  func fields() throws {
    let entry = #"{"address":"\#(DocumentText.contract)","storageKeys":[\#(Self.blobHash)]}"#
    let result = try transaction([
      "nonce": "\"0x9\"", "gas": "\"0x5208\"", "value": "3", "data": "\"0x0102\"", "gasPrice": nil,
      "maxFeePerGas": "11", "maxPriorityFeePerGas": "2", "maxFeePerBlobGas": "13",
      "blobVersionedHashes": "[\(Self.blobHash)]", "accessList": "[\(entry)]",
    ])
    let hash: Hash32 = "0x0100000000000000000000000000000000000000000000000000000000000000"
    let contract: Address = "0x2b5ad5c4795c026514f8317c7a215e218dccd6cf"
    #expect(
      result
        == Transaction(
          type: .blob, nonce: 9, maxPriorityFeePerGas: 2, maxFeePerGas: 11, gasLimit: 0x5208, to: contract,
          value: 3, data: [1, 2], accessList: [AccessListEntry(address: contract, storageKeys: [hash])],
          maxFeePerBlobGas: 13, blobVersionedHashes: [hash]))
  }

  @Test("authorizations are passed on as they are given")
  func authorizations() throws {
    let contract: Address = "0x2b5ad5c4795c026514f8317c7a215e218dccd6cf"
    let result = try transaction(["authorizationList": "[\(Self.authorization)]"])
    #expect(
      result.authorizationList
        == [Authorization(chainID: 1, address: contract, nonce: 2, yParity: 1, r: 3, s: 4)])
    #expect(result.gasPrice == 7)
    #expect(result.maxFeePerGas == 7)
  }

  @Test("what is left out has the Python tool's default")
  func defaults() throws {
    let legacy = try transaction(["gasPrice": nil, "value": nil, "data": nil, "to": nil])
    #expect(legacy.gasPrice == 10)
    #expect(legacy.value == .zero && legacy.data.isEmpty && legacy.isCreation)
    let dynamic = try transaction(["gasPrice": nil, "maxPriorityFeePerGas": "1", "to": "null"])
    #expect(dynamic.maxFeePerGas == 7 && dynamic.maxPriorityFeePerGas == 1 && dynamic.isCreation)
    let blob = try transaction(["gasPrice": nil, "blobVersionedHashes": "[\(Self.blobHash)]"])
    #expect(blob.maxFeePerBlobGas == 1 && blob.maxFeePerGas == 7 && blob.maxPriorityFeePerGas == .zero)
  }

  @Test(
    "other spellings of a field are accepted where the proper one is absent",
    arguments: [
      (["gas": nil, "gasLimit": "5"], ["gas": "5"]),
      (["gas": nil, "gas_limit": "5"], ["gas": "5"]),
      (["data": nil, "input": "\"0x07\""], ["data": "\"0x07\""]),
      (["from": nil, "from_": "\"\(DocumentText.sender)\""], [:]),
      (["gasPrice": nil, "gas_price": "8"], ["gasPrice": "8"]),
      (["gasPrice": nil, "max_fee_per_gas": "8"], ["gasPrice": nil, "maxFeePerGas": "8"]),
      (["gasPrice": nil, "max_priority_fee_per_gas": "8"], ["gasPrice": nil, "maxPriorityFeePerGas": "8"]),
      (["access_list": "[]"], ["accessList": "[]"]),
      (["authorization_list": "[\(authorization)]"], ["authorizationList": "[\(authorization)]"]),
    ] as [([String: String?], [String: String?])])
  func aliases(spelling: [String: String?], proper: [String: String?]) throws {
    #expect(try transaction(spelling) == transaction(proper))
  }

  @Test("yParity is read where an authorization has no v", arguments: ["yParity", "y_parity"])
  func yParity(name: String) throws {
    let tuple = Self.authorization.replacingOccurrences(of: "\"v\"", with: "\"\(name)\"")
    let result = try transaction(["authorizationList": "[\(tuple)]"])
    #expect(result.authorizationList.map(\.yParity) == [1])
  }
}
