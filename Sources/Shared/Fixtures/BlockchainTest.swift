import Chain
import EVM
import Primitives
import State

/// One blockchain test: a genesis, the blocks to import on it, and what must be true afterwards.
///
/// This is the domain form; `FixtureReader` makes it from JSON, `FixtureWriter` writes the same spelling.
/// Source: EEST documentation, "Blockchain Tests".
public struct BlockchainTest {
  /// The key of the test in its file.
  public let name: String
  /// The fork or transition as written, e.g. `Prague`.
  public let networkName: String
  /// The network, or nil when the name is of no network known here.
  public let network: Network?
  /// The chain id that transactions are signed for; 1 when the fixture does not say.
  public let chainID: UInt64
  /// The blob parameters that the fixture prescribes, by fork name.
  public let blobSchedules: [String: BlobSchedule]
  /// The header of block 0 as its JSON declares it.
  public let genesis: DeclaredHeader
  /// Block 0 as RLP, when the fixture has it.
  public let genesisRLP: Bytes?
  /// The accounts at genesis. Zero-valued storage entries are kept as written.
  public let pre: [AllocatedAccount]
  /// The blocks in the order in which a client receives them; they may form several chains.
  public let blocks: [FixtureBlock]
  /// The hash of the head after the last block.
  public let lastBlockHash: Hash32
  /// The complete state of the head, or its root only.
  public let postState: PostState
}

/// What a fixture says of the state after the last block.
public enum PostState {
  /// Every account that exists, and no other.
  case accounts([AllocatedAccount])
  /// The state root alone.
  case root(Hash32)
}

/// A header with the hash that the fixture states for it.
public struct DeclaredHeader {
  public let header: Header
  public let hash: Hash32

  public init(header: Header, hash: Hash32) {
    self.header = header
    self.hash = hash
  }
}

/// One block of a fixture.
public struct FixtureBlock {
  /// The encoded block, or nil when the fixture leaves it out.
  public let rlp: Bytes?
  /// The header in JSON. A block without one must be refused.
  public let declared: DeclaredHeader?
  /// The names of the exceptions of which one must be raised; empty when the fixture names none.
  public let expectedExceptions: [String]
  /// Whether the names are EEST's, given for the rule that is broken first.
  ///
  /// Older tools use other words, or the name of whatever rule their client looked at first; there it counts
  /// only that the block is refused.
  public let comparesExceptions: Bool

  /// Whether a client must refuse this block.
  public var mustBeRefused: Bool { declared == nil }

  public init(
    rlp: Bytes?, declared: DeclaredHeader?, expectedExceptions: [String],
    comparesExceptions: Bool = true
  ) {
    self.rlp = rlp
    self.declared = declared
    self.expectedExceptions = expectedExceptions
    self.comparesExceptions = comparesExceptions
  }
}

/// One account of an allocation.
public struct AllocatedAccount {
  public let address: Address
  public let nonce: UInt64
  /// In wei.
  public let balance: UInt256
  public let code: Code
  /// Storage as written, zero values included; every slot at most once.
  public let storage: [StorageEntry]

  public init(
    address: Address, nonce: UInt64, balance: UInt256, code: Code, storage: [StorageEntry]
  ) {
    self.address = address
    self.nonce = nonce
    self.balance = balance
    self.code = code
    self.storage = storage
  }
}

/// One storage slot and its value.
public struct StorageEntry: Hashable, Sendable {
  public let slot: UInt256
  public let value: UInt256

  public init(slot: UInt256, value: UInt256) {
    self.slot = slot
    self.value = value
  }
}
