import EVM
import Primitives
import Testing

private let most = UInt256.max
private let lowest: UInt256 = "0x8000000000000000000000000000000000000000000000000000000000000000"
private let highest: UInt256 = "0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"

/// Operands with the top of the stack first, and the result.
struct Case: Sendable, CustomStringConvertible {
  let opcode: Opcode
  let operands: [UInt256]
  let result: UInt256

  init(_ opcode: Opcode, _ operands: UInt256..., gives result: UInt256) {
    self.opcode = opcode
    self.operands = operands
    self.result = result
  }

  var description: String { "\(opcode.rawValue) \(operands.map(\.hex)) → \(result.hex)" }
}

@Suite("Words: arithmetic, comparison, bits")
struct ArithmeticTests {
  static let arithmetic: [Case] = [
    Case(.add, 2, 3, gives: 5), Case(.add, most, 1, gives: 0), Case(.add, most, most, gives: most &- 1),
    Case(.mul, 7, 6, gives: 42), Case(.mul, most, most, gives: 1), Case(.mul, lowest, 2, gives: 0),
    Case(.sub, 5, 3, gives: 2), Case(.sub, 0, 1, gives: most), Case(.sub, 3, 5, gives: most &- 1),
    Case(.div, 7, 2, gives: 3), Case(.div, 7, 0, gives: 0), Case(.div, most, most, gives: 1),
    Case(.div, 2, 7, gives: 0), Case(.div, most, "0x10000000000000000", gives: most &>> 64),
    Case(.sdiv, most &- 6, 2, gives: most &- 2), Case(.sdiv, 7, most &- 1, gives: most &- 2),
    Case(.sdiv, lowest, most, gives: lowest), Case(.sdiv, lowest, 0, gives: 0),
    Case(.sdiv, most, most, gives: 1),
    Case(.mod, 7, 4, gives: 3), Case(.mod, 7, 0, gives: 0), Case(.mod, most, 10, gives: 5),
    Case(.smod, most &- 7, 3, gives: most &- 1), Case(.smod, 8, most &- 2, gives: 2),
    Case(.smod, 8, 0, gives: 0), Case(.smod, lowest, most, gives: 0),
    Case(.addmod, most, most, 12, gives: 6), Case(.addmod, most, 1, 2, gives: 0),
    Case(.addmod, 10, 10, 8, gives: 4), Case(.addmod, 1, 2, 0, gives: 0),
    Case(.mulmod, most, most, 12, gives: 9), Case(.mulmod, most, most, most, gives: 0),
    Case(.mulmod, 10, 10, 8, gives: 4), Case(.mulmod, 3, 4, 0, gives: 0),
    Case(.exp, 2, 10, gives: 1024), Case(.exp, 0, 0, gives: 1), Case(.exp, 2, 256, gives: 0),
    Case(.exp, 2, 255, gives: lowest), Case(.exp, most, most, gives: most), Case(.exp, 3, 0, gives: 1),
    Case(.signextend, 0, 0xff, gives: most), Case(.signextend, 0, 0x7f, gives: 0x7f),
    Case(.signextend, 0, 0x1ff, gives: most), Case(.signextend, 1, 0x8000, gives: most &- 0x7fff),
    Case(.signextend, 31, lowest, gives: lowest), Case(.signextend, most, 0x80, gives: 0x80),
    Case(.signextend, 30, lowest &>> 8, gives: most &<< 247),
  ]

  static let comparison: [Case] = [
    Case(.lt, 1, 2, gives: 1), Case(.lt, 2, 1, gives: 0), Case(.lt, 2, 2, gives: 0),
    Case(.lt, 1, most, gives: 1), Case(.gt, 2, 1, gives: 1), Case(.gt, 1, 2, gives: 0),
    Case(.gt, lowest, highest, gives: 1), Case(.slt, most, 0, gives: 1), Case(.slt, 0, most, gives: 0),
    Case(.slt, lowest, highest, gives: 1), Case(.sgt, 0, most, gives: 1), Case(.sgt, most, 0, gives: 0),
    Case(.sgt, highest, lowest, gives: 1), Case(.sgt, 1, 1, gives: 0),
    Case(.eq, most, most, gives: 1), Case(.eq, lowest, 0, gives: 0),
    Case(.iszero, 0, gives: 1), Case(.iszero, lowest, gives: 0),
  ]

  static let bits: [Case] = [
    Case(.and, 0b1100, 0b1010, gives: 0b1000), Case(.or, 0b1100, 0b1010, gives: 0b1110),
    Case(.xor, 0b1100, 0b1010, gives: 0b0110), Case(.not, 0, gives: most), Case(.not, most, gives: 0),
    Case(.byte, 31, 0xabcd, gives: 0xcd), Case(.byte, 30, 0xabcd, gives: 0xab),
    Case(.byte, 0, lowest, gives: 0x80), Case(.byte, 32, most, gives: 0), Case(.byte, most, most, gives: 0),
    Case(.shl, 1, 1, gives: 2), Case(.shl, 255, 1, gives: lowest), Case(.shl, 256, most, gives: 0),
    Case(.shl, most, most, gives: 0), Case(.shl, 0, most, gives: most), Case(.shl, 1, most, gives: most &- 1),
    Case(.shr, 1, lowest, gives: lowest &>> 1), Case(.shr, 255, lowest, gives: 1),
    Case(.shr, 256, most, gives: 0), Case(.shr, lowest, most, gives: 0),
    Case(.shr, 64, most, gives: most &>> 64),
    Case(.sar, 1, lowest, gives: "0xc000000000000000000000000000000000000000000000000000000000000000"),
    Case(.sar, 255, lowest, gives: most), Case(.sar, 256, lowest, gives: most),
    Case(.sar, 256, highest, gives: 0), Case(.sar, 254, highest, gives: 1),
    Case(.sar, most, lowest, gives: most),
    Case(.clz, 0, gives: 256), Case(.clz, 1, gives: 255), Case(.clz, lowest, gives: 0),
    Case(.clz, 0xff, gives: 248), Case(.clz, highest, gives: 1), Case(.clz, most, gives: 0),
  ]

  @Test("an instruction gives its result and takes its words", arguments: arithmetic + comparison + bits)
  func result(of test: Case) {
    // A marker below the operands shows that no more than they were taken.
    let program = test.operands.reversed().reduce(Program().push(0x5a5a)) { $0.push($1) }.op(test.opcode)
    #expect(World(.osaka).run(program.returnTop()).word == test.result)
    #expect(World(.osaka).run(program.op(.pop).returnTop()).word == 0x5a5a)
  }

  @Test(
    "EXP pays for each byte of its exponent",
    arguments: [(0, 0), (1, 1), (0xff, 1), (0x100, 2), (most, 32)] as [(UInt256, Int64)])
  func exponentGas(exponent: UInt256, bytes: Int64) {
    let program = Program().push(exponent, 2).op(.exp)
    #expect(World(.homestead).run(program).gasLeft.regular == 1_000_000 - 6 - 10 - 10 * bytes)
    #expect(World(.spuriousDragon).run(program).gasLeft.regular == 1_000_000 - 6 - 10 - 50 * bytes)
    #expect(World(.osaka).run(program, gas: 6 + 10 + 50 * bytes).status == .success)
    #expect(World(.osaka).run(program, gas: 6 + 10 + 50 * bytes - 1).status == .failure(.outOfGas))
  }
}
