import Primitives

extension Execution {
  /// KECCAK256 (0x20) of bytes in memory. Stack: `offset count → hash`. Gas: 30, 6 a word, and memory.
  ///
  /// Source: Yellow Paper, appendix H.
  @inline(never)
  func hash(_ frame: FramePointer) -> Halt? {
    let offset = frame.pointee.stack.pop()
    let count = frame.pointee.stack.top
    guard let range = memoryRange(frame, offset: offset, count: count),
      frame.pointee.charge(GasSchedule.keccakWord &* Memory.words(range.count))
    else { return .outOfGas }
    frame.pointee.stack.top = UInt256(Keccak256.hash(bytes(frame, range)))
    return nil
  }
}
