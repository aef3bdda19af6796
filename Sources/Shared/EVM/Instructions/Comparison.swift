import Primitives

/// Comparisons: 1 for true, 0 for false.
extension Interpreter {
  @inline(__always)
  private static func word(_ condition: Bool) -> UInt256 { UInt256(condition ? 1 as UInt64 : 0) }

  /// LT (0x10). Stack: `a b → a < b`. Gas: 3. Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func isLess() {
    let a = stack.pop()
    stack.top = Self.word(a < stack.top)
  }

  /// GT (0x11). Stack: `a b → a > b`. Gas: 3. Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func isGreater() {
    let a = stack.pop()
    stack.top = Self.word(stack.top < a)
  }

  /// SLT (0x12), in two's complement. Stack: `a b → a < b`. Gas: 3. Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func isSignedLess() {
    let a = stack.pop()
    stack.top = Self.word(a.isSignedLess(than: stack.top))
  }

  /// SGT (0x13), in two's complement. Stack: `a b → a > b`. Gas: 3. Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func isSignedGreater() {
    let a = stack.pop()
    stack.top = Self.word(stack.top.isSignedLess(than: a))
  }

  /// EQ (0x14). Stack: `a b → a = b`. Gas: 3. Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func isEqual() {
    let a = stack.pop()
    stack.top = Self.word(a == stack.top)
  }

  /// ISZERO (0x15). Stack: `a → a = 0`. Gas: 3. Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func isZero() { stack.top = Self.word(stack.top.isZero) }
}
