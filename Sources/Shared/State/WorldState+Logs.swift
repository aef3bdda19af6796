import Primitives

/// Logs and the refund counter of the current transaction.
extension WorldState {
  /// Gas to give back at the end of the transaction; may be negative in between. Restored by a revert.
  public var refund: Int64 {
    get { tables.pointee.refund }
    set { tables.pointee.refund = newValue }
  }

  /// Adds a log with up to 4 topics; a revert drops it.
  public func appendLog(
    address: Address, topics: UnsafeBufferPointer<Hash32>, data: UnsafeRawBufferPointer
  ) {
    tables.pointee.logs.append(address: address, topics: topics, data: data)
  }

  /// Adds a log with up to 4 topics; a revert drops it.
  public func appendLog(address: Address, topics: [Hash32], data: UnsafeRawBufferPointer) {
    topics.withUnsafeBufferPointer { appendLog(address: address, topics: $0, data: data) }
  }

  /// The number of logs of the transaction.
  public var logCount: Int { tables.pointee.logs.count }

  /// A log of the transaction, in the order of emission; valid until the state changes.
  public func log(at index: Int) -> LogView { tables.pointee.logs.view(at: index) }
}
