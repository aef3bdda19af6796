import Primitives
import State

extension Execution {
  /// CREATE (0xf0). Stack: `value offset count → address`. Gas: 32000, 2 a word of init code since EIP-3860,
  /// and memory; then what the init code uses. Source: Yellow Paper, appendix H.
  @inline(never)
  func create(_ frame: FramePointer) -> Halt? {
    create(frame) { nonce, _ in Machine.createAddress(sender: frame.pointee.address, nonce: nonce) }
  }

  /// CREATE2 (0xf5). Stack: `value offset count salt → address`. Gas: as CREATE, and 6 a word for the hash.
  ///
  /// Source: EIP-1014 (Constantinople).
  @inline(never)
  func create2(_ frame: FramePointer) -> Halt? {
    let salt = frame.pointee.stack[3]
    // The operands of CREATE take the salt's place, so that the rest is the same for both.
    let hashed = Int(min(frame.pointee.stack[2].clampedToUInt64, UInt64(Memory.limit)))
    guard frame.pointee.charge(GasSchedule.keccakWord &* Memory.words(hashed)) else { return .outOfGas }
    frame.pointee.stack[3] = frame.pointee.stack[2]
    frame.pointee.stack[2] = frame.pointee.stack[1]
    frame.pointee.stack[1] = frame.pointee.stack[0]
    frame.pointee.stack.drop(1)
    return create(frame) { _, initCode in
      Machine.create2Address(sender: frame.pointee.address, salt: salt, initCode: initCode)
    }
  }

  /// What both creations share; `address` follows from the creator's nonce and the init code.
  @inline(__always)
  private func create(
    _ frame: FramePointer, address: (_ nonce: UInt64, _ initCode: UnsafeRawBufferPointer) -> Address
  ) -> Halt? {
    if frame.pointee.isStatic { return .staticViolation }
    let value = frame.pointee.stack.pop()
    let offset = frame.pointee.stack.pop()
    let count = frame.pointee.stack.pop()
    guard let range = memoryRange(frame, offset: offset, count: count) else { return .outOfGas }
    if let limit = rules.execution.maxInitCodeSize, range.count > limit { return .initCodeTooLarge }
    guard frame.pointee.charge(rules.gas.initCodeWord &* Memory.words(range.count)) else { return .outOfGas }

    let available = frame.pointee.gas
    arena.pointee.gasAtCall = available
    let gas = rules.execution.callGas == .asRequested ? available : available &- available / 64
    frame.pointee.gas &-= gas
    let creator = frame.pointee.account
    let nonce = state.nonce(of: creator)
    guard canCall(frame, value: value), nonce < .max else { return decline(frame, returning: gas) }
    state.incrementNonce(creator)

    let initCode = bytes(frame, range)
    let newAddress = address(nonce, initCode)
    let callee = frame + 1
    open(callee, above: frame, gas: gas, input: .empty)
    callee.pointee.answer = .empty
    callee.pointee.isStatic = false
    callee.pointee.address = newAddress
    callee.pointee.caller = frame.pointee.address
    callee.pointee.value = value
    return beginCreation(callee, creator: creator, initCode: Code(initCode))
  }

  /// SELFDESTRUCT (0xff): sends the balance away, and deletes the account at the transaction's end if the
  /// rules do so. Stack: `beneficiary →`.
  ///
  /// Gas: 5000 and 2600 for a cold beneficiary, 25000 for a new one; 0 before EIP-150.
  /// Source: Yellow Paper, appendix H; EIP-150, EIP-161, EIP-2929, EIP-3529, EIP-6780.
  @inline(never)
  func selfDestruct(_ frame: FramePointer) -> Halt {
    if frame.pointee.isStatic { return .staticViolation }
    let account = frame.pointee.account
    let beneficiary = state.index(of: Address(low20of: frame.pointee.stack.pop()))
    let balance = state.balance(of: account)
    var price: Int64 = 0
    if rules.execution.tracksAccesses && !state.warm(beneficiary) { price &+= rules.gas.coldAccountAccess }
    if paysForNewAccount(beneficiary, value: balance) { price &+= rules.gas.selfDestructNewAccount }
    guard frame.pointee.charge(price) else { return .outOfGas }

    let deletes =
      rules.execution.selfDestruct == .deletes || state.wasCreatedInTransaction(account)
    if !rules.execution.deletesEmptyAccounts { state.createAccount(beneficiary) }
    if beneficiary != account {
      state.transfer(balance, from: account, to: beneficiary)
    } else if deletes {
      // Deleting an account deletes what it sends to itself.
      state.touch(account)
      state.burnBalance(account)
    }
    if deletes && !state.isMarkedSelfDestruct(account) {
      state.markSelfDestruct(account)
      state.refund &+= rules.gas.selfDestructRefund
    }
    arena.pointee.returnData.removeAll()
    return .selfDestructed
  }
}
