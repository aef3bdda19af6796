import Chain
import JSON
import Primitives

/// Headers and blocks.
extension FixtureWriter {
  /// A header in the order of its RLP, then its hash.
  func appendHeader(_ header: Header, hash: Hash32, to out: inout ByteBuffer) {
    out.append("{\"parentHash\":")
    out.appendHexData(header.parentHash)
    out.append(",\"uncleHash\":")
    out.appendHexData(header.ommersHash)
    out.append(",\"coinbase\":")
    out.appendHexData(header.coinbase)
    out.append(",\"stateRoot\":")
    out.appendHexData(header.stateRoot)
    out.append(",\"transactionsTrie\":")
    out.appendHexData(header.transactionsRoot)
    out.append(",\"receiptTrie\":")
    out.appendHexData(header.receiptsRoot)
    out.append(",\"bloom\":")
    header.logsBloom.withUnsafeBytes { out.appendHexData($0) }
    out.append(",\"difficulty\":")
    out.appendHexQuantity(header.difficulty)
    out.append(",\"number\":")
    out.appendHexQuantity(header.number)
    out.append(",\"gasLimit\":")
    out.appendHexQuantity(header.gasLimit)
    out.append(",\"gasUsed\":")
    out.appendHexQuantity(header.gasUsed)
    out.append(",\"timestamp\":")
    out.appendHexQuantity(header.timestamp)
    out.append(",\"extraData\":")
    header.extraData.withUnsafeBytes { out.appendHexData($0) }
    out.append(",\"mixHash\":")
    out.appendHexData(header.mixHash)
    out.append(",\"nonce\":")
    withUnsafeBytes(of: header.nonce.bigEndian) { out.appendHexData($0) }
    appendForkFields(header, to: &out)
    out.append(",\"hash\":")
    out.appendHexData(hash)
    out.append("}")
  }

  /// The fields that only some forks have.
  private func appendForkFields(_ header: Header, to out: inout ByteBuffer) {
    if let baseFeePerGas = header.baseFeePerGas {
      out.append(",\"baseFeePerGas\":")
      out.appendHexQuantity(baseFeePerGas)
    }
    if let withdrawalsRoot = header.withdrawalsRoot {
      out.append(",\"withdrawalsRoot\":")
      out.appendHexData(withdrawalsRoot)
    }
    if let blobGasUsed = header.blobGasUsed {
      out.append(",\"blobGasUsed\":")
      out.appendHexQuantity(blobGasUsed)
    }
    if let excessBlobGas = header.excessBlobGas {
      out.append(",\"excessBlobGas\":")
      out.appendHexQuantity(excessBlobGas)
    }
    if let parentBeaconBlockRoot = header.parentBeaconBlockRoot {
      out.append(",\"parentBeaconBlockRoot\":")
      out.appendHexData(parentBeaconBlockRoot)
    }
    if let requestsHash = header.requestsHash {
      out.append(",\"requestsHash\":")
      out.appendHexData(requestsHash)
    }
  }

  func appendBlock(_ block: ChainBlock, chainID: UInt64, to out: inout ByteBuffer) {
    switch block {
    case .executed(let executed):
      out.append("{")
      appendContent(of: executed, chainID: chainID, rlp: executed.rlp, to: &out)
    case .refused(let refused):
      out.append("{\"rlp\":")
      refused.rlp.withUnsafeBytes { out.appendHexData($0) }
      out.append(",\"expectException\":")
      out.appendQuoted(refused.expectedExceptions.joined(separator: "|"))
      if let decoded = refused.decoded {
        out.append(",\"rlp_decoded\":{")
        appendContent(of: decoded, chainID: chainID, rlp: nil, to: &out)
      }
      out.append("}")
    }
  }

  /// The members of a block, and the brace that ends it.
  ///
  /// - Parameter rlp: the encoded block; nil where it stands elsewhere.
  private func appendContent(
    of executed: ExecutedBlock, chainID: UInt64, rlp: Bytes?, to out: inout ByteBuffer
  ) {
    let block = executed.block
    out.append("\"blockHeader\":")
    appendHeader(block.header, hash: executed.hash, to: &out)
    out.append(",\"transactions\":[")
    for index in block.transactions.indices {
      if index > 0 { out.append(",") }
      appendTransaction(
        block.transactions[index], sender: executed.senders[index], chainID: chainID, to: &out)
    }
    out.append("],\"uncleHeaders\":[")
    for index in block.ommers.indices {
      if index > 0 { out.append(",") }
      appendHeader(block.ommers[index], hash: block.ommers[index].hash(), to: &out)
    }
    out.append("]")
    if let withdrawals = block.withdrawals { appendWithdrawals(withdrawals, to: &out) }
    if let rlp {
      out.append(",\"rlp\":")
      rlp.withUnsafeBytes { out.appendHexData($0) }
    }
    out.append(",\"blocknumber\":\"")
    out.appendDecimal(Int(clamping: block.header.number))
    out.append("\"}")
  }

  private func appendWithdrawals(_ withdrawals: [Withdrawal], to out: inout ByteBuffer) {
    out.append(",\"withdrawals\":[")
    for (position, withdrawal) in withdrawals.enumerated() {
      out.append(position > 0 ? ",{\"index\":" : "{\"index\":")
      out.appendHexQuantity(withdrawal.index)
      out.append(",\"validatorIndex\":")
      out.appendHexQuantity(withdrawal.validatorIndex)
      out.append(",\"address\":")
      out.appendHexData(withdrawal.address)
      out.append(",\"amount\":")
      out.appendHexQuantity(withdrawal.amount)
      out.append("}")
    }
    out.append("]")
  }
}
