import EVM
import Primitives

/// Contract code, written instruction by instruction.
struct Program {
  var bytes: Bytes = []

  init() {}

  /// Code that is given as hexadecimal digits.
  init(hex: String) {
    guard let bytes = Hex.decode(hex) else { preconditionFailure("not hexadecimal: \(hex)") }
    self.bytes = bytes
  }

  func op(_ opcodes: Opcode...) -> Program { appending(opcodes.map(\.rawValue)) }

  /// The shortest PUSH of a word; PUSH1 for zero, so that it runs on every fork.
  func push(_ words: UInt256...) -> Program {
    words.reduce(self) { program, word in
      let count = max(1, word.byteCount)
      return program.op(.push(UInt8(count))).appending(Bytes(word.bigEndianBytes.suffix(count)))
    }
  }

  func push(_ address: Address) -> Program { op(.push(20)).appending(address.bytes) }

  func appending(_ more: Bytes) -> Program {
    var program = self
    program.bytes += more
    return program
  }

  func appending(_ more: Program) -> Program { appending(more.bytes) }

  /// Returns the top word.
  func returnTop() -> Program { push(0).op(.mstore).push(32, 0).op(.return) }

  /// Returns `count` bytes of memory from its beginning.
  func returnMemory(_ count: UInt256) -> Program { push(count, 0).op(.return) }

  func sstore(_ slot: UInt256, _ value: UInt256) -> Program { push(value, slot).op(.sstore) }

  /// Stores the top word.
  func storeTop(_ slot: UInt256) -> Program { push(slot).op(.sstore) }

  /// CALL with value and empty input and output; leaves the success.
  func call(_ target: Address, gas: UInt256, value: UInt256 = 0, answer: UInt256 = 0) -> Program {
    push(answer, 0, 0, 0, value).push(target).push(gas).op(.call)
  }

  /// STATICCALL or DELEGATECALL with empty input; leaves the success.
  func call(_ target: Address, by opcode: Opcode, gas: UInt256, answer: UInt256 = 0) -> Program {
    push(answer, 0, 0, 0).push(target).push(gas).op(opcode)
  }

  /// Writes `code` to the beginning of memory.
  func store(_ code: Bytes) -> Program {
    var program = self
    for start in stride(from: 0, to: code.count, by: 32) {
      let piece = Bytes(code[start..<min(start + 32, code.count)])
      let word = UInt256(bigEndianBytes: piece + Bytes(repeating: 0, count: 32 - piece.count))
      program = program.push(word, UInt256(UInt64(start))).op(.mstore)
    }
    return program
  }

  /// CREATE of init code, without value; leaves the address.
  func create(_ initCode: Program, value: UInt256 = 0) -> Program {
    store(initCode.bytes).push(UInt256(UInt64(initCode.bytes.count)), 0, value).op(.create)
  }

  /// CREATE2 of init code, without value; leaves the address.
  func create2(_ initCode: Program, salt: UInt256 = 0) -> Program {
    store(initCode.bytes).push(salt, UInt256(UInt64(initCode.bytes.count)), 0, 0).op(.create2)
  }

  /// Init code that makes `code` a contract's code.
  static func deploying(_ code: Bytes) -> Program {
    Program().store(code).returnMemory(UInt256(UInt64(code.count)))
  }
}
