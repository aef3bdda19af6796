import Primitives
import State

/// What surrounds the frame: account, caller, call data, code.
extension Interpreter {
  /// ADDRESS (0x30). Stack: `→ address of the running account`. Gas: 2. Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func pushAddress() { stack.push(UInt256(frame.pointee.address)) }

  /// CALLER (0x33). Stack: `→ address`. Gas: 2. Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func pushCaller() { stack.push(UInt256(frame.pointee.caller)) }

  /// CALLVALUE (0x34). Stack: `→ wei`. Gas: 2. Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func pushCallValue() { stack.push(frame.pointee.value) }

  /// CALLDATALOAD (0x35): a word of the call data, with zeros beyond its end. Stack: `offset → word`. Gas: 3.
  ///
  /// Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func loadCallData(_ execution: Execution) {
    let offset = stack.top
    let input = execution.input(frame)
    if offset.fitsUInt64, offset.w0 <= UInt64(Memory.limit), Int(offset.w0) &+ 32 <= input.count,
      let base = input.baseAddress
    {
      stack.top = UInt256(bigEndian: base + Int(offset.w0))
    } else {
      stack.top = Execution.partialWord(of: input, at: offset)
    }
  }

  /// CALLDATASIZE (0x36). Stack: `→ bytes`. Gas: 2. Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func pushCallDataSize() { stack.push(UInt256(UInt64(frame.pointee.input.count))) }

  /// CODESIZE (0x38). Stack: `→ bytes`. Gas: 2. Source: Yellow Paper, appendix H.
  @inline(__always)
  mutating func pushCodeSize() { stack.push(UInt256(UInt64(frame.pointee.codeCount))) }
}

extension Execution {
  /// A word that begins near or beyond the end of `bytes`.
  @inline(never)
  static func partialWord(of bytes: UnsafeRawBufferPointer, at offset: UInt256) -> UInt256 {
    guard offset.fitsUInt64, offset.w0 < UInt64(bytes.count) else { return .zero }
    let rest = UnsafeRawBufferPointer(rebasing: bytes[Int(offset.w0)...].prefix(32))
    return UInt256(bigEndian: rest) &<< (8 * (32 - rest.count))
  }

  /// CALLDATACOPY (0x37). Stack: `to from count →`. Gas: 3, 3 a word, and memory.
  ///
  /// Source: Yellow Paper, appendix H.
  @inline(never)
  func copyCallData(_ frame: FramePointer) -> Halt? {
    guard let (range, source) = copyTarget(frame) else { return .outOfGas }
    // Memory has grown by now: the call data lies where it stays.
    copy(input(frame), at: source, to: frame, range)
    return nil
  }

  /// CODECOPY (0x39). Stack: `to from count →`. Gas: 3, 3 a word, and memory.
  ///
  /// Source: Yellow Paper, appendix H.
  @inline(never)
  func copyCode(_ frame: FramePointer) -> Halt? {
    guard let (range, source) = copyTarget(frame) else { return .outOfGas }
    let code = UnsafeRawBufferPointer(start: frame.pointee.codeBase, count: frame.pointee.codeCount)
    copy(code, at: source, to: frame, range)
    return nil
  }

  /// RETURNDATACOPY (0x3e), which fails beyond the data's end. Stack: `to from count →`.
  ///
  /// Gas: 3, 3 a word, and memory. Source: EIP-211 (Byzantium).
  @inline(never)
  func copyReturnData(_ frame: FramePointer) -> Halt? {
    let source = frame.pointee.stack[1]
    let (end, overflow) = source.addingReportingOverflow(frame.pointee.stack[2])
    guard !overflow, end <= UInt256(UInt64(arena.pointee.returnData.count)) else {
      return .returnDataOutOfBounds
    }
    guard let (range, _) = copyTarget(frame) else { return .outOfGas }
    copy(arena.pointee.returnData.bytes, at: source, to: frame, range)
    return nil
  }
}

/// Other accounts.
extension Execution {
  /// BALANCE (0x31). Stack: `address → wei`. Gas: 100 warm, 2600 cold; 20, 400 or 700 before EIP-2929.
  ///
  /// Source: Yellow Paper, appendix H; EIP-150, EIP-1884, EIP-2929.
  @inline(never)
  func balance(_ frame: FramePointer) -> Halt? {
    let account = state.index(of: Address(low20of: frame.pointee.stack.top))
    guard frame.pointee.charge(surcharge(account)) else { return .outOfGas }
    frame.pointee.stack.top = state.balance(of: account)
    return nil
  }

  /// EXTCODESIZE (0x3b); of a delegated account the size of the delegation. Stack: `address → bytes`.
  ///
  /// Gas: 100 warm, 2600 cold; 20 or 700 before EIP-2929. Source: Yellow Paper, appendix H; EIP-7702.
  @inline(never)
  func externalCodeSize(_ frame: FramePointer) -> Halt? {
    let account = state.index(of: Address(low20of: frame.pointee.stack.top))
    guard frame.pointee.charge(surcharge(account)) else { return .outOfGas }
    frame.pointee.stack.top = UInt256(UInt64(state.codeSize(of: account)))
    return nil
  }

  /// EXTCODECOPY (0x3c). Stack: `address to from count →`.
  ///
  /// Gas: 100 warm, 2600 cold, 20 or 700 before EIP-2929; 3 a word, and memory.
  /// Source: Yellow Paper, appendix H; EIP-2929.
  @inline(never)
  func copyExternalCode(_ frame: FramePointer) -> Halt? {
    let account = state.index(of: Address(low20of: frame.pointee.stack.pop()))
    guard frame.pointee.charge(surcharge(account)), let (range, source) = copyTarget(frame) else {
      return .outOfGas
    }
    let code = state.code(of: account)
    withExtendedLifetime(code) { copy(code.bytes, at: source, to: frame, range) }
    return nil
  }

  /// EXTCODEHASH (0x3f); 0 for an account that is empty or does not exist. Stack: `address → hash`.
  ///
  /// Gas: 100 warm, 2600 cold; 400 or 700 before EIP-2929. Source: EIP-1052 (Constantinople).
  @inline(never)
  func externalCodeHash(_ frame: FramePointer) -> Halt? {
    let account = state.index(of: Address(low20of: frame.pointee.stack.top))
    guard frame.pointee.charge(surcharge(account)) else { return .outOfGas }
    frame.pointee.stack.top = state.isEmpty(account) ? .zero : UInt256(state.codeHash(of: account))
    return nil
  }

  /// SELFBALANCE (0x47), out of line. Stack: `→ wei`. Gas: 5. Source: EIP-1884 (Istanbul).
  @inline(never)
  func ownBalance(_ frame: FramePointer) -> UInt256 { state.balance(of: frame.pointee.account) }
}
