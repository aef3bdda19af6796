import EVM
import Primitives

/// What an engine runs on its machine.
public enum ExecutionSubject: Sendable, Hashable {
  /// A valid transaction, at a place in its block counted from 0.
  case transaction(index: Int)
  /// A call that the block itself makes to a contract. Source: EIP-4788, EIP-2935, EIP-7002, EIP-7251.
  case systemCall(Address)
}

/// Follows what an engine executes: the bounds of transactions and system calls, and as a tracer every
/// instruction between them.
///
/// Transactions that are not valid are not executed, and calls to system contracts without code are not made.
public protocol ExecutionObserver: Tracer {
  /// Called before the state changes.
  func willExecute(_ subject: ExecutionSubject, in environment: BlockEnvironment)
  /// Called when the state is that after the subject.
  ///
  /// - Parameter gasUsed: what the transaction pays for, intrinsic gas and refund included; of a system call
  ///   the gas of its execution.
  func didExecute(_ result: ExecutionResult, gasUsed: UInt64)
}
