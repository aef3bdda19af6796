import Primitives
import State
import Trie

/// Computes state roots, reusing tries, buffers and known keys from record to record.
///
/// Source: Yellow Paper, section 4.1 and appendix D.
final class StateRoot {
  private let accounts = TrieBuilder()
  private let slots = TrieBuilder()
  private let keys: SecureKeyCache
  private var account = ByteBuffer(capacity: 128)
  private var slotValue = ByteBuffer(capacity: 40)

  /// Makes a computation that takes the Keccak-256 of addresses and slots from `keys`.
  init(keys: SecureKeyCache) { self.keys = keys }

  /// The root over all existing accounts of `state`.
  ///
  /// Roots of storages that did not change since the last call come from the state's own cache.
  func compute(_ state: WorldState) -> Hash32 {
    accounts.removeAll()
    state.forEachAccount { index in
      let storageRoot = self.storageRoot(of: index, in: state)
      account.removeAll(keepingCapacity: true)
      let mark = account.beginRLPList()
      account.appendRLP(state.nonce(of: index))
      account.appendRLP(state.balance(of: index))
      account.appendRLP(storageRoot)
      account.appendRLP(state.codeHash(of: index))
      account.endRLPList(mark)
      accounts.insert(key: keys.key(state.address(of: index)), value: account.bytes)
    }
    return accounts.root()
  }

  private func storageRoot(of index: AccountIndex, in state: WorldState) -> Hash32 {
    guard state.hasStorage(index) else { return MerklePatriciaTrie.emptyRoot }
    if let known = state.cachedStorageRoot(index) { return known }
    slots.removeAll()
    state.forEachSlot(of: index) { slot, value in
      slotValue.removeAll(keepingCapacity: true)
      slotValue.appendRLP(value)
      slots.insert(key: keys.key(slot), value: slotValue.bytes)
    }
    let root = slots.root()
    state.setCachedStorageRoot(index, root)
    return root
  }
}
