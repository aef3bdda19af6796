import Chain
import Crypto
import EVM
import Fixtures
import JSON
import Primitives

/// An account that signs: its address and its key.
struct SigningSender {
  var address: Address
  var privateKey: Hash32
}

/// A transaction on its way into a block: not yet signed, with what is demanded of it.
struct PlannedTransaction {
  private(set) var transaction: Transaction
  let sender: SigningSender
  /// The block that the document assigns it to, from 0, and where it says so.
  let block: (index: Int, place: JSONValue)?
  /// The refusal that the document demands.
  let expectation: Expectation?
  /// The gas it gets, while that is not measured.
  var gasNeed: GasNeed?
  let origin: TransactionOrigin
  /// Whether it is signed without replay protection even where there is one.
  let isUnprotected: Bool
  /// Whether the signature that it has protects against replay; nil while it has none.
  private var protection: Bool?

  init(
    transaction: Transaction, sender: SigningSender, block: (index: Int, place: JSONValue)?,
    expectation: Expectation?, gasNeed: GasNeed?, origin: TransactionOrigin, isUnprotected: Bool = false
  ) {
    self.transaction = transaction
    self.sender = sender
    self.block = block
    self.expectation = expectation
    self.gasNeed = gasNeed
    self.origin = origin
    self.isUnprotected = isUnprotected
  }

  /// Gives it that much gas.
  mutating func setGas(_ gas: UInt64) {
    transaction.gasLimit = gas
    protection = nil
  }

  /// Signs for `chainID`; without a chain where the rules know no replay protection.
  mutating func sign(for chainID: UInt64, rules: TransactionRules, with signer: Secp256k1) {
    let isProtected = transaction.type != .legacy || (rules.allowsProtected && !isUnprotected)
    if protection == isProtected { return }
    transaction.chainID = isProtected ? UInt256(chainID) : nil
    let isSigned = transaction.sign(privateKey: sender.privateKey, with: signer)
    precondition(isSigned, "every key was found valid when its account was loaded")
    protection = isProtected
  }
}

/// Where a transaction is spelt, for the sake of an error's place.
enum TransactionOrigin {
  case document(JSONValue)
  case stateTest(StateTestCaseSource)

  /// The place of the transaction as a whole.
  var place: JSONPointer {
    switch self {
    case .document(let element): element.pointer
    case .stateTest(let source): source.transaction.pointer
    }
  }

  /// The place that a refusal by the rules is about.
  func pointer(to fault: InvalidTransaction) throws(ConvertError) -> JSONPointer {
    switch self {
    case .document(let element):
      try FuzzerTransaction(element, keys: KeyPolicy(.ignoring)).pointer(to: fault)
    case .stateTest(let source): try source.fields().pointer(to: fault)
    }
  }
}

/// A refusal that must come.
struct Expectation {
  /// EEST's names, of which one must be that of the refusal; empty where any refusal will do.
  let names: [String]
  let place: JSONValue

  /// Reads one or several names, joined by `|`, with or without their prefix.
  ///
  /// - Throws: `ConvertError.exceptionInvalid`.
  init(_ value: JSONValue, prefix: String) throws(ConvertError) {
    place = value
    var names: [String] = []
    for part in value.string.split(separator: "|", omittingEmptySubsequences: false) {
      let bare = part.hasPrefix(prefix) ? part.dropFirst(prefix.count) : part
      guard !bare.isEmpty, bare.utf8.allSatisfy(Self.isNameByte) else {
        throw .exceptionInvalid(value.string, at: value.pointer)
      }
      names.append(prefix + bare)
    }
    self.names = names
  }

  /// Takes names that are spelt in full, joined by `|`; those of other vocabularies than EEST's stand for
  /// any refusal.
  init(alternatives value: JSONValue) {
    place = value
    let names = value.string.split(separator: "|").map(String.init)
    self.names = names.allSatisfy(ExceptionNames.isStandard) ? names : []
  }

  /// What stands before the names of each kind. Source: EEST, `ethereum_test_exceptions`.
  static let transactionPrefix = "TransactionException."
  static let blockPrefix = "BlockException."

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
    default: false
    }
  }
}

extension Expectation {
  /// The names for a block that is refused for `fault`.
  ///
  /// - Throws: `ConvertError.exceptionAbsent` where there is none, `.exceptionDiffers` where it has another
  ///   name.
  func met(by fault: InvalidBlock?) throws(ConvertError) -> [String] {
    let expected = names.joined(separator: "|")
    guard let fault else { throw .exceptionAbsent(expected: expected, at: place.pointer) }
    let found = ExceptionNames.names(of: fault)
    if names.isEmpty { return Array(found.prefix(1)) }
    guard ExceptionNames.matches(fault, names) else {
      throw .exceptionDiffers(
        expected: expected, found: found.first ?? "", reason: "\(fault)", at: place.pointer)
    }
    return names
  }
}
