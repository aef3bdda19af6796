import Chain
import Primitives

/// Faults of the encoding: the block is written anew, with one item in another form than the canonical one.
extension NegativeBlock {
  /// The block's encoding with a fault of `kind`.
  ///
  /// - Throws: `NotApplicable` when no number of the header can bear it.
  func encoding(_ kind: NegativeKind, _ choice: inout NegativeChoice) throws(NotApplicable) -> Bytes {
    var parts = BlockEncoding(executed.rlp)
    switch kind {
    case .rlpLeadingZero:
      // Number, gas limit and timestamp; zero has no digit that a zero could stand before.
      let numbers = [8, 9, 11].filter { !parts.header[$0].isEmpty && parts.header[$0] != [0x80] }
      guard !numbers.isEmpty else { throw NotApplicable("every number of the header is zero") }
      parts.padHeaderField(choice.pick(numbers))
    case .rlpWrongLength:
      // Ommers' hash, coinbase, state root, transactions' root and receipts' root.
      parts.shortenHeaderField(choice.pick([1, 2, 3, 4, 5]))
    case .rlpExtraItem:
      parts.body.append([0x80])
    case .rlpStringForList:
      parts.body[0] = [0x80]
    default: preconditionFailure("\(kind.rawValue) is no fault of the encoding")
    }
    return parts.joined
  }
}

/// An encoded block taken apart: the items of its header, and the items after the header, each encoded.
private struct BlockEncoding {
  var header: [Bytes]
  var body: [Bytes]

  /// Takes a canonical encoding apart.
  init(_ rlp: Bytes) {
    do {
      let items = try Self.items(of: rlp)
      header = try Self.items(of: items[0])
      body = Array(items.dropFirst())
    } catch {
      preconditionFailure("the engine encodes canonically: \(error)")
    }
  }

  private static func items(of list: Bytes) throws -> [Bytes] {
    try list.withUnsafeBytes { bytes in
      var reader = try RLPItem.decode(bytes).reader()
      var items: [Bytes] = []
      while !reader.isAtEnd { items.append(Bytes(try reader.next().encoded)) }
      return items
    }
  }

  /// Writes a number as a string that begins with a zero.
  mutating func padHeaderField(_ index: Int) {
    rewriteHeaderField(index) { [0] + $0 }
  }

  /// Drops the last byte of a string.
  mutating func shortenHeaderField(_ index: Int) {
    rewriteHeaderField(index) { Bytes($0.dropLast()) }
  }

  private mutating func rewriteHeaderField(_ index: Int, _ change: (Bytes) -> Bytes) {
    let payload = header[index].withUnsafeBytes { bytes in
      // A single byte below 0x80 is its own encoding; all other fields are short strings.
      Bytes(bytes.count == 1 ? bytes[...] : bytes.dropFirst())
    }
    var buffer = ByteBuffer()
    buffer.appendRLP(change(payload))
    header[index] = buffer.toBytes()
  }

  /// The block put together again.
  var joined: Bytes {
    var buffer = ByteBuffer(capacity: 4096)
    let mark = buffer.beginRLPList()
    let headerMark = buffer.beginRLPList()
    for item in header { buffer.append(item) }
    buffer.endRLPList(headerMark)
    for item in body { buffer.append(item) }
    buffer.endRLPList(mark)
    return buffer.toBytes()
  }
}

/// What a block's header says of its lists, computed from them.
extension Block {
  /// Keccak-256 of the list of ommers.
  var ommersHash: Hash32 {
    var buffer = ByteBuffer(capacity: 1024)
    let mark = buffer.beginRLPList()
    for ommer in ommers { ommer.appendRLP(to: &buffer) }
    buffer.endRLPList(mark)
    return Keccak256.hash(buffer.bytes)
  }

  /// The encoding with one more element, an envelope, after the transactions.
  func encoded(addingTransaction envelope: Bytes) -> Bytes {
    var parts = BlockEncoding(encoded)
    var list = ByteBuffer(capacity: 4096)
    let mark = list.beginRLPList()
    for transaction in transactions { transaction.appendForBlock(to: &list) }
    list.appendRLP(envelope)
    list.endRLPList(mark)
    parts.body[0] = list.toBytes()
    return parts.joined
  }
}
