import Primitives
import State
import TestSupport
import Testing

@Suite("Blocks")
struct BlockTests {
  let state = WorldState()
  let contract: AccountIndex
  let payer: AccountIndex

  init() {
    contract = state.createGenesisAccount(
      Address(low20of: UInt256(0xc)), nonce: 1, balance: 5, code: Code([0x5b]))
    state.setGenesisStorage(contract, slot: 1, value: 2)
    payer = state.createGenesisAccount(
      Address(low20of: UInt256(0xd)), nonce: 0, balance: 1000, code: .empty)
  }

  /// Three transactions with a payment, a destruction and a new contract at the same address.
  private func runTransactions() {
    state.beginTransaction()
    state.setTransientStorage(contract, 1, 5)
    state.incrementNonce(payer)
    state.transfer(10, from: payer, to: state.index(of: Address(low20of: UInt256(0xf))))
    state.endTransaction(deleteEmptyTouched: true)
    state.beginTransaction()
    state.setTransientStorage(payer, 2, 6)
    state.markSelfDestruct(contract)
    state.endTransaction(deleteEmptyTouched: true)
    state.beginTransaction()
    state.setTransientStorage(payer, 3, 7)
    state.setNonce(contract, 1)
    state.setCode(contract, Code([0x00]))
    state.setStorage(contract, 8, 9)
    state.endTransaction(deleteEmptyTouched: true)
  }

  private func expectGenesis() {
    var visited: [AccountIndex] = []
    state.forEachAccount { visited.append($0) }
    #expect(visited == [contract, payer])
    #expect(state.nonce(of: payer) == 0)
    #expect(state.balance(of: payer) == 1000)
    #expect(state.balance(of: contract) == 5)
    #expect(Bytes(state.code(of: contract).bytes) == [0x5b])
    #expect(state.storage(contract, 1) == 2)
    #expect(state.storage(contract, 8) == 0)
  }

  @Test("an invalid block leaves no trace, deletions included")
  func rollback() {
    let start = state.beginBlock()
    runTransactions()
    #expect(state.storage(contract, 1) == 0)
    #expect(state.storage(contract, 8) == 9)
    state.revert(to: start)
    expectGenesis()
    #expect(state.transientStorage(payer, 3) == 0)
    #expect(state.originalStorage(contract, 1) == 2)
    #expect(state.logCount == 0)
    state.endTransaction(deleteEmptyTouched: true)
    expectGenesis()
  }

  @Test("a block can be tried again after a rollback with the same outcome")
  func again() {
    let start = state.beginBlock()
    runTransactions()
    state.revert(to: start)
    let second = state.beginBlock()
    runTransactions()
    #expect(state.balance(of: payer) == 990)
    #expect(Bytes(state.code(of: contract).bytes) == [0x00])
    state.revert(to: second)
    expectGenesis()
  }

  @Test("a committed block stays when the next one is rolled back")
  func commit() {
    _ = state.beginBlock()
    runTransactions()
    state.commitBlock()
    let start = state.beginBlock()
    state.beginTransaction()
    state.setBalance(payer, 1)
    state.revert(to: start)
    #expect(state.balance(of: payer) == 990)
    #expect(state.storage(contract, 8) == 9)
  }

  @Test("a copy and its origin go separate ways")
  func copy() {
    _ = state.beginBlock()
    let other = state.copy()
    runTransactions()
    #expect(other.balance(of: payer) == 1000)
    #expect(other.storage(contract, 1) == 2)
    other.setBalance(payer, 3)
    #expect(state.balance(of: payer) == 990)
    state.reset()
    #expect(Bytes(other.code(of: contract).bytes) == [0x5b])
    #expect(other.index(of: Address(low20of: UInt256(0xd))) == payer)
  }

  @Test("a state takes over another one's contents, whatever it held")
  func replace() {
    let other = WorldState()
    for number in 0..<2000 as Range<UInt64> {
      let account = other.createGenesisAccount(
        Address(low20of: UInt256(number)), nonce: 1, balance: 1, code: Code([1]))
      other.setGenesisStorage(account, slot: UInt256(number), value: 1)
    }
    let kept = other.copy()
    other.replaceContents(with: state)
    #expect(other.balance(of: payer) == 1000)
    #expect(!other.exists(other.index(of: Address(low20of: UInt256(7)))))
    state.replaceContents(with: kept)
    #expect(state.storage(state.index(of: Address(low20of: UInt256(1999))), 1999) == 1)
    state.replaceContents(with: state)
    #expect(state.exists(state.index(of: Address(low20of: UInt256(7)))))
  }

  @Test("a checkpoint inside a block undoes later transactions")
  func insideBlock() {
    state.beginTransaction()
    state.setBalance(payer, 900)
    state.endTransaction(deleteEmptyTouched: true)
    let between = state.checkpoint()
    state.beginTransaction()
    state.setBalance(payer, 800)
    _ = state.warm(payer)
    state.revert(to: between)
    #expect(state.balance(of: payer) == 900)
    #expect(!state.isWarm(payer))
  }
}
