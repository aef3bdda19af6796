import EVM
import Primitives

/// One state test: accounts, an environment, and transactions of which each is executed by itself.
///
/// This is the domain form; `FixtureReader` makes it from JSON. Source: EEST documentation, "State Tests".
public struct StateTest {
  /// The key of the test in its file.
  public let name: String
  /// The chain id that transactions are signed for; 1 when the test does not say.
  public let chainID: UInt64
  public let environment: StateTestEnvironment
  /// The accounts before the transaction. Zero-valued storage entries are kept as written.
  public let pre: [AllocatedAccount]
  /// What is expected, fork by fork in the order of the file.
  public let cases: [StateTestCase]

  /// The forks of the cases, each once, separated by commas.
  public var networkNames: String {
    var names: [String] = []
    for element in cases where names.last != element.networkName { names.append(element.networkName) }
    return names.joined(separator: ",")
  }
}

/// The block that the transaction of a state test stands in.
public struct StateTestEnvironment {
  public let coinbase: Address
  public let gasLimit: UInt64
  public let number: UInt64
  /// Seconds since 1970.
  public let timestamp: UInt64
  /// What 0x44 pushes under proof of work.
  public let difficulty: UInt256
  /// What 0x44 pushes under proof of stake.
  public let random: UInt256
  /// Wei per gas; nil when the test does not say.
  public let baseFee: UInt256?
  public let excessBlobGas: UInt64

  public init(
    coinbase: Address, gasLimit: UInt64, number: UInt64, timestamp: UInt64, difficulty: UInt256,
    random: UInt256, baseFee: UInt256?, excessBlobGas: UInt64
  ) {
    self.coinbase = coinbase
    self.gasLimit = gasLimit
    self.number = number
    self.timestamp = timestamp
    self.difficulty = difficulty
    self.random = random
    self.baseFee = baseFee
    self.excessBlobGas = excessBlobGas
  }
}

/// One transaction of a state test on one fork, and what must come of it.
public struct StateTestCase {
  /// The fork as written, e.g. `Prague`.
  public let networkName: String
  /// The network, or nil when the name is of no network known here.
  public let network: Network?
  /// The position among the cases of the fork.
  public let index: Int
  /// The signed transaction as it stands in a block: the typed envelope or the legacy list.
  public let envelope: Bytes
  /// The state root afterwards; that of the unchanged state when the transaction is refused.
  public let stateRoot: Hash32
  /// Keccak-256 over the RLP list of the logs.
  public let logsHash: Hash32
  /// Whether the transaction must be refused.
  public let mustBeRefused: Bool
  /// EEST's names of which the reason must bear one; empty when any reason will do.
  public let expectedExceptions: [String]
  /// Whether the coinbase is credited with nothing even after a refusal, as tools before EEST did: where
  /// empty accounts are not deleted, it exists then.
  public let touchesCoinbaseWhenRefused: Bool
}
