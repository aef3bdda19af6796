import JSON

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

  /// The keys of the format. Source: EEST, `Environment`.
  static let keys = KnownKeys(
    common: [
      "currentCoinbase", "currentGasLimit", "currentTimestamp", "currentRandom", "currentBaseFee",
      "currentExcessBlobGas", "currentBlobGasUsed",
    ] + ignoredQuantities + ["parentHash"],
    rare: idle + [
      "fee_recipient", "gas_limit", "timestamp", "prev_randao", "base_fee_per_gas", "excess_blob_gas",
      "blob_gas_used", "number", "difficulty", "parent_difficulty", "parent_timestamp",
      "parent_base_fee_per_gas", "parent_gas_used", "parent_gas_limit", "parent_blob_gas_used",
      "parent_excess_blob_gas", "parent_hash", "parentUncleHash", "parent_ommers_hash", "block_hashes",
      "extra_data", "parent_beacon_block_root", "slot_number",
    ])

  /// Quantities that decide nothing, as a chain begins at its genesis block.
  private static let ignoredQuantities: [StaticString] = [
    "currentNumber", "currentDifficulty", "parentDifficulty", "parentTimestamp", "parentBaseFee",
    "parentGasUsed", "parentGasLimit", "parentBlobGasUsed", "parentExcessBlobGas",
  ]

  /// Keys that sound as if something followed from them, which is not so.
  private static let idle: [StaticString] = [
    "withdrawals", "parentBeaconBlockRoot", "extraData", "ommers", "blockHashes", "slotNumber",
  ]

  init(_ object: JSONValue, keys: KeyPolicy) throws(ConvertError) {
    self.object = object
    let fields = FieldSource(object: object, hasRareKeys: true)
    coinbase = try fields.optional("currentCoinbase", "fee_recipient", as: .bytes)
    gasLimit = try fields.optional("currentGasLimit", "gas_limit", as: .number)
    timestamp = try fields.optional("currentTimestamp", "timestamp", as: .number)
    prevRandao = try fields.nullable("currentRandom", "prev_randao")
    baseFeePerGas = try fields.nullable("currentBaseFee", "base_fee_per_gas", as: .number)
    excessBlobGas = try fields.nullable("currentExcessBlobGas", "excess_blob_gas", as: .number)
    blobGasUsed = try fields.nullable("currentBlobGasUsed", "blob_gas_used", as: .number)
    for name in Self.idle where object[name] != nil { keys.noteIdle(name) }
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
      if let quantity = object[name], quantity.kind != .null { try quantity.requireNumber() }
    }
  }
}
