import Chain
import EVM
import JSON
import Primitives

/// Writes what an engine executes as lines of JSON: a marker for every transaction and system call, a line
/// for every instruction, and a summary. Source: EIP-3155.
///
/// What an instruction costs shows only after it, so each line is written when the next event comes.
final class ExecutionTrace: ExecutionObserver {
  private let file: TraceFile
  private unowned let engine: ChainEngine
  /// The members that name the test, for the markers.
  private var place = ByteBuffer()
  private var line = StepLine()
  private var text = ByteBuffer(capacity: 1024)

  /// - Parameter engine: what is followed; its state gives the state roots.
  init(_ file: TraceFile, following engine: ChainEngine) {
    self.file = file
    self.engine = engine
  }

  /// Names the blockchain test that is executed from now on.
  func begin(test: String) {
    place.removeAll()
    place.append("{\"test\":")
    place.appendQuoted(test)
  }

  /// Names the case of a state test that is executed from now on.
  func begin(test: String, fork: String, index: Int) {
    begin(test: test)
    place.append(",\"fork\":")
    place.appendQuoted(fork)
    place.append(",\"case\":")
    place.appendDecimal(index)
  }

  func willExecute(_ subject: ExecutionSubject, in environment: BlockEnvironment) {
    text.append(place.bytes)
    text.append(",\"block\":")
    text.appendDecimal(Int(clamping: environment.context.number))
    switch subject {
    case .transaction(let index):
      text.append(",\"transaction\":")
      text.appendDecimal(index)
    case .systemCall(let contract):
      text.append(",\"systemCall\":")
      text.appendHexData(contract)
    }
    text.append("}\n")
    write()
  }

  func willExecute(_ step: TraceStep) {
    if line.isPending {
      line.finish(gasAfter: line.opcode.opensFrame ? step.gasAtCall : step.gas, error: nil, into: &text)
      write()
    }
    line.begin(step, showsMemory: file.showsMemory)
  }

  func didLeave(depth: Int, gasLeft: Gas, halt: Halt) {
    guard line.isPending else { return }
    line.finish(gasAfter: halt == .outOfGas ? .zero : gasLeft, error: halt.traceError, into: &text)
    write()
  }

  func didExecute(_ result: ExecutionResult, gasUsed: UInt64) {
    text.append("{\"stateRoot\":")
    text.appendHexData(engine.stateRoot())
    text.append(",\"output\":")
    result.output.withUnsafeBytes { text.appendHexData($0) }
    text.append(",\"gasUsed\":")
    text.appendHexNumber(gasUsed)
    text.append(",\"pass\":")
    text.append(result.isSuccess ? "true" : "false")
    text.append("}\n")
    write()
  }

  private func write() {
    file.append(text)
    text.removeAll()
  }
}

extension Opcode {
  /// Whether the instruction may run other code before the next one of its own.
  fileprivate var opensFrame: Bool {
    switch self {
    case .call, .callcode, .delegatecall, .staticcall, .create, .create2: true
    default: false
    }
  }
}
