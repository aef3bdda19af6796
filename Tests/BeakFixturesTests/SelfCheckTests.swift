import Foundation
import JSON
import Primitives
import Replay
import TestSupport
import Testing

@testable import BeakFixtures

/// A change to the bytes of a fixture that the self-check must see.
struct FixtureTampering: Sendable, CustomTestStringConvertible {
  let name: String
  let detail: String
  let change: @Sendable (inout JSONTree) -> Void

  /// - Parameter detail: Words of the message.
  init(_ name: String, says detail: String, _ change: @escaping @Sendable (inout JSONTree) -> Void) {
    self.name = name
    self.detail = detail
    self.change = change
  }

  var testDescription: String { name }
}

@Suite("The self-check")
struct SelfCheckTests {
  private static let test = "fuzzer_test"

  private static func rejected(_ document: DocumentText, _ kind: NegativeKind) throws -> String {
    try convert(document.text, negative: NegativeOptions(kind: kind))
  }

  private func check(_ line: String) throws {
    let selfCheck = SelfCheck()
    try Bytes(line.utf8).withUnsafeBytes { try selfCheck.check($0) }
  }

  @Test(
    "what was converted passes, whatever the fork",
    arguments: ["Frontier", "Byzantium", "London", "Shanghai", "Prague", "Osaka"])
  func passes(fork: String) throws {
    var document = DocumentText()
    document.fork = "\"\(fork)\""
    document.environment["currentBaseFee"] = nil
    let options = BlockOptions(count: .fixed(2))
    let plain = try convert(document.text, options: options)
    #expect(try convert(document.text, options: options, checks: true) == plain)
    try check(plain)
  }

  static let tamperings: [FixtureTampering] = [
    FixtureTampering("a balance after the blocks", says: "poststate: account") {
      $0[[test, "postState", DocumentText.sender, "balance"]] = "0x01"
    },
    FixtureTampering("a balance before the blocks", says: "genesis: the state root") {
      $0[[test, "pre", DocumentText.sender, "balance"]] = "0x01"
    },
    FixtureTampering("the head", says: "lasthash: the head") {
      $0[[test, "lastblockhash"]] = "0x" + String(repeating: "0", count: 64)
    },
    FixtureTampering("a header in JSON", says: "differs from its rlp in gasUsed") {
      $0[[test, "blocks", "0", "blockHeader", "gasUsed"]] = "0x01"
    },
    FixtureTampering("the network", says: "the network Nowhere is not known") {
      $0[[test, "network"]] = "Nowhere"
    },
    FixtureTampering("a member of another type", says: "expected a string") {
      $0[[test, "network"]] = 5
    },
  ]

  @Test("damage to the bytes is seen", arguments: tamperings)
  func damaged(tampering: FixtureTampering) throws {
    var tree = try JSONTree(try convert(DocumentText().text))
    tampering.change(&tree)
    let line = try tree.text
    let error = #expect(throws: ConvertError.self) { try check(line) }
    guard case .selfCheckFailed(.replay, let detail, let place)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(detail.contains(tampering.detail), "\(detail)")
    #expect(place == .root)
    #expect(error?.message.hasPrefix("the self-check found replay broken: ") == true)
  }

  @Test("text that is no JSON is seen")
  func noJSON() {
    let error = #expect(throws: ConvertError.self) { try check("{\"a\":") }
    #expect(error?.message == "the self-check found replay broken: the text is not JSON: truncated at byte 5")
  }

  @Test("a refused block must name an exception of EEST's, and the right one")
  func wrongReason() throws {
    let line = try Self.rejected(DocumentText(), .stateRoot)
    try check(line)
    let name = "BlockException.INVALID_STATE_ROOT"
    #expect(line.contains("\"expectException\":\"\(name)\""))
    for (other, says) in [
      (
        "BlockException.INVALID_GAS_USED",
        "was refused with \(name), expected BlockException.INVALID_GAS_USED"
      ),
      ("SomeOtherWord", "block 1 names no exception of EEST's"), ("", "block 1 names no exception of EEST's"),
    ] {
      let error = #expect(throws: ConvertError.self) { try check(line.replacing(name, with: other)) }
      #expect(error?.message.contains(says) == true, "\(error?.message ?? "")")
    }
  }

  @Test("a block that is valid may not be said to be refused")
  func validBlock() throws {
    var tree = try JSONTree(try convert(DocumentText().text))
    tree[[Self.test, "blocks", "0", "blockHeader"]] = nil
    tree[[Self.test, "blocks", "0", "expectException"]] = "BlockException.INVALID_STATE_ROOT"
    let line = try tree.text
    let error = #expect(throws: ConvertError.self) { try check(line) }
    #expect(error?.message.contains("block 1 was accepted but must be refused") == true)
  }
}
