import Primitives

/// Arithmetic modulo 2²⁵⁶.
extension Interpreter {
  /// ADD (0x01). Stack: `a b → a + b`. Gas: 3. Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func add() {
    let a = stack.pop()
    stack.top = a &+ stack.top
  }

  /// MUL (0x02). Stack: `a b → a · b`. Gas: 5. Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func multiply() {
    let a = stack.pop()
    stack.top = a &* stack.top
  }

  /// SUB (0x03). Stack: `a b → a − b`. Gas: 3. Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func subtract() {
    let a = stack.pop()
    stack.top = a &- stack.top
  }
}

/// Instructions with longer bodies, out of line: they leave the result where their last operand lies.
extension Stack {
  /// DIV (0x04): the quotient, or 0 when `b` is 0. Stack: `a b → ⌊a / b⌋`. Gas: 5.
  /// Source: Yellow Paper, appendix H.
  @inline(never)
  func divide() { self[1] = self[0].divided(by: self[1]) }

  /// SDIV (0x05): the signed quotient, rounded towards 0, or 0 when `b` is 0; −2²⁵⁵ / −1 is −2²⁵⁵.
  ///
  /// Stack: `a b → a / b`. Gas: 5. Source: Yellow Paper, appendix H.
  @inline(never)
  func signedDivide() { self[1] = self[0].signedDivided(by: self[1]) }

  /// MOD (0x06): the remainder, or 0 when `b` is 0. Stack: `a b → a mod b`. Gas: 5.
  /// Source: Yellow Paper, appendix H.
  @inline(never)
  func modulo() { self[1] = self[0].modulo(self[1]) }

  /// SMOD (0x07): the remainder with the sign of `a`, or 0 when `b` is 0. Stack: `a b → a mod b`. Gas: 5.
  /// Source: Yellow Paper, appendix H.
  @inline(never)
  func signedModulo() { self[1] = self[0].signedModulo(self[1]) }

  /// ADDMOD (0x08): the sum over 257 bits modulo `n`, or 0 when `n` is 0.
  ///
  /// Stack: `a b n → (a + b) mod n`. Gas: 8. Source: Yellow Paper, appendix H.
  @inline(never)
  func addModulo() { self[2] = .addingModulo(self[0], self[1], self[2]) }

  /// MULMOD (0x09): the product over 512 bits modulo `n`, or 0 when `n` is 0.
  ///
  /// Stack: `a b n → (a · b) mod n`. Gas: 8. Source: Yellow Paper, appendix H.
  @inline(never)
  func multiplyModulo() { self[2] = .multiplyingModulo(self[0], self[1], self[2]) }

  /// SIGNEXTEND (0x0b): fills the bytes above byte `i` with its sign; 0 is the lowest byte.
  ///
  /// Stack: `i a → result`. Gas: 5. Source: Yellow Paper, appendix H.
  @inline(never)
  func signExtend() { self[1] = self[1].signExtended(fromByte: self[0]) }

  /// The body of EXP (0x0a), whose price stands in `Interpreter.exponentiate`.
  @inline(never)
  func power() { self[1] = self[0].power(self[1]) }
}

extension Interpreter {
  /// EXP (0x0a). Stack: `a e → aᵉ`. Gas: 10 and 50 (10 before EIP-160) for each byte of the exponent.
  ///
  /// Source: Yellow Paper, appendix H; EIP-160.
  @inline(__always)
  mutating func exponentiate(_ rules: Rules) -> Halt? {
    gas &-= rules.gas.expByte &* Int64(stack[1].byteCount)
    if gas < 0 { return .outOfGas }
    binary { $0.power() }
    return nil
  }
}
