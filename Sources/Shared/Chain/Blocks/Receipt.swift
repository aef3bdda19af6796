import Primitives
import State

/// What a transaction left behind.
///
/// Source: Yellow Paper, section 4.3.1; EIP-658 (status); EIP-2718 (typed receipts).
public struct Receipt: Equatable, Sendable {
  /// How the transaction ended.
  public enum Outcome: Equatable, Sendable {
    /// Whether it succeeded. Source: EIP-658.
    case status(Bool)
    /// The state root after it, as receipts carried before there was a status.
    case stateRoot(Hash32)
  }

  public var type: TransactionType
  public var outcome: Outcome
  /// Gas used in the block up to and including this transaction.
  public var cumulativeGasUsed: UInt64
  public var logsBloom: Bloom
  public var logs: [Log]
  /// Whether the transaction succeeded, also where the receipt does not tell.
  public var succeeded: Bool
  /// Gas of this transaction alone, after refunds.
  public var gasUsed: UInt64
  /// The contract created; nil for calls and for failed creations.
  public var contractAddress: Address?

  /// Writes the encoding as in the receipts' trie: typed receipts begin with their type.
  public func append(to buffer: inout ByteBuffer) {
    if type != .legacy { buffer.append(type.rawValue) }
    let mark = buffer.beginRLPList()
    switch outcome {
    case .status(let succeeded): buffer.appendRLP(succeeded ? 1 as UInt64 : 0)
    case .stateRoot(let root): buffer.appendRLP(root)
    }
    buffer.appendRLP(cumulativeGasUsed)
    buffer.appendRLP(logsBloom)
    Self.append(logs, to: &buffer)
    buffer.endRLPList(mark)
  }

  /// Writes `[[address, [topic, …], data], …]`.
  public static func append(_ logs: [Log], to buffer: inout ByteBuffer) {
    let mark = buffer.beginRLPList()
    for log in logs {
      let logMark = buffer.beginRLPList()
      buffer.appendRLP(log.address)
      let topicsMark = buffer.beginRLPList()
      for topic in log.topics { buffer.appendRLP(topic) }
      buffer.endRLPList(topicsMark)
      buffer.appendRLP(log.data)
      buffer.endRLPList(logMark)
    }
    buffer.endRLPList(mark)
  }
}
