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

  private static let keys = KnownKeys(
    common: [
      "from", "to", "gas", "nonce", "value", "data", "gasPrice", "maxFeePerGas", "maxPriorityFeePerGas",
      "accessList", "maxFeePerBlobGas", "blobVersionedHashes", "authorizationList",
    ],
    rare: [
      "block", "gasNeedFraction", "expectedError", "disabledRule", "gasLimit", "input", "from_", "gas_limit",
      "gas_price", "max_fee_per_gas", "max_priority_fee_per_gas", "max_fee_per_blob_gas", "access_list",
      "blob_versioned_hashes", "authorization_list", "gas_need_fraction", "expected_error",
      "disabled_rule",
    ])

  init(_ value: JSONValue, keys: KeyPolicy) throws(ConvertError) {
    let object = try value.expecting(.object)
    let fields = try keys.fields(of: object, known: Self.keys, place: .transaction)
    try self.init(
      fields, sender: try fields.required("from", "from_", as: .bytes),
      recipient: try fields.nullable("to"),
      gasLimit: try fields.required("gas", "gasLimit", "gas_limit", as: .number),
      nonce: try fields.required("nonce"), value: object["value"],
      data: try fields.optional("data", "input", as: .bytes))
    accessList = try fields.nullable("accessList", "access_list")?.expecting(.array)
    block = try fields.rare("block")
    gasNeedFraction = try fields.rare("gasNeedFraction", "gas_need_fraction", as: .number)
    expectedError = try fields.rare("expectedError", "expected_error")?.expecting(.string)
    try fields.refuse("disabledRule", "disabled_rule")
  }

  /// Takes the fields of later transaction types from `fields`; the others are given.
  init(
    _ fields: FieldSource, sender: JSONValue, recipient: JSONValue?, gasLimit: JSONValue, nonce: JSONValue,
    value: JSONValue?, data: JSONValue?
  ) throws(ConvertError) {
    object = fields.object
    self.sender = sender
    self.recipient = recipient
    self.gasLimit = gasLimit
    self.nonce = nonce
    self.value = value
    self.data = data
    gasPrice = try fields.nullable("gasPrice", "gas_price", as: .number)
    maxFeePerGas = try fields.nullable("maxFeePerGas", "max_fee_per_gas", as: .number)
    maxPriorityFeePerGas = try fields.nullable(
      "maxPriorityFeePerGas", "max_priority_fee_per_gas", as: .number)
    maxFeePerBlobGas = try fields.nullable("maxFeePerBlobGas", "max_fee_per_blob_gas", as: .number)
    blobVersionedHashes = try fields.nullable("blobVersionedHashes", "blob_versioned_hashes")?
      .expecting(.array)
    authorizationList = try fields.nullable("authorizationList", "authorization_list")?.expecting(.array)
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

  private static let keys = KnownKeys(common: ["address", "storageKeys"], rare: ["storage_keys"])

  init(_ value: JSONValue, keys: KeyPolicy) throws(ConvertError) {
    let object = try value.expecting(.object)
    let fields = try keys.fields(of: object, known: Self.keys, place: .accessListEntry)
    address = try fields.required("address")
    storageKeys = try fields.required("storageKeys", "storage_keys").expecting(.array)
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

  private static let keys = KnownKeys(
    common: ["chainId", "address", "nonce", "v", "r", "s"],
    rare: ["yParity", "signerKey", "chain_id", "y_parity", "signer_key"])

  init(_ value: JSONValue, keys: KeyPolicy) throws(ConvertError) {
    let object = try value.expecting(.object)
    let fields = try keys.fields(of: object, known: Self.keys, place: .authorization)
    chainID = try fields.required("chainId", "chain_id", as: .number)
    address = try fields.required("address")
    nonce = try fields.required("nonce")
    if let key = try fields.rare("signerKey", "signer_key", as: .bytes) {
      signature = .made(privateKey: key)
    } else {
      signature = .given(
        v: try fields.required("v", "yParity", "y_parity", as: .number), r: try fields.required("r"),
        s: try fields.required("s"))
    }
  }
}
