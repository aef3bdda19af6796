import EVM
import Primitives
import State
import Testing

@Suite("Creation")
struct CreationTests {
  @Test(
    "CREATE's address follows from creator and nonce",
    arguments: [
      (0, "0xcd234a471b72ba2f1ccf0a70fcaba648a5eecd8d"), (1, "0x343c43a37d37dff08ae8c4a11544c718abb4fcf8"),
      (2, "0xf778b86fa74e846c4f0a1fbd1335fe81c00a0c91"), (3, "0xfffd933a0bc612844eaf0c6fe3e5b8e9b6c1d19c"),
    ] as [(UInt64, Address)])
  func address(nonce: UInt64, expected: Address) {
    let sender: Address = "0x6ac7ea33f8831ea9dcc53393aaa88b25a785dbf0"
    #expect(Machine.createAddress(sender: sender, nonce: nonce) == expected)
  }

  @Test(
    "CREATE2's address is that of the examples of EIP-1014",
    arguments: [
      (
        "0x0000000000000000000000000000000000000000", "0x0", "0x00",
        "0x4d1a2e2bb4f88f0250f26ffff098b0b30b26bf38"
      ),
      (
        "0xdeadbeef00000000000000000000000000000000", "0x0", "0x00",
        "0xb928f69bb1d91cd65274e3c79d8986362984fda3"
      ),
      (
        "0xdeadbeef00000000000000000000000000000000",
        "0x000000000000000000000000feed000000000000000000000000000000000000", "0x00",
        "0xd04116cdd17bebe565eb2422f2497e06cc1c9833"
      ),
      (
        "0x00000000000000000000000000000000deadbeef", "0xcafebabe", "0xdeadbeef",
        "0x60f3f640a8508fc6a86d45df051962668e1e8ac7"
      ),
      (
        "0x0000000000000000000000000000000000000000", "0x0", "0x",
        "0xe33c0c7f7df4809055c3eba6c09cfe4baf1bd9e0"
      ),
    ] as [(Address, UInt256, String, Address)])
  func address2(sender: Address, salt: UInt256, initCode: String, expected: Address) {
    let address = Program(hex: initCode).bytes.withUnsafeBytes {
      Machine.create2Address(sender: sender, salt: salt, initCode: $0)
    }
    #expect(address == expected)
  }

  @Test(
    "CREATE keeps the returned code, moves the value and raises the nonce",
    arguments: [Fork.homestead, .osaka])
  func create(fork: Fork) {
    let world = World(fork)
    let code: Bytes = [0x60, 0x01, 0x60, 0x02]
    world.place(
      World.contract, Program().create(.deploying(code), value: 3).returnTop(), balance: 9, nonce: 5)
    let expected = Machine.createAddress(sender: World.contract, nonce: 5)
    #expect(world.call().word == UInt256(expected))
    #expect(world.code(expected) == code)
    #expect(world.nonce(expected) == (fork == .homestead ? 0 : 1))
    #expect(world.balance(expected) == 3)
    #expect(world.nonce(World.contract) == 6)
  }

  @Test("CREATE2 makes the contract at its address")
  func create2() {
    let world = World(.osaka)
    let initCode = Program.deploying([0])
    let expected = initCode.bytes.withUnsafeBytes {
      Machine.create2Address(sender: World.contract, salt: 0xabc, initCode: $0)
    }
    #expect(world.run(Program().create2(initCode, salt: 0xabc).returnTop()).word == UInt256(expected))
    #expect(world.code(expected) == [0])
  }

  @Test("init code sees the new account, its creator, no input, and its own code")
  func context() {
    let world = World(.osaka)
    let initCode = Program().op(.address).push(0).op(.mstore, .caller).push(32).op(.mstore)
      .op(.calldatasize).push(64).op(.mstore, .codesize).push(96).op(.mstore).returnMemory(128)
    world.place(World.contract, Program().create(initCode).returnTop(), nonce: 1)
    let address = Machine.createAddress(sender: World.contract, nonce: 1)
    #expect(world.call().word == UInt256(address))
    let words = [UInt256(address), UInt256(World.contract), 0, UInt256(UInt64(initCode.bytes.count))]
    #expect(world.code(address) == words.flatMap(\.bigEndianBytes))
  }

