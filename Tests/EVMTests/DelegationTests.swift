import EVM
import Primitives
import State
import Testing

@Suite("Delegated accounts (EIP-7702)")
struct DelegationTests {
  static func delegation(to address: Address) -> Program {
    Program().appending([0xef, 0x01, 0x00] + address.bytes)
  }

  @Test(
    "every kind of call runs the target's code",
    arguments: [Opcode.call, .callcode, .delegatecall, .staticcall])
  func runs(opcode: Opcode) {
    let world = World(.prague)
    world.place(World.other, Self.delegation(to: World.third))
    world.place(World.third, Program().op(.codesize).returnTop())
    let value = opcode == .call || opcode == .callcode ? Program().push(0) : Program()
    let program = Program().push(32, 0, 0, 0).appending(value).push(World.other).push(50000).op(opcode, .pop)
      .push(0).op(.mload).returnTop()
    #expect(world.run(program).word == UInt256(UInt64(world.code(World.third).count)))
  }

  @Test("before Prague the delegation itself is run, and is no code")
  func before() {
    let world = World(.cancun)
    world.place(World.other, Self.delegation(to: World.third))
    world.place(World.third, Program().push(1).returnTop())
    #expect(world.run(Program().call(World.other, gas: 50000).returnTop()).word == 0)
  }

  @Test("looking at the target costs 2600 once and 100 then")
  func price() {
    let world = World(.prague)
    world.place(World.other, Self.delegation(to: World.third))
    let once = Program().call(World.other, gas: 50000)
    #expect(world.run(once).gasLeft.regular == 1_000_000 - 7 * 3 - 2600 - 2600)
    let twice = once.op(.pop).appending(once)
    #expect(world.run(twice).gasLeft.regular == 1_000_000 - 7 * 3 - 2600 - 2600 - 2 - 7 * 3 - 100 - 100)
  }

  @Test("a delegation is followed once only")
  func chain() {
    let world = World(.prague)
    world.place(World.other, Self.delegation(to: World.third))
    world.place(World.third, Self.delegation(to: World.other))
    #expect(world.run(Program().call(World.other, gas: 50000).returnTop()).word == 0)
  }

  @Test("a delegation to a precompiled contract runs nothing")
  func precompile() {
    let world = World(.prague)
    world.place(World.other, Self.delegation(to: Address(low20of: 4)))
    let program = Program().push(0x77, 0).op(.mstore)
      .push(32, 32, 32, 0, 0).push(World.other).push(50000).op(.call, .returndatasize, .add).returnTop()
    #expect(world.run(program).word == 1)
  }

  @Test("EXTCODE* see the delegation")
  func external() {
    let world = World(.prague)
    let delegation = Self.delegation(to: World.third)
    world.place(World.other, delegation)
    world.place(World.third, Program().push(1).returnTop())
    #expect(world.run(Program().push(World.other).op(.extcodesize).returnTop()).word == 23)
    #expect(
      world.run(Program().push(World.other).op(.extcodehash).returnTop()).word
        == UInt256(Keccak256.hash(delegation.bytes)))
    let copy = Program().push(23, 0, 0).push(World.other).op(.extcodecopy).returnMemory(23)
    #expect(world.run(copy).output == delegation.bytes)
  }
}
