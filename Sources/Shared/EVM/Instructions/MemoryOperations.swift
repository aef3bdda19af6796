import Primitives

/// Reading and writing memory.
extension Interpreter {
  /// Makes sure that memory holds `count` bytes at `offset`; false when gas runs out.
  @inline(__always)
  private mutating func reach(_ offset: UInt256, _ count: Int, _ execution: Execution) -> Bool {
    guard offset.fitsUInt64, offset.w0 <= UInt64(Memory.limit) else { return false }
    let end = Int(offset.w0) &+ count
    if end <= memorySize { return true }
    gas = execution.grow(frame, to: end, gas: gas)
    if gas < 0 { return false }
    memory = execution.memory(of: frame)
    memorySize = frame.pointee.memorySize
    return true
  }

  /// MLOAD (0x51). Stack: `offset → word`. Gas: 3 and memory. Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func loadWord(_ execution: Execution) -> Halt? {
    let offset = stack.top
    guard reach(offset, 32, execution) else { return .outOfGas }
    stack.top = UInt256(bigEndian: memory + Int(offset.w0))
    return nil
  }

  /// MSTORE (0x52). Stack: `offset word →`. Gas: 3 and memory. Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func storeWord(_ execution: Execution) -> Halt? {
    let offset = stack.pop()
    let word = stack.pop()
    guard reach(offset, 32, execution) else { return .outOfGas }
    word.storeBigEndian(to: memory + Int(offset.w0))
    return nil
  }

  /// MSTORE8 (0x53): the lowest byte of a word. Stack: `offset word →`. Gas: 3 and memory.
  ///
  /// Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func storeByte(_ execution: Execution) -> Halt? {
    let offset = stack.pop()
    let word = stack.pop()
    guard reach(offset, 1, execution) else { return .outOfGas }
    memory.storeBytes(of: UInt8(truncatingIfNeeded: word.w0), toByteOffset: Int(offset.w0), as: UInt8.self)
    return nil
  }
}

extension Execution {
  /// MCOPY (0x5e): copies within memory; the ranges may overlap. Stack: `to from count →`.
  ///
  /// Gas: 3 a word, and memory. Source: EIP-5656 (Cancun).
  @inline(never)
  func copyMemory(_ frame: FramePointer) -> Halt? {
    let destination = frame.pointee.stack.pop()
    let source = frame.pointee.stack.pop()
    let count = frame.pointee.stack.pop()
    guard let to = memoryRange(frame, offset: destination, count: count),
      let from = memoryRange(frame, offset: source, count: count),
      frame.pointee.charge(GasSchedule.copyWord &* Memory.words(to.count))
    else { return .outOfGas }
    let base = memory(of: frame)
    (base + to.offset).copyMemory(from: base + from.offset, byteCount: to.count)
    return nil
  }

  /// Copies bytes from `source` at `offset` into memory, with zeros beyond the source's end.
  ///
  /// The source must not move when memory does: see `copyInput`.
  func copy(
    _ source: UnsafeRawBufferPointer, at offset: UInt256, to frame: FramePointer, _ range: MemoryRange
  ) {
    guard range.count > 0 else { return }
    let start = Int(min(offset.clampedToUInt64, UInt64(source.count)))
    let present = min(range.count, source.count - start)
    let target = memory(of: frame) + range.offset
    if present > 0, let base = source.baseAddress {
      target.copyMemory(from: base + start, byteCount: present)
    }
    let rest = UnsafeMutableRawBufferPointer(start: target + present, count: range.count - present)
    _ = rest.initializeMemory(as: UInt8.self, repeating: 0)
  }

  /// Pops destination, source offset and count, and makes room for the copy; nil when gas runs out.
  @inline(__always)
  func copyTarget(_ frame: FramePointer) -> (range: MemoryRange, source: UInt256)? {
    let destination = frame.pointee.stack.pop()
    let source = frame.pointee.stack.pop()
    let count = frame.pointee.stack.pop()
    guard let range = memoryRange(frame, offset: destination, count: count),
      frame.pointee.charge(GasSchedule.copyWord &* Memory.words(range.count))
    else { return nil }
    return (range, source)
  }
}
