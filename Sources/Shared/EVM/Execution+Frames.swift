import Primitives
import State

/// Opening frames.
extension Execution {
  /// Sets up what every frame above another one has: room for stack and memory, and a way back.
  func open(_ callee: FramePointer, above frame: FramePointer, gas: Int64, input: MemoryRange) {
    callee.pointee.stack = frame.pointee.stack
    callee.pointee.memoryOffset = frame.pointee.memoryOffset + frame.pointee.memorySize
    callee.pointee.gas = gas
    callee.pointee.input = input
    callee.pointee.isCreation = false
    callee.pointee.checkpoint = state.checkpoint()
  }

  /// Lets a call's target come into being as far as the rules say so, and moves the value.
  ///
  /// Source: EIP-161 for the touch in place of a creation.
  func receive(_ callee: FramePointer, from payer: AccountIndex, transferring value: UInt256) {
    if !rules.execution.deletesEmptyAccounts { state.createAccount(callee.pointee.account) }
    state.transfer(value, from: payer, to: callee.pointee.account)
  }

  /// Begins a call: answers at once if a precompiled contract or no code runs, else lets `run` go on with it.
  ///
  /// - Returns: `calling` when the callee is ready to run; nil when it has ended and its caller goes on.
  func begin(_ callee: FramePointer, _ code: Code, precompile: Precompile?) -> Halt? {
    arena.pointee.returnData.removeAll()
    if let precompile {
      let halt = settle(callee, run(precompile, callee))
      resume(callee - 1, after: callee, halt)
      return nil
    }
    if code.isEmpty {
      resume(callee - 1, after: callee, settle(callee, .stopped))
      return nil
    }
    load(callee, code)
    return .calling
  }

  /// Begins a creation, which fails when the address is taken.
  ///
  /// The callee's address, caller, value and gas are set; the creator's nonce has been raised.
  /// Source: Yellow Paper, section 7; EIP-161, EIP-684, EIP-7610.
  func beginCreation(_ callee: FramePointer, creator: AccountIndex, initCode: Code) -> Halt? {
    let halt = prepareCreation(callee, creator: creator)
    if let halt {
      resume(callee - 1, after: callee, settle(callee, halt))
      return nil
    }
    return begin(callee, initCode, precompile: nil)
  }

  /// Makes the account of a creation; a halt when the address is taken.
  func prepareCreation(_ callee: FramePointer, creator: AccountIndex) -> Halt? {
    let account = state.index(of: callee.pointee.address)
    callee.pointee.account = account
    callee.pointee.isCreation = true
    // Stays warm even if the creation fails; the checkpoint is taken after it.
    if rules.execution.tracksAccesses { _ = state.warm(account) }
    callee.pointee.checkpoint = state.checkpoint()
    if state.nonce(of: account) != 0 || state.hasCode(account) || state.hasStorage(account) {
      return .addressCollision
    }
    state.createAccount(account)
    state.markCreated(account)
    if rules.execution.createdNonce != 0 { state.setNonce(account, rules.execution.createdNonce) }
    state.transfer(callee.pointee.value, from: creator, to: account)
    return nil
  }

  /// Makes a frame ready to run code from its beginning.
  func load(_ frame: FramePointer, _ code: Code) {
    frame.pointee.code = .passRetained(code)
    frame.pointee.codeBase = code.base
    frame.pointee.codeCount = code.count
    frame.pointee.instruction = code.base
    frame.pointee.jumpDestinations = nil
    frame.pointee.stackBase = frame.pointee.stack.end
    frame.pointee.memorySize = 0
  }

  /// Runs a precompiled contract on a frame's input.
  func run(_ precompile: Precompile, _ frame: FramePointer) -> Halt {
    guard frame.pointee.charge(precompile.cost(input(frame)).regular) else { return .outOfGas }
    guard let output = precompile.run(input(frame)) else { return .precompileFailure }
    arena.pointee.returnData.append(output)
    return .returned
  }
}

/// Closing frames.
extension Execution {
  /// Ends a frame: keeps what a creation returned, or undoes what a frame that did not succeed has changed.
  ///
  /// - Returns: how the frame ended after all.
  func settle(_ frame: FramePointer, _ halt: Halt) -> Halt {
    var halt = halt
    if frame.pointee.isCreation && halt.isSuccess { halt = depositCode(frame, halt) }
    if halt.isSuccess { return halt }
    state.revert(to: frame.pointee.checkpoint)
    if halt.isFailure {
      frame.pointee.gas = 0
      arena.pointee.returnData.removeAll()
    }
    return halt
  }

  /// Makes what init code returned the code of the new account.
  ///
  /// Gas: 200 a byte. Source: Yellow Paper, section 7; EIP-2, EIP-170, EIP-3541.
  private func depositCode(_ frame: FramePointer, _ halt: Halt) -> Halt {
    let code = arena.pointee.returnData.bytes
    if rules.execution.reservesCodePrefix && code.first == 0xef { return .invalidCodePrefix }
    if let limit = rules.execution.maxCodeSize, code.count > limit { return .codeTooLarge }
    let price = rules.gas.codeDepositByte &* Int64(code.count)
    if price > frame.pointee.gas {
      if rules.execution.codeDepositFailure == .fails { return .outOfGas }
      arena.pointee.returnData.removeAll()
      return halt
    }
    frame.pointee.gas &-= price
    if !code.isEmpty { state.setCode(frame.pointee.account, Code(code)) }
    return halt
  }

  /// Gives a caller what its callee left: gas, return data, and a word that tells of success.
  func resume(_ frame: FramePointer, after callee: FramePointer, _ halt: Halt) {
    frame.pointee.gas &+= callee.pointee.gas
    if callee.pointee.isCreation {
      if halt.isSuccess { arena.pointee.returnData.removeAll() }
      frame.pointee.stack.push(halt.isSuccess ? UInt256(callee.pointee.address) : .zero)
      return
    }
    let answer = callee.pointee.answer
    let count = min(answer.count, arena.pointee.returnData.count)
    if count > 0 {
      (memory(of: frame) + answer.offset).copyMemory(from: arena.pointee.returnData.base, byteCount: count)
    }
    frame.pointee.stack.push(halt.isSuccess ? .one : .zero)
  }
}
