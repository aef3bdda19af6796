import Primitives
import State

/// The four ways to run another account's code.
enum CallKind {
  /// Runs it for that account.
  case call
  /// Runs it for the running account, called by itself.
  case callCode
  /// Runs it for the running account, with its caller and value.
  case delegateCall
  /// Runs it for that account and forbids changes of state.
  case staticCall

  /// Whether a value stands on the stack.
  var hasValue: Bool { self == .call || self == .callCode }
  /// Whether the code runs for the account that has it.
  var entersTarget: Bool { self == .call || self == .staticCall }
}

/// The operands of a call.
private struct CallOperands {
  let gas: UInt256
  let target: UInt256
  let value: UInt256
  let inputOffset: UInt256
  let inputCount: UInt256
  let answerOffset: UInt256
  let answerCount: UInt256

  init(_ stack: inout Stack, _ kind: CallKind) {
    gas = stack.pop()
    target = stack.pop()
    value = kind.hasValue ? stack.pop() : .zero
    inputOffset = stack.pop()
    inputCount = stack.pop()
    answerOffset = stack.pop()
    answerCount = stack.pop()
  }
}

extension Execution {
  /// CALL (0xf1), CALLCODE (0xf2), DELEGATECALL (0xf4) and STATICCALL (0xfa).
  ///
  /// Stack: `gas target [value] input… answer… → success`. Gas: 100 warm, 2600 cold, 40 or 700 before
  /// EIP-2929; the same again for a delegation's target; 9000 when value moves, 25000 for a new account;
  /// memory, and what the callee uses. Source: Yellow Paper, appendix H; EIP-7, EIP-150, EIP-161, EIP-214,
  /// EIP-2929, EIP-7702.
  @inline(never)
  func call(_ frame: FramePointer, _ kind: CallKind) -> Halt? {
    let operands = CallOperands(&frame.pointee.stack, kind)
    let carriesValue = !operands.value.isZero
    if kind == .call && carriesValue && frame.pointee.isStatic { return .staticViolation }
    guard
      let input = memoryRange(frame, offset: operands.inputOffset, count: operands.inputCount),
      let answer = memoryRange(frame, offset: operands.answerOffset, count: operands.answerCount)
    else { return .outOfGas }

    let targetAddress = Address(low20of: operands.target)
    let target = state.index(of: targetAddress)
    var price = surcharge(target)
    let code = resolveCode(of: target, price: &price)
    if carriesValue { price &+= rules.gas.callValue }
    if kind == .call && paysForNewAccount(target, value: operands.value) { price &+= rules.gas.newAccount }
    guard frame.pointee.charge(price), var gas = gasForCallee(frame, requested: operands.gas) else {
      return .outOfGas
    }
    frame.pointee.gas &-= gas
    arena.pointee.gasAtCall = frame.pointee.gas
    if carriesValue { gas &+= rules.gas.callStipend }

    guard canCall(frame, value: operands.value) else {
      return decline(frame, returning: gas)
    }
    let callee = frame + 1
    open(
      callee, above: frame, gas: gas,
      input: MemoryRange(offset: frame.pointee.memoryOffset + input.offset, count: input.count))
    callee.pointee.answer = answer
    callee.pointee.isStatic = frame.pointee.isStatic || kind == .staticCall
    callee.pointee.account = kind.entersTarget ? target : frame.pointee.account
    callee.pointee.address = kind.entersTarget ? targetAddress : frame.pointee.address
    callee.pointee.caller = kind == .delegateCall ? frame.pointee.caller : frame.pointee.address
    callee.pointee.value = kind == .delegateCall ? frame.pointee.value : operands.value
    if kind.entersTarget { receive(callee, from: frame.pointee.account, transferring: operands.value) }
    return begin(callee, code, precompile: rules.precompiles[targetAddress])
  }

  /// The code of an account or of the account that it delegates to; adds the price of looking there.
  ///
  /// Source: EIP-7702 (Prague).
  @inline(__always)
  private func resolveCode(of account: AccountIndex, price: inout Int64) -> Code {
    let code = state.code(of: account)
    guard rules.execution.followsDelegations, let address = code.delegationTarget else { return code }
    let delegate = state.index(of: address)
    price &+= state.warm(delegate) ? rules.gas.warmAccess : rules.gas.coldAccountAccess
    return state.code(of: delegate)
  }

  /// Whether a call pays for bringing its target into being. Source: EIP-161 for the second kind.
  @inline(__always)
  func paysForNewAccount(_ target: AccountIndex, value: UInt256) -> Bool {
    switch rules.execution.newAccountCharge {
    case .whenAbsent: !state.exists(target)
    case .whenEmptyAndValueMoves: !value.isZero && state.isEmpty(target)
    }
  }

  /// How much of the frame's gas a callee gets; nil when more is asked for than may be.
  ///
  /// Source: EIP-150 (Tangerine Whistle).
  @inline(__always)
  private func gasForCallee(_ frame: FramePointer, requested: UInt256) -> Int64? {
    let available = frame.pointee.gas
    let wanted = Int64(clamping: requested.clampedToUInt64)
    switch rules.execution.callGas {
    case .asRequested: return wanted <= available ? wanted : nil
    case .allButOneSixtyFourth: return min(wanted, available &- available / 64)
    }
  }

  /// Whether the frame may nest deeper and its account can pay. Source: Yellow Paper, section 8.
  @inline(__always)
  func canCall(_ frame: FramePointer, value: UInt256) -> Bool {
    arena.pointee.depth(of: frame) < Arena.depthLimit
      && (value.isZero || state.balance(of: frame.pointee.account) >= value)
  }

  /// Lets a call or creation fail before it begins: its gas comes back, nothing is returned.
  func decline(_ frame: FramePointer, returning gas: Int64) -> Halt? {
    frame.pointee.gas &+= gas
    frame.pointee.stack.push(.zero)
    arena.pointee.returnData.removeAll()
    return nil
  }
}
