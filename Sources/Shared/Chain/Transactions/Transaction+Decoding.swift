import Primitives

extension Transaction {
  /// Reads an envelope: a legacy list or type ‖ list. Every byte must be canonical.
  ///
  /// - Throws: `.unknownType`, or `.malformed` with the first field at fault.
  public static func decode(
    envelope: UnsafeRawBufferPointer
  ) throws(InvalidTransaction) -> Transaction {
    guard let first = envelope.first else { throw .malformed(.envelope, .truncated) }
    if first >= 0xc0 {
      return try decodeLegacy(try item(envelope))
    }
    guard let type = TransactionType(rawValue: first), type != .legacy else {
      throw .unknownType(first)
    }
    return try decodeTyped(type, try item(UnsafeRawBufferPointer(rebasing: envelope.dropFirst())))
  }

  /// Reads an element of a block body: a list is a legacy transaction, a string an envelope with a type.
  ///
  /// - Throws: `.unknownType`, or `.malformed` with the first field at fault.
  public static func decode(blockItem item: RLPItem) throws(InvalidTransaction) -> Transaction {
    if item.isList { return try decodeLegacy(item) }
    guard let first = item.payload.first else { throw .malformed(.envelope, .truncated) }
    guard first < 0xc0 else { throw .unknownType(first) }
    return try decode(envelope: item.payload)
  }

  private static func item(
    _ bytes: UnsafeRawBufferPointer
  ) throws(InvalidTransaction) -> RLPItem {
    do { return try RLPItem.decode(bytes) } catch { throw .malformed(.envelope, error) }
  }

  private static func decodeLegacy(_ item: RLPItem) throws(InvalidTransaction) -> Transaction {
    var fields = try TransactionFields(item, as: .envelope)
    var transaction = Transaction(type: .legacy)
    transaction.nonce = try fields.uint64(.nonce)
    transaction.gasPrice = try fields.uint256(.gasPrice)
    try transaction.readCall(from: &fields)
    try transaction.readSignature(from: &fields, parityField: .v)
    try fields.finish(.envelope)
    transaction.chainID = chainID(ofLegacyV: transaction.v)
    return transaction
  }

  private static func decodeTyped(
    _ type: TransactionType, _ item: RLPItem
  ) throws(InvalidTransaction) -> Transaction {
    var fields = try TransactionFields(item, as: .envelope)
    var transaction = Transaction(type: type)
    transaction.chainID = try fields.uint256(.chainID)
    transaction.nonce = try fields.uint64(.nonce)
    if type.hasDynamicFee {
      transaction.maxPriorityFeePerGas = try fields.uint256(.maxPriorityFeePerGas)
      transaction.maxFeePerGas = try fields.uint256(.maxFeePerGas)
    } else {
      transaction.gasPrice = try fields.uint256(.gasPrice)
    }
    try transaction.readCall(from: &fields)
    transaction.accessList = try AccessListEntry.decode(try fields.next(.accessList))
    if type == .blob { try transaction.readBlobFields(from: &fields) }
    if type == .setCode {
      transaction.authorizationList = try Authorization.decode(try fields.next(.authorizationList))
    }
    try transaction.readSignature(from: &fields, parityField: .yParity)
    try fields.finish(.envelope)
    return transaction
  }

  /// Reads gas limit, recipient, value and data, which follow one another in every type.
  private mutating func readCall(from fields: inout TransactionFields) throws(InvalidTransaction) {
    gasLimit = try fields.uint64(.gasLimit)
    to = try fields.recipient(.to)
    value = try fields.uint256(.value)
    data = try fields.bytes(.data)
  }

  private mutating func readBlobFields(
    from fields: inout TransactionFields
  ) throws(InvalidTransaction) {
    maxFeePerBlobGas = try fields.uint256(.maxFeePerBlobGas)
    var hashes = try TransactionFields(
      try fields.next(.blobVersionedHashes), as: .blobVersionedHashes)
    while !hashes.isAtEnd { blobVersionedHashes.append(try hashes.hash32(.blobVersionedHashes)) }
  }

  private mutating func readSignature(
    from fields: inout TransactionFields, parityField: TransactionField
  ) throws(InvalidTransaction) {
    v = try fields.uint256(parityField)
    r = try fields.uint256(.r)
    s = try fields.uint256(.s)
  }

  /// The chain that a legacy `v` commits to, nil for 27, 28 and values below 35. Source: EIP-155.
  static func chainID(ofLegacyV v: UInt256) -> UInt256? {
    v >= 35 ? (v &- 35) &>> 1 : nil
  }
}
