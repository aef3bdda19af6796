import Crypto
import EVM
import Foundation
import Primitives
import TestSupport
import Testing

@testable import Chain

@Suite("Official transaction vectors", .enabled(if: Conformance.isAvailable, "\(Conformance.absence)"))
struct TransactionVectorTests {
  @Test("accepts and refuses as the vectors of ethereum/tests say")
  func vectors() throws {
    let curve = Secp256k1()
    var checked = 0
    for object in try Conformance.objects(of: "vectors/tx.ndjson.zst") {
      let name = try #require(object["name"] as? String)
      let test = try #require(object["test"] as? [String: Any])
      let envelope = bytes(try #require(test["txbytes"] as? String))
      let results = try #require(test["result"] as? [String: [String: Any]])
      for (network, expected) in results {
        let fork = try #require(Network(named: network)).finalFork
        let found = Found(envelope, rules: Rules.at(fork), with: curve)
        checked += 1
        if let exception = expected["exception"] as? String {
          #expect(found.error != nil, "\(name) on \(network) must fail with \(exception)")
        } else {
          #expect(found.error == nil, "\(name) on \(network): \(String(describing: found.error))")
          #expect(found.hash == expected["hash"] as? String, "\(name) on \(network)")
          #expect(found.sender == expected["sender"] as? String, "\(name) on \(network)")
          let gas = UInt256(hex: try #require(expected["intrinsicGas"] as? String))
          #expect(found.intrinsicGas.map(UInt256.init(_:)) == gas, "\(name) on \(network)")
        }
      }
    }
    #expect(checked > 900)
  }

  /// What the module says about one envelope.
  private struct Found {
    var error: InvalidTransaction?
    var hash: String?
    var sender: String?
    var intrinsicGas: UInt64?

    init(_ envelope: Bytes, rules: Rules, with curve: Secp256k1) {
      do throws(InvalidTransaction) {
        let transaction = try decode(envelope)
        intrinsicGas = try transaction.checkForm(rules: rules.transaction).regular
        try transaction.checkSignature(rules: rules.transaction, chainID: 1)
        _ = try transaction.checkFee(baseFee: .zero)
        guard transaction.maximumCost != nil else {
          throw .insufficientFunds(required: .max, balance: .max)
        }
        guard let address = transaction.sender(with: curve) else { throw .invalidSignature }
        sender = address.hex
        hash = transaction.hash.hex
      } catch {
        self.error = error
      }
    }

    private func decode(_ envelope: Bytes) throws(InvalidTransaction) -> Transaction {
      let result = envelope.withUnsafeBytes { bytes in
        Result { () throws(InvalidTransaction) in try Transaction.decode(envelope: bytes) }
      }
      return try result.get()
    }
  }
}
