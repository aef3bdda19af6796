import Chain
import EVM
import JSON
import Primitives

/// Blocks as calls of `engine_newPayload`. Their quantities have the fewest digits, as JSON-RPC wants it, and
/// versions are decimal strings. Source: EEST, `FixtureEngineNewPayload`; execution-apis.
extension FixtureWriter {
  /// The name for a block hash that does not follow from the payload.
  private static let invalidBlockHash = "BlockException.INVALID_BLOCK_HASH"
  /// The JSON-RPC error for parameters that the call does not take.
  private static let invalidParameters = "-32602"

  /// Writes `engineNewPayloads`.
  ///
  /// - Throws: `FixtureObstacle`.
  func appendPayloads(
    _ blocks: [ChainBlock], of head: FixtureHead, to out: inout ByteBuffer
  ) throws(FixtureObstacle) {
    _ = try engineRules(of: head.genesis, in: head.network)
    out.append(",\"engineNewPayloads\":[")
    for (index, block) in blocks.enumerated() {
      if index > 0 { out.append(",") }
      switch block {
      case .executed(let executed):
        let rules = try engineRules(of: executed.block.header, in: head.network)
        appendCall(executed, rules: rules, refusal: nil, to: &out)
      case .refused(let refused):
        guard let decoded = refused.decoded, decoded.rlp == refused.rlp else {
          throw .noPayload(position: index + 1)
        }
        let rules = try engineRules(of: decoded.block.header, in: head.network)
        guard decoded.block.hasParameters(of: rules) else { throw .noPayload(position: index + 1) }
        appendCall(decoded, rules: rules, refusal: refused.expectedExceptions, to: &out)
      }
    }
    out.append("]")
  }

  /// The rules of a block that has come through the engine API.
  private func engineRules(
    of header: Header, in network: Network
  ) throws(FixtureObstacle) -> BlockRules {
    // The first block of a chain that merges by difficulty is mined, so the parent's total is not needed.
    let rules = Rules.at(network.fork(number: header.number, timestamp: header.timestamp)).block
    if rules.engine == nil { throw .noEngineAPI(block: header.number) }
    return rules
  }

  private func appendCall(
    _ executed: ExecutedBlock, rules: BlockRules, refusal: [String]?, to out: inout ByteBuffer
  ) {
    let block = executed.block
    out.append("{\"params\":[")
    appendPayload(executed, to: &out)
    if rules.blobs != nil {
      out.append(",")
      appendHashes(block.transactions.flatMap(\.blobVersionedHashes), to: &out)
    }
    if rules.hasParentBeaconBlockRoot, let root = block.header.parentBeaconBlockRoot {
      out.append(",")
      out.appendHexData(root)
    }
    if rules.hasRequests {
      out.append(",")
      appendList(executed.requests, to: &out)
    }
    out.append("]")
    if let refusal { appendRefusal(refusal, of: executed, rules: rules, to: &out) }
    let versions = rules.engine ?? EngineVersions(newPayload: 1, forkchoiceUpdated: 1)
    out.append(",\"newPayloadVersion\":\"")
    out.appendDecimal(versions.newPayload)
    out.append("\",\"forkchoiceUpdatedVersion\":\"")
    out.appendDecimal(versions.forkchoiceUpdated)
    out.append("\"}")
  }

  /// Why a client must answer that the payload is invalid, or refuse the call as such.
  private func appendRefusal(
    _ names: [String], of executed: ExecutedBlock, rules: BlockRules, to out: inout ByteBuffer
  ) {
    var names = names
    let derived = executed.block.payloadHeader(requests: rules.hasRequests ? executed.requests : nil)
    if derived != executed.block.header, !names.contains(Self.invalidBlockHash) {
      names.append(Self.invalidBlockHash)
    }
    out.append(",\"validationError\":")
    out.appendQuoted(names.joined(separator: "|"))
    if !executed.block.hasPayloadFields(of: rules) {
      out.append(",\"errorCode\":")
      out.appendQuoted(Self.invalidParameters)
    }
  }

