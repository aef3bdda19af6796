/// Why a frame stopped. All but the first four take every gas that was left.
///
/// Source: Yellow Paper, section 9.4.2, and the EIPs that added cases.
@frozen
public enum Halt: UInt8, Sendable, Hashable {
  /// STOP, or the end of the code.
  case stopped
  /// RETURN, or a precompiled contract's answer.
  case returned
  /// SELFDESTRUCT.
  case selfDestructed
  /// REVERT.
  case reverted

  case outOfGas
  case stackUnderflow
  case stackOverflow
  case undefinedOpcode
  case invalidJump
  /// RETURNDATACOPY beyond the return data's end.
  case returnDataOutOfBounds
  /// A change of state within STATICCALL.
  case staticViolation
  /// A precompiled contract refused its input.
  case precompileFailure
  /// The address of a new contract is taken.
  case addressCollision
  /// New code that begins with 0xef.
  case invalidCodePrefix
  /// New code above the size limit.
  case codeTooLarge
  /// Init code above the size limit.
  case initCodeTooLarge

  /// Not an end: the frame waits for the frame above it. Never leaves the machine.
  case calling

  /// Whether the frame's changes of state stay.
  @inlinable @inline(__always)
  public var isSuccess: Bool { rawValue <= Halt.selfDestructed.rawValue }

  /// Whether the frame failed and loses its gas.
  @inlinable @inline(__always)
  public var isFailure: Bool { rawValue > Halt.reverted.rawValue }
}
