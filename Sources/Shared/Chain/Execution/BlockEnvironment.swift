import EVM
import Primitives

/// What stays the same for all transactions of a block.
public struct BlockEnvironment: Sendable {
  /// The rules in force.
  public let rules: Rules
  /// What contracts may learn about the block.
  public let context: BlockContext

  /// Makes an environment.
  public init(rules: Rules, context: BlockContext) {
    self.rules = rules
    self.context = context
  }
}

/// What the transactions of a block have used up so far.
public struct BlockProgress: Equatable, Sendable {
  /// Gas after refunds.
  public var gasUsed: UInt64 = 0
  /// Blob gas. Source: EIP-4844.
  public var blobGasUsed: UInt64 = 0

  /// Makes the progress of a block without transactions.
  public init() {}
}
