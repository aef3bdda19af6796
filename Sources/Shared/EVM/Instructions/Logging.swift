import Primitives

extension Execution {
  /// LOGn (0xa0…0xa4). Stack: `offset count topic₁ … topicₙ →`. Gas: 375 and 375 a topic, 8 a byte, and
  /// memory.
  ///
  /// Source: Yellow Paper, appendix H.
  @inline(never)
  func log(_ frame: FramePointer, _ opcode: UInt8) -> Halt? {
    if frame.pointee.isStatic { return .staticViolation }
    let offset = frame.pointee.stack.pop()
    let count = frame.pointee.stack.pop()
    guard let range = memoryRange(frame, offset: offset, count: count),
      frame.pointee.charge(GasSchedule.logByte &* Int64(range.count))
    else { return .outOfGas }
    let topicCount = Int(opcode & 0x0f)
    withUnsafeTemporaryAllocation(of: Hash32.self, capacity: 4) { topics in
      for index in 0..<topicCount { topics[index] = Hash32(frame.pointee.stack.pop()) }
      state.appendLog(
        address: frame.pointee.address,
        topics: UnsafeBufferPointer(start: topics.baseAddress, count: topicCount),
        data: bytes(frame, range))
    }
    return nil
  }
}
