import Chain
import JSON

/// One transaction of a document. A fee field that is null is absent; so are `to` and the lists.
struct FuzzerTransaction {
  let object: JSONValue
  let sender: JSONValue
  let recipient: JSONValue?
  let gasLimit: JSONValue
  let nonce: JSONValue
  let value: JSONValue?
  let data: JSONValue?
  var gasPrice: JSONValue?
  var maxFeePerGas: JSONValue?
  var maxPriorityFeePerGas: JSONValue?
  var maxFeePerBlobGas: JSONValue?
  var accessList: JSONValue?
  var blobVersionedHashes: JSONValue?
  var authorizationList: JSONValue?
  /// The index of the block that takes it, counted from 0.
  var block: JSONValue?
  /// Gas to give, as a multiple of what it needs.
  var gasNeedFraction: JSONValue?
  /// The exception with which it must be refused.
  var expectedError: JSONValue?

  private static let names: [StaticString] = [
    "from", "to", "gas", "nonce", "value", "data", "gasPrice", "maxFeePerGas", "maxPriorityFeePerGas",
    "accessList", "maxFeePerBlobGas", "blobVersionedHashes", "authorizationList", "block",
    "gasNeedFraction", "expectedError", "disabledRule", "gasLimit", "input", "from_", "gas_limit",
    "gas_price", "max_fee_per_gas", "max_priority_fee_per_gas", "max_fee_per_blob_gas", "access_list",
    "blob_versioned_hashes", "authorization_list", "gas_need_fraction", "expected_error", "disabled_rule",
  ]

  init(_ value: JSONValue, keys: KeyPolicy) throws(ConvertError) {
    let object = try value.expecting(.object)
    try keys.check(object, known: Self.names, place: .transaction)
    try self.init(
      object, sender: try object.required("from", "from_", as: .bytes),
      recipient: try object.nullable("to"),
      gasLimit: try object.required("gas", "gasLimit", "gas_limit", as: .number),
      nonce: try object.required("nonce"), value: object["value"],
      data: try object.optional("data", "input", as: .bytes))
    accessList = try object.nullable("accessList", "access_list")?.expecting(.array)
    block = try object.nullable("block")
    gasNeedFraction = try object.nullable("gasNeedFraction", "gas_need_fraction", as: .number)
    expectedError = try object.nullable("expectedError", "expected_error")?.expecting(.string)
    try object.refuse("disabledRule", "disabled_rule")
  }

  /// Finds the fields of later transaction types in `object`; the others are given.
  init(
    _ object: JSONValue, sender: JSONValue, recipient: JSONValue?, gasLimit: JSONValue, nonce: JSONValue,
    value: JSONValue?, data: JSONValue?
  ) throws(ConvertError) {
    self.object = object
    self.sender = sender
    self.recipient = recipient
    self.gasLimit = gasLimit
    self.nonce = nonce
    self.value = value
    self.data = data
    gasPrice = try object.nullable("gasPrice", "gas_price", as: .number)
    maxFeePerGas = try object.nullable("maxFeePerGas", "max_fee_per_gas", as: .number)
    maxPriorityFeePerGas = try object.nullable(
      "maxPriorityFeePerGas", "max_priority_fee_per_gas", as: .number)
    maxFeePerBlobGas = try object.nullable("maxFeePerBlobGas", "max_fee_per_blob_gas", as: .number)
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

  private static let names: [StaticString] = ["address", "storageKeys", "storage_keys"]

  init(_ value: JSONValue, keys: KeyPolicy) throws(ConvertError) {
    let object = try value.expecting(.object)
    try keys.check(object, known: Self.names, place: .accessListEntry)
    address = try object.required("address")
    storageKeys = try object.required("storageKeys", "storage_keys").expecting(.array)
  }
}

/// One tuple of an authorization list: signed, or to be signed with a key.
struct FuzzerAuthorization {
  /// Where the tuple's signature comes from.
  enum Signature {
    case given(v: JSONValue, r: JSONValue, s: JSONValue)
    case made(privateKey: JSONValue)
  }

  let chainID: JSONValue
  let address: JSONValue
  let nonce: JSONValue
  let signature: Signature

  private static let names: [StaticString] = [
    "chainId", "address", "nonce", "v", "r", "s", "yParity", "signerKey", "chain_id", "y_parity",
    "signer_key",
  ]

  init(_ value: JSONValue, keys: KeyPolicy) throws(ConvertError) {
    let object = try value.expecting(.object)
    try keys.check(object, known: Self.names, place: .authorization)
    chainID = try object.required("chainId", "chain_id", as: .number)
    address = try object.required("address")
    nonce = try object.required("nonce")
    if let key = try object.nullable("signerKey", "signer_key", as: .bytes) {
      signature = .made(privateKey: key)
    } else {
      signature = .given(
        v: try object.required("v", "yParity", "y_parity", as: .number), r: try object.required("r"),
        s: try object.required("s"))
    }
  }
}
