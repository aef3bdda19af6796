import Primitives
import State

/// The Ethereum Virtual Machine: runs one message at a time on a `WorldState`.
///
/// One per worker, reused for every transaction: frames, stacks and memory stay allocated. Calls between
/// contracts use the machine's own frames, never the native stack.
public final class Machine {
  private let arena: UnsafeMutablePointer<Arena>
  private var state: WorldState?
  private var rules: Rules?

  public init() {
    arena = .allocate(capacity: 1)
    arena.initialize(to: Arena())
  }

  deinit {
    arena.deinitialize(count: 1)
    arena.deallocate()
  }

  /// Sees every instruction; nil, which costs nothing, when nobody wants to. Source: EIP-3155.
  public var tracer: (any Tracer)? {
    get { arena.pointee.tracer }
    set { arena.pointee.tracer = newValue }
  }

  /// Sets what the following messages run on and in: once for each transaction.
  public func begin(state: WorldState, rules: Rules, block: BlockContext, transaction: TransactionContext) {
    self.state = state
    self.rules = rules
    arena.pointee.block = block
    arena.pointee.transaction = transaction
  }

  /// Runs a message to its end.
  ///
  /// Moves the value, checks a new address for collision, gives the new account its nonce and its code, and
  /// undoes everything when the message does not succeed. Logs and refund stand in the state afterwards.
  /// Nonce and intrinsic gas of the transaction, and whether the caller can pay, are the caller's business.
  public func execute(_ message: Message) -> ExecutionResult {
    guard let state, let rules else {
      preconditionFailure("begin(state:rules:block:transaction:) comes first")
    }
    let execution = Execution(state: state, rules: rules, arena: arena)
    let frame = arena.pointee.frames
    let halt = execution.settle(frame, execution.perform(message, frame))
    let status: ExecutionResult.Status =
      halt.isSuccess ? .success : halt.isFailure ? .failure(halt) : .revert
    return ExecutionResult(
      status: status, gasLeft: Gas(regular: frame.pointee.gas),
      output: arena.pointee.returnData.toBytes(),
      createdAddress: message.kind == .create && halt.isSuccess ? message.recipient : nil)
  }

  /// The address of a contract that `sender` creates with CREATE or a transaction.
  ///
  /// - Parameter nonce: the sender's nonce before the creation.
  ///
  /// Source: Yellow Paper, section 7, equation (88).
  public static func createAddress(sender: Address, nonce: UInt64) -> Address {
    var rlp = ByteBuffer(capacity: 32)
    let list = rlp.beginRLPList()
    rlp.appendRLP(sender)
    rlp.appendRLP(nonce)
    rlp.endRLPList(list)
    return Address(low20of: Keccak256.hash(rlp.bytes))
  }

  /// The address of a contract that `sender` creates with CREATE2. Source: EIP-1014.
  public static func create2Address(
    sender: Address, salt: UInt256, initCode: UnsafeRawBufferPointer
  ) -> Address {
    let codeHash = Keccak256.hash(initCode)
    return withUnsafeTemporaryAllocation(byteCount: 85, alignment: 8) { bytes in
      guard let base = bytes.baseAddress else { preconditionFailure() }
      base.storeBytes(of: 0xff, as: UInt8.self)
      sender.store(to: base + 1)
      salt.storeBigEndian(to: base + 21)
      codeHash.store(to: base + 53)
      return Address(low20of: Keccak256.hash(UnsafeRawBufferPointer(bytes)))
    }
  }
}

extension Execution {
  /// Runs the outermost frame of a message; what is left is to settle it.
  func perform(_ message: Message, _ frame: FramePointer) -> Halt {
    openOutermost(frame, message)
    let caller = state.index(of: message.caller)
    if message.kind == .create {
      if let halt = prepareCreation(frame, creator: caller) { return halt }
      return perform(Code(message.input), frame)
    }
    frame.pointee.account = state.index(of: message.recipient)
    receive(frame, from: caller, transferring: message.value)
    if let precompile = rules.precompile(at: message.codeAddress) { return run(precompile, frame) }
    return perform(message.code, frame)
  }

  private func perform(_ code: Code, _ frame: FramePointer) -> Halt {
    if code.isEmpty { return .stopped }
    load(frame, code)
    return arena.pointee.tracer == nil ? runSilently(frame) : runTraced(frame)
  }

  /// Sets up the outermost frame; its call data lie before all memory.
  private func openOutermost(_ frame: FramePointer, _ message: Message) {
    arena.pointee.returnData.removeAll()
    let inputCount = message.kind == .create ? 0 : message.input.count
    let memoryOffset = Int(Memory.words(inputCount)) * 32
    guard arena.pointee.memory.reserve(memoryOffset) else { preconditionFailure("input above 8 GiB") }
    if inputCount > 0 {
      message.input.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(start: arena.pointee.memory.base, count: inputCount).copyMemory(
          from: $0)
      }
    }
    frame.initialize(
      to: Frame(
        instruction: message.code.base, stack: Stack(end: arena.pointee.stacks), gas: message.gas.regular,
        memorySize: 0, stackBase: arena.pointee.stacks, memoryOffset: memoryOffset,
        codeBase: message.code.base, codeCount: 0, code: nil, jumpDestinations: nil,
        input: MemoryRange(offset: 0, count: inputCount), answer: .empty, account: 0,
        address: message.recipient, caller: message.caller, value: message.value, isStatic: false,
        isCreation: false, checkpoint: state.checkpoint()))
  }
}
