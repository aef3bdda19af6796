import Primitives
import State
import TestSupport
import Testing

@Suite("Accounts")
struct AccountTests {
  let state = WorldState()
  let alice: AccountIndex
  let bob: AccountIndex

  init() {
    alice = state.createGenesisAccount(
      Address(low20of: UInt256(0xa)), nonce: 1, balance: 100, code: .empty)
    bob = state.index(of: Address(low20of: UInt256(0xb)))
  }

  @Test("an address that was only asked about does not exist and is empty")
  func unknown() {
    #expect(state.index(of: Address(low20of: UInt256(0xb))) == bob)
    #expect(!state.exists(bob))
    #expect(state.isEmpty(bob))
    #expect(state.codeHash(of: bob) == Keccak256.emptyHash)
    #expect(state.address(of: bob) == Address(low20of: UInt256(0xb)))
  }

  @Test("nonce, balance or code each make an account not empty")
  func emptiness() {
    let changes: [(AccountIndex) -> Void] = [
      { state.setNonce($0, 1) }, { state.setBalance($0, 1) }, { state.setCode($0, Code([0])) },
    ]
    for change in changes {
      let checkpoint = state.checkpoint()
      change(bob)
      #expect(state.exists(bob))
      #expect(!state.isEmpty(bob))
      state.revert(to: checkpoint)
      #expect(!state.exists(bob))
      #expect(state.isEmpty(bob))
    }
  }

  @Test("a transfer moves value and makes the recipient exist")
  func transfer() {
    state.transfer(30, from: alice, to: bob)
    #expect(state.balance(of: alice) == 70)
    #expect(state.balance(of: bob) == 30)
    #expect(state.exists(bob))
  }

  @Test("a transfer of nothing does not make the recipient exist")
  func emptyTransfer() {
    state.transfer(0, from: alice, to: bob)
    #expect(!state.exists(bob))
  }

  @Test("a transfer to oneself changes nothing")
  func selfTransfer() {
    state.transfer(30, from: alice, to: alice)
    #expect(state.balance(of: alice) == 100)
  }

  @Test("a credit of nothing makes the account exist")
  func emptyCredit() {
    state.addBalance(bob, 0)
    #expect(state.exists(bob))
    #expect(state.isEmpty(bob))
  }

  @Test("createAccount leaves an existing account as it is")
  func createExisting() {
    state.createAccount(alice)
    #expect(state.balance(of: alice) == 100)
    #expect(state.nonce(of: alice) == 1)
  }

  @Test("code that was replaced comes back in a revert")
  func codeRevert() {
    state.setCode(bob, Code([1]))
    let checkpoint = state.checkpoint()
    for byte in 2...20 as ClosedRange<UInt8> { state.setCode(bob, Code([byte])) }
    state.setCode(bob, .empty)
    #expect(!state.hasCode(bob))
    state.revert(to: checkpoint)
    #expect(Bytes(state.code(of: bob).bytes) == [1])
    #expect(state.codeSize(of: bob) == 1)
  }

  @Test("many addresses keep their indices while the tables grow")
  func growth() {
    let addresses = (0..<5000).map { Address(low20of: UInt256(UInt64($0)) &<< ($0 % 150)) }
    let indices = addresses.map { state.index(of: $0) }
    #expect(addresses.map { state.index(of: $0) } == indices)
    #expect(indices.map { state.address(of: $0) } == addresses)
    #expect(Set(indices).count == Set(addresses).count)
  }

  @Test("reset forgets everything")
  func reset() {
    let address = Address(low20of: UInt256(0xa))
    for round in 0..<1000 as Range<UInt64> {
      state.reset()
      #expect(!state.exists(state.index(of: address)))
      let account = state.createGenesisAccount(
        Address(low20of: UInt256(round + 100)), nonce: round, balance: 1, code: .empty)
      #expect(account == 1)
      #expect(state.storage(account, 5) == 0)
      state.setGenesisStorage(account, slot: 5, value: 6)
    }
  }

  @Test("reset forgets everything when the generations of the tables start over")
  func manyResets() {
    let seldom = Address(low20of: UInt256(0x5e1d03))
    state.reset()
    let first = state.index(of: Address(low20of: UInt256(0xb)))
    #expect(state.index(of: seldom) == first + 1)
    // Generations have 16 bits without 0, so 65,535 resets lead to the same one.
    for _ in 0..<65534 {
      state.reset()
      _ = state.index(of: Address(low20of: UInt256(0xb)))
    }
    state.reset()
    for round in 0..<3 {
      #expect(state.index(of: seldom) == 0, "round \(round)")
      state.reset()
    }
  }

  @Test("genesis replaces an account wholly and keeps its place")
  func genesisTwice() {
    state.setGenesisStorage(alice, slot: 1, value: 2)
    state.createGenesisAccount(
      Address(low20of: UInt256(0xc)), nonce: 0, balance: 0, code: .empty)
    let again = state.createGenesisAccount(
      Address(low20of: UInt256(0xa)), nonce: 7, balance: 8, code: Code([9]))
    #expect(again == alice)
    #expect(state.nonce(of: alice) == 7)
    #expect(state.balance(of: alice) == 8)
    #expect(!state.hasStorage(alice))
    var order: [Address] = []
    state.forEachAccount { order.append(state.address(of: $0)) }
    #expect(order == [Address(low20of: UInt256(0xa)), Address(low20of: UInt256(0xc))])
  }
}
