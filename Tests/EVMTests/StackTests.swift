import EVM
import Primitives
import Testing

@Suite("Stack")
struct StackTests {
  @Test("one word too few is an underflow, for every opcode", arguments: [Fork.frontier, .osaka])
  func underflow(fork: Fork) {
    for byte in UInt8.min...UInt8.max {
      guard let row = Rules.at(fork).opcodes[Opcode(rawValue: byte)], row.pops > 0 else { continue }
      let words = (1..<row.pops).reduce(Program()) { program, _ in program.push(0) }
      let result = World(fork).run(words.op(Opcode(rawValue: byte)))
      #expect(result.status == .failure(.stackUnderflow), "opcode \(byte)")
      #expect(result.gasLeft == 0)
    }
  }

  @Test("1024 words fit and one more does not, for every opcode that adds one", arguments: [Fork.osaka])
  func overflow(fork: Fork) {
    let full = (0..<1024).reduce(Program()) { program, _ in program.push(0) }
    #expect(World(fork).run(full).status == .success)
    for byte in UInt8.min...UInt8.max {
      guard let row = Rules.at(fork).opcodes[Opcode(rawValue: byte)], row.pushes > row.pops else { continue }
      let result = World(fork).run(full.op(Opcode(rawValue: byte)))
      #expect(result.status == .failure(.stackOverflow), "opcode \(byte)")
    }
    #expect(World(fork).run(full.op(.swap(16), .not, .add)).status == .success)
  }

  @Test("PUSHn pushes its n bytes", arguments: UInt8(1)...32)
  func push(count: UInt8) {
    let immediate = (1...count).map { 0x40 &+ $0 }
    let result = World(.osaka).run(Program().op(.push(count)).appending(immediate).returnTop())
    #expect(result.word == UInt256(bigEndianBytes: immediate))
  }

  @Test("PUSHn at the end of the code reads zeros", arguments: UInt8(1)...32)
  func truncatedPush(count: UInt8) {
    // The rest of the immediate lies beyond the code, so the program stops afterwards.
    let world = World(.osaka)
    let result = world.run(Program().op(.push(count)).appending([0xff]))
    #expect(result.status == .success)
    #expect(result.gasLeft.regular == 1_000_000 - 3)
  }

  @Test("DUPn copies the nth word", arguments: UInt8(1)...16)
  func duplicate(depth: UInt8) {
    let words = (1...16).reversed().reduce(Program()) { $0.push(UInt256(UInt64($1))) }
    #expect(World(.osaka).run(words.op(.dup(depth)).returnTop()).word == UInt256(UInt64(depth)))
  }

  @Test("SWAPn exchanges the top with the word n below", arguments: UInt8(1)...16)
  func swap(depth: UInt8) {
    let words = (0...16).reversed().reduce(Program()) { $0.push(UInt256(UInt64($1))) }
    let swapped = words.op(.swap(depth))
    #expect(World(.osaka).run(swapped.returnTop()).word == UInt256(UInt64(depth)))
    let popped = (0..<depth).reduce(swapped) { program, _ in program.op(.pop) }
    #expect(World(.osaka).run(popped.returnTop()).word == 0)
  }

  @Test("PUSH0 pushes zero for 2 gas")
  func pushZero() {
    let result = World(.shanghai).run(Program().op(.push0, .push0, .add))
    #expect(result.gasLeft.regular == 1_000_000 - 7)
  }
}
