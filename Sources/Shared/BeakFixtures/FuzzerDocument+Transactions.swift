import Chain
import Crypto
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
  init(_ dto: FuzzerTransaction, keys: KeyPolicy, signer: Secp256k1) throws(ConvertError) {
    let type = try TransactionType(of: dto)
    self.init(type: type)
    nonce = try dto.nonce.uint64()
    gasLimit = try dto.gasLimit.uint64()
    if let recipient = dto.recipient { to = try recipient.address() }
    if let value = dto.value { self.value = try value.uint256() }
    if let data = dto.data { self.data = try data.byteString() }
    try setFees(dto)
    if let accessList = dto.accessList { self.accessList = try AccessListEntry.list(accessList, keys: keys) }
    if type == .blob { try setBlobs(dto) }
    if type == .setCode, let list = dto.authorizationList {
      authorizationList = try Authorization.list(list, keys: keys, signer: signer)
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
  fileprivate static func list(
    _ value: JSONValue, keys: KeyPolicy
  ) throws(ConvertError) -> [AccessListEntry] {
    var list: [AccessListEntry] = []
    list.reserveCapacity(value.count)
    for element in value.elements {
      let dto = try FuzzerAccessListEntry(element, keys: keys)
      var storageKeys: [Hash32] = []
      storageKeys.reserveCapacity(dto.storageKeys.count)
      for key in dto.storageKeys.elements { storageKeys.append(try key.hash32()) }
      list.append(AccessListEntry(address: try dto.address.address(), storageKeys: storageKeys))
    }
    return list
  }
}

extension Authorization {
  /// A signature that is given is passed on as it is: an authorization that is wrongly signed is part of a
  /// valid transaction.
  fileprivate static func list(
    _ value: JSONValue, keys: KeyPolicy, signer: Secp256k1
  ) throws(ConvertError) -> [Authorization] {
    var list: [Authorization] = []
    list.reserveCapacity(value.count)
    for element in value.elements {
      list.append(try Authorization(try FuzzerAuthorization(element, keys: keys), signer: signer))
    }
    return list
  }

  private init(_ dto: FuzzerAuthorization, signer: Secp256k1) throws(ConvertError) {
    self.init(
      chainID: try dto.chainID.uint256(), address: try dto.address.address(), nonce: try dto.nonce.uint64(),
      yParity: 0, r: .zero, s: .zero)
    switch dto.signature {
    case .given(let v, let r, let s):
      yParity = try v.uint8()
      self.r = try r.uint256()
      self.s = try s.uint256()
    case .made(let privateKey):
      guard sign(privateKey: try privateKey.hash32(), with: signer) else {
        throw .privateKeyInvalid(at: privateKey.pointer)
      }
    }
  }
}

extension PlannedTransaction {
  /// Converts a transaction of a document, and what the document demands of it.
  ///
  /// - Throws: `ConvertError`, with the place of the field at fault.
  init(
    _ dto: FuzzerTransaction, sender: SigningSender, keys: KeyPolicy, signer: Secp256k1
  ) throws(ConvertError) {
    self.init(
      transaction: try Transaction(dto, keys: keys, signer: signer), sender: sender,
      block: try dto.block.map { value throws(ConvertError) in
        (Int(clamping: try value.uint64()), value)
      },
      expectation: try dto.expectedError.map { value throws(ConvertError) in
        try Expectation(value, prefix: Expectation.transactionPrefix)
      },
      gasNeed: try dto.gasNeedFraction.map { value throws(ConvertError) in try GasNeed(value) },
      origin: .document(dto.object))
  }
}
