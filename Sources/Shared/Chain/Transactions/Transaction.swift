import Primitives

/// A signed transaction of any type.
///
/// One flat value holds the fields of all types; those that a type does not know keep their empty value and
/// are not encoded. `Transaction+Encoding`, `Transaction+Decoding` and `Transaction+Signature` say how it
/// becomes bytes, is read back, and who sent it. Source: EIP-2718 and the EIP of each type.
public struct Transaction: Hashable, Sendable {
  /// The kind, which decides on the fields in use.
  public var type: TransactionType
  /// The chain it is signed for; nil for a legacy transaction without replay protection.
  public var chainID: UInt256?
  /// How many transactions the sender sent before.
  public var nonce: UInt64
  /// Wei per gas; types 0 and 1.
  public var gasPrice: UInt256
  /// Wei per gas to the coinbase; types 2 and above.
  public var maxPriorityFeePerGas: UInt256
  /// Wei per gas at most; types 2 and above.
  public var maxFeePerGas: UInt256
  /// Gas bought.
  public var gasLimit: UInt64
  /// The account called; nil creates a contract.
  public var to: Address?
  /// Wei transferred.
  public var value: UInt256
  /// The call's input, or the init code of a creation.
  public var data: Bytes
  /// Accounts and slots that are warm from the start; types 1 and above.
  public var accessList: [AccessListEntry]
  /// Wei per blob gas at most; type 3.
  public var maxFeePerBlobGas: UInt256
  /// The hashes of the blobs' commitments; type 3.
  public var blobVersionedHashes: [Hash32]
  /// Permissions to set code; type 4.
  public var authorizationList: [Authorization]
  /// As encoded: 27/28 or 35/36 + 2 × chain for type 0, the y parity for the others.
  public var v: UInt256
  public var r: UInt256
  public var s: UInt256

  /// Makes a transaction; unsigned unless `v`, `r`, `s` are given.
  public init(
    type: TransactionType, chainID: UInt256? = nil, nonce: UInt64 = 0, gasPrice: UInt256 = .zero,
    maxPriorityFeePerGas: UInt256 = .zero, maxFeePerGas: UInt256 = .zero, gasLimit: UInt64 = 0,
    to: Address? = nil, value: UInt256 = .zero, data: Bytes = [],
    accessList: [AccessListEntry] = [], maxFeePerBlobGas: UInt256 = .zero,
    blobVersionedHashes: [Hash32] = [], authorizationList: [Authorization] = [],
    v: UInt256 = .zero, r: UInt256 = .zero, s: UInt256 = .zero
  ) {
    self.type = type
    self.chainID = chainID
    self.nonce = nonce
    self.gasPrice = gasPrice
    self.maxPriorityFeePerGas = maxPriorityFeePerGas
    self.maxFeePerGas = maxFeePerGas
    self.gasLimit = gasLimit
    self.to = to
    self.value = value
    self.data = data
    self.accessList = accessList
    self.maxFeePerBlobGas = maxFeePerBlobGas
    self.blobVersionedHashes = blobVersionedHashes
    self.authorizationList = authorizationList
    self.v = v
    self.r = r
    self.s = s
  }

  /// Whether it creates a contract.
  @inlinable public var isCreation: Bool { to == nil }

  /// The most the sender pays for a unit of gas, in wei.
  @inlinable public var feeCap: UInt256 { type.hasDynamicFee ? maxFeePerGas : gasPrice }

  /// Blob gas of all its blobs. Source: EIP-4844 (`GAS_PER_BLOB`).
  public var blobGas: UInt64 { UInt64(blobVersionedHashes.count) * BlobFee.gasPerBlob }
}
