import Primitives
import State

/// One execution of a message: the state it changes, the rules it follows, the arena it runs in.
///
/// Passed by value and never stored, so that nothing is retained while instructions run.
struct Execution {
  let state: WorldState
  let rules: Rules
  let arena: UnsafeMutablePointer<Arena>
}

/// Memory.
extension Execution {
  /// Where a frame's memory begins.
  @inline(__always)
  func memory(of frame: FramePointer) -> UnsafeMutableRawPointer {
    arena.pointee.memory.base + frame.pointee.memoryOffset
  }

  /// Grows a frame's memory to hold `end` bytes, which must be more than it holds.
  ///
  /// - Returns: what is left of `gas`; negative when it does not suffice, and then nothing has grown.
  @inline(never)
  func grow(_ frame: FramePointer, to end: Int, gas: Int64) -> Int64 {
    guard end <= Memory.limit else { return -1 }
    let words = Memory.words(end)
    let old = frame.pointee.memorySize
    let left = gas &- (Memory.cost(words: words) &- Memory.cost(words: Int64(old) &>> 5))
    guard left >= 0 else { return -1 }
    let size = Int(words) &* 32
    guard arena.pointee.memory.reserve(frame.pointee.memoryOffset &+ size) else { return -1 }
    let gained = UnsafeMutableRawBufferPointer(start: memory(of: frame) + old, count: size &- old)
    _ = gained.initializeMemory(as: UInt8.self, repeating: 0)
    frame.pointee.memorySize = size
    return left
  }

  /// Makes room in a frame's memory for `count` bytes at `offset` and charges for it; nil when gas runs out.
  ///
  /// An empty range needs no memory, wherever it lies. Source: Yellow Paper, appendix H, function M.
  @inline(__always)
  func memoryRange(_ frame: FramePointer, offset: UInt256, count: UInt256) -> MemoryRange? {
    if count.isZero { return .empty }
    guard offset.fitsUInt64, count.fitsUInt64 else { return nil }
    guard offset.w0 <= UInt64(Memory.limit), count.w0 <= UInt64(Memory.limit) else { return nil }
    let range = MemoryRange(offset: Int(offset.w0), count: Int(count.w0))
    let end = range.offset &+ range.count
    if end > frame.pointee.memorySize {
      frame.pointee.gas = grow(frame, to: end, gas: frame.pointee.gas)
      if frame.pointee.gas < 0 { return nil }
    }
    return range
  }

  /// Bytes of a frame's memory; valid until memory grows.
  @inline(__always)
  func bytes(_ frame: FramePointer, _ range: MemoryRange) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: memory(of: frame) + range.offset, count: range.count)
  }

  /// A frame's call data; valid until memory grows.
  @inline(__always)
  func input(_ frame: FramePointer) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      start: arena.pointee.memory.base + frame.pointee.input.offset, count: frame.pointee.input.count)
  }
}

/// Access lists.
extension Execution {
  /// The price of touching an account, above the instruction's base price.
  @inline(__always)
  func surcharge(_ account: AccountIndex) -> Int64 {
    guard rules.execution.tracksAccesses else { return 0 }
    return state.warm(account) ? 0 : rules.gas.coldAccountSurcharge
  }
}
