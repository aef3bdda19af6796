import EVM
import Primitives
import State
import Testing

@Suite("SELFDESTRUCT")
struct SelfDestructTests {
  static func destruct(to beneficiary: Address) -> Program { Program().push(beneficiary).op(.selfdestruct) }

  private func world(_ fork: Fork, to beneficiary: Address, balance: UInt256 = 5) -> World {
    let world = World(fork)
    world.place(World.contract, Self.destruct(to: beneficiary), balance: balance, nonce: 1)
    world.place(World.other, balance: 1)
    return world
  }

  @Test(
    "gas follows the era",
    arguments: [
      (Fork.frontier, World.other, 5, 0), (.frontier, World.absent, 5, 0),
      (.tangerineWhistle, World.other, 5, 5000), (.tangerineWhistle, World.absent, 5, 30000),
      (.tangerineWhistle, World.absent, 0, 30000), (.spuriousDragon, World.absent, 5, 30000),
      (.spuriousDragon, World.absent, 0, 5000), (.berlin, World.other, 5, 7600),
      (.berlin, World.absent, 5, 32600), (.berlin, World.absent, 0, 7600), (.osaka, World.absent, 5, 32600),
      (.osaka, World.contract, 5, 5000),
    ] as [(Fork, Address, UInt256, Int64)])
  func gas(fork: Fork, beneficiary: Address, balance: UInt256, expected: Int64) {
    let world = world(fork, to: beneficiary, balance: balance)
    let result = world.call()
    #expect(result.status == .success)
    #expect(1_000_000 - result.gasLeft.regular == 3 + expected)
  }

  @Test("the refund is 24000 once, and gone since London", arguments: Fork.allCases)
  func refund(fork: Fork) {
    let world = world(fork, to: World.other)
    world.place(
      World.third,
      Program().call(World.contract, gas: 50000).op(.pop).call(World.contract, gas: 50000))
    #expect(world.call(World.third).status == .success)
    #expect(world.state.refund == (fork < .london ? 24000 : 0))
  }

  @Test("the account vanishes before Cancun and stays since", arguments: Fork.allCases)
  func deletion(fork: Fork) {
    let world = world(fork, to: World.other)
    #expect(world.call().isSuccess)
    #expect(world.balance(World.other) == 6)
    #expect(world.balance(World.contract) == 0)
    world.endTransaction()
    #expect(world.exists(World.contract) == (fork >= .cancun))
    #expect(world.code(World.contract).isEmpty == (fork < .cancun))
  }

  @Test(
    "an account that the transaction created vanishes in every era",
    arguments: [Fork.homestead, .shanghai, .osaka])
  func deletionOfCreated(fork: Fork) {
    let world = World(fork)
    let result = world.create(Self.destruct(to: World.other), value: 9)
    #expect(result.isSuccess)
    let address = Machine.createAddress(sender: World.sender, nonce: 0)
    world.endTransaction()
    #expect(!world.exists(address))
    #expect(world.balance(World.other) == 9)
  }

  @Test("what an account sends to itself is lost only if it is deleted")
  func toItself() {
    let shanghai = world(.shanghai, to: World.contract)
    #expect(shanghai.call().isSuccess)
    #expect(shanghai.balance(World.contract) == 0)
    let cancun = world(.cancun, to: World.contract)
    #expect(cancun.call().isSuccess)
    #expect(cancun.balance(World.contract) == 5)
    // Created in the same transaction: the balance burns.
    let created = World(.cancun)
    #expect(created.create(Program().op(.address, .selfdestruct), value: 9).isSuccess)
    #expect(created.balance(Machine.createAddress(sender: World.sender, nonce: 0)) == 0)
  }

  @Test("a reverted self-destruct leaves everything as it was")
  func reverted() {
    let world = world(.shanghai, to: World.other)
    world.place(World.third, Program().call(World.contract, gas: 50000).push(0, 0).op(.revert))
    #expect(world.call(World.third).status == .revert)
    #expect(world.state.refund == 0)
    world.endTransaction()
    #expect(world.exists(World.contract))
    #expect(world.balance(World.contract) == 5)
  }

  @Test(
    "a beneficiary without balance comes into being before EIP-161 only",
    arguments: [Fork.homestead, .byzantium])
  func emptyBeneficiary(fork: Fork) {
    let world = world(fork, to: World.absent, balance: 0)
    #expect(world.call().isSuccess)
    world.endTransaction()
    #expect(world.exists(World.absent) == (fork == .homestead))
  }
}
