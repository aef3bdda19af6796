import Primitives

/// The operand stack of a frame: a pointer past its top word.
///
/// It checks nothing: the opcode's row has done so before the body runs. Frames lie behind one another in one
/// block of memory, each with room for 1024 words. Source: Yellow Paper, section 9.1.
struct Stack {
  /// Past the top word.
  var end: UnsafeMutablePointer<UInt256>

  /// The top word.
  @inline(__always)
  var top: UInt256 {
    get { end[-1] }
    nonmutating set { end[-1] = newValue }
  }

  /// The word `depth` below the top; 0 is the top.
  @inline(__always)
  subscript(depth: Int) -> UInt256 {
    get { end[-1 &- depth] }
    nonmutating set { end[-1 &- depth] = newValue }
  }

  @inline(__always)
  mutating func pop() -> UInt256 {
    end -= 1
    return end.pointee
  }

  @inline(__always)
  mutating func push(_ word: UInt256) {
    end.pointee = word
    end += 1
  }

  @inline(__always)
  mutating func drop(_ count: Int) { end -= count }
}
