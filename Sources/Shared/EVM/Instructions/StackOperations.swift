import Primitives

/// Moving words to, from and on the stack.
extension Interpreter {
  /// PUSH1 (0x60). Stack: `→ byte`. Gas: 3. Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func pushByte() {
    stack.push(UInt256(UInt64(instruction.pointee)))
    instruction += 1
  }

  /// PUSHn (0x61…0x7f): the next n bytes of the code, zeros beyond its end. Stack: `→ word`. Gas: 3.
  ///
  /// `count` is a constant at every use, so that each n has its own few loads.
  /// Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func push(_ count: Int) {
    stack.push(
      UInt256(
        w0: immediate(count, limb: 0), w1: immediate(count, limb: 1),
        w2: immediate(count, limb: 2), w3: immediate(count, limb: 3)))
    instruction += count
  }

  /// The limb (0 is the lowest) of a big-endian number of `count` bytes at the instruction pointer.
  @inline(__always)
  private func immediate(_ count: Int, limb: Int) -> UInt64 {
    let below = count &- 8 &* limb
    if below <= 0 { return 0 }
    let bytes = UnsafeRawPointer(instruction)
    if below >= 8 {
      return UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: below &- 8, as: UInt64.self))
    }
    return UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)) &>> UInt64(64 &- 8 &* below)
  }

  /// DUPn (0x80…0x8f). Stack: `aₙ … a₁ → aₙ … a₁ aₙ`. Gas: 3. Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func duplicate(_ opcode: UInt8) {
    stack.push(stack[Int(opcode &- 0x80)])
  }

  /// SWAPn (0x90…0x9f). Stack: `aₙ₊₁ … a₁ → a₁ … aₙ₊₁`. Gas: 3. Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func swap(_ opcode: UInt8) {
    let depth = Int(opcode &- 0x8f)
    let top = stack.top
    stack.top = stack[depth]
    stack[depth] = top
  }
}
