import EVM
import Primitives
import Testing

@Suite("Memory")
struct MemoryTests {
  /// Gas of a memory of so many words: 3 a word and the square divided by 512.
  static func price(words: Int64) -> Int64 { 3 * words + words * words / 512 }

  @Test(
    "growing costs a linear and a quadratic part",
    arguments: [(0, 1), (1, 2), (31, 2), (32, 2), (33, 3), (0x3fe0, 512), (0x4000, 513), (0xfffe0, 32768)]
      as [(UInt256, Int64)])
  func growth(offset: UInt256, words: Int64) {
    let program = Program().push(1, offset).op(.mstore)
    let gas = 9 + Self.price(words: words)
    let enough = World(.osaka).run(program, gas: gas)
    #expect(enough.status == .success)
    #expect(enough.gasLeft == 0)
    #expect(World(.osaka).run(program, gas: gas - 1).status == .failure(.outOfGas))
  }

  @Test("growing twice costs as much as growing once")
  func growthInSteps() {
    let program = Program().push(0).op(.mload, .pop).push(1, 99, 2000).op(.mstore8, .pop).push(0).op(.mload)
    let used = 1_000_000 - World(.osaka).run(program).gasLeft.regular
    #expect(used == 3 + 3 + 2 + 9 + 3 + 2 + 3 + 3 + Self.price(words: 63))
  }

  @Test(
    "MSIZE is a multiple of 32",
    arguments: [(0, 32), (1, 64), (31, 64), (32, 64), (33, 96)] as [(UInt256, UInt256)])
  func size(offset: UInt256, size: UInt256) {
    #expect(World(.osaka).run(Program().push(offset).op(.mload, .pop, .msize).returnTop()).word == size)
  }

  @Test("MSTORE8 writes the lowest byte; MLOAD may be unaligned")
  func bytes() {
    let program = Program().push(0xabcd, 7).op(.mstore8).push(0x11, 8).op(.mstore8).push(1).op(.mload)
    let expected: UInt256 = UInt256(0xcd11) &<< (8 * 24)
    #expect(World(.osaka).run(program.returnTop()).word == expected)
  }

  @Test(
    "an offset or length that cannot be paid runs out of gas",
    arguments: [
      (UInt256.max, 32), (0x1_0000_0000_0000, 1), ("0x10000000000000000", 1), (0, .max),
      (0, "0x10000000000000000"), (0x7fff_ffff_ffff_ffff, 0x7fff_ffff_ffff_ffff), (.max, .max),
    ] as [(UInt256, UInt256)])
  func impossible(offset: UInt256, count: UInt256) {
    for gas in [1_000_000, Int64.max] {
      let world = World(.osaka)
      #expect(world.run(Program().push(count, offset).op(.keccak256), gas: gas).status == .failure(.outOfGas))
      #expect(
        world.run(Program().push(count, 0, offset).op(.calldatacopy), gas: gas).status == .failure(.outOfGas))
      #expect(world.run(Program().push(count, offset).op(.return), gas: gas).status == .failure(.outOfGas))
    }
  }

  @Test("an empty range needs no memory, wherever it lies")
  func emptyRange() {
    let world = World(.osaka)
    #expect(
      world.run(Program().push(0, .max).op(.keccak256).returnTop()).word == UInt256(Keccak256.emptyHash))
    #expect(world.run(Program().push(0, .max, .max).op(.calldatacopy, .msize).returnTop()).word == 0)
    #expect(world.run(Program().push(0, .max, .max).op(.mcopy, .msize).returnTop()).word == 0)
    #expect(world.run(Program().push(0, .max).op(.revert)).status == .revert)
  }

  @Test(
    "MCOPY copies overlapping ranges as if through a buffer",
    arguments: [(0, 1, 8), (1, 0, 8), (0, 32, 32), (5, 5, 9)] as [(Int, Int, Int)])
  func copyWithinMemory(to: Int, from: Int, count: Int) {
    let content = Bytes(0..<64)
    let program = Program().store(content)
      .push(UInt256(count), UInt256(from), UInt256(to)).op(.mcopy).returnMemory(64)
    var expected = content
    expected.replaceSubrange(to..<to + count, with: content[from..<from + count])
    #expect(World(.cancun).run(program).output == expected)
  }

  @Test("MCOPY pays for words and for growth at either end")
  func copyGas() {
    let program = Program().push(33, 0, 64).op(.mcopy)
    #expect(World(.cancun).run(program).gasLeft.regular == 1_000_000 - 9 - 3 - 6 - Self.price(words: 4))
    let reversed = Program().push(33, 64, 0).op(.mcopy)
    #expect(World(.cancun).run(reversed).gasLeft.regular == 1_000_000 - 9 - 3 - 6 - Self.price(words: 4))
  }

  @Test("memory begins as zeros although earlier frames have used it")
  func fresh() {
    let world = World(.osaka)
    world.place(World.other, Program().push(.max, 0).op(.mstore).push(.max, 96).op(.mstore))
    world.place(World.third, Program().push(64).op(.mload).push(0).op(.mload, .or).returnTop())
    let program = Program().push(0).op(.mload, .pop).call(World.other, gas: 100_000).op(.pop)
      .call(World.third, by: .staticcall, gas: 100_000, answer: 32).op(.pop)
      .push(0).op(.mload).push(32).op(.mload, .or).returnTop()
    #expect(world.run(program).word == 0)
  }

  @Test("copies fill with zeros beyond their source")
  func padding() {
    let world = World(.osaka)
    let filled = Program().push(.max, 0).op(.mstore)
    let data: Bytes = [1, 2, 3]
    let near = filled.push(5, 1, 2).op(.calldatacopy).returnMemory(8)
    #expect(world.run(near, input: data).output == [255, 255, 2, 3, 0, 0, 0, 255])
    let far = filled.push(2, .max, 0).op(.calldatacopy).returnMemory(3)
    #expect(world.run(far, input: data).output == [0, 0, 255])
    let code = filled.push(4, UInt256(UInt64(filled.bytes.count)), 0).op(.codecopy).returnMemory(6)
    #expect(world.run(code).output == [0x60, 0x04, 0x60, 0x24, 255, 255])
  }

  @Test("CALLDATALOAD reads zeros beyond the data", arguments: [0, 1, 8, 31, 32, 33, 40] as [Int])
  func callData(offset: Int) {
    let data = Bytes(1...40)
    let expected = Bytes((data + Bytes(repeating: 0, count: 40))[offset..<offset + 32])
    let program = Program().push(UInt256(offset)).op(.calldataload).returnTop()
    #expect(World(.osaka).run(program, input: data).output == expected)
    #expect(World(.osaka).run(Program().push(.max).op(.calldataload).returnTop(), input: data).word == 0)
  }

  @Test("KECCAK256 hashes memory and pays for its words")
  func hash() {
    let program = Program().push(0x1234, 0).op(.mstore).push(33, 0).op(.keccak256)
    let result = World(.osaka).run(program.returnTop())
    var content = UInt256(0x1234).bigEndianBytes
    content.append(0)
    #expect(result.word == UInt256(Keccak256.hash(content)))
    #expect(World(.osaka).run(program).gasLeft.regular == 1_000_000 - 12 - 3 - 30 - 12 - Self.price(words: 2))
  }
}
