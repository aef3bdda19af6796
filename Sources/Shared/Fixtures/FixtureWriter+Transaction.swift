import Chain
import Crypto
import JSON
import Primitives

/// Transactions. `to` of a creation is the empty string and stands last.
extension FixtureWriter {
  func appendTransaction(
    _ transaction: Transaction, sender: Address, chainID: UInt64, to out: inout ByteBuffer
  ) {
    out.append("{\"type\":")
    out.appendHexQuantity(UInt64(transaction.type.rawValue))
    out.append(",\"chainId\":")
    out.appendHexQuantity(transaction.chainID ?? UInt256(chainID))
    out.append(",\"nonce\":")
    out.appendHexQuantity(transaction.nonce)
    appendFees(transaction, to: &out)
    out.append(",\"gasLimit\":")
    out.appendHexQuantity(transaction.gasLimit)
    if let recipient = transaction.to {
      out.append(",\"to\":")
      out.appendHexData(recipient)
    }
    out.append(",\"value\":")
    out.appendHexQuantity(transaction.value)
    out.append(",\"data\":")
    transaction.data.withUnsafeBytes { out.appendHexData($0) }
    if transaction.type != .legacy { appendAccessList(transaction.accessList, to: &out) }
    if transaction.type == .blob { appendBlobFields(transaction, to: &out) }
    appendSignature(v: transaction.v, r: transaction.r, s: transaction.s, to: &out)
    out.append(",\"sender\":")
    out.appendHexData(sender)
    if transaction.type == .setCode {
      appendAuthorizations(transaction.authorizationList, to: &out)
    }
    out.append(transaction.to == nil ? ",\"to\":\"\"}" : "}")
  }

  /// `gasPrice`, or the two fees of EIP-1559, or both when a later type carries a gas price along.
  private func appendFees(_ transaction: Transaction, to out: inout ByteBuffer) {
    let hasMaxFees = transaction.type != .legacy && transaction.type != .accessList
    if !hasMaxFees || !transaction.gasPrice.isZero {
      out.append(",\"gasPrice\":")
      out.appendHexQuantity(transaction.gasPrice)
    }
    if hasMaxFees {
      out.append(",\"maxPriorityFeePerGas\":")
      out.appendHexQuantity(transaction.maxPriorityFeePerGas)
      out.append(",\"maxFeePerGas\":")
      out.appendHexQuantity(transaction.maxFeePerGas)
    }
  }

  private func appendAccessList(_ accessList: [AccessListEntry], to out: inout ByteBuffer) {
    out.append(",\"accessList\":")
    appendEntries(of: accessList, to: &out)
  }

  /// The entries of an access list, as a list.
  func appendEntries(of accessList: [AccessListEntry], to out: inout ByteBuffer) {
    out.append("[")
    for index in accessList.indices {
      out.append(index > 0 ? ",{\"address\":" : "{\"address\":")
      out.appendHexData(accessList[index].address)
      out.append(",\"storageKeys\":")
      appendHashes(accessList[index].storageKeys, to: &out)
      out.append("}")
    }
    out.append("]")
  }

  func appendBlobFields(_ transaction: Transaction, to out: inout ByteBuffer) {
    out.append(",\"maxFeePerBlobGas\":")
    out.appendHexQuantity(transaction.maxFeePerBlobGas)
    out.append(",\"blobVersionedHashes\":")
    appendHashes(transaction.blobVersionedHashes, to: &out)
  }

  func appendHashes(_ hashes: [Hash32], to out: inout ByteBuffer) {
    out.append("[")
    for index in hashes.indices {
      if index > 0 { out.append(",") }
      out.appendHexData(hashes[index])
    }
    out.append("]")
  }

  private func appendSignature(v: UInt256, r: UInt256, s: UInt256, to out: inout ByteBuffer) {
    out.append(",\"v\":")
    out.appendHexQuantity(v)
    out.append(",\"r\":")
    out.appendHexQuantity(r)
    out.append(",\"s\":")
    out.appendHexQuantity(s)
  }

  func appendAuthorizations(_ list: [Authorization], to out: inout ByteBuffer) {
    out.append(",\"authorizationList\":[")
    for index in list.indices {
      let authorization = list[index]
      let yParity = UInt256(UInt64(authorization.yParity))
      out.append(index > 0 ? ",{\"chainId\":" : "{\"chainId\":")
      out.appendHexQuantity(authorization.chainID)
      out.append(",\"address\":")
      out.appendHexData(authorization.address)
      out.append(",\"nonce\":")
      out.appendHexQuantity(authorization.nonce)
      appendSignature(v: yParity, r: authorization.r, s: authorization.s, to: &out)
      if let authority = authorization.signer(with: signer) {
        out.append(",\"signer\":")
        out.appendHexData(authority)
      }
      out.append(",\"yParity\":")
      out.appendHexQuantity(yParity)
      out.append("}")
    }
    out.append("]")
  }
}
