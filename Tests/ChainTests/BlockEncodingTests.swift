import Foundation
import Primitives
import TestSupport
import Testing

@testable import Chain

@Suite("Encoding of blocks")
struct BlockEncodingTests {
  @Test("reads back a header with any number of optional fields", arguments: 0...6)
  func headerRoundTrip(optionalFields: Int) throws {
    let header = Self.header(optionalFields: optionalFields)
    var buffer = ByteBuffer()
    header.appendRLP(to: &buffer)
    #expect(try Header.decode(try RLPItem.decode(buffer.bytes)) == header)
    #expect(header.hash() == Keccak256.hash(buffer.bytes))
  }

  @Test("knows the hash of mainnet's genesis header")
  func mainnetGenesis() {
    let header = Header(
      stateRoot: "0xd7f8974fb5ac78d9ac099b9ad5018bedc2ce0a72dad1827a1709da30580f0544",
      difficulty: 17_179_869_184, gasLimit: 5000,
      extraData: bytes("0x11bbe8db4e347b4e8c937c1c8370e4b5ed33adb3db69cbdb7a38e1e50b1b82fa"),
      nonce: 0x42)
    #expect(
      header.hash() == "0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3")
  }

  @Test("refuses a header with a field too many or too few, or of a wrong length")
  func badHeaders() throws {
    var fields: [Bytes] = Array(repeating: [0x80], count: 15)
    #expect(throws: RLPError.wrongLength) { try Self.decode(fields) }
    fields = try Self.encodedFields(of: Self.header(optionalFields: 6))
    #expect(throws: RLPError.listTooLong) { try Self.decode(fields + [[0x01] as Bytes]) }
    #expect(throws: RLPError.listTooShort) { try Self.decode(Array(fields.prefix(14))) }
    #expect(throws: RLPError.leadingZero) {
      try Self.decode(Self.replacing(fields, at: 8, with: [0x82, 0, 1]))
    }
    #expect(throws: RLPError.wrongLength) {
      try Self.decode(Self.replacing(fields, at: 14, with: [0x81, 0xff]))
    }
  }

  @Test("reads back a block with everything in it")
  func blockRoundTrip() throws {
    let transactions = TransactionType.allCases.map(SampleTransaction.of)
    let withdrawal = Withdrawal(index: 1, validatorIndex: 2, address: .zero, amount: 3)
    for withdrawals in [nil, [], [withdrawal]] as [[Withdrawal]?] {
      var block = Block(
        header: Self.header(optionalFields: 6), transactions: transactions,
        ommers: [Self.header(optionalFields: 0)], withdrawals: withdrawals)
      // An unsigned legacy transaction is read back without a chain.
      block.transactions[0].chainID = nil
      let encoded = Self.encode(block)
      #expect(try encoded.withUnsafeBytes { try Block.decode($0) } == block)
      #expect(throws: InvalidBlock.rlp(.trailingBytes)) {
        try (encoded + [0]).withUnsafeBytes { try Block.decode($0) }
      }
    }
  }

  @Test("names the transaction that is malformed")
  func malformedTransaction() throws {
    var buffer = ByteBuffer()
    let mark = buffer.beginRLPList()
    Self.header(optionalFields: 0).appendRLP(to: &buffer)
    let listMark = buffer.beginRLPList()
    buffer.appendRLP(bytes("0x05c0"))
    buffer.endRLPList(listMark)
    buffer.append(0xc0)
    buffer.endRLPList(mark)
    #expect(throws: InvalidBlock.transaction(index: 0, .unknownType(5))) {
      try Block.decode(buffer.bytes)
    }
  }

  @Test(
    "reads the reference fixtures back byte by byte",
    .enabled(if: ReferenceFixtures.folder != nil, "no reference fixtures beside the conformance vectors"))
  func samples() throws {
    let folder = try #require(ReferenceFixtures.folder)
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    var blocks = 0
    for file in files where file.lastPathComponent.hasSuffix(".output.json") {
      let object = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
      for fixture in try #require(object as? [String: [String: Any]]).values {
        for entry in try #require(fixture["blocks"] as? [[String: Any]]) {
          let encoded = bytes(try #require(entry["rlp"] as? String))
          let block = try encoded.withUnsafeBytes { try Block.decode($0) }
          #expect(Self.encode(block) == encoded)
          let header = try #require(entry["blockHeader"] as? [String: String])
          #expect(block.header.hash().hex == header["hash"])
          blocks += 1
        }
      }
    }
    #expect(blocks >= 9)
  }

  // MARK: Support

  static func header(optionalFields: Int) -> Header {
    var bloom = Bloom()
    bloom.insert(hash: Keccak256.hash([1]))
    var header = Header(
      parentHash: Hash32(UInt256(1)), coinbase: "0x00000000000000000000000000000000000000cc",
      logsBloom: bloom, difficulty: 0x020000, number: 300, gasLimit: 1 << 40, gasUsed: 21_000,
      timestamp: .max, extraData: [0, 1], nonce: 0x0102_0304)
    if optionalFields > 0 { header.baseFeePerGas = .max }
    if optionalFields > 1 { header.withdrawalsRoot = Hash32(UInt256(2)) }
    if optionalFields > 2 { header.blobGasUsed = 131_072 }
    if optionalFields > 3 { header.excessBlobGas = 0 }
    if optionalFields > 4 { header.parentBeaconBlockRoot = Hash32(UInt256(3)) }
    if optionalFields > 5 { header.requestsHash = Requests.emptyHash }
    return header
  }

  static func encode(_ block: Block) -> Bytes {
    var buffer = ByteBuffer()
    block.appendRLP(to: &buffer)
    return buffer.toBytes()
  }

  private static func encodedFields(of header: Header) throws -> [Bytes] {
    var buffer = ByteBuffer()
    header.appendRLP(to: &buffer)
    var reader = try RLPItem.decode(buffer.bytes).reader()
    var fields: [Bytes] = []
    while !reader.isAtEnd { fields.append(Bytes(try reader.next().encoded)) }
    return fields
  }

  private static func replacing(_ fields: [Bytes], at index: Int, with field: Bytes) -> [Bytes] {
    var changed = fields
    changed[index] = field
    return changed
  }

  private static func decode(_ fields: [Bytes]) throws -> Header {
    var buffer = ByteBuffer()
    let mark = buffer.beginRLPList()
    for field in fields { buffer.append(field) }
    buffer.endRLPList(mark)
    return try Header.decode(try RLPItem.decode(buffer.bytes))
  }
}

