import Foundation

@testable import BeakFixtures

/// A fixture as plain JSON objects, for looking at its members by name.
struct FixtureView {
  let name: String
  let members: [String: Any]

  init(line: String) throws {
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
    guard let tests = object as? [String: [String: Any]], let test = tests.first, tests.count == 1 else {
      throw CocoaError(.fileReadCorruptFile)
    }
    name = test.key
    members = test.value
  }

  /// Converts a document and reads the fixture.
  init(
    converting document: DocumentText, options: BlockOptions = .init(), input: InputOptions = .init()
  ) throws {
    try self.init(line: convert(document.text, options: options, input: input))
  }

  var genesis: [String: Any] { members["genesisBlockHeader"] as? [String: Any] ?? [:] }
  var pre: [String: Any] { members["pre"] as? [String: Any] ?? [:] }
  var postState: [String: Any] { members["postState"] as? [String: Any] ?? [:] }
  var blocks: [[String: Any]] { members["blocks"] as? [[String: Any]] ?? [] }

  func block(_ index: Int) -> [String: Any] { blocks[index] }

  /// A block's members; those of what its encoding says where clients must refuse it.
  private func content(_ index: Int) -> [String: Any] {
    blocks[index]["rlp_decoded"] as? [String: Any] ?? blocks[index]
  }

  func header(_ index: Int) -> [String: Any] { content(index)["blockHeader"] as? [String: Any] ?? [:] }

  func withdrawals(ofBlock index: Int) -> [[String: Any]]? {
    content(index)["withdrawals"] as? [[String: Any]]
  }

  /// The exception of a block that clients must refuse.
  func exception(ofBlock index: Int) -> String? { blocks[index].text("expectException") }

  func transactions(ofBlock index: Int) -> [[String: Any]] {
    content(index)["transactions"] as? [[String: Any]] ?? []
  }
}

extension [String: Any] {
  /// The member as text; nil when it is absent or no string.
  func text(_ name: String) -> String? { self[name] as? String }
}
