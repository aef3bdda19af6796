import Chain
import EVM
import JSON
import Primitives

extension StateTestCaseSource {
  /// Wei per gas where the fork has a base fee and the test gives none. Source: ethereum/tests.
  private static let defaultBaseFee: UInt256 = 10

  /// The environment, without values for which the fork has no place: one test is for many forks.
  ///
  /// - Throws: as the spelling of a number, an address or a hash demands.
  func chainEnvironment(on network: Network) throws(ConvertError) -> ChainEnvironment {
    let beaconRoot = try environment.object.nullable("parentBeaconBlockRoot")
    var result = try ChainEnvironment.read(try environment, beaconRoot: beaconRoot)
    let rules = Rules.at(network.fork(number: 1, timestamp: result.timestamp)).block
    result.baseFeePerGas = rules.hasBaseFee ? result.baseFeePerGas ?? Self.defaultBaseFee : nil
    if rules.blobs == nil { result.excessBlobGas = nil }
    result.blobGasUsed = nil
    if !rules.hasParentBeaconBlockRoot { result.parentBeaconBlockRoot = nil }
    return result
  }

  /// The one transaction.
  ///
  /// - Throws: `ConvertError`, with the place of the field at fault.
  func planned(with engine: ChainEngine) throws(ConvertError) -> PlannedTransaction {
    let keyField = try privateKey
    let key = try keyField.hash32()
    guard let address = engine.address(ofPrivateKey: key) else {
      throw .privateKeyInvalid(at: keyField.pointer)
    }
    if let sender = try sender?.address(), sender != address {
      throw .privateKeyMismatch(account: sender, derived: address, at: keyField.pointer)
    }
    return PlannedTransaction(
      transaction: try Transaction(try fields(), keys: KeyPolicy(.ignoring), signer: engine.signer),
      sender: SigningSender(address: address, privateKey: key), block: nil, expectation: try expectation(),
      gasNeed: nil, origin: .stateTest(self), isUnprotected: isUnprotected)
  }

  /// Whether the test's own encoding of the transaction has no replay protection, as those of ethereum/tests.
  private var isUnprotected: Bool {
    guard let text = element["txbytes"], text.kind == .string, let bytes = HexText.decode(text.text),
      let transaction = bytes.withUnsafeBytes({ try? Transaction.decode(envelope: $0) })
    else { return false }
    return transaction.type == .legacy && transaction.chainID == nil
  }
}
