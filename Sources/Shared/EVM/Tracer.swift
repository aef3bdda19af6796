import Primitives

/// The machine just before an instruction, as EIP-3155 describes it. The buffers are valid during the call
/// only.
public struct TraceStep {
  /// Offset of the instruction in the code.
  public let programCounter: Int
  public let opcode: Opcode
  /// Gas before the instruction.
  public let gas: Gas
  /// 1 for the outermost frame.
  public let depth: Int
  /// The stack, its top last.
  public let stack: UnsafeBufferPointer<UInt256>
  public let memory: UnsafeRawBufferPointer
  public let returnData: UnsafeRawBufferPointer
  public let refund: Int64
  /// What the latest CALL or CREATE of any kind left of its frame's gas: a call after the callee's gas was
  /// taken off, a creation before that.
  public let gasAtCall: Gas
}

/// Sees every instruction that a machine executes.
public protocol Tracer: AnyObject {
  /// Called before each instruction, also before one that fails.
  func willExecute(_ step: TraceStep)
  /// Called when a frame's code has halted; `depth` is 1 for the outermost frame.
  ///
  /// - Parameter gasLeft: gas at the halt. A failed frame is about to lose it, and a creation to pay for the
  ///   code that it returned.
  func didLeave(depth: Int, gasLeft: Gas, halt: Halt)
}

/// Whether a run loop calls a tracer: decided when the loop is compiled, so that silence costs nothing.
protocol TraceMode {
  static var isTracing: Bool { get }
}

enum Silent: TraceMode {
  @inline(__always) static var isTracing: Bool { false }
}

enum Traced: TraceMode {
  @inline(__always) static var isTracing: Bool { true }
}

extension Execution {
  @inline(never)
  func traceStep(_ registers: Interpreter) {
    let frame = registers.frame
    arena.pointee.tracer?.willExecute(
      TraceStep(
        programCounter: registers.instruction - frame.pointee.codeBase,
        opcode: Opcode(registers.instruction.pointee), gas: Gas(regular: registers.gas),
        depth: arena.pointee.depth(of: frame) + 1,
        stack: UnsafeBufferPointer(
          start: registers.stackBase, count: registers.stack.end - registers.stackBase),
        memory: UnsafeRawBufferPointer(start: registers.memory, count: registers.memorySize),
        returnData: arena.pointee.returnData.bytes, refund: state.refund,
        gasAtCall: Gas(regular: arena.pointee.gasAtCall)))
  }

  @inline(never)
  func traceEnd(_ frame: FramePointer, _ halt: Halt) {
    arena.pointee.tracer?.didLeave(
      depth: arena.pointee.depth(of: frame) + 1, gasLeft: Gas(regular: max(0, frame.pointee.gas)), halt: halt)
  }
}
