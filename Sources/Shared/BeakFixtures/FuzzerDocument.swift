import Chain
import JSON
import Primitives

/// A fuzzer document, format v2, as it is spelt: which fields it has, nothing of what they mean.
///
/// This file alone knows the names of the fuzzer's fields. Each has a camelCase name and the snake_case
/// name that the Python tool's models accept besides; some have an alias in the spelling of JSON-RPC. The
/// proper name wins where several are given. Keys that are not listed here are ignored.
struct FuzzerDocument {
  let version: JSONValue
  let fork: JSONValue
  let chainID: JSONValue?
  let accounts: JSONValue
  let transactions: JSONValue
  let environment: FuzzerEnvironment
  let parentBeaconBlockRoot: JSONValue?

  /// Finds the fields of a record.
  ///
  /// - Throws: `ConvertError.wrongType` or `.fieldMissing`.
  init(_ record: JSONValue) throws(ConvertError) {
    let object = try record.expecting(.object)
    version = try object.required("version").expecting(.string)
    fork = try object.required("fork").expecting(.string)
    chainID = object.optional("chainId", "chain_id")
    accounts = try object.required("accounts").expecting(.object)
    transactions = try object.required("transactions").expecting(.array)
    environment = FuzzerEnvironment(try object.required("env").expecting(.object))
    parentBeaconBlockRoot = object.nullable("parentBeaconBlockRoot", "parent_beacon_block_root")
  }
}

extension FuzzerDocument {
  /// The transaction at `index`, looked up again for the sake of an error's place.
  func transaction(at index: Int) throws(ConvertError) -> FuzzerTransaction {
    var elements = transactions.elements.makeIterator()
    var element = elements.next()
    for _ in 0..<index { element = elements.next() }
    guard let element else { preconditionFailure("the document has no transaction \(index)") }
    return try FuzzerTransaction(element)
  }
}

/// One account of a document; its address is its key in `accounts`.
struct FuzzerAccount {
  let balance: JSONValue
  let nonce: JSONValue?
  let code: JSONValue?
  let storage: JSONValue?
  let privateKey: JSONValue?

  init(_ value: JSONValue) throws(ConvertError) {
    let object = try value.expecting(.object)
    balance = try object.required("balance")
    nonce = object.optional("nonce")
    code = object.optional("code")
    storage = try object.optional("storage")?.expecting(.object)
    privateKey = object.nullable("privateKey", "private_key")
  }
}

extension FuzzerAccount {
  /// The address that an account's key spells.
  ///
  /// - Throws: `ConvertError.hexInvalid` or `.lengthWrong`.
  static func address(spelt key: JSONKey, of value: JSONValue) throws(ConvertError) -> Address {
    if let address = HexText.address(key.text) { return address }
    guard let bytes = HexText.decode(key.text) else { throw .hexInvalid(at: value.pointer) }
    guard let address = Address(bytes) else {
      throw .lengthWrong(expected: Address.byteCount, found: bytes.count, at: value.pointer)
    }
    return address
  }

  /// The storage slot that a key spells, modulo 2²⁵⁶.
  ///
  /// - Throws: `ConvertError.numberInvalid` or `.numberOutOfRange`.
  static func slot(spelt key: JSONKey, of value: JSONValue) throws(ConvertError) -> UInt256 {
    guard let number = IntegerText(literal: key.text) else {
      throw .numberInvalid(key.string, at: value.pointer)
    }
    guard let slot = number.twosComplement else {
      throw .numberOutOfRange(key.string, bits: 256, at: value.pointer)
    }
    return slot
  }
}

/// One transaction of a document. A fee field that is null is absent; so are `to` and the lists.
struct FuzzerTransaction {
  let object: JSONValue
  let sender: JSONValue
  let recipient: JSONValue?
  let gasLimit: JSONValue
  let nonce: JSONValue
  let value: JSONValue?
  let data: JSONValue?
  let gasPrice: JSONValue?
  let maxFeePerGas: JSONValue?
  let maxPriorityFeePerGas: JSONValue?
  let maxFeePerBlobGas: JSONValue?
  let accessList: JSONValue?
  let blobVersionedHashes: JSONValue?
  let authorizationList: JSONValue?

  init(_ value: JSONValue) throws(ConvertError) {
    object = try value.expecting(.object)
    sender = try object.required("from", "from_")
    recipient = object.nullable("to")
    gasLimit = try object.required("gas", "gasLimit", "gas_limit")
    nonce = try object.required("nonce")
    self.value = object.optional("value")
    data = object.optional("data", "input")
    gasPrice = object.nullable("gasPrice", "gas_price")
    maxFeePerGas = object.nullable("maxFeePerGas", "max_fee_per_gas")
    maxPriorityFeePerGas = object.nullable("maxPriorityFeePerGas", "max_priority_fee_per_gas")
    maxFeePerBlobGas = object.nullable("maxFeePerBlobGas", "max_fee_per_blob_gas")
    accessList = try object.nullable("accessList", "access_list")?.expecting(.array)
    blobVersionedHashes = try object.nullable("blobVersionedHashes", "blob_versioned_hashes")?
      .expecting(.array)
    authorizationList = try object.nullable("authorizationList", "authorization_list")?.expecting(.array)
  }
}

