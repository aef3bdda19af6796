import Foundation
import Primitives
import Testing
import TestSupport

/// A decoded tree, so that a test can compare whole documents.
indirect enum RLPTree: Equatable {
  case string(Bytes)
  case list([RLPTree])

  init(_ item: RLPItem) throws(RLPError) {
    guard item.isList else {
      self = .string(try item.bytes())
      return
    }
    var reader = try item.reader()
    var items: [RLPTree] = []
    while !reader.isAtEnd { items.append(try RLPTree(try reader.next())) }
    try reader.finish()
    self = .list(items)
  }

  init(_ bytes: Bytes) throws {
    self = try bytes.withUnsafeBytes { try RLPTree(try RLPItem.decode($0)) }
  }

  /// The value that a vector's JSON spells: text, number, `#` and a decimal number, or a list.
  init(json: Any) {
    switch json {
    case let list as [Any]: self = .list(list.map(RLPTree.init(json:)))
    case let text as String where text.hasPrefix("#"):
      var digits = Bytes()
      var rest = Array(text.dropFirst().utf8).map { Int($0) - 48 }
      while !rest.isEmpty {
        // Long division of the decimal digits by 256.
        var remainder = 0
        rest = rest.map { digit in
          remainder = remainder * 10 + digit
          defer { remainder %= 256 }
          return remainder / 256
        }
        digits.insert(UInt8(remainder), at: 0)
        rest = Array(rest.drop { $0 == 0 })
      }
      self = .string(digits)
    case let text as String: self = .string(Bytes(text.utf8))
    case let number as NSNumber:
      let word = UInt256(number.uint64Value)
      self = .string(Bytes(word.bigEndianBytes.suffix(word.byteCount)))
    default: preconditionFailure("not the JSON of an RLP vector")
    }
  }

  func append(to buffer: inout ByteBuffer) {
    switch self {
    case .string(let bytes): buffer.appendRLP(bytes)
    case .list(let items):
      let mark = buffer.beginRLPList()
      for item in items { item.append(to: &buffer) }
      buffer.endRLPList(mark)
    }
  }

  var encoded: Bytes {
    var buffer = ByteBuffer()
    append(to: &buffer)
    return buffer.toBytes()
  }
}

@Suite("Recursive Length Prefix")
struct RLPTests {
  @Test(
    "encodes and decodes known values",
    arguments: [
      (.string([]), "80"), (.string([0]), "00"), (.string([0x7f]), "7f"), (.string([0x80]), "8180"),
      (.string(Array("dog".utf8)), "83646f67"), (.list([]), "c0"),
      (.list([.string(Array("cat".utf8)), .string(Array("dog".utf8))]), "c88363617483646f67"),
      (.list([.list([]), .list([.list([])]), .list([.list([]), .list([.list([])])])]), "c7c0c1c0c3c0c1c0"),
      (.string(Bytes(repeating: 1, count: 55)), "b7" + String(repeating: "01", count: 55)),
      (.string(Bytes(repeating: 1, count: 56)), "b838" + String(repeating: "01", count: 56)),
      (.string(Bytes(repeating: 1, count: 256)), "b90100" + String(repeating: "01", count: 256)),
      (.list(Array(repeating: .string([1]), count: 55)), "f7" + String(repeating: "01", count: 55)),
      (.list(Array(repeating: .string([1]), count: 56)), "f838" + String(repeating: "01", count: 56)),
      (
        .list(Array(repeating: .string([1]), count: 70000)),
        "fa011170" + String(repeating: "01", count: 70000)
      ),
    ] as [(RLPTree, String)])
  func known(tree: RLPTree, hex: String) throws {
    #expect(tree.encoded == bytes(hex))
    #expect(try RLPTree(bytes(hex)) == tree)
  }

  @Test(
    "refuses what is not canonical",
    arguments: [
      ("", .truncated), ("81", .truncated), ("8100", .nonCanonicalSingleByte),
      ("817f", .nonCanonicalSingleByte),
      ("83646f", .truncated), ("b8", .truncated),
      ("b837" + String(repeating: "01", count: 55), .nonCanonicalLength),
      ("b90038" + String(repeating: "01", count: 56), .nonCanonicalLength), ("b800", .nonCanonicalLength),
      ("b838" + String(repeating: "01", count: 55), .truncated), ("c1", .truncated), ("c0c0", .trailingBytes),
      ("8080", .trailingBytes), ("f800", .nonCanonicalLength), ("f838", .truncated), ("c281", .truncated),
      ("bfffffffffffffffff", .truncated), ("ffffffffffffffffff", .truncated),
      ("ff7fffffffffffffff", .truncated),
      ("c3820102ff", .trailingBytes),
    ] as [(String, RLPError)])
  func refuses(hex: String, error: RLPError) {
    #expect(throws: error) { try RLPTree(bytes(hex)) }
  }