  private func appendPayload(_ executed: ExecutedBlock, to out: inout ByteBuffer) {
    let header = executed.block.header
    out.append("{\"parentHash\":")
    out.appendHexData(header.parentHash)
    out.append(",\"feeRecipient\":")
    out.appendHexData(header.coinbase)
    out.append(",\"stateRoot\":")
    out.appendHexData(header.stateRoot)
    out.append(",\"receiptsRoot\":")
    out.appendHexData(header.receiptsRoot)
    out.append(",\"logsBloom\":")
    header.logsBloom.withUnsafeBytes { out.appendHexData($0) }
    out.append(",\"blockNumber\":")
    out.appendMinimalQuantity(header.number)
    out.append(",\"gasLimit\":")
    out.appendMinimalQuantity(header.gasLimit)
    out.append(",\"gasUsed\":")
    out.appendMinimalQuantity(header.gasUsed)
    out.append(",\"timestamp\":")
    out.appendMinimalQuantity(header.timestamp)
    out.append(",\"extraData\":")
    header.extraData.withUnsafeBytes { out.appendHexData($0) }
    out.append(",\"prevRandao\":")
    out.appendHexData(header.mixHash)
    out.append(",\"baseFeePerGas\":")
    out.appendMinimalQuantity(header.baseFeePerGas ?? .zero)
    if let blobGasUsed = header.blobGasUsed {
      out.append(",\"blobGasUsed\":")
      out.appendMinimalQuantity(blobGasUsed)
    }
    if let excessBlobGas = header.excessBlobGas {
      out.append(",\"excessBlobGas\":")
      out.appendMinimalQuantity(excessBlobGas)
    }
    out.append(",\"blockHash\":")
    out.appendHexData(executed.hash)
    out.append(",\"transactions\":")
    appendEnvelopes(executed.block.transactions, to: &out)
    if let withdrawals = executed.block.withdrawals { appendMinimal(withdrawals, to: &out) }
    out.append("}")
  }

  private func appendEnvelopes(_ transactions: [Transaction], to out: inout ByteBuffer) {
    out.append("[")
    var envelope = ByteBuffer(capacity: 512)
    for index in transactions.indices {
      if index > 0 { out.append(",") }
      envelope.removeAll()
      transactions[index].appendRLP(to: &envelope)
      out.appendHexData(envelope.bytes)
    }
    out.append("]")
  }

  private func appendList(_ requests: [Bytes], to out: inout ByteBuffer) {
    out.append("[")
    for (index, request) in requests.enumerated() {
      if index > 0 { out.append(",") }
      request.withUnsafeBytes { out.appendHexData($0) }
    }
    out.append("]")
  }

  private func appendMinimal(_ withdrawals: [Withdrawal], to out: inout ByteBuffer) {
    out.append(",\"withdrawals\":[")
    for (position, withdrawal) in withdrawals.enumerated() {
      out.append(position > 0 ? ",{\"index\":" : "{\"index\":")
      out.appendMinimalQuantity(withdrawal.index)
      out.append(",\"validatorIndex\":")
      out.appendMinimalQuantity(withdrawal.validatorIndex)
      out.append(",\"address\":")
      out.appendHexData(withdrawal.address)
      out.append(",\"amount\":")
      out.appendMinimalQuantity(withdrawal.amount)
      out.append("}")
    }
    out.append("]")
  }
}

extension Block {
  /// Whether the block has what the call takes beside the payload.
  fileprivate func hasParameters(of rules: BlockRules) -> Bool {
    !rules.hasParentBeaconBlockRoot || header.parentBeaconBlockRoot != nil
  }

  /// Whether the payload has the fields that its fork has, and no other.
  fileprivate func hasPayloadFields(of rules: BlockRules) -> Bool {
    (header.baseFeePerGas != nil) == rules.hasBaseFee
      && (withdrawals != nil) == rules.hasWithdrawals
      && (header.blobGasUsed != nil) == (rules.blobs != nil)
      && (header.excessBlobGas != nil) == (rules.blobs != nil)
  }
}
