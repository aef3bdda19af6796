import Primitives

extension Transaction {
  /// Writes the envelope: the list of a legacy transaction, type ‖ list of a typed one.
  ///
  /// Source: EIP-2718.
  public func appendRLP(to buffer: inout ByteBuffer) {
    if type != .legacy { buffer.append(type.rawValue) }
    let mark = buffer.beginRLPList()
    appendUnsignedFields(to: &buffer)
    buffer.appendRLP(v)
    buffer.appendRLP(r)
    buffer.appendRLP(s)
    buffer.endRLPList(mark)
  }

  /// Writes the transaction as an element of a block body: typed envelopes become byte strings.
  public func appendForBlock(to buffer: inout ByteBuffer) {
    guard type != .legacy else { return appendRLP(to: &buffer) }
    var envelope = ByteBuffer(capacity: 256 + data.count)
    appendRLP(to: &envelope)
    buffer.appendRLP(envelope.bytes)
  }

  /// Keccak-256 of the envelope.
  public var hash: Hash32 {
    var buffer = ByteBuffer(capacity: 256 + data.count)
    appendRLP(to: &buffer)
    return Keccak256.hash(buffer.bytes)
  }

  /// Writes the fields before the signature, without list head.
  func appendUnsignedFields(to buffer: inout ByteBuffer) {
    if type != .legacy { buffer.appendRLP(chainID ?? .zero) }
    buffer.appendRLP(nonce)
    if type.hasDynamicFee {
      buffer.appendRLP(maxPriorityFeePerGas)
      buffer.appendRLP(maxFeePerGas)
    } else {
      buffer.appendRLP(gasPrice)
    }
    buffer.appendRLP(gasLimit)
    if let to { buffer.appendRLP(to) } else { buffer.append(0x80) }
    buffer.appendRLP(value)
    buffer.appendRLP(data)
    if type.hasAccessList { AccessListEntry.append(accessList, to: &buffer) }
    if type == .blob { appendBlobFields(to: &buffer) }
    if type == .setCode { appendAuthorizations(to: &buffer) }
  }

  private func appendBlobFields(to buffer: inout ByteBuffer) {
    buffer.appendRLP(maxFeePerBlobGas)
    let mark = buffer.beginRLPList()
    for hash in blobVersionedHashes { buffer.appendRLP(hash) }
    buffer.endRLPList(mark)
  }

  private func appendAuthorizations(to buffer: inout ByteBuffer) {
    let mark = buffer.beginRLPList()
    for authorization in authorizationList { authorization.append(to: &buffer) }
    buffer.endRLPList(mark)
  }
}