  @Test("gas: base, words of init code, hash words of CREATE2, a 64th kept, 200 for each byte of code")
  func gas() {
    let store = Program().store(Program.deploying([1]).bytes)
    let words = Int64((Program.deploying([1]).bytes.count + 31) / 32)
    let base = 1_000_000 - World(.osaka).run(store).gasLeft.regular
    let initGas: Int64 = 3 * 6 + 3 + 3 + 200
    let create = World(.osaka).run(Program().create(.deploying([1])))
    #expect(1_000_000 - create.gasLeft.regular == base + 9 + 32000 + 2 * words + initGas - 6)
    let create2 = World(.osaka).run(Program().create2(.deploying([1])))
    #expect(1_000_000 - create2.gasLeft.regular == base + 12 + 32000 + 8 * words + initGas - 6)
    let london = World(.london).run(Program().create(.deploying([1])))
    #expect(london.gasLeft.regular - create.gasLeft.regular == 2 * words)
  }

  @Test(
    "an address that is taken makes the creation fail with all its gas; the nonce stays raised",
    arguments: ["nonce", "code", "storage"])
  func collision(cause: String) {
    let world = World(.osaka)
    let address = Machine.createAddress(sender: World.contract, nonce: 1)
    switch cause {
    case "nonce": world.place(address, nonce: 1)
    case "code": world.place(address, Program().push(1))
    default: world.place(address, storage: [1: 1])
    }
    world.place(
      World.contract, Program().create(.deploying([1])).op(.returndatasize, .add).returnTop(), nonce: 1)
    let result = world.call()
    #expect(result.word == 0)
    #expect(result.gasLeft.regular < 1_000_000 / 64)
    #expect(world.nonce(World.contract) == 2)
    // Touching the address has become warm although the creation failed.
    #expect(world.state.isWarm(world.state.index(of: address)))
  }

  @Test("an address with only a balance is not taken, and the balance stays")
  func balanceBefore() {
    let world = World(.osaka)
    let address = Machine.createAddress(sender: World.contract, nonce: 1)
    world.place(address, balance: 10)
    world.place(World.contract, Program().create(.deploying([1]), value: 2).returnTop(), balance: 2, nonce: 1)
    #expect(world.call().word == UInt256(address))
    #expect(world.balance(address) == 12)
  }

  @Test("the last nonce, a missing balance or too deep a frame decline the creation and give the gas back")
  func declined() {
    let world = World(.osaka)
    world.place(World.contract, Program().create(.deploying([1])).returnTop(), nonce: .max)
    let nonce = world.call()
    #expect(nonce.word == 0)
    #expect(nonce.gasLeft.regular > 900_000)
    #expect(world.nonce(World.contract) == .max)
    world.place(World.contract, Program().create(.deploying([1]), value: 1).returnTop(), nonce: 3)
    let balance = world.call()
    #expect(balance.word == 0)
    #expect(balance.gasLeft.regular > 900_000)
    #expect(world.nonce(World.contract) == 3)
  }

  @Test("without gas for its code Frontier makes a contract without, Homestead fails")
  func codeDeposit() {
    // 100 bytes of code cost 20000; the init code leaves less.
    let initCode = Program().push(100, 0).op(.return)
    let frontier = World(.frontier).create(initCode, gas: 5000)
    #expect(frontier.status == .success)
    #expect(frontier.output.isEmpty)
    #expect(frontier.gasLeft.regular == 5000 - 6 - 12)
    let homestead = World(.homestead).create(initCode, gas: 5000)
    #expect(homestead.status == .failure(.outOfGas))
    #expect(homestead.gasLeft == 0)
    #expect(World(.homestead).create(initCode, gas: 20018).status == .success)
  }

