import Primitives
import State

/// Jumps and what a frame knows of itself.
extension Interpreter {
  /// JUMP (0x56). Stack: `destination →`. Gas: 8. Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func jump(_ execution: Execution) -> Halt? {
    jump(to: stack.pop(), execution)
  }

  /// JUMPI (0x57): jumps unless the condition is 0. Stack: `destination condition →`. Gas: 10.
  ///
  /// Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func jumpIf(_ execution: Execution) -> Halt? {
    let destination = stack.pop()
    let condition = stack.pop()
    return condition.isZero ? nil : jump(to: destination, execution)
  }

  /// Continues at `destination` if a JUMPDEST stands there that is no part of a PUSH.
  @inline(__always)
  private mutating func jump(to destination: UInt256, _ execution: Execution) -> Halt? {
    guard destination.fitsUInt64, destination.w0 < UInt64(frame.pointee.codeCount) else {
      return .invalidJump
    }
    let index = Int(destination.w0)
    let map = frame.pointee.jumpDestinations ?? execution.findJumpDestinations(frame)
    guard map[index &>> 3] &>> UInt8(truncatingIfNeeded: index & 7) & 1 != 0 else { return .invalidJump }
    instruction = frame.pointee.codeBase + index
    return nil
  }

  /// PC (0x58). Stack: `→ offset of this instruction`. Gas: 2. Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func programCounter() {
    stack.push(UInt256(UInt64(instruction - frame.pointee.codeBase &- 1)))
  }

  /// MSIZE (0x59). Stack: `→ bytes of memory in use`. Gas: 2. Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func pushMemorySize() { stack.push(UInt256(UInt64(memorySize))) }

  /// GAS (0x5a): what is left after this instruction. Stack: `→ gas`. Gas: 2. Source: Yellow Paper, appendix
  /// H.
  @inline(__always)
  mutating func pushGas() { stack.push(UInt256(UInt64(gas))) }
}

extension Execution {
  /// The map of the frame's jump destinations, made at the first jump.
  @inline(never)
  func findJumpDestinations(_ frame: FramePointer) -> UnsafePointer<UInt8> {
    guard let code = frame.pointee.code else { preconditionFailure("a running frame has code") }
    let map = code._withUnsafeGuaranteedRef { $0.jumpDestinations }
    frame.pointee.jumpDestinations = map
    return map
  }

  /// RETURN (0xf3) and REVERT (0xfd): hands bytes of memory to the caller. Stack: `offset count →`. Gas:
  /// memory.
  ///
  /// Source: Yellow Paper, appendix H; EIP-140 (Byzantium).
  @inline(never)
  func returnMemory(_ frame: FramePointer, _ halt: Halt) -> Halt {
    let offset = frame.pointee.stack.pop()
    let count = frame.pointee.stack.pop()
    guard let range = memoryRange(frame, offset: offset, count: count) else { return .outOfGas }
    arena.pointee.returnData.removeAll()
    arena.pointee.returnData.append(bytes(frame, range))
    return halt
  }
}
