import Foundation
import Git
import Primitives
import TestSupport
import Testing

@testable import beak_patch

@Suite("Unified diff")
struct UnifiedDiffTests {
  private func diff(_ path: String, _ before: String?, _ after: String?) -> String {
    func side(_ text: String?) -> UnifiedDiff.Side? {
      text.map { UnifiedDiff.Side(content: Array($0.utf8), id: ObjectID(of: .blob, Array($0.utf8))) }
    }
    var output = ByteBuffer()
    UnifiedDiff.append(path: path, mode: .file, before: side(before), after: side(after), to: &output)
    return String(decoding: output.toBytes(), as: UTF8.self)
  }

  @Test("has the headers, context and counts that git writes")
  func form() {
    let before = (1...12).map { "\($0)\n" }.joined()
    let after = before.replacingOccurrences(of: "2\n3\n", with: "2\nnew\n3\n").replacingOccurrences(
      of: "12\n", with: "12")
    #expect(
      diff("a b", before, after) == """
        diff --git a/a b b/a b
        index \(ObjectID(of: .blob, Array(before.utf8)))..\(ObjectID(of: .blob, Array(after.utf8))) 100644
        --- a/a b
        +++ b/a b
        @@ -1,5 +1,6 @@
         1
         2
        +new
         3
         4
         5
        @@ -9,4 +10,4 @@
         9
         10
         11
        -12
        +12
        \\ No newline at end of file

        """)
  }

  @Test("the script of changes is the shortest there is")
  func shortest() {
    var generator = SplitMix64(seed: 3)
    for _ in 0..<400 {
      let left = (0..<Int(generator.next() % 14)).map { _ in Int(generator.next() % 3) }
      let right = (0..<Int(generator.next() % 14)).map { _ in Int(generator.next() % 3) }
      let difference = LineDifference(left, right)
      let kept = zip(left, difference.deleted).filter { !$1 }.map(\.0)
      #expect(kept == zip(right, difference.inserted).filter { !$1 }.map(\.0))
      #expect(kept.count == longestCommon(left, right))
    }
  }

  private func longestCommon(_ left: [Int], _ right: [Int]) -> Int {
    var row = Array(repeating: 0, count: right.count + 1)
    for value in left {
      var corner = 0
      for (index, other) in right.enumerated() {
        let above = row[index + 1]
        row[index + 1] = value == other ? corner + 1 : max(above, row[index])
        corner = above
      }
    }
    return row[right.count]
  }

  @Test("git applies it: random changes, new and deleted files, odd names, missing last line feeds")
  func roundTrip() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    var generator = SplitMix64(seed: 11)
    func text() -> String {
      let lines = (0..<Int(generator.next() % 40)).map { _ in "line \(generator.next() % 6)" }
      return lines.joined(separator: "\n") + (generator.next() % 3 == 0 || lines.isEmpty ? "" : "\n")
    }
    for round in 0..<12 {
      let folder = workshop.place("work-\(round)")
      var patch = ""
      var expected: [String: String] = [:]
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for name in ["plain", "with space", "tab\tname", "qu\"ote", "ümlaut", "new", "gone"] {
        let before = name == "new" ? nil : text()
        let after = name == "gone" ? nil : text()
        if let before { try Data(before.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)")) }
        expected[name] = after
        if before != after { patch += diff(name, before, after) }
      }
      try Data(patch.utf8).write(to: URL(fileURLWithPath: workshop.place("patch")))
      try shell(
        "cd '\(folder)' && GIT_CEILING_DIRECTORIES='\(workshop.folder.path)' git apply '\(workshop.place("patch"))'"
      )
      #expect(try Workspace.listing(URL(fileURLWithPath: folder)) == expected)
    }
  }
}
