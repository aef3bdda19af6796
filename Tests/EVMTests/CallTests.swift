import EVM
import Primitives
import State
import Testing

@Suite("Calls")
struct CallTests {
  /// Stores 1 + the number of the slot's value, then calls itself with nearly all gas.
  static func countingRecursion(handing gas: Program) -> Program {
    Program().push(0).op(.sload).push(1).op(.add).storeTop(0)
      .push(0, 0, 0, 0, 0).op(.address).appending(gas).op(.call)
  }

  @Test(
    "frames nest 1024 deep and no deeper, with a 64th kept back", arguments: [Fork.tangerineWhistle, .osaka])
  func depth(fork: Fork) {
    let world = World(fork)
    let result = world.run(Self.countingRecursion(handing: Program().op(.gas)), gas: 1 << 50)
    #expect(result.status == .success)
    #expect(world.storage(0) == 1025)
  }

  @Test("frames nest 1024 deep and no deeper, with exact gas")
  func depthWithExactGas() {
    let world = World(.homestead)
    let handing = Program().push(1000).op(.gas, .sub)
    let result = world.run(Self.countingRecursion(handing: handing), gas: 1 << 40)
    #expect(result.status == .success)
    #expect(world.storage(0) == 1025)
  }

  @Test("a call at the depth limit gives its gas back and pushes 0")
  func gasAtDepthLimit() {
    let world = World(.osaka)
    // At the limit the call costs no more than itself: otherwise the outer frames could not finish with
    // little.
    let program = Self.countingRecursion(handing: Program().push(.max))
      .push(1).op(.sload).push(1).op(.add).storeTop(1)
    #expect(world.run(program, gas: 1 << 50).status == .success)
    #expect(world.storage(1) == 1025)
  }

  @Test("a callee gets at most all but a 64th of the gas", arguments: [Fork.tangerineWhistle, .osaka])
  func sixtyFourth(fork: Fork) {
    let world = World(fork)
    world.place(World.other, Program().op(.gas).returnTop())
    let program = Program().call(World.other, by: .delegatecall, gas: .max, answer: 32).push(0).op(.mload)
      .returnTop()
    let gas: Int64 = 100_000
    let callPrice: Int64 = fork == .osaka ? 2600 : 700
    let before = gas - 6 * 3 - callPrice - 3
    #expect(world.run(program, gas: gas).word == UInt256(UInt64(before - before / 64 - 2)))
  }

  @Test("before EIP-150 a call may not ask for more gas than there is")
  func exactGas() {
    let world = World(.homestead)
    world.place(World.other, Program().op(.gas).returnTop())
    let program = Program().call(World.other, gas: 5000, answer: 32).push(0).op(.mload).returnTop()
    #expect(world.run(program, gas: 50000).word == 4998)
    let tooMuch = Program().call(World.other, gas: 50000)
    #expect(world.run(tooMuch, gas: 50000).status == .failure(.outOfGas))
  }

  @Test(
    "a call with value moves it, costs 9000 and gives a stipend of 2300", arguments: [Fork.homestead, .osaka])
  func stipend(fork: Fork) {
    let world = World(fork)
    world.place(World.other, Program().op(.gas).returnTop(), balance: 1)
    world.place(
      World.contract,
      Program().call(World.other, gas: 0, value: 5, answer: 32).push(0).op(.mload).returnTop(),
      balance: 7)
    let result = world.call()
    #expect(result.word == 2298)
    #expect(world.balance(World.contract) == 2)
    #expect(world.balance(World.other) == 6)
  }

  @Test(
    "a call that cannot be paid for fails alone and gives its gas back", arguments: [Opcode.call, .callcode])
  func unaffordable(opcode: Opcode) {
    let world = World(.osaka)
    world.place(World.third, Program().push(77).returnTop())
    world.place(World.other, Program().push(1).returnTop())
    let program = Program()
      .call(World.third, by: .staticcall, gas: 1000, answer: 0).op(.pop)
      .push(0, 0, 0, 0, 1).push(World.other).push(50000).op(opcode)
      .op(.returndatasize, .add).returnTop()
    world.place(World.contract, program, balance: 0)
    let result = world.call()
    // Success 0 plus return data of length 0.
    #expect(result.word == 0)
    let used = 1_000_000 - result.gasLeft.regular
    #expect(used < 5000 + 9000 + 2600)
  }

