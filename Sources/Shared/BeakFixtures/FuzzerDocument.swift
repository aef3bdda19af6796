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

  private static let keys = KnownKeys(
    common: ["id", "version", "fork", "chainId", "accounts", "transactions", "env", "parentBeaconBlockRoot"],
    rare: [
      "withdrawals", "blockCount", "blockException", "negative", "balCapOffset", "chain_id",
      "parent_beacon_block_root", "block_count", "block_exception", "bal_cap_offset",
    ])

  /// Finds the fields of a record.
  ///
  /// - Parameter needsFork: whether the document must name its fork.
  /// - Throws: `ConvertError.wrongType`, `.fieldMissing`, `.unknownKeys`, `.spellingsDiffer` or
  ///   `.fieldUnsupported`.
  init(_ record: JSONValue, needsFork: Bool, keys: KeyPolicy) throws(ConvertError) {
    let object = try record.expecting(.object)
    let fields = try keys.refuseUnknown(object, known: Self.keys, environment: object["env"])
    version = try fields.required("version").expecting(.string)
    let fork = needsFork ? try fields.required("fork") : object["fork"]
    self.fork = try fork?.expecting(.string)
    chainID = try fields.optional("chainId", "chain_id", as: .number)
    accounts = try fields.required("accounts").expecting(.object)
    transactions = try fields.required("transactions").expecting(.array)
    environment = try FuzzerEnvironment(try fields.required("env").expecting(.object), keys: keys)
    parentBeaconBlockRoot = try fields.nullable("parentBeaconBlockRoot", "parent_beacon_block_root")
    withdrawals = try fields.rare("withdrawals")?.expecting(.array)
    blockCount = try fields.rare("blockCount", "block_count", as: .number)
    blockException = try fields.rare("blockException", "block_exception")?.expecting(.string)
    try fields.refuse("negative")
    try fields.refuse("balCapOffset", "bal_cap_offset")
  }
}

/// One withdrawal of a document; its amount is in gwei.
struct FuzzerWithdrawal {
  let index: JSONValue
  let validatorIndex: JSONValue
  let address: JSONValue
  let amount: JSONValue

  private static let keys = KnownKeys(
    common: ["index", "validatorIndex", "address", "amount"], rare: ["validator_index"])

  init(_ value: JSONValue, keys: KeyPolicy) throws(ConvertError) {
    let object = try value.expecting(.object)
    let fields = try keys.fields(of: object, known: Self.keys, place: .withdrawal)
    index = try fields.required("index")
    validatorIndex = try fields.required("validatorIndex", "validator_index", as: .number)
    address = try fields.required("address")
    amount = try fields.required("amount")
  }
}
