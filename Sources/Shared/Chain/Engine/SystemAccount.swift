import Crypto
import EVM
import Primitives
import State
import Trie

/// A contract that test chains hold from genesis on, with everything about it that costs hashing.
///
/// All values are computed once and shared by every worker. Source: EEST, blockchain-test genesis.
public struct SystemAccount: Sendable {
  public let address: Address
  /// 1, as after a deployment.
  public let nonce: UInt64
  /// Knows its hash.
  public let code: Code
  /// Slots and their values, in ascending order.
  public let storage: [(slot: UInt256, value: UInt256)]
  public let storageRoot: Hash32

  private init(_ address: Address, code: StaticString, storage: [(slot: UInt256, value: UInt256)]) {
    self.address = address
    nonce = 1
    let bytes = Self.decode(code)
    self.code = Code(bytes, hash: Keccak256.hash(bytes))
    self.storage = storage
    storageRoot = Self.root(of: storage)
  }

  /// The contracts that a chain with `rules` starts with, in the order in which fixtures list them.
  public static func preallocated(for rules: Rules) -> [SystemAccount] {
    let addresses = systemAddresses(of: rules.block)
    return all.filter { addresses.contains($0.address) }
  }

  /// Every contract known, in the order in which fixtures list them.
  static let all: [SystemAccount] = [
    SystemAccount(
      "0x00000000219ab540356cbb839cbe05303d7705fa", code: SystemContractCode.deposit,
      storage: emptyDepositTree()),
    SystemAccount(
      "0x00000961ef480eb55e80d19ad83579a64c007002", code: SystemContractCode.withdrawalRequests,
      storage: []),
    SystemAccount(
      "0x0000bbddc7ce488642fb579f8b00f3a590007251",
      code: SystemContractCode.consolidationRequests, storage: []),
    SystemAccount(
      "0x0000f90827f1c53a10cb7a02335b175320002935", code: SystemContractCode.history, storage: []),
    SystemAccount(
      "0x000f3df6d732807ef1319fb7b8bb8522d0beac02", code: SystemContractCode.beaconRoots,
      storage: []),
  ]

  /// The contracts that the rules call or listen to.
  private static func systemAddresses(of rules: BlockRules) -> [Address] {
    var addresses: [Address] = []
    for source in rules.requests {
      switch source {
      case .deposits(let contract): addresses.append(contract)
      case .systemContract(_, let address): addresses.append(address)
      }
    }
    if let history = rules.historyContract { addresses.append(history) }
    if let beaconRoots = rules.beaconRootsContract { addresses.append(beaconRoots) }
    return addresses
  }

  /// The deposit contract's `zero_hashes` 1…31 in slots 0x22…0x40.
  ///
  /// Each is the SHA-256 of the one before it, twice; the first one is 32 zero bytes and takes no slot.
  private static func emptyDepositTree() -> [(slot: UInt256, value: UInt256)] {
    var node = Hash32.zero
    return (0x22...0x40).map { slot in
      node = SHA256.hash(node.bytes + node.bytes)
      return (UInt256(slot), UInt256(node))
    }
  }

  private static func root(of storage: [(slot: UInt256, value: UInt256)]) -> Hash32 {
    let builder = TrieBuilder()
    var value = ByteBuffer(capacity: 40)
    for entry in storage {
      value.removeAll(keepingCapacity: true)
      value.appendRLP(entry.value)
      builder.insert(key: Keccak256.hash(Hash32(entry.slot)), value: value.bytes)
    }
    return builder.root()
  }

  private static func decode(_ hex: StaticString) -> Bytes {
    let text = UnsafeRawBufferPointer(start: hex.utf8Start, count: hex.utf8CodeUnitCount)
    return Bytes(unsafeUninitializedCapacity: text.count / 2) { bytes, count in
      precondition(Hex.decode(text, into: bytes.baseAddress!), "the code is not hex")
      count = text.count / 2
    }
  }
}