extension FuzzerTransaction {
  /// The place that a refusal by the rules is about: the field at fault where it is given, else the
  /// transaction.
  func pointer(to fault: InvalidTransaction) -> JSONPointer {
    let field: JSONValue? =
      switch fault {
      case .intrinsicGasTooLow, .calldataFloorTooLow, .gasLimitAboveCap, .gasAllowanceExceeded: gasLimit
      case .nonceIsMax, .nonceTooLow, .nonceTooHigh: nonce
      case .initCodeTooLarge: data
      case .priorityFeeAboveMaxFee: maxPriorityFeePerGas
      case .maxFeeBelowBaseFee: maxFeePerGas ?? gasPrice
      case .maxFeePerBlobGasTooLow: maxFeePerBlobGas
      case .blobGasAllowanceExceeded, .noBlobs, .invalidBlobVersionedHash, .tooManyBlobs: blobVersionedHashes
      case .senderNotEOA, .insufficientFunds: sender
      default: nil
      }
    return (field ?? object).pointer
  }
}

/// One entry of an access list.
struct FuzzerAccessListEntry {
  let address: JSONValue
  let storageKeys: JSONValue

  init(_ value: JSONValue) throws(ConvertError) {
    let object = try value.expecting(.object)
    address = try object.required("address")
    storageKeys = try object.required("storageKeys", "storage_keys").expecting(.array)
  }
}

/// One signed tuple of an authorization list.
struct FuzzerAuthorization {
  let chainID: JSONValue
  let address: JSONValue
  let nonce: JSONValue
  let v: JSONValue
  let r: JSONValue
  let s: JSONValue

  init(_ value: JSONValue) throws(ConvertError) {
    let object = try value.expecting(.object)
    chainID = try object.required("chainId", "chain_id")
    address = try object.required("address")
    nonce = try object.required("nonce")
    v = try object.required("v", "yParity", "y_parity")
    r = try object.required("r")
    s = try object.required("s")
  }
}

/// The block environment of a document; every field may be left out.
struct FuzzerEnvironment {
  let object: JSONValue
  let coinbase: JSONValue?
  let gasLimit: JSONValue?
  let timestamp: JSONValue?
  let prevRandao: JSONValue?
  let baseFeePerGas: JSONValue?
  let excessBlobGas: JSONValue?
  let blobGasUsed: JSONValue?

  init(_ object: JSONValue) {
    self.object = object
    coinbase = object.optional("currentCoinbase", "fee_recipient")
    gasLimit = object.optional("currentGasLimit", "gas_limit")
    timestamp = object.optional("currentTimestamp", "timestamp")
    prevRandao = object.nullable("currentRandom", "prev_randao")
    baseFeePerGas = object.nullable("currentBaseFee", "base_fee_per_gas")
    excessBlobGas = object.nullable("currentExcessBlobGas", "excess_blob_gas")
    blobGasUsed = object.nullable("currentBlobGasUsed", "blob_gas_used")
  }

  /// Where the timestamp is, or would be.
  var timestampPointer: JSONPointer { timestamp?.pointer ?? object.pointer / "currentTimestamp" }

  /// Checks the quantities that are part of the format but decide nothing.
  ///
  /// A chain begins at its genesis block, so the number, the difficulty and the parent of the described
  /// block follow from it. They must be numbers all the same.
  /// - Throws: `ConvertError.wrongType` or `.numberInvalid`.
  func checkIgnoredQuantities() throws(ConvertError) {
    for name in Self.ignoredQuantities {
      if let quantity = object.nullable(name) { try quantity.requireNumber() }
    }
  }

  private static let ignoredQuantities: [StaticString] = [
    "currentNumber", "currentDifficulty", "parentDifficulty", "parentTimestamp", "parentBaseFee",
    "parentGasUsed", "parentGasLimit", "parentBlobGasUsed", "parentExcessBlobGas",
  ]
}

extension JSONValue {
  /// The value itself, when it is of the kind that its place asks for.
  ///
  /// - Throws: `ConvertError.wrongType`.
  fileprivate func expecting(_ expected: JSONKind) throws(ConvertError) -> JSONValue {
    guard kind == expected else {
      throw .wrongType(expected: expected.noun, found: kind.noun, at: pointer)
    }
    return self
  }

  /// The member of the first of these names that is there; its value may be null.
  fileprivate func optional(_ name: StaticString, _ alias: StaticString? = nil) -> JSONValue? {
    if let value = self[name] { return value }
    guard let alias else { return nil }
    return self[alias]
  }

  /// The member of the first of these names that is there, where null means the same as nothing.
  fileprivate func nullable(_ name: StaticString, _ alias: StaticString? = nil) -> JSONValue? {
    guard let value = optional(name, alias), value.kind != .null else { return nil }
    return value
  }

  /// The member of the first of these names that is there.
  ///
  /// - Throws: `ConvertError.fieldMissing` at the proper name, which is the first.
  fileprivate func required(
    _ name: StaticString, _ alias: StaticString? = nil, _ secondAlias: StaticString? = nil
  ) throws(ConvertError) -> JSONValue {
    if let value = optional(name, alias) { return value }
    if let secondAlias, let value = self[secondAlias] { return value }
    throw .fieldMissing(at: pointer / name.description)
  }
}

extension JSONKind {
  /// The kind as an error message calls it.
  var noun: String {
    switch self {
    case .object: "object"
    case .array: "list"
    case .string: "string"
    case .number: "number"
    case .true, .false: "boolean"
    case .null: "null"
    }
  }
}
