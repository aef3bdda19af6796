import Primitives
import State
import Testing

@Suite("WorldState against a model of dictionaries")
struct ModelTests {
  @Test("random histories with nested checkpoints, transactions and blocks agree", arguments: 0..<24)
  func agrees(seed: UInt64) {
    var play = ModelPlay(seed: seed)
    for step in 0..<1500 {
      play.step()
      if step % 10 == 0 {
        compareAccounts(play)
        compareStorage(play)
        compareTransaction(play)
      }
    }
  }

  private func compareAccounts(_ play: ModelPlay) {
    let (state, model) = (play.state, play.model)
    var visited: Set<Address> = []
    state.forEachAccount { visited.insert(state.address(of: $0)) }
    #expect(visited == Set(model.accounts.keys))
    for address in ModelPlay.addresses {
      let account = state.index(of: address)
      let expected = model.accounts[address, default: .init()]
      #expect(state.exists(account) == (model.accounts[address] != nil))
      #expect(state.nonce(of: account) == expected.nonce)
      #expect(state.balance(of: account) == expected.balance)
      #expect(Bytes(state.code(of: account).bytes) == expected.code)
      #expect(state.codeSize(of: account) == expected.code.count)
      #expect(state.codeHash(of: account) == Keccak256.hash(expected.code))
      #expect(state.isEmpty(account) == expected.isEmpty)
    }
  }

  private func compareStorage(_ play: ModelPlay) {
    let (state, model) = (play.state, play.model)
    for address in ModelPlay.addresses {
      let account = state.index(of: address)
      let expected = model.accounts[address]?.storage ?? [:]
      var walked: [UInt256: UInt256] = [:]
      state.forEachSlot(of: account) { walked[$0] = $1 }
      #expect(walked == expected)
      #expect(state.hasStorage(account) == !expected.isEmpty)
      if let root = state.cachedStorageRoot(account) { #expect(root == ModelPlay.root(expected)) }
      for slot in ModelPlay.slots {
        let place = StateModel.Place(account: address, slot: slot)
        #expect(state.storage(account, slot) == expected[slot] ?? 0)
        #expect(state.originalStorage(account, slot) == model.accountsAtStart[address]?.storage[slot] ?? 0)
        #expect(state.isSlotWarm(account, slot) == model.transaction.warmSlots.contains(place))
        #expect(state.transientStorage(account, slot) == model.transaction.transients[place] ?? 0)
      }
    }
  }

  private func compareTransaction(_ play: ModelPlay) {
    let (state, expected) = (play.state, play.model.transaction)
    for address in ModelPlay.addresses {
      let account = state.index(of: address)
      #expect(state.isWarm(account) == expected.warmAccounts.contains(address))
      #expect(state.wasCreatedInTransaction(account) == expected.created.contains(address))
      #expect(state.isMarkedSelfDestruct(account) == expected.destructed.contains(address))
    }
    #expect(state.selfDestructCount == expected.destructed.count)
    #expect(state.refund == expected.refund)
    #expect((0..<state.logCount).map { state.log(at: $0).log } == expected.logs)
  }
}
