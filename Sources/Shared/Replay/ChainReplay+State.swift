import Chain
import EVM
import Fixtures
import Primitives
import State

/// Genesis, the way from one block's state to another's, and the comparison with the expected state.
extension ChainReplay {
  /// Block hashes that the BLOCKHASH opcode can reach.
  private static let ancestorLimit = 256
  /// Blocks to look back on for an ommer: six generations, and the parent of the oldest.
  private static let ommerGenerations = 8

  /// Puts the genesis state into the engine and checks it against the header of block 0.
  func loadGenesis() throws(ReplayFailure) {
    let declared = test.genesis
    var header = declared.header
    if let rlp = test.genesisRLP {
      header = try decodeGenesis(rlp)
      if let field = firstDifference(between: declared.header, and: header) {
        throw ReplayFailure(.genesis, "genesisBlockHeader differs from genesisRLP in \(field)")
      }
    }
    let hash = header.hash()
    guard hash == declared.hash else {
      throw ReplayFailure(.genesis, "the genesis hash is \(hash), the fixture states \(declared.hash)")
    }
    engine.allocate(test.pre)
    let root = engine.stateRoot()
    guard root == header.stateRoot else {
      throw ReplayFailure(
        .genesis, "the state root of pre is \(root), the genesis header states \(header.stateRoot)")
    }
    nodes.append(
      Node(
        header: header, hash: hash, block: nil, parent: 0, totalDifficulty: header.difficulty))
    positions[hash] = 0
    current = 0
    head = 0
  }

  private func decodeGenesis(_ rlp: Bytes) throws(ReplayFailure) -> Header {
    switch Block.decoding(rlp) {
    case .success(let block): return block.header
    case .failure(let reason):
      throw ReplayFailure(.genesis, "genesisRLP does not decode: \(reason.summary)")
    }
  }

  /// Brings the engine's state to that of `target`, by executing what lies between.
  func moveState(to target: Int) throws(ReplayFailure) {
    if target == current { return }
    var path: [Int] = []
    var node = target
    while node != current, node != 0 {
      path.append(node)
      node = nodes[node].parent
    }
    if node != current { engine.allocate(test.pre) }
    for step in path.reversed() {
      guard let block = nodes[step].block else { preconditionFailure("genesis is no step of a path") }
      do {
        _ = try execute(block, on: nodes[step].parent)
      } catch {
        throw ReplayFailure(.block(position: step), "not repeatable: \(error.summary)")
      }
    }
    current = target
  }

  /// Executes `block` on the state of `parent`, which the engine holds, and returns what came of it.
  func execute(_ block: Block, on parent: Int) throws(InvalidBlock) -> ExecutedBlock {
    try engine.importBlock(
      block, parent: nodes[parent].header, network: network, chainID: UInt256(test.chainID),
      ancestorHashes: ancestorHashes(endingAt: parent),
      ancestors: block.ommers.isEmpty ? [] : ancestors(endingAt: parent),
      parentTotalDifficulty: nodes[parent].totalDifficulty)
  }

  /// The rules in force in `block`.
  func rules(for block: Block, on parent: Int) -> Rules {
    Rules.at(
      network.fork(
        number: block.header.number, timestamp: block.header.timestamp,
        parentTotalDifficulty: nodes[parent].totalDifficulty))
  }

  /// The blocks among which ommers may have their parents, newest last.
  private func ancestors(endingAt node: Int) -> [Ancestor] {
    var result: [Ancestor] = []
    var node = node
    while result.count < Self.ommerGenerations {
      result.append(
        Ancestor(
          header: nodes[node].header, hash: nodes[node].hash,
          ommerHashes: nodes[node].block?.ommers.map { $0.hash() } ?? []))
      if node == 0 { break }
      node = nodes[node].parent
    }
    result.reverse()
    return result
  }

  /// The hashes of `node` and its ancestors, newest last.
  private func ancestorHashes(endingAt node: Int) -> [Hash32] {
    var hashes: [Hash32] = []
    var node = node
    while hashes.count < Self.ancestorLimit {
      hashes.append(nodes[node].hash)
      if node == 0 { break }
      node = nodes[node].parent
    }
    hashes.reverse()
    return hashes
  }

  /// Compares the engine's state with the fixture's: the same accounts, and nothing besides.
  func comparePostState(expected: PostState, head: Hash32) throws(ReplayFailure) {
    switch expected {
    case .root(let expectedRoot):
      let root = engine.stateRoot()
      if root != expectedRoot {
        throw ReplayFailure(.postState, "the state root is \(root), expected \(expectedRoot)", head: head)
      }
    case .accounts(let accounts):
      let state = engine.state
      for account in accounts {
        if let difference = difference(account, in: state) {
          throw ReplayFailure(.postState, "account \(account.address): \(difference)", head: head)
        }
      }
      try findUnexpectedAccount(accounts, in: state, head: head)
    }
  }

  /// What an account has otherwise than expected; nil when it is equal.
  private func difference(_ expected: AllocatedAccount, in state: WorldState) -> String? {
    let account = state.index(of: expected.address)
    guard state.exists(account) else { return "does not exist" }
    if state.nonce(of: account) != expected.nonce {
      return "nonce \(state.nonce(of: account)), expected \(expected.nonce)"
    }
    if state.balance(of: account) != expected.balance {
      return "balance \(state.balance(of: account).hex), expected \(expected.balance.hex)"
    }
    let code = state.code(of: account)
    if code !== expected.code, code.hash != expected.code.hash { return "other code" }
    return storageDifference(expected, account, in: state)
  }

  private func storageDifference(
    _ expected: AllocatedAccount, _ account: AccountIndex, in state: WorldState
  ) -> String? {
    var occupied = 0
    for entry in expected.storage {
      let value = state.storage(account, entry.slot)
      if value != entry.value {
        return "slot \(entry.slot.hex) is \(value.hex), expected \(entry.value.hex)"
      }
      if !entry.value.isZero { occupied += 1 }
    }
    var found = 0
    state.forEachSlot(of: account) { _, _ in found += 1 }
    return found == occupied ? nil : "\(found) slots in storage, expected \(occupied)"
  }

  /// Finds an account that exists but is not expected.
  private func findUnexpectedAccount(
    _ accounts: [AllocatedAccount], in state: WorldState, head: Hash32
  ) throws(ReplayFailure) {
    var found = 0
    state.forEachAccount { _ in found += 1 }
    if found == accounts.count { return }
    let expected = Set(accounts.map(\.address))
    var unexpected: Address?
    state.forEachAccount { account in
      let address = state.address(of: account)
      if unexpected == nil, !expected.contains(address) { unexpected = address }
    }
    let example = unexpected.map { ", such as \($0)" } ?? ""
    throw ReplayFailure(
      .postState, "\(found) accounts, expected \(accounts.count)\(example)", head: head)
  }
}