  @Test("code is limited to 24576 bytes since EIP-170")
  func codeSize() {
    let fits = Program().push(0x6000, 0).op(.return)
    let large = Program().push(0x6001, 0).op(.return)
    #expect(World(.spuriousDragon).create(fits, gas: 10_000_000).status == .success)
    #expect(World(.spuriousDragon).create(large, gas: 10_000_000).status == .failure(.codeTooLarge))
    #expect(World(.tangerineWhistle).create(large, gas: 10_000_000).status == .success)
  }

  @Test("code may not begin with 0xef since EIP-3541")
  func codePrefix() {
    for code in [[0xef], [0xef, 0x01, 0x00] + World.other.bytes] as [Bytes] {
      #expect(World(.london).create(.deploying(code)).status == .failure(.invalidCodePrefix))
      #expect(World(.prague).create(.deploying(code)).status == .failure(.invalidCodePrefix))
      #expect(World(.berlin).create(.deploying(code)).status == .success)
    }
    #expect(World(.london).create(.deploying([0xfe])).status == .success)
  }

  @Test("init code is limited to 49152 bytes since EIP-3860", arguments: [Opcode.create, .create2])
  func initCodeSize(opcode: Opcode) {
    func program(_ count: UInt256) -> Program {
      Program().appending(opcode == .create2 ? Program().push(0) : Program()).push(count, 0, 0).op(opcode)
        .returnTop()
    }
    #expect(World(.shanghai).run(program(0xc001)).status == .failure(.initCodeTooLarge))
    #expect(World(.shanghai).run(program(0xc000)).isSuccess)
    #expect(World(.london).run(program(0xc001)).isSuccess)
  }

  @Test("a reverted creation leaves its output as return data, a successful one leaves none")
  func returnData() {
    let world = World(.osaka)
    let revert = Program().push(5, 0).op(.revert)
    #expect(world.run(Program().create(revert).op(.returndatasize, .add).returnTop()).word == 5)
    #expect(world.run(Program().create(.deploying([1])).op(.pop, .returndatasize).returnTop()).word == 0)
    #expect(
      world.run(Program().create(Program().op(.invalid)).op(.returndatasize, .add).returnTop()).word == 0)
  }

  @Test("a second creation at one address collides, unless the first one failed")
  func again() {
    let world = World(.osaka)
    let twice = Program().create2(.deploying([1])).op(.pop).create2(.deploying([1])).returnTop()
    #expect(world.run(twice).word == 0)
    // Init code that reverts unless it is sent value, which the address does not depend on.
    let initCode = Program(hex: "0x346007575f5ffd5b00")
    let address = initCode.bytes.withUnsafeBytes {
      Machine.create2Address(sender: World.contract, salt: 0, initCode: $0)
    }
    let program = Program().create2(initCode).op(.pop)
      .push(0, UInt256(UInt64(initCode.bytes.count)), 0, 1).op(.create2).returnTop()
    world.place(World.contract, program, balance: 1)
    #expect(world.call().word == UInt256(address))
    #expect(world.balance(address) == 1)
  }

  @Test("a creating message makes the contract, or fails with all its gas")
  func message() {
    let world = World(.osaka)
    let result = world.create(.deploying([1, 2, 3]), value: 7)
    let address = Machine.createAddress(sender: World.sender, nonce: 0)
    #expect(result.status == .success)
    #expect(result.createdAddress == address)
    #expect(result.output == [1, 2, 3])
    #expect(world.code(address) == [1, 2, 3])
    #expect(world.balance(address) == 7)
    let revert = world.create(Program().push(0xaa).push(0).op(.mstore).push(32, 0).op(.revert))
    #expect(revert.status == .revert)
    #expect(revert.createdAddress == nil)
    #expect(revert.output.last == 0xaa)
    world.place(Machine.createAddress(sender: World.sender, nonce: 2), nonce: 1)
    let collision = world.create(.deploying([1]))
    #expect(collision.status == .failure(.addressCollision))
    #expect(collision.gasLeft == 0)
  }
}
