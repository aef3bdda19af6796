import Primitives

/// A header with its body.
public struct Block: Equatable, Sendable {
  public var header: Header
  public var transactions: [Transaction]
  public var ommers: [Header]
  /// Nil where the body has no list of withdrawals. Source: EIP-4895.
  public var withdrawals: [Withdrawal]?

  /// Makes a block.
  public init(
    header: Header, transactions: [Transaction] = [], ommers: [Header] = [],
    withdrawals: [Withdrawal]? = nil
  ) {
    self.header = header
    self.transactions = transactions
    self.ommers = ommers
    self.withdrawals = withdrawals
  }

  /// Writes `[header, transactions, ommers]` and, where present, the withdrawals.
  public func appendRLP(to buffer: inout ByteBuffer) {
    let mark = buffer.beginRLPList()
    header.appendRLP(to: &buffer)
    let transactionsMark = buffer.beginRLPList()
    for transaction in transactions { transaction.appendForBlock(to: &buffer) }
    buffer.endRLPList(transactionsMark)
    Self.append(ommers, to: &buffer)
    if let withdrawals {
      let withdrawalsMark = buffer.beginRLPList()
      for withdrawal in withdrawals { withdrawal.appendRLP(to: &buffer) }
      buffer.endRLPList(withdrawalsMark)
    }
    buffer.endRLPList(mark)
  }

  /// Reads a block; every byte of `bytes` must belong to its canonical encoding.
  ///
  /// - Throws: `.rlp`, or `.transaction` with the index of the first malformed transaction.
  public static func decode(_ bytes: UnsafeRawBufferPointer) throws(InvalidBlock) -> Block {
    let parts = try BlockParts(bytes)
    var transactions: [Transaction] = []
    transactions.reserveCapacity(parts.transactions.count)
    for (index, item) in parts.transactions.enumerated() {
      do {
        transactions.append(try Transaction.decode(blockItem: item))
      } catch {
        throw .transaction(index: index, error)
      }
    }
    return Block(
      header: parts.header, transactions: transactions, ommers: parts.ommers,
      withdrawals: parts.withdrawals)
  }

  /// Writes a list of headers.
  static func append(_ headers: [Header], to buffer: inout ByteBuffer) {
    let mark = buffer.beginRLPList()
    for header in headers { header.appendRLP(to: &buffer) }
    buffer.endRLPList(mark)
  }
}

/// The four parts of an encoded block, its transactions still encoded.
private struct BlockParts {
  let header: Header
  var transactions: [RLPItem] = []
  var ommers: [Header] = []
  var withdrawals: [Withdrawal]?

  init(_ bytes: UnsafeRawBufferPointer) throws(InvalidBlock) {
    do { try self.init(parsing: bytes) } catch { throw .rlp(error) }
  }

  private init(parsing bytes: UnsafeRawBufferPointer) throws(RLPError) {
    var reader = try RLPItem.decode(bytes).reader()
    header = try Header.decode(try reader.next())
    var transactionReader = try reader.next().reader()
    while !transactionReader.isAtEnd { transactions.append(try transactionReader.next()) }
    var ommerReader = try reader.next().reader()
    while !ommerReader.isAtEnd { ommers.append(try Header.decode(try ommerReader.next())) }
    if !reader.isAtEnd {
      var withdrawalReader = try reader.next().reader()
      var list: [Withdrawal] = []
      while !withdrawalReader.isAtEnd {
        list.append(try Withdrawal.decode(try withdrawalReader.next()))
      }
      withdrawals = list
    }
    try reader.finish()
  }
}
