import Crypto
import Fixtures
import Foundation
import JSON
import Primitives
import Testing

@testable import BeakFixtures

@Suite("Fixtures as files")
struct FixtureDirectoryTests {
  /// A path that does not exist yet; what becomes of it is removed afterwards.
  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("beak-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  private func summary(_ id: String, hash: Hash32? = Hash32(UInt256(1)), network: String = "Prague")
    -> FixtureSummary
  {
    FixtureSummary(name: "fuzzer_\(id)", format: .blockchainTest, networkName: network, hash: hash)
  }

  private func add(_ id: String, _ text: String, to directory: FixtureDirectory) -> FixtureDirectory.Outcome {
    Bytes(text.utf8).withUnsafeBytes { directory.add(summary(id), id: id, $0) }
  }

  private func text(_ folder: String, _ file: String) throws -> String {
    try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
  }

  private func index(_ folder: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/.meta/index.json"))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func paths(_ folder: String) throws -> [String] {
    let cases = try #require(try index(folder)["test_cases"] as? [[String: Any]])
    return cases.compactMap { $0["json_path"] as? String }
  }

  private func files(_ folder: String) -> [String] {
    let walk = FileManager.default.enumerator(atPath: folder)
    return (walk?.allObjects as? [String] ?? []).filter { $0.hasSuffix(".json") || $0.contains("partial") }
      .sorted()
  }

  @Test("a file for each test, whole and under its name only, and an index")
  func files() throws {
    try withFolder { folder in
      let directory = FixtureDirectory(
        path: folder + "/a/b", format: .blockchainTest, merges: false, isIndented: false)
      try directory.open()
      for id in ["two", "one"] {
        guard case .written = add(id, "{\"\(id)\":{}}", to: directory) else {
          Issue.record("\(id) was not written")
          return
        }
      }
      try directory.finish(hasFailed: false)
      #expect(try text(folder, "a/b/blockchain_tests/one.json") == "{\"one\":{}}\n")
      #expect(
        files(folder)
          == ["a/b/.meta/index.json", "a/b/blockchain_tests/one.json", "a/b/blockchain_tests/two.json"])
      #expect(
        try paths(folder + "/a/b") == ["blockchain_tests/one.json", "blockchain_tests/two.json"])
    }
  }

  @Test("a second test of a name is refused, and the first stays")
  func duplicate() throws {
    for merges in [false, true] {
      try withFolder { folder in
        let directory = FixtureDirectory(
          path: folder, format: .blockchainTest, merges: merges, isIndented: false)
        try directory.open()
        _ = add("same", "{\"fuzzer_same\":1}", to: directory)
        guard case .duplicate = add("same", "{\"fuzzer_same\":2}", to: directory) else {
          Issue.record("the second was taken")
          return
        }
        try directory.finish(hasFailed: false)
        let file = "blockchain_tests/\(merges ? "merged" : "same").json"
        #expect(try text(folder, file).contains("1") && !text(folder, file).contains("2"))
      }
    }
  }

  @Test("one file holds all tests in their order, indented or not", arguments: [0, 1, 3], [false, true])
  func merged(count: Int, isIndented: Bool) throws {
    try withFolder { folder in
      let directory = FixtureDirectory(
        path: folder, format: .blockchainTest, merges: true, isIndented: isIndented)
      try directory.open()
      #expect(files(folder).allSatisfy { $0.contains("partial") })
      for number in 0..<count {
        let fixture =
          isIndented ? "{\n  \"t\(number)\": {\n    \"a\": 1\n  }\n}" : "{\"t\(number)\":{\"a\":1}}"
        _ = add("\(number)", fixture, to: directory)
      }
      try directory.finish(hasFailed: false)
      let minified = "{" + (0..<count).map { "\"t\($0)\":{\"a\":1}" }.joined(separator: ",") + "}"
      var expected = ByteBuffer()
      Bytes(minified.utf8).withUnsafeBytes {
        if isIndented { expected.appendIndented($0) } else { expected.append($0) }
      }
      let merged = try text(folder, "blockchain_tests/merged.json")
      #expect(merged == String(decoding: expected.bytes, as: UTF8.self) + "\n")
      #expect(try index(folder)["test_count"] as? Int == count)
    }
  }

  @Test("the index keeps what other runs wrote and is still there, and forgets the rest")
  func earlier() throws {
    try withFolder { folder in
      for (format, ids) in [(FixtureFormat.blockchainTest, ["a", "b"]), (.engineTest, ["a"])] {
        let directory = FixtureDirectory(path: folder, format: format, merges: false, isIndented: false)
        try directory.open()
        for id in ids { _ = add(id, "{}", to: directory) }
        try directory.finish(hasFailed: false)
      }
      #expect(
        try paths(folder)
          == ["blockchain_tests/a.json", "blockchain_tests/b.json", "blockchain_tests_engine/a.json"])
      try FileManager.default.removeItem(atPath: folder + "/blockchain_tests/b.json")
      let again = FixtureDirectory(path: folder, format: .blockchainTest, merges: false, isIndented: false)
      try again.open()
      _ = add("a", "{}", to: again)
      try again.finish(hasFailed: false)
      #expect(try paths(folder) == ["blockchain_tests/a.json", "blockchain_tests_engine/a.json"])
    }
  }

  @Test("a foreign index and an unusable path are told before anything is read")
  func unusable() throws {
    try withFolder { folder in
      try FileManager.default.createDirectory(atPath: folder + "/.meta", withIntermediateDirectories: true)
      let directory = FixtureDirectory(path: folder, format: .stateTest, merges: false, isIndented: false)
      for text in ["", "[]", "{}", "{\"test_cases\":[{\"id\":1}]}"] {
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/.meta/index.json"))
        #expect(throws: FileProblem.self) { try directory.open() }
      }
      try Data().write(to: URL(fileURLWithPath: folder + "/file"))
      let below = FixtureDirectory(
        path: folder + "/file", format: .stateTest, merges: false, isIndented: false)
      #expect(throws: FileProblem.self) { try below.open() }
    }
  }

  @Test("after a failure there is neither a merged file nor an index")
  func failure() throws {
    try withFolder { folder in
      let directory = FixtureDirectory(path: folder, format: .stateTest, merges: true, isIndented: false)
      try directory.open()
      _ = add("a", "{}", to: directory)
      try directory.finish(hasFailed: true)
      #expect(files(folder).isEmpty)
    }
  }

  @Test("a file that cannot be written is a failure, and leaves nothing behind")
  func unwritable() throws {
    try withFolder { folder in
      let directory = FixtureDirectory(path: folder, format: .stateTest, merges: false, isIndented: false)
      try directory.open()
      try FileManager.default.createDirectory(
        atPath: folder + "/state_tests/taken.json/x", withIntermediateDirectories: true)
      guard case .failed(let reason) = add("taken", "{}", to: directory) else {
        Issue.record("a directory was replaced")
        return
      }
      #expect(reason.contains("state_tests/taken.json"))
      #expect(files(folder) == ["state_tests/taken.json"])
    }
  }
}