  @Test(
    "the callee sees the right account, caller and value",
    arguments: [
      (Opcode.call, World.other, World.contract, 3), (.callcode, World.contract, World.contract, 3),
      (.delegatecall, World.contract, World.sender, 4), (.staticcall, World.other, World.contract, 0),
    ] as [(Opcode, Address, Address, UInt256)])
  func context(opcode: Opcode, account: Address, caller: Address, value: UInt256) {
    let world = World(.osaka)
    world.place(
      World.other,
      Program().op(.address).push(0).op(.mstore, .caller).push(32).op(.mstore, .callvalue).push(64).op(
        .mstore
      )
      .returnMemory(96))
    let hasValue = opcode == .call || opcode == .callcode
    let program = Program().push(96, 0, 0, 0).appending(hasValue ? Program().push(3) : Program())
      .push(World.other).push(100_000).op(opcode, .pop).returnMemory(96)
    world.place(World.contract, program, balance: 10)
    let output = world.call(value: 4).output
    #expect(output == UInt256(account).bigEndianBytes + UInt256(caller).bigEndianBytes + value.bigEndianBytes)
  }

  @Test("a delegate call writes the caller's storage")
  func delegateStorage() {
    let world = World(.osaka)
    world.place(World.other, Program().sstore(1, 2))
    #expect(world.run(Program().call(World.other, by: .delegatecall, gas: 50000)).status == .success)
    #expect(world.storage(1) == 2)
    #expect(world.storage(1, of: World.other) == 0)
  }

  static let stateChanges: [(String, Program)] = [
    ("SSTORE", Program().sstore(0, 0)), ("TSTORE", Program().push(0, 0).op(.tstore)),
    ("LOG0", Program().push(0, 0).op(.log(0))), ("LOG4", Program().push(0, 0, 0, 0, 0, 0).op(.log(4))),
    ("CREATE", Program().push(0, 0, 0).op(.create)), ("CREATE2", Program().push(0, 0, 0, 0).op(.create2)),
    ("SELFDESTRUCT", Program().push(0).op(.selfdestruct)),
    ("CALL with value", Program().call(World.third, gas: 0, value: 1)),
  ]

  @Test("a static call forbids changes of state, also further down", arguments: stateChanges)
  func staticCall(name: String, program: Program) {
    let world = World(.osaka)
    world.place(World.other, program.push(1).returnTop(), balance: 10)
    world.place(World.third, Program().call(World.other, gas: 200_000))
    let direct = Program().call(World.other, by: .staticcall, gas: 200_000).returnTop()
    #expect(world.run(direct).word == 0, "\(name)")
    #expect(world.run(Program().call(World.other, gas: 200_000).returnTop()).word == 1, "\(name)")
    world.place(World.third, Program().call(World.other, gas: 200_000, answer: 0).returnTop())
    let nested = Program().call(World.third, by: .staticcall, gas: 500_000, answer: 32).op(.pop).push(0).op(
      .mload)
    #expect(world.run(nested.returnTop()).word == 0, "\(name)")
  }

  @Test("a static call allows calls without value, reads and CALLCODE with value")
  func staticReads() {
    let world = World(.osaka)
    world.place(World.third, Program().push(1).returnTop())
    world.place(
      World.other,
      Program().call(World.third, gas: 1000).push(0).op(.sload, .pop)
        .push(0, 0, 0, 0, 1).push(World.third).push(1000).op(.callcode, .and).returnTop(), balance: 5)
    let program = Program().call(World.other, by: .staticcall, gas: 100_000, answer: 32).push(0).op(
      .mload, .and)
    #expect(world.run(program.returnTop()).word == 1)
  }

  @Test(
    "return data is the callee's output, whole, after success and after a revert", arguments: [true, false])
  func returnData(succeeds: Bool) {
    let world = World(.osaka)
    let end = succeeds ? Program().push(40, 0).op(.return) : Program().push(40, 0).op(.revert)
    world.place(World.other, Program().push(.max, 8).op(.mstore).appending(end))
    let program = Program().call(World.other, gas: 100_000, answer: 9).op(.pop)
      .push(40, 0, 32).op(.returndatacopy, .returndatasize).push(96).op(.mstore).returnMemory(128)
    let output = world.run(program).output
    let expected = Bytes(repeating: 0, count: 8) + Bytes(repeating: 255, count: 32)
    #expect(Bytes(output[0..<32]) == [0, 0, 0, 0, 0, 0, 0, 0, 255] + Bytes(repeating: 0, count: 23))
    #expect(Bytes(output[32..<72]) == expected)
    #expect(UInt256(bigEndianBytes: Bytes(output[96..<128])) == 40)
  }

