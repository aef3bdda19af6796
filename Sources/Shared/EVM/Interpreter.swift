import Primitives
import State

/// The running frame in registers.
///
/// `run` keeps one of these in a local variable whose address never escapes. Instructions that touch state,
/// other frames or the arena run out of line on the frame itself, between `save` and `restore`.
struct Interpreter {
  var instruction: UnsafePointer<UInt8>
  var stack: Stack
  /// Gas left; negative once it ran out.
  var gas: Int64
  var memory: UnsafeMutableRawPointer
  var memorySize: Int
  var stackBase: UnsafeMutablePointer<UInt256>
  var frame: FramePointer

  @inline(__always)
  init(_ frame: FramePointer, _ execution: Execution) {
    self.frame = frame
    instruction = frame.pointee.instruction
    stack = frame.pointee.stack
    gas = frame.pointee.gas
    stackBase = frame.pointee.stackBase
    memory = execution.memory(of: frame)
    memorySize = frame.pointee.memorySize
  }

  /// Writes to the frame what the registers hold.
  @inline(__always)
  func save() {
    frame.pointee.instruction = instruction
    frame.pointee.stack = stack
    frame.pointee.gas = gas
  }

  /// Reads from the frame what an instruction may have changed there.
  @inline(__always)
  mutating func restore(_ execution: Execution) {
    stack = frame.pointee.stack
    gas = frame.pointee.gas
    memory = execution.memory(of: frame)
    memorySize = frame.pointee.memorySize
  }

  /// Ends the frame's run.
  @inline(__always)
  func leave(_ halt: Halt) -> Halt {
    save()
    return halt
  }

  /// Lets a body turn the two words on top of the stack into one, which it writes in place of the lower one.
  @inline(__always)
  mutating func binary(_ body: (Stack) -> Void) {
    body(stack)
    stack.drop(1)
  }

  /// Lets a body turn the three words on top of the stack into one, which it writes in place of the lowest
  /// one.
  @inline(__always)
  mutating func ternary(_ body: (Stack) -> Void) {
    body(stack)
    stack.drop(2)
  }

  /// Whether the stack has too few or too many words for an instruction, or the instruction is not defined.
  @inline(__always)
  func violates(_ row: CheckedRow) -> Bool {
    let height = UInt16(truncatingIfNeeded: UInt(bitPattern: stack.end) &- UInt(bitPattern: stackBase))
    return height &- row.minimum > row.span
  }

  /// Which of the checks in `violates` failed.
  func violation(_ opcode: OpcodeRow?) -> Halt {
    guard let opcode else { return .undefinedOpcode }
    return stack.end - stackBase < Int(opcode.pops) ? .stackUnderflow : .stackOverflow
  }

  /// Lets an instruction work on the frame itself.
  @inline(__always)
  mutating func outside(_ execution: Execution, _ body: (FramePointer) -> Halt?) -> Halt? {
    save()
    let halt = body(frame)
    restore(execution)
    return halt
  }
}
