import Foundation
import Testing

@testable import BeakFixtures

/// Pairs of a document and the fixture that the Python tool makes of it, where they lie beside the checkout.
enum Samples {
  static let absence = "no samples: ../shared/corpus/samples is not beside this checkout"

  static let folder: URL? = {
    let package = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let candidate = package.deletingLastPathComponent().appendingPathComponent("shared/corpus/samples")
    return FileManager.default.fileExists(atPath: candidate.path) ? candidate : nil
  }()

  static let names: [String] = {
    guard let folder, let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
      return []
    }
    return files.filter { $0.hasSuffix(".input.json") }.map { String($0.dropLast(11)) }.sorted()
  }()
}

@Suite("Fixtures of the Python tool", .enabled(if: Samples.folder != nil, "\(Samples.absence)"))
struct SampleTests {
  @Test("there are samples")
  func present() {
    #expect(Samples.names.contains("seed"))
    #expect(Samples.names.count >= 9)
  }

  @Test("the fixture is equal as JSON, _info aside", arguments: Samples.names)
  func equal(name: String) throws {
    let folder = try #require(Samples.folder)
    let input = try String(contentsOf: folder.appendingPathComponent("\(name).input.json"), encoding: .utf8)
    let output = try String(contentsOf: folder.appendingPathComponent("\(name).output.json"), encoding: .utf8)
    let options = BlockOptions(count: .fixed(name.hasSuffix("_b2") ? 2 : 1))
    let found = try FixtureView(line: convert(input, id: name, options: options))
    let expected = try FixtureView(line: output)
    #expect(found.name == expected.name)
    #expect(Set(found.members.keys) == Set(expected.members.keys))
    for (member, value) in expected.members where member != "_info" {
      let isEqual = NSDictionary(dictionary: ["value": found.members[member] ?? NSNull()])
        .isEqual(to: ["value": value])
      #expect(isEqual, "\(member) differs")
    }
  }
}
