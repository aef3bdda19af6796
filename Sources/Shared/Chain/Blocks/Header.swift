import Primitives
import Trie

/// A block header.
///
/// The fields of later rules are optional; `HeaderValidation` says when they must be there.
/// Source: Yellow Paper, section 4.3; the optional fields: the EIP of each.
public struct Header: Equatable, Sendable {
  public var parentHash: Hash32
  /// Keccak-256 of the RLP list of ommers.
  public var ommersHash: Hash32
  /// The account that gets fees and rewards.
  public var coinbase: Address
  public var stateRoot: Hash32
  public var transactionsRoot: Hash32
  public var receiptsRoot: Hash32
  public var logsBloom: Bloom
  /// 0 under proof of stake.
  public var difficulty: UInt256
  public var number: UInt64
  public var gasLimit: UInt64
  public var gasUsed: UInt64
  /// Seconds since 1970.
  public var timestamp: UInt64
  public var extraData: Bytes
  /// The seal's mix hash; under proof of stake the beacon chain's randomness (prevRandao).
  public var mixHash: Hash32
  /// The seal's eight bytes as a big-endian number; 0 under proof of stake.
  public var nonce: UInt64
  /// Wei per gas. Source: EIP-1559.
  public var baseFeePerGas: UInt256?
  /// Source: EIP-4895.
  public var withdrawalsRoot: Hash32?
  /// Source: EIP-4844.
  public var blobGasUsed: UInt64?
  /// Source: EIP-4844.
  public var excessBlobGas: UInt64?
  /// Source: EIP-4788.
  public var parentBeaconBlockRoot: Hash32?
  /// Source: EIP-7685.
  public var requestsHash: Hash32?

  /// Keccak-256 of the empty list of ommers.
  public static let emptyOmmersHash = Keccak256.hash([0xc0])

  /// Makes a header; everything not given is zero, empty or absent.
  public init(
    parentHash: Hash32 = .zero, ommersHash: Hash32 = Header.emptyOmmersHash,
    coinbase: Address = .zero, stateRoot: Hash32 = .zero,
    transactionsRoot: Hash32 = MerklePatriciaTrie.emptyRoot,
    receiptsRoot: Hash32 = MerklePatriciaTrie.emptyRoot, logsBloom: Bloom = Bloom(),
    difficulty: UInt256 = .zero, number: UInt64 = 0, gasLimit: UInt64 = 0, gasUsed: UInt64 = 0,
    timestamp: UInt64 = 0, extraData: Bytes = [], mixHash: Hash32 = .zero, nonce: UInt64 = 0,
    baseFeePerGas: UInt256? = nil, withdrawalsRoot: Hash32? = nil, blobGasUsed: UInt64? = nil,
    excessBlobGas: UInt64? = nil, parentBeaconBlockRoot: Hash32? = nil,
    requestsHash: Hash32? = nil
  ) {
    self.parentHash = parentHash
    self.ommersHash = ommersHash
    self.coinbase = coinbase
    self.stateRoot = stateRoot
    self.transactionsRoot = transactionsRoot
    self.receiptsRoot = receiptsRoot
    self.logsBloom = logsBloom
    self.difficulty = difficulty
    self.number = number
    self.gasLimit = gasLimit
    self.gasUsed = gasUsed
    self.timestamp = timestamp
    self.extraData = extraData
    self.mixHash = mixHash
    self.nonce = nonce
    self.baseFeePerGas = baseFeePerGas
    self.withdrawalsRoot = withdrawalsRoot
    self.blobGasUsed = blobGasUsed
    self.excessBlobGas = excessBlobGas
    self.parentBeaconBlockRoot = parentBeaconBlockRoot
    self.requestsHash = requestsHash
  }

  /// The block hash; `scratch` is overwritten.
  public func hash(scratch: inout ByteBuffer) -> Hash32 {
    scratch.removeAll(keepingCapacity: true)
    appendRLP(to: &scratch)
    return Keccak256.hash(scratch.bytes)
  }

  /// The block hash.
  public func hash() -> Hash32 {
    var scratch = ByteBuffer(capacity: 704)
    return hash(scratch: &scratch)
  }
}