@Suite("Names of files")
struct FixtureFileNameTests {
  @Test(
    "a plain id is the name",
    arguments: [
      "a", "0", "9c1185a5c5e9fc54", "generated-7-0", "a.b_c-d", "x", "x-1",
      String(repeating: "y", count: 100),
    ])
  func plain(id: String) {
    #expect(FixtureFileName.name(for: id) == id + ".json")
  }

  @Test(
    "any other id is made a name of its own",
    arguments: [
      "A", "..", ".", ".a", "a.", "-a", "a-", "a/b", "../../etc/passwd", "a b", "merged", "ü", "a\\b", "C:",
      "a\u{7f}",
      String(repeating: "y", count: 101), "x-0123456789abcdef", "xa_b-c14cddc033f64b9d",
    ])
  func unsafe(id: String) throws {
    let name = FixtureFileName.name(for: id)
    #expect(name != id + ".json")
    #expect(name.wholeMatch(of: /x[a-z0-9._-]{0,60}-[0-9a-f]{16}\.json/) != nil)
  }

  @Test("no two ids share a name, even where letter case does not count")
  func distinct() {
    let ids = ["a/b", "a_b", "A/B", "a\\b", "A", "a", "xa-b", "..", ". .", "merged", "MERGED"]
    #expect(Set(ids.map { FixtureFileName.name(for: $0).lowercased() }).count == ids.count)
  }
}

@Suite("The index of fixtures")
struct FixtureIndexTests {
  private func entry(_ path: String, _ test: String, _ hash: UInt64?) -> FixtureIndex.Entry {
    FixtureIndex.Entry(
      test: test, path: path, hash: hash.map { Hash32(UInt256($0)) }, fork: "Prague", format: "state_test",
      preHash: nil)
  }

  private func combined(_ parts: [Hash32]) -> Hash32 { SHA256.hash(parts.flatMap(\.bytes)) }

  @Test("the root hash is that of folders, files and tests in the order of their names")
  func root() {
    var index = FixtureIndex()
    index.add(entry("b/z.json", "t", 1))
    index.add(entry("a/y.json", "t2", 2))
    index.add(entry("a/y.json", "t1", 3))
    index.add(entry("a/x/w.json", "t", 4))
    let hash = { (value: UInt64) in Hash32(UInt256(value)) }
    let x = combined([combined([hash(4)])])
    let y = combined([hash(3), hash(2)])
    #expect(index.rootHash() == combined([combined([x, y]), combined([combined([hash(1)])])]))
    #expect(FixtureIndex().rootHash() == SHA256.hash(Bytes()))
  }

  @Test("without the hash of every test there is no root hash")
  func incomplete() {
    var index = FixtureIndex()
    index.add(entry("a/y.json", "t", nil))
    #expect(index.rootHash() == nil)
  }

  @Test("an index is read as it was written, in an order of its own")
  func roundTrip() throws {
    var index = FixtureIndex()
    index.add(entry("b/z.json", "t", 1))
    index.add(entry("a/y.json", "t\"2", nil))
    index.add(
      FixtureIndex.Entry(
        test: "t", path: "a/y.json", hash: nil, fork: nil, format: "blockchain_test_engine_x", preHash: "0x12"
      ))
    index.sort()
    var text = ByteBuffer()
    index.append(to: &text)
    let written = String(decoding: text.bytes, as: UTF8.self)
    let back = try withJSON(written) { try #require(FixtureIndex.read($0)) }
    var again = ByteBuffer()
    back.append(to: &again)
    #expect(String(decoding: again.bytes, as: UTF8.self) == written)
    #expect(back.entries.map(\.test) == ["t", "t\"2", "t"])
    #expect(back.entries[2].hash == Hash32(UInt256(1)))
    #expect(written.contains("\"root_hash\": null"))
    #expect(written.contains("\"created_at\": \"1970-01-01T00:00:00Z\""))
  }
}
