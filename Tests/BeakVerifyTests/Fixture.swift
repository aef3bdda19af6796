import Chain
import Fixtures
import Foundation
import JSON
import Primitives
import TestSupport

@testable import beak_verify

/// The built-in fixture, to be spoilt in one place.
struct Fixture {
  private(set) var tree: JSONTree
  static let name = "fuzzer_selftest"
  static let sender = "0x7e5f4552091a69125d5dfcb7b8c2659029395bdf"
  static let recipient = "0x00000000000000000000000000000000deadbeef"

  init() throws { tree = try JSONTree(SelfTestFixture.right) }

  /// A member of the test, by path.
  subscript(path: String...) -> Any? {
    get { tree[[Fixture.name] + path] }
    set { tree[[Fixture.name] + path] = newValue }
  }

  /// The fixture as one line.
  var line: String { get throws { try tree.text } }

  /// Block 1 as it stands in the RLP.
  func block() throws -> Block {
    guard let text = self["blocks", "0", "rlp"] as? String, let rlp = Hex.decode(text) else {
      throw CocoaError(.fileReadCorruptFile)
    }
    return try rlp.withUnsafeBytes { try Block.decode($0) }
  }

  /// Replaces the RLP of block 1 and, if asked, the header in JSON and all hashes that follow from it.
  mutating func replace(_ block: Block, withHeader: Bool, withLastHash: Bool) {
    var rlp = ByteBuffer()
    block.appendRLP(to: &rlp)
    self["blocks", "0", "rlp"] = Hex.encode(Bytes(rlp.bytes))
    if withHeader {
      self["blocks", "0", "blockHeader", "stateRoot"] = block.header.stateRoot.hex
      self["blocks", "0", "blockHeader", "receiptTrie"] = block.header.receiptsRoot.hex
      self["blocks", "0", "blockHeader", "gasUsed"] = "0x" + String(block.header.gasUsed, radix: 16)
      self["blocks", "0", "blockHeader", "hash"] = block.header.hash().hex
    }
    if withLastHash { self["lastblockhash"] = block.header.hash().hex }
  }

  /// Lends the test in both forms.
  func withTest<Result>(_ body: (BlockchainTest, UnsafeRawBufferPointer) throws -> Result) throws -> Result {
    let document = JSONDocument()
    return try Array(try line.utf8).withUnsafeBytes { bytes in
      try document.parse(bytes)
      let reader = FixtureReader()
      let entry = try reader.entries(of: document.root)[0]
      return try body(try reader.read(name: entry.name, entry.value), entry.value.rawJSON)
    }
  }

  /// What the embedded client says.
  func judgedByEmbedded() throws -> ClientAnswer {
    try withTest { test, _ in
      let client = EmbeddedClient()
      client.submit(Submission(test: test, name: "b0x1", path: nil))
      return client.collect()
    }
  }
}
