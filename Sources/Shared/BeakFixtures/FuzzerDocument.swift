import JSON

/// A fuzzer document, format v2, as it is spelt: which fields it has, nothing of what they mean.
///
/// The files named after parts of the format (`FuzzerDocument`, `FuzzerAccount`, `FuzzerTransaction`,
/// `FuzzerEnvironment`) alone know the names of the fuzzer's fields. Each has a camelCase name and the
/// snake_case name that the Python tool's models accept besides; some have an alias in the spelling of
/// JSON-RPC. A field that is given under two names must have one value. What becomes of keys that are not
/// listed, `KeyPolicy` says.
struct FuzzerDocument {
  let version: JSONValue
  /// Nil only where the run names the fork.
  let fork: JSONValue?
  let chainID: JSONValue?
  let accounts: JSONValue
  let transactions: JSONValue
  let environment: FuzzerEnvironment
  let parentBeaconBlockRoot: JSONValue?
  let withdrawals: JSONValue?
  let blockCount: JSONValue?
  let blockException: JSONValue?

  private static let names: [StaticString] = [
    "id", "version", "fork", "chainId", "accounts", "transactions", "env", "parentBeaconBlockRoot",
    "withdrawals", "blockCount", "blockException", "negative", "balCapOffset", "chain_id",
    "parent_beacon_block_root", "block_count", "block_exception", "bal_cap_offset",
  ]

  /// Finds the fields of a record.
  ///
  /// - Parameter needsFork: whether the document must name its fork.
  /// - Throws: `ConvertError.wrongType`, `.fieldMissing`, `.unknownKeys`, `.spellingsDiffer` or
  ///   `.fieldUnsupported`.
  init(_ record: JSONValue, needsFork: Bool, keys: KeyPolicy) throws(ConvertError) {
    let object = try record.expecting(.object)
    try keys.refuseUnknown(object, known: Self.names, environment: object["env"])
    version = try object.required("version").expecting(.string)
    let fork = needsFork ? try object.required("fork") : object["fork"]
    self.fork = try fork?.expecting(.string)
    chainID = try object.optional("chainId", "chain_id", as: .number)
    accounts = try object.required("accounts").expecting(.object)
    transactions = try object.required("transactions").expecting(.array)
    environment = try FuzzerEnvironment(try object.required("env").expecting(.object), keys: keys)
    parentBeaconBlockRoot = try object.nullable("parentBeaconBlockRoot", "parent_beacon_block_root")
    withdrawals = try object.nullable("withdrawals")?.expecting(.array)
    blockCount = try object.nullable("blockCount", "block_count", as: .number)
    blockException = try object.nullable("blockException", "block_exception")?.expecting(.string)
    try object.refuse("negative")
    try object.refuse("balCapOffset", "bal_cap_offset")
  }
}

/// One withdrawal of a document; its amount is in gwei.
struct FuzzerWithdrawal {
  let index: JSONValue
  let validatorIndex: JSONValue
  let address: JSONValue
  let amount: JSONValue

  private static let names: [StaticString] = [
    "index", "validatorIndex", "address", "amount", "validator_index",
  ]

  init(_ value: JSONValue, keys: KeyPolicy) throws(ConvertError) {
    let object = try value.expecting(.object)
    try keys.check(object, known: Self.names, place: .withdrawal)
    index = try object.required("index")
    validatorIndex = try object.required("validatorIndex", "validator_index", as: .number)
    address = try object.required("address")
    amount = try object.required("amount")
  }
}
