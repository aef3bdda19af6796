import EVM
import JSON
import Primitives

/// The line of one instruction, in the two parts that its cost lies between.
///
/// The members stand in the order of EIP-3155. Gas, cost, stack and refund are hexadecimal numbers with the
/// fewest digits; all but the cost are as before the instruction.
struct StepLine: ~Copyable {
  /// Whether a line has begun and waits for its cost.
  private(set) var isPending = false
  private(set) var opcode = Opcode.stop
  private var gas = Gas.zero
  private var head = ByteBuffer(capacity: 128)
  private var tail = ByteBuffer(capacity: 1024)

  /// Takes all that is known before the instruction.
  mutating func begin(_ step: TraceStep, showsMemory: Bool) {
    isPending = true
    opcode = step.opcode
    gas = step.gas
    head.removeAll()
    head.append("{\"pc\":")
    head.appendDecimal(step.programCounter)
    head.append(",\"op\":")
    head.appendDecimal(Int(step.opcode.rawValue))
    head.append(",\"gas\":")
    head.appendHexNumber(UInt64(step.gas.regular))
    head.append(",\"gasCost\":")
    tail.removeAll()
    tail.append(",\"memSize\":")
    tail.appendDecimal(step.memory.count)
    appendStack(step.stack)
    tail.append(",\"depth\":")
    tail.appendDecimal(step.depth)
    tail.append(",\"returnData\":")
    tail.appendHexData(step.returnData)
    tail.append(",\"refund\":")
    tail.appendHexNumber(UInt64(max(0, step.refund)))
    if let mnemonic = step.opcode.mnemonic {
      tail.append(",\"opName\":")
      tail.appendQuoted(mnemonic)
    }
    if showsMemory {
      tail.append(",\"memory\":")
      tail.appendHexData(step.memory)
    }
  }

  /// Appends the whole line.
  ///
  /// - Parameters:
  ///   - gasAfter: gas that the instruction has left to its frame.
  ///   - error: why the frame failed here; nil when it did not.
  mutating func finish(gasAfter: Gas, error: StaticString?, into text: inout ByteBuffer) {
    isPending = false
    text.append(head.bytes)
    text.appendHexNumber(UInt64(max(0, (gas - gasAfter).regular)))
    text.append(tail.bytes)
    if let error {
      text.append(",\"error\":\"")
      text.append(error)
      text.append("\"")
    }
    text.append("}\n")
  }

  private mutating func appendStack(_ stack: UnsafeBufferPointer<UInt256>) {
    tail.append(",\"stack\":[")
    for index in stack.indices {
      if index > 0 { tail.append(",") }
      tail.appendHexNumber(stack[index])
    }
    tail.append("]")
  }
}

extension ByteBuffer {
  /// Appends a string `"0x…"` with the fewest digits, `"0x0"` for 0.
  mutating func appendHexNumber(_ value: UInt64) { appendHexNumber(UInt256(value)) }

  /// Appends a string `"0x…"` with the fewest digits, `"0x0"` for 0.
  mutating func appendHexNumber(_ value: UInt256) {
    append("\"0x")
    withUnsafeTemporaryAllocation(byteCount: 96, alignment: 8) { room in
      guard let word = room.baseAddress else { preconditionFailure() }
      let digits = word + 32
      value.storeBigEndian(to: word)
      Hex.encode(UnsafeRawBufferPointer(start: word, count: 32), into: digits)
      var start = 64 - 2 * max(1, value.byteCount)
      if start < 63, digits.load(fromByteOffset: start, as: UInt8.self) == UInt8(ascii: "0") { start += 1 }
      append(UnsafeRawBufferPointer(start: digits + start, count: 64 - start))
    }
    append("\"")
  }
}

extension Halt {
  /// What went wrong, in words; nil when nothing did.
  var traceError: StaticString? {
    switch self {
    case .stopped, .returned, .selfDestructed, .calling: nil
    case .reverted: "reverted"
    case .outOfGas: "out of gas"
    case .stackUnderflow: "stack underflow"
    case .stackOverflow: "stack overflow"
    case .undefinedOpcode: "undefined opcode"
    case .invalidJump: "invalid jump destination"
    case .returnDataOutOfBounds: "return data out of bounds"
    case .staticViolation: "change of state in a static call"
    case .precompileFailure: "precompiled contract failed"
    case .addressCollision: "address collision"
    case .invalidCodePrefix: "invalid code prefix"
    case .codeTooLarge: "code too large"
    case .initCodeTooLarge: "init code too large"
    }
  }
}