  @Test("return data is empty at first, after a failure, and after calling an account without code")
  func emptyReturnData() {
    let world = World(.osaka)
    world.place(World.other, Program().push(7).returnTop())
    world.place(World.third, Program().op(.invalid))
    #expect(world.run(Program().op(.returndatasize).returnTop()).word == 0)
    for target in [World.third, World.absent] {
      let program = Program().call(World.other, gas: 10000).call(target, gas: 10000).op(.returndatasize)
      #expect(world.run(program.returnTop()).word == 0)
    }
  }

  @Test(
    "RETURNDATACOPY beyond the data fails",
    arguments: [
      (0, 33, false), (33, 0, false), (32, 0, true), (1, 31, true), (.max, 1, false), (1, .max, false),
    ]
      as [(UInt256, UInt256, Bool)])
  func returnDataBounds(offset: UInt256, count: UInt256, succeeds: Bool) {
    let world = World(.osaka)
    world.place(World.other, Program().push(7).returnTop())
    let program = Program().call(World.other, gas: 10000).push(count, offset, 0).op(.returndatacopy)
    #expect(world.run(program).status == (succeeds ? .success : .failure(.returnDataOutOfBounds)))
  }

  @Test("a failing callee loses its gas and its changes, a reverting one only its changes")
  func failure() {
    let world = World(.osaka)
    for (end, loses) in [(Program().op(.invalid), true), (Program().push(0, 0).op(.revert), false)] {
      world.place(World.other, Program().sstore(5, 5).push(0, 0).op(.log(0)).appending(end), balance: 0)
      world.place(World.contract, Program().call(World.other, gas: 60000, value: 1).returnTop(), balance: 3)
      let result = world.call()
      #expect(result.word == 0)
      #expect(world.storage(5, of: World.other) == 0)
      #expect(world.state.logCount == 0)
      #expect(world.balance(World.other) == 0)
      #expect(world.balance(World.contract) == 3)
      #expect((1_000_000 - result.gasLeft.regular > 60000) == loses)
    }
  }

  @Test("a call to a new account pays 25000 for it: if absent before EIP-161, if value moves after")
  func newAccount() {
    func used(_ fork: Fork, _ target: Address, value: UInt256) -> Int64 {
      let world = World(fork)
      world.place(World.contract, Program().call(target, gas: 0, value: value), balance: 5)
      world.place(World.other, balance: 1)
      return 1_000_000 - world.call().gasLeft.regular - 7 * 3
    }
    #expect(used(.homestead, World.absent, value: 0) == 40 + 25000)
    #expect(used(.homestead, World.other, value: 0) == 40)
    #expect(used(.homestead, World.absent, value: 1) == 40 + 25000 + 9000 - 2300)
    #expect(used(.spuriousDragon, World.absent, value: 0) == 700)
    #expect(used(.spuriousDragon, World.absent, value: 1) == 700 + 25000 + 9000 - 2300)
    #expect(used(.spuriousDragon, World.other, value: 1) == 700 + 9000 - 2300)
    #expect(used(.osaka, World.absent, value: 0) == 2600)
    #expect(used(.osaka, World.absent, value: 1) == 2600 + 25000 + 9000 - 2300)
  }

  @Test("a call without value creates its target before EIP-161 and not after")
  func touchedAccount() {
    for fork in [Fork.homestead, .spuriousDragon, .osaka] {
      let world = World(fork)
      _ = world.run(Program().call(World.absent, gas: 0))
      world.endTransaction()
      #expect(world.exists(World.absent) == (fork == .homestead))
    }
  }

  @Test(
    "the first touch of an account costs 2600, the next 100",
    arguments: [Opcode.balance, .extcodesize, .extcodehash])
  func coldAccount(opcode: Opcode) {
    let once = Program().push(World.other).op(opcode)
    let world = World(.osaka)
    #expect(world.run(once).gasLeft.regular == 1_000_000 - 3 - 2600)
    #expect(world.run(once.op(.pop).appending(once)).gasLeft.regular == 1_000_000 - 3 - 2600 - 2 - 3 - 100)
    let own = Program().push(World.contract).op(opcode)
    #expect(world.run(own).gasLeft.regular == 1_000_000 - 3 - 100)
  }

  @Test("an account without code succeeds at once and uses no gas")
  func noCode() {
    let result = World(.osaka).run(Program().call(World.absent, gas: 40000).returnTop())
    #expect(result.word == 1)
    #expect(1_000_000 - result.gasLeft.regular < 3000)
  }
}
