import EVM
import Primitives
import State
import Testing

@Suite("Machine")
struct MachineTests {
  @Test("a message ends with success, revert or failure, and keeps, reverts or loses")
  func endings() {
    let world = World(.osaka)
    let success = world.run(Program().sstore(1, 1).push(9).returnTop())
    #expect(success.status == .success)
    #expect(success.word == 9)
    #expect(world.storage(1) == 1)
    let revert = world.run(Program().sstore(1, 2).push(8).push(0).op(.mstore).push(32, 0).op(.revert))
    #expect(revert.status == .revert)
    #expect(revert.word == 8)
    #expect(revert.gasLeft > 0)
    #expect(world.storage(1) == 0)
    let failure = world.run(Program().sstore(1, 3).op(.invalid))
    #expect(failure.status == .failure(.undefinedOpcode))
    #expect(failure.gasLeft == 0)
    #expect(failure.output.isEmpty)
    #expect(world.storage(1) == 0)
  }

  @Test(
    "jumps reach a JUMPDEST that is no immediate, and nothing else",
    arguments: [
      ("0x6003565b00", Halt?.none), ("0x600456005b00", nil), ("0x6000565b", .invalidJump),
      ("0x6004565f605b", .invalidJump), ("0x6009565b", .invalidJump),
      ("0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff565b", .invalidJump),
      ("0x68010000000000000003565b", .invalidJump), ("0x60016007575b005b00", nil),
      ("0x600060ff5700", nil), ("0x600160ff5700", .invalidJump),
    ] as [(String, Halt?)])
  func jumps(code: String, halt: Halt?) {
    let result = World(.osaka).run(Program(hex: code))
    #expect(result.status == (halt.map { .failure($0) } ?? .success))
  }

  @Test("gas runs out exactly", arguments: [(8, true), (7, false), (0, false)] as [(Int64, Bool)])
  func exactGas(gas: Int64, suffices: Bool) {
    let result = World(.osaka).run(Program().push(1, 2).op(.pop), gas: gas)
    #expect(result.status == (suffices ? .success : .failure(.outOfGas)))
    #expect(result.gasLeft == 0)
  }

  @Test(
    "block and transaction are visible",
    arguments: [
      (Opcode.number, 1000), (.timestamp, 0x65_4321), (.coinbase, UInt256(World.coinbase)),
      (.gaslimit, 30_000_000), (.prevrandao, 0xabcdef), (.chainid, 1), (.basefee, 7), (.blobbasefee, 3),
      (.origin, UInt256(World.sender)), (.gasprice, 10), (.address, UInt256(World.contract)),
      (.caller, UInt256(World.sender)), (.callvalue, 6), (.calldatasize, 3), (.selfbalance, 11), (.pc, 0),
      (.gas, 999_998), (.codesize, 9), (.returndatasize, 0),
    ] as [(Opcode, UInt256)])
  func environment(opcode: Opcode, expected: UInt256) {
    let world = World(.osaka)
    let program = Program().op(opcode).returnTop()
    #expect(program.bytes.count == 9)
    world.place(World.contract, program, balance: 5)
    #expect(world.call(value: 6, input: [1, 2, 3]).word == expected)
  }

  @Test("BLOCKHASH knows the last 256 blocks that it was given")
  func blockHash() {
    let world = World(.osaka)
    world.block.blockHashes = (1...300).map { Hash32(UInt256(UInt64($0))) }
    for (number, expected) in [(999, 300), (998, 299), (744, 45), (743, 0), (1000, 0), (1001, 0), (0, 0)]
      as [(UInt64, UInt64)]
    {
      #expect(world.run(Program().push(UInt256(number)).op(.blockhash).returnTop()).word == UInt256(expected))
    }
    #expect(world.run(Program().push(.max).op(.blockhash).returnTop()).word == 0)
    world.block.blockHashes = [Hash32(UInt256(5))]
    #expect(world.run(Program().push(999).op(.blockhash).returnTop()).word == 5)
    #expect(world.run(Program().push(998).op(.blockhash).returnTop()).word == 0)
  }

