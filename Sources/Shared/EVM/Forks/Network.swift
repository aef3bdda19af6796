import Primitives

/// The schedule of a test chain: one fork, or one fork and a later one that takes over at some point.
///
/// Fixtures name it in their `network` field: `Prague`, `BerlinToLondonAt5`, `PragueToOsakaAtTime15k`,
/// `ArrowGlacierToParisAtDiffC0000`. Source: EEST, `forks` and its transition forks; ethereum/tests.
public struct Network: Sendable, Hashable, CustomStringConvertible {
  /// When the second fork takes over.
  public enum Transition: Sendable, Hashable {
    /// From this block number on.
    case block(UInt64)
    /// From the first block with this timestamp (seconds) or a later one.
    case timestamp(UInt64)
    /// For every block whose parent's total difficulty has reached this value.
    case totalDifficulty(UInt256)
  }

  /// The canonical spelling of the network's name.
  public let name: String
  /// The rules of the genesis block.
  public let initialFork: Fork
  /// The rules after the transition; the same as `initialFork` when there is none.
  public let finalFork: Fork
  /// When `finalFork` takes over; nil when the chain has one fork only.
  public let transition: Transition?
  /// The block of the DAO's irregular state change; nil on a chain without it.
  public let daoForkBlock: UInt64?
  /// The rules of forks whose blob parameters are other ones than usual; see `obeying(_:)`.
  var prescribedRules: [Fork: PrescribedRules] = [:]

  init(
    name: String, initialFork: Fork, finalFork: Fork, transition: Transition?, daoForkBlock: UInt64? = nil
  ) {
    self.name = name
    self.initialFork = initialFork
    self.finalFork = finalFork
    self.transition = transition
    self.daoForkBlock = daoForkBlock
  }

  /// The chain that has the rules of `fork` from its genesis on.
  public init(_ fork: Fork) {
    self.init(name: fork.name, initialFork: fork, finalFork: fork, transition: nil)
  }

  /// The network of this name, whatever its letter case; nil when the name is unknown or not supported.
  ///
  /// `find(_:)` tells the two apart.
  public init?(named text: String) {
    guard case .network(let network) = Network.find(text) else { return nil }
    self = network
  }

  /// Whether the rules or the state change at some point of the chain.
  public var isTransition: Bool { transition != nil || daoForkBlock != nil }

  /// The fork of the block with this number and timestamp (seconds).
  ///
  /// - Parameter parentTotalDifficulty: the sum of difficulties up to and with the parent; looked at only on
  ///   networks that merge by total difficulty.
  public func fork(number: UInt64, timestamp: UInt64, parentTotalDifficulty: UInt256 = .zero) -> Fork {
    switch transition {
    case nil: finalFork
    case .block(let first): number >= first ? finalFork : initialFork
    case .timestamp(let first): timestamp >= first ? finalFork : initialFork
    case .totalDifficulty(let terminal): parentTotalDifficulty >= terminal ? finalFork : initialFork
    }
  }

  /// Whether `fork(number:timestamp:parentTotalDifficulty:)` needs the parent's total difficulty.
  public var mergesByTotalDifficulty: Bool {
    if case .totalDifficulty = transition { true } else { false }
  }

  /// The blob schedules that a fixture's `config` lists: every fork with a schedule of its own up to the
  /// final one.
  ///
  /// Empty on networks without blobs. Source: EIP-7840; EEST fixture format.
  public var blobSchedules: [(fork: Fork, schedule: BlobSchedule)] {
    Fork.allCases.compactMap { fork in
      guard fork <= finalFork, let schedule = Rules.at(fork).block.blobs else { return nil }
      return (fork, schedule)
    }
  }

  /// One network for every fork, oldest first.
  public static let all: [Network] = Fork.allCases.map(Network.init(_:))

  public var description: String { name }
}