  @Test(
    "writes integers without leading zeros",
    arguments: [
      (0, "80"), (1, "01"), (0x7f, "7f"), (0x80, "8180"), (0x400, "820400"),
      ("0xffffffffffffffff", "88ffffffffffffffff"),
      ("0x10000000000000000", "89010000000000000000"), (.max, "a0" + String(repeating: "ff", count: 32)),
    ] as [(UInt256, String)])
  func integers(value: UInt256, hex: String) throws {
    var buffer = ByteBuffer(capacity: 1)
    buffer.appendRLP(value)
    #expect(buffer.toBytes() == bytes(hex))
    let item = try RLPItem.decode(buffer.bytes)
    #expect(try item.uint256() == value)
    if let small = value.asUInt64 {
      var other = ByteBuffer()
      other.appendRLP(small)
      #expect(other.toBytes() == bytes(hex))
      #expect(try item.uint64() == small)
    } else {
      #expect(throws: RLPError.tooLarge) { try item.uint64() }
    }
  }

  @Test("reads typed strings strictly")
  func typed() throws {
    var buffer = ByteBuffer()
    let address: Address = "0x00112233445566778899aabbccddeeff00112233"
    let hash = Keccak256.hash(address)
    let mark = buffer.beginRLPList()
    buffer.appendRLP(address)
    buffer.appendRLP(hash)
    buffer.appendRLP([0, 1])
    buffer.appendRLP(Bytes(repeating: 1, count: 33))
    buffer.appendRLP(Bytes())
    buffer.endRLPList(mark)
    let list = try RLPItem.decode(buffer.bytes)
    #expect(throws: RLPError.expectedString) { try list.string() }
    #expect(throws: RLPError.expectedString) { try list.uint256() }
    var reader = try list.reader()
    #expect(try reader.count() == 5)
    let first = try reader.next()
    #expect(try first.address() == address)
    #expect(throws: RLPError.wrongLength) { try first.hash32() }
    #expect(throws: RLPError.expectedList) { try first.reader() }
    #expect(throws: RLPError.listTooLong) { try reader.finish() }
    let second = try reader.next()
    #expect(try second.hash32() == hash)
    #expect(throws: RLPError.wrongLength) { try second.address() }
    let third = try reader.next()
    #expect(throws: RLPError.leadingZero) { try third.uint64() }
    #expect(throws: RLPError.leadingZero) { try third.uint256() }
    let fourth = try reader.next()
    #expect(throws: RLPError.tooLarge) { try fourth.uint256() }
    let fifth = try reader.next()
    #expect(fifth.isEmptyString && !fourth.isEmptyString)
    #expect(try fifth.uint64() == 0)
    #expect(throws: RLPError.listTooShort) { try reader.next() }
    try reader.finish()
  }

  @Test("reads the first of several items")
  func prefix() throws {
    let input = bytes("83646f67c0")
    let count = try input.withUnsafeBytes { try RLPItem.decodePrefix($0).encoded.count }
    #expect(count == 4)
  }

  @Test("passes the official vectors", .enabled(if: Conformance.isAvailable, "\(Conformance.absence)"))
  func official() throws {
    let vectors = try Conformance.objects(of: "vectors/rlp.ndjson.zst")
    #expect(vectors.count >= 20)
    for vector in vectors {
      let test = try #require(vector["test"] as? [String: Any])
      let input = try #require(test["in"])
      let output = bytes(try #require(test["out"] as? String))
      if input as? String == "INVALID" {
        #expect(throws: RLPError.self, "\(vector["name"] ?? "")") { try RLPTree(output) }
      } else {
        let tree = input as? String == "VALID" ? try RLPTree(output) : RLPTree(json: input)
        #expect(tree.encoded == output, "\(vector["name"] ?? "")")
        #expect(try RLPTree(output) == tree, "\(vector["name"] ?? "")")
      }
    }
  }
}