  @Test("BLOBHASH gives the transaction's hashes")
  func blobHash() {
    let world = World(.cancun)
    world.transaction.blobHashes = [Hash32(UInt256(7)), Hash32(UInt256(8))]
    for (index, expected) in [(0, 7), (1, 8), (2, 0), (.max, 0)] as [(UInt256, UInt256)] {
      #expect(world.run(Program().push(index).op(.blobhash).returnTop()).word == expected)
    }
  }

  @Test("logs carry address, topics and data, and cost by topic and byte", arguments: UInt8(0)...4)
  func logs(topics: UInt8) {
    let world = World(.osaka)
    let words = (0..<UInt64(topics)).reversed().reduce(Program()) { $0.push(UInt256(0x70 + $1)) }
    let result = world.run(
      Program().push(0xabcd, 0).op(.mstore).appending(words).push(2, 30).op(.log(topics)))
    #expect(world.state.logCount == 1)
    let log = world.state.log(at: 0).log
    #expect(log.address == World.contract)
    #expect(log.topics == (0..<UInt64(topics)).map { Hash32(UInt256(0x70 + $0)) })
    #expect(log.data == [0xab, 0xcd])
    let count = Int64(topics)
    #expect(1_000_000 - result.gasLeft.regular == 12 + 3 * count + 6 + 375 * (count + 1) + 16)
  }

  @Test("a precompiled contract can be the target of a message, with value")
  func precompileMessage() {
    let world = World(.osaka)
    let result = world.call(Address(low20of: 4), gas: 100, value: 5, input: [1, 2])
    #expect(result.status == .success)
    #expect(result.output == [1, 2])
    #expect(result.gasLeft == 82)
    #expect(world.balance(Address(low20of: 4)) == 5)
    let failure = world.call(Address(low20of: 4), gas: 17, value: 5, input: [1, 2])
    #expect(failure.status == .failure(.outOfGas))
    #expect(world.balance(Address(low20of: 4)) == 5)
  }

  @Test("the touch of the RIPEMD-160 contract outlives the failure of the call")
  func persistentTouch() {
    let world = World(.spuriousDragon)
    let ripemd = Address(low20of: 3)
    world.place(ripemd)
    world.place(World.other)
    let program = Program().call(ripemd, gas: 10).op(.pop).call(World.other, gas: 0).op(.pop, .invalid)
    #expect(world.run(program).status == .failure(.undefinedOpcode))
    world.endTransaction()
    #expect(!world.exists(ripemd))
    #expect(world.exists(World.other))
  }

  @Test("one machine runs many messages without traces of earlier ones")
  func reuse() {
    let world = World(.osaka)
    world.place(World.other, Program().push(.max, 0).op(.mstore).push(64, 0).op(.return))
    _ = world.run(Program().call(World.other, gas: 100_000).push(.max, 100).op(.mstore))
    let result = world.run(
      Program().op(.returndatasize).push(100).op(.mload, .add).push(0).op(.mload, .add).returnTop())
    #expect(result.word == 0)
  }

  @Test("a tracer sees every instruction and the end of every frame")
  func tracer() {
    final class Recorder: Tracer {
      var opcodes: [UInt8] = []
      var ends: [(Int, Halt)] = []
      var gas: [Int64] = []
      var heights: [Int] = []
      func willExecute(_ step: TraceStep) {
        opcodes.append(step.opcode.rawValue)
        gas.append(step.gas.regular)
        heights.append(step.stack.count)
      }
      func didLeave(depth: Int, gasLeft: Gas, halt: Halt) { ends.append((depth, halt)) }
    }
    let world = World(.osaka)
    let recorder = Recorder()
    world.machine.tracer = recorder
    world.place(World.other, Program().op(.invalid))
    _ = world.run(
      Program().op(.push0, .push0, .push0, .push0).push(World.other).op(.gas, .staticcall), gas: 50000)
    #expect(recorder.opcodes == [0x5f, 0x5f, 0x5f, 0x5f, 0x73, 0x5a, 0xfa, 0xfe, 0x00])
    #expect(recorder.heights == [0, 1, 2, 3, 4, 5, 6, 0, 1])
    #expect(recorder.gas.prefix(5) == [50000, 49998, 49996, 49994, 49992])
    #expect(recorder.ends.map(\.0) == [2, 1])
    #expect(recorder.ends.map(\.1) == [.undefinedOpcode, .stopped])
  }
}
