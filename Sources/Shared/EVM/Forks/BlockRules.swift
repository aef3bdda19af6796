import Primitives

/// How many blobs a block may hold and how fast their price moves.
///
/// Source: EIP-4844, EIP-7691, EIP-7840, EIP-7892.
public struct BlobSchedule: Sendable, Hashable {
  /// Blobs per block at which the price stays.
  public var target: UInt64
  /// Most blobs per block.
  public var max: UInt64
  /// The divisor in the exponent of the blob base fee.
  public var baseFeeUpdateFraction: UInt64

  public init(target: UInt64, max: UInt64, baseFeeUpdateFraction: UInt64) {
    self.target = target
    self.max = max
    self.baseFeeUpdateFraction = baseFeeUpdateFraction
  }
}

/// How a block's difficulty follows from its parent.
public enum DifficultyRule: Sendable, Hashable {
  /// One step up or down, by whether the block came within 13 seconds.
  case oneStep
  /// In steps of 10 seconds. Source: EIP-2.
  case tenSecondSteps
  /// In steps of 9 seconds, with the parent's ommers, the bomb `bombDelay` blocks late. Source: EIP-100,
  /// EIP-649.
  case nineSecondSteps(bombDelay: UInt64)
  /// Zero: proof of stake. Source: EIP-3675.
  case none
}

/// Where a kind of execution-layer request comes from. Source: EIP-7685.
public enum RequestSource: Sendable, Hashable {
  /// Logs of the deposit contract; request type 0. Source: EIP-6110.
  case deposits(contract: Address)
  /// What a system contract answers at the block's end. Source: EIP-7002, EIP-7251.
  case systemContract(type: UInt8, address: Address)
}

/// The versions of the calls by which a consensus client hands over a block. Source: execution-apis.
public struct EngineVersions: Sendable, Hashable {
  /// That of `engine_newPayload`.
  public var newPayload: Int
  /// That of `engine_forkchoiceUpdated`.
  public var forkchoiceUpdated: Int

  public init(newPayload: Int, forkchoiceUpdated: Int) {
    self.newPayload = newPayload
    self.forkchoiceUpdated = forkchoiceUpdated
  }
}

/// What a block must fulfil and what happens around its transactions.
public struct BlockRules: Sendable, Equatable {
  /// Paid to the coinbase, in wei; 0 where blocks are not mined.
  public var reward: UInt256 = 5_000_000_000_000_000_000
  public var difficulty = DifficultyRule.oneStep
  public var allowsOmmers = true
  /// Whether 0x44 pushes the beacon chain's randomness, which lies in the header's mix hash. Source:
  /// EIP-4399.
  public var usesPrevRandao = false

  /// Most bytes of extra data.
  public var extraDataLimit = 32
  /// The lowest gas limit.
  public var minGasLimit: UInt64 = 5000
  /// The highest gas limit, 2⁶³−1.
  public var maxGasLimit: UInt64 = 0x7fff_ffff_ffff_ffff
  /// A gas limit differs from its parent's by less than this part of it.
  public var gasLimitBoundDivisor: UInt64 = 1024

  public var hasBaseFee = false
  /// The gas limit is this many times the gas target.
  public var elasticityMultiplier: UInt64 = 2
  /// A base fee differs from its parent's by at most this part of it.
  public var baseFeeMaxChangeDenominator: UInt64 = 8
  /// The base fee of the first block that has one, in wei.
  public var initialBaseFee: UInt64 = 1_000_000_000

  public var hasWithdrawals = false
  /// The blob schedule; nil where there are no blobs.
  public var blobs: BlobSchedule?
  /// Whether excess blob gas is held up by execution costs. Source: EIP-7918.
  public var blobReservePrice = false
  /// The contract that keeps beacon roots; nil where the header has none. Source: EIP-4788.
  public var beaconRootsContract: Address?
  /// The contract that keeps block hashes; nil where there is none. Source: EIP-2935.
  public var historyContract: Address?
  /// The sources of requests in the order of their types; empty where the header has no hash of them.
  public var requests: [RequestSource] = []
  /// How blocks come through the engine API; nil where they come from miners.
  public var engine: EngineVersions?
  /// Most bytes of a block's RLP; nil where there is no limit. Source: EIP-7934.
  public var maxRLPSize: Int?

  /// Whether the header has a parent beacon block root.
  public var hasParentBeaconBlockRoot: Bool { beaconRootsContract != nil }
  /// Whether the header has a hash of requests.
  public var hasRequests: Bool { !requests.isEmpty }

  public init() {}
}
