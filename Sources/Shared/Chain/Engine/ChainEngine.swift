import Crypto
import EVM
import Primitives
import State
import Trie

/// Builds and imports blocks; one for each worker.
///
/// It owns the state, the machine, the signer and everything that is worth keeping from record to record:
/// tries and buffers, the hashes of addresses and slots, the address of every private key seen.
/// `reset` begins a new record, `WorldState`'s set-up calls fill the genesis state, then `build` or
/// `importBlock` carries it forward block by block. Not for use by two threads at a time.
public final class ChainEngine {
  /// The accounts as of the last block.
  public let state: WorldState
  /// Signs and recovers.
  public let signer: Secp256k1

  let processor: TransactionProcessor
  let roots: StateRoot
  let listTrie = TrieBuilder()
  var scratch = ByteBuffer(capacity: 4096)
  private var addresses: [Hash32: Address] = [:]
  private var systemAccounts: [[SystemAccount]?]
  /// Where the last block started, as long as it can be taken back.
  var lastBlock: Checkpoint?

  /// Makes an engine with an empty state.
  public init() {
    state = WorldState()
    signer = Secp256k1()
    processor = TransactionProcessor(state: state, signer: signer)
    roots = StateRoot(keys: SecureKeyCache())
    systemAccounts = Array(repeating: nil, count: Fork.allCases.count)
  }

  /// Follows all that is executed, step by step; nil, which costs nothing, when nobody wants to.
  public var observer: (any ExecutionObserver)? {
    get { processor.observer }
    set { processor.observer = newValue }
  }

  /// Empties the state for the next record; what was learnt about keys and hashes stays.
  public func reset() {
    state.reset()
    lastBlock = nil
  }

  /// Takes the block that was built or imported last back: the state is that of its parent again.
  public func revertLastBlock() {
    guard let start = lastBlock else { preconditionFailure("there is no block to take back") }
    state.revert(to: start)
    lastBlock = nil
  }

  /// The root over all existing accounts.
  public func stateRoot() -> Hash32 { roots.compute(state) }

  /// The account of a private key; nil when the key is zero or not below the group order.
  public func address(ofPrivateKey key: Hash32) -> Address? {
    if let known = addresses[key] { return known }
    guard let publicKey = signer.publicKey(of: key) else { return nil }
    if addresses.count >= Self.addressLimit { addresses.removeAll(keepingCapacity: true) }
    let address = Address(ofPublicKey: publicKey)
    addresses[key] = address
    return address
  }

  /// The contracts that a chain with `rules` starts with, in the order in which fixtures list them.
  public func preallocatedAccounts(for rules: Rules) -> [SystemAccount] {
    if let known = systemAccounts[rules.fork.rawValue] { return known }
    let accounts = SystemAccount.preallocated(for: rules)
    systemAccounts[rules.fork.rawValue] = accounts
    return accounts
  }

  /// Puts `account` into the genesis state.
  public func createGenesisAccount(_ account: SystemAccount) {
    let index = state.createGenesisAccount(
      account.address, nonce: account.nonce, balance: .zero, code: account.code,
      storageRoot: account.storageRoot)
    for entry in account.storage {
      state.setGenesisStorage(index, slot: entry.slot, value: entry.value)
    }
    state.setCachedStorageRoot(index, account.storageRoot)
  }

  /// Validates and executes one transaction by itself in `environment`.
  ///
  /// - Parameter sender: the account that signed, when known; otherwise it is recovered.
  /// - Throws: the first rule broken; the state is as before then.
  public func apply(
    _ transaction: Transaction, sender: Address? = nil, in environment: BlockEnvironment,
    progress: inout BlockProgress
  ) throws(InvalidTransaction) -> Receipt {
    let properties = try processor.validate(
      transaction, sender: sender, in: environment, after: progress)
    observer?.willExecute(.transaction(index: 0), in: environment)
    return processor.execute(transaction, properties, in: environment, progress: &progress)
  }

  /// How many keys are remembered.
  private static let addressLimit = 1 << 16
}
