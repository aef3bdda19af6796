import Primitives

/// Bits and bytes of words.
extension Interpreter {
  /// AND (0x16). Stack: `a b → a ∧ b`. Gas: 3. Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func and() {
    let a = stack.pop()
    stack.top = a & stack.top
  }

  /// OR (0x17). Stack: `a b → a ∨ b`. Gas: 3. Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func or() {
    let a = stack.pop()
    stack.top = a | stack.top
  }

  /// XOR (0x18). Stack: `a b → a ⊕ b`. Gas: 3. Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func xor() {
    let a = stack.pop()
    stack.top = a ^ stack.top
  }

  /// NOT (0x19). Stack: `a → ¬a`. Gas: 3. Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func not() { stack.top = ~stack.top }

  /// BYTE (0x1a): byte `i` counted from the most significant; 0 beyond the 32nd. Stack: `i a → byte`. Gas: 3.
  ///
  /// Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func byte() {
    let index = stack.pop()
    stack.top = stack.top.byte(at: index)
  }

  /// CLZ (0x1e): leading zero bits; 256 for 0. Stack: `a → count`. Gas: 5. Source: EIP-7939 (Osaka).
  @inline(__always)
  mutating func countLeadingZeros() {
    stack.top = UInt256(UInt64(truncatingIfNeeded: stack.top.leadingZeroBitCount))
  }
}

/// Shifts, out of line: they leave the result where their last operand lies.
extension Stack {
  /// SHL (0x1b). Stack: `distance a → a · 2^distance`. Gas: 3. Source: EIP-145 (Constantinople).
  @inline(never)
  func shiftLeft() { self[1] = self[1].shiftedLeft(by: self[0]) }

  /// SHR (0x1c). Stack: `distance a → ⌊a / 2^distance⌋`. Gas: 3. Source: EIP-145 (Constantinople).
  @inline(never)
  func shiftRight() { self[1] = self[1].shiftedRight(by: self[0]) }

  /// SAR (0x1d), which copies the sign in. Stack: `distance a → ⌊a / 2^distance⌋`. Gas: 3.
  ///
  /// Source: EIP-145 (Constantinople).
  @inline(never)
  func arithmeticShiftRight() { self[1] = self[1].arithmeticShiftedRight(by: self[0]) }
}
