import Chain
import JSON
import Primitives

/// The fees that a document need not give, in wei. Source: EEST, defaults of `Transaction`.
private enum DefaultFee {
  static let gasPrice: UInt256 = 10
  static let maxFeePerGas: UInt256 = 7
  static let maxPriorityFeePerGas: UInt256 = 0
  static let maxFeePerBlobGas: UInt256 = 1
}

extension Transaction {
  /// Converts a fuzzer transaction; it is still to be signed, so `chainID`, `v`, `r` and `s` are empty.
  ///
  /// Renames `gas` to `gasLimit`; an absent `to` creates a contract, an absent `value` is 0, absent `data` is
  /// empty. The type follows from the fields that are there. A gas price beside authorizations is carried
  /// along without effect, as the Python tool does.
  ///
  /// - Throws: `ConvertError`, with the place of the field at fault.
  init(_ dto: FuzzerTransaction) throws(ConvertError) {
    let type = try TransactionType(of: dto)
    self.init(type: type)
    nonce = try dto.nonce.uint64()
    gasLimit = try dto.gasLimit.uint64()
    if let recipient = dto.recipient { to = try recipient.address() }
    if let value = dto.value { self.value = try value.uint256() }
    if let data = dto.data { self.data = try data.byteString() }
    try setFees(dto)
    if let accessList = dto.accessList { self.accessList = try AccessListEntry.list(accessList) }
    if type == .blob { try setBlobs(dto) }
    if type == .setCode, let list = dto.authorizationList {
      authorizationList = try Authorization.list(list)
    }
  }

  private mutating func setFees(_ dto: FuzzerTransaction) throws(ConvertError) {
    if let price = dto.gasPrice { gasPrice = try price.uint256() }
    guard type.hasDynamicFee else {
      if dto.gasPrice == nil { gasPrice = DefaultFee.gasPrice }
      return
    }
    maxFeePerGas = try dto.maxFeePerGas?.uint256() ?? DefaultFee.maxFeePerGas
    maxPriorityFeePerGas = try dto.maxPriorityFeePerGas?.uint256() ?? DefaultFee.maxPriorityFeePerGas
  }

  private mutating func setBlobs(_ dto: FuzzerTransaction) throws(ConvertError) {
    guard let hashes = dto.blobVersionedHashes else {
      throw .blobHashesMissing(at: dto.object.pointer)
    }
    maxFeePerBlobGas = try dto.maxFeePerBlobGas?.uint256() ?? DefaultFee.maxFeePerBlobGas
    for hash in hashes.elements { blobVersionedHashes.append(try hash.hash32()) }
  }
}

extension TransactionType {
  /// The type that a transaction's fields make it: the latest of which it has a field.
  ///
  /// A list counts when it is there, even empty; an empty authorization list alone counts as absent.
  fileprivate init(of dto: FuzzerTransaction) throws(ConvertError) {
    let hasBlobFields = dto.maxFeePerBlobGas != nil || dto.blobVersionedHashes != nil
    let hasMaxFees = dto.maxFeePerGas != nil || dto.maxPriorityFeePerGas != nil
    if let price = dto.gasPrice, hasMaxFees || dto.maxFeePerBlobGas != nil {
      throw .feeFieldsMixed(at: price.pointer)
    }
    if let list = dto.authorizationList, list.count > 0 {
      if let hashes = dto.blobVersionedHashes { throw .blobsWithAuthorizations(at: hashes.pointer) }
      self = .setCode
    } else if hasBlobFields {
      self = .blob
    } else if hasMaxFees {
      self = .dynamicFee
    } else {
      self = dto.accessList != nil ? .accessList : .legacy
    }
  }
}

extension AccessListEntry {
  fileprivate static func list(_ value: JSONValue) throws(ConvertError) -> [AccessListEntry] {
    var list: [AccessListEntry] = []
    list.reserveCapacity(value.count)
    for element in value.elements {
      let dto = try FuzzerAccessListEntry(element)
      var storageKeys: [Hash32] = []
      storageKeys.reserveCapacity(dto.storageKeys.count)
      for key in dto.storageKeys.elements { storageKeys.append(try key.hash32()) }
      list.append(AccessListEntry(address: try dto.address.address(), storageKeys: storageKeys))
    }
    return list
  }
}

extension Authorization {
  /// Authorizations are passed on as they are given: one that is wrongly signed is part of a valid
  /// transaction.
  fileprivate static func list(_ value: JSONValue) throws(ConvertError) -> [Authorization] {
    var list: [Authorization] = []
    list.reserveCapacity(value.count)
    for element in value.elements {
      let dto = try FuzzerAuthorization(element)
      list.append(
        Authorization(
          chainID: try dto.chainID.uint256(), address: try dto.address.address(),
          nonce: try dto.nonce.uint64(), yParity: try dto.v.uint8(), r: try dto.r.uint256(),
          s: try dto.s.uint256()))
    }
    return list
  }
}
