import Primitives
import State

typealias FramePointer = UnsafeMutablePointer<Frame>

/// One level of the call stack.
///
/// A plain record without references that need counting: frames lie in an arena and are used again.
/// While a frame runs, the interpreter keeps its first four fields in registers.
struct Frame {
  /// The next instruction.
  var instruction: UnsafePointer<UInt8>
  var stack: Stack
  /// Gas left; negative once it ran out.
  var gas: Int64
  /// Bytes of memory in use, a multiple of 32.
  var memorySize: Int

  var stackBase: UnsafeMutablePointer<UInt256>
  /// Where the frame's memory begins among the memories of all frames.
  var memoryOffset: Int

  var codeBase: UnsafePointer<UInt8>
  var codeCount: Int
  /// Keeps the code alive; released when the frame ends.
  var code: Unmanaged<Code>?
  /// A bit for each byte of the code that is a JUMPDEST; nil until the first jump.
  var jumpDestinations: UnsafePointer<UInt8>?

  /// Where the call data lies among the memories of all frames.
  var input: MemoryRange
  /// Where in the caller's memory the output goes.
  var answer: MemoryRange
  /// The account that the code runs for.
  var account: AccountIndex
  /// The address of `account`.
  var address: Address
  var caller: Address
  /// Wei, as CALLVALUE shows them.
  var value: UInt256
  /// Whether changes of state are forbidden.
  var isStatic: Bool
  /// Whether the code is init code.
  var isCreation: Bool
  /// The state before the frame changed anything.
  var checkpoint: Checkpoint

  /// Takes `cost` from the gas; false when it is not there, and then the frame must halt.
  @inline(__always)
  mutating func charge(_ cost: Int64) -> Bool {
    gas &-= cost
    return gas >= 0
  }
}