@Suite("Bloom filters")
struct BloomTests {
  @Test("set the three bits of the Yellow Paper for each entry")
  func bits() {
    // Keccak-256 of 0x0000000000000000000000000000000000000000 begins 5380 c7b7 ae81.
    var bloom = Bloom()
    bloom.insert(hash: Keccak256.hash(Address.zero))
    var expected = Set<Int>()
    for pair in [0x5380, 0xc7b7, 0xae81] { expected.insert(pair & 0x7ff) }
    var found = Set<Int>()
    bloom.withUnsafeBytes { bytes in
      for (offset, byte) in bytes.enumerated() {
        for bit in 0..<8 where byte & (1 << bit) != 0 { found.insert((255 - offset) * 8 + bit) }
      }
    }
    #expect(found == expected)
  }

  @Test("unite and compare by their bits")
  func union() {
    var left = Bloom()
    #expect(left.isEmpty)
    var right = Bloom()
    right.insert(hash: Keccak256.hash([1]))
    #expect(left != right)
    left.formUnion(right)
    #expect(left == right && !left.isEmpty)
    #expect(left.withUnsafeBytes { $0.baseAddress.map(Bloom.init(bytes:)) } == right)
  }
}

/// Fixtures of the reference converter, beside the official vectors.
enum ReferenceFixtures {
  static let folder: URL? = {
    let folder = Conformance.folder?.deletingLastPathComponent()
      .appendingPathComponent("corpus/samples")
    return folder.flatMap { FileManager.default.fileExists(atPath: $0.path) ? $0 : nil }
  }()
}
