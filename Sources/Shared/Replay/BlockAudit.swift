import Chain
import EVM
import Primitives
import State
import Trie

/// Gathers the evidence about each block that a replay imports, and judges it.
///
/// Roots are computed from nothing but the state and the lists of the block: no storage root and no hash of a
/// key is remembered from block to block.
final class BlockAudit {
  private let trie = TrieBuilder()
  private let slots = TrieBuilder()
  private var before: [AccountEvidence] = []
  private var burntBefore = UInt256.zero

  /// Notes the state before a block.
  func begin(_ state: WorldState) {
    before = Self.accounts(of: state)
    burntBefore = state.burntBalance
  }

  /// Judges a block that was imported on the state of `begin(_:)`, which is now that after the block.
  ///
  /// - Throws: the first invariant that does not hold.
  func finish(_ executed: ExecutedBlock, rules: Rules, _ state: WorldState) throws(InvariantViolation) {
    try evidence(about: executed, rules: rules, state).check()
  }

  /// All that the judgement rests on.
  func evidence(about executed: ExecutedBlock, rules: Rules, _ state: WorldState) -> BlockEvidence {
    BlockEvidence(
      rules: rules.block, selfDestruct: rules.execution.selfDestruct, block: executed.block,
      senders: executed.senders, receipts: executed.receipts, before: before,
      after: Self.accounts(of: state), burnt: state.burntBalance &- burntBefore,
      roots: roots(of: executed, state))
  }

  /// Every account that has a place in the state, existing or not, in the order of the places.
  private static func accounts(of state: WorldState) -> [AccountEvidence] {
    (0..<AccountIndex(state.accountCount)).map { account in
      AccountEvidence(
        address: state.address(of: account), nonce: state.nonce(of: account),
        balance: state.balance(of: account), hasCode: state.hasCode(account))
    }
  }

  private func roots(of executed: ExecutedBlock, _ state: WorldState) -> RootEvidence {
    let block = executed.block
    return RootEvidence(
      state: stateRoot(of: state),
      transactions: OrderedTrie.root(count: block.transactions.count, builder: trie) {
        block.transactions[$0].appendRLP(to: &$1)
      },
      receipts: OrderedTrie.root(count: executed.receipts.count, builder: trie) {
        executed.receipts[$0].append(to: &$1)
      },
      withdrawals: block.withdrawals.map { withdrawals in
        OrderedTrie.root(count: withdrawals.count, builder: trie) { withdrawals[$0].appendRLP(to: &$1) }
      })
  }

  private func stateRoot(of state: WorldState) -> Hash32 {
    trie.removeAll()
    var value = ByteBuffer(capacity: 128)
    state.forEachAccount { account in
      let storageRoot = storageRoot(of: account, state)
      value.removeAll()
      let mark = value.beginRLPList()
      value.appendRLP(state.nonce(of: account))
      value.appendRLP(state.balance(of: account))
      value.appendRLP(storageRoot)
      value.appendRLP(Keccak256.hash(state.code(of: account).bytes))
      value.endRLPList(mark)
      trie.insert(key: Keccak256.hash(state.address(of: account)), value: value.bytes)
    }
    return trie.root()
  }

  private func storageRoot(of account: AccountIndex, _ state: WorldState) -> Hash32 {
    slots.removeAll()
    var value = ByteBuffer(capacity: 40)
    state.forEachSlot(of: account) { slot, word in
      value.removeAll()
      value.appendRLP(word)
      slots.insert(key: Keccak256.hash(Hash32(slot)), value: value.bytes)
    }
    return slots.root()
  }
}
