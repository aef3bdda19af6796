import Primitives

extension Header {
  /// Writes the list of all fields present, in the order of their introduction.
  public func appendRLP(to buffer: inout ByteBuffer) {
    let mark = buffer.beginRLPList()
    buffer.appendRLP(parentHash)
    buffer.appendRLP(ommersHash)
    buffer.appendRLP(coinbase)
    buffer.appendRLP(stateRoot)
    buffer.appendRLP(transactionsRoot)
    buffer.appendRLP(receiptsRoot)
    buffer.appendRLP(logsBloom)
    buffer.appendRLP(difficulty)
    buffer.appendRLP(number)
    buffer.appendRLP(gasLimit)
    buffer.appendRLP(gasUsed)
    buffer.appendRLP(timestamp)
    buffer.appendRLP(extraData)
    buffer.appendRLP(mixHash)
    withUnsafeBytes(of: nonce.bigEndian) { buffer.appendRLP($0) }
    if let baseFeePerGas { buffer.appendRLP(baseFeePerGas) }
    if let withdrawalsRoot { buffer.appendRLP(withdrawalsRoot) }
    if let blobGasUsed { buffer.appendRLP(blobGasUsed) }
    if let excessBlobGas { buffer.appendRLP(excessBlobGas) }
    if let parentBeaconBlockRoot { buffer.appendRLP(parentBeaconBlockRoot) }
    if let requestsHash { buffer.appendRLP(requestsHash) }
    buffer.endRLPList(mark)
  }

  /// Reads a header of 15 to 21 fields; those after the fifteenth appear in the order of introduction.
  public static func decode(_ item: RLPItem) throws(RLPError) -> Header {
    var reader = try item.reader()
    var header = Header()
    try header.readLegacyFields(from: &reader)
    if !reader.isAtEnd { header.baseFeePerGas = try reader.next().uint256() }
    if !reader.isAtEnd { header.withdrawalsRoot = try reader.next().hash32() }
    if !reader.isAtEnd { header.blobGasUsed = try reader.next().uint64() }
    if !reader.isAtEnd { header.excessBlobGas = try reader.next().uint64() }
    if !reader.isAtEnd { header.parentBeaconBlockRoot = try reader.next().hash32() }
    if !reader.isAtEnd { header.requestsHash = try reader.next().hash32() }
    try reader.finish()
    return header
  }

  private mutating func readLegacyFields(from reader: inout RLPReader) throws(RLPError) {
    parentHash = try reader.next().hash32()
    ommersHash = try reader.next().hash32()
    coinbase = try reader.next().address()
    stateRoot = try reader.next().hash32()
    transactionsRoot = try reader.next().hash32()
    receiptsRoot = try reader.next().hash32()
    let bloom = try reader.next().string()
    guard bloom.count == Bloom.byteCount, let base = bloom.baseAddress else { throw .wrongLength }
    logsBloom = Bloom(bytes: base)
    difficulty = try reader.next().uint256()
    number = try reader.next().uint64()
    gasLimit = try reader.next().uint64()
    gasUsed = try reader.next().uint64()
    timestamp = try reader.next().uint64()
    extraData = try reader.next().bytes()
    mixHash = try reader.next().hash32()
    let seal = try reader.next().string()
    guard seal.count == 8 else { throw .wrongLength }
    nonce = UInt64(bigEndian: seal.loadUnaligned(as: UInt64.self))
  }
}
