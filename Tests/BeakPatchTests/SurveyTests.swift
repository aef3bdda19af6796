import Foundation
import Git
import JSON
import Primitives
import Testing

@testable import beak_patch

@Suite("Survey")
struct SurveyTests {
  /// Seven commits: an anchor goes in the fourth and comes back in the sixth; a file comes in the third.
  private func history() throws -> Workspace {
    let workspace = try Workspace()
    for number in 1...6 {
      var files = Workspace.files
      files["number"] = "\(number)\n"
      if number >= 2 { files["docs/late.md"] = "late\n" }
      if number == 3 || number == 4 { files["README.md"] = "A game.\n" }
      try workspace.commit(files)
    }
    return workspace
  }

  private static let edits = [
    edit("toy", "replace", #""file":"README.md","anchor":"A toy","text":"B""#),
    edit("after", "replace", #""file":"README.md","anchor":"B.","text":"C""#),
    edit("late", "delete", #""file":"docs/late.md","applies":{"present":["docs"]}"#),
    edit("soften", "rename-macros", #""files":["**/*.rs"],"macros":{"assert":"a::b"},"expect":{"min":1}"#),
  ]

  private func text(_ set: PatchSet, _ workspace: Workspace, _ range: String, jobs: Int = 1) throws -> String
  {
    let repository = try Repository(at: workspace.workshop.path)
    let span = try SurveyRange(range, reader: ObjectReader(repository), set: set)
    let passes = Array(set.passes.indices)
    let rows = try Survey.rows(of: span, set, passes: passes, repository, jobs: jobs)
    let text = SurveyReport.text(of: rows, span, set, passes: passes)
    return String(decoding: text.toBytes(), as: UTF8.self)
  }

  private func survey(_ set: PatchSet, _ workspace: Workspace, _ range: String) throws -> [[String: Any]] {
    try text(set, workspace, range).split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  @Test("tells for each commit what fits, and for each edit its first and last good commit")
  func whole() throws {
    let workspace = try history()
    let ids = workspace.commits
    let lines = try survey(try SetFiles(Self.edits).set, workspace, "main")
    #expect(lines.count == 7 + 4)
    #expect(lines.prefix(7).map { $0["commit"] as? String } == ids)
    #expect(lines.prefix(7).map { $0["fits"] as? Bool } == [true, true, true, false, false, true, true])
    #expect(
      lines.prefix(7).map { $0["missed"] as? [String] } == [
        [], [], [], ["toy", "after"], ["toy", "after"], [], [],
      ])
    #expect(lines.prefix(7).map { $0["notApplicable"] as? Int } == [1, 1, 0, 0, 0, 0, 0])
    func row(_ edit: String) -> String {
      let line = lines.first { $0["edit"] as? String == edit }
      let first = ids.firstIndex { $0 == line?["firstGood"] as? String }
      let last = ids.firstIndex { $0 == line?["lastGood"] as? String }
      return "\(first ?? -1) \(last ?? -1) \(line?["good"] ?? "") \(line?["missed"] ?? "")"
    }
    #expect(row("toy") == "0 6 5 2")
    #expect(row("after") == "0 6 5 2")
    #expect(row("late") == "2 6 5 0")
    #expect(row("soften") == "0 6 7 0")
    #expect(lines[0]["commitDate"] as? String == "2023-11-14T22:13:20Z")
  }

  @Test("agrees with a plan of every single commit")
  func agrees() throws {
    let workspace = try history()
    let set = SetFiles(Self.edits)
    let lines = try survey(try set.set, workspace, "main")
    for (commit, line) in zip(workspace.commits, lines) {
      let run = try PatchRun(set, [workspace.record(commit)], action: .plan, cache: workspace.cache)
      #expect((run.status == 0) == (line["fits"] as? Bool))
    }
  }

  @Test("a range begins after its first end, and ranges of the set bound edits")
  func ranges() throws {
    let workspace = try history()
    let ids = workspace.commits
    let head = #","ranges":{"mid":{"since":"\#(ids[2])","until":"\#(ids[5])"}}"#
    let set = try SetFiles(
      [edit("x", "delete", #""file":"Cargo.lock","applies":{"ranges":["mid"]}"#), Self.edits[3]], head: head
    ).set
    let lines = try survey(set, workspace, "\(ids[1].prefix(12))..main")
    #expect(lines.count == 5 + 2)
    #expect(lines.prefix(5).map { $0["notApplicable"] as? Int } == [0, 0, 0, 1, 1])
    #expect(lines[5]["firstGood"] as? String == ids[2])
    #expect(lines[5]["lastGood"] as? String == ids[4])
  }

  @Test(
    "commits that are called like options, or not at all, are refused",
    arguments: ["--all", "none", "", "..", "none..main", "main..none"])
  func names(range: String) throws {
    let workspace = try Workspace()
    let set = try SetFiles(Self.edits).set
    #expect(throws: SurveyFailure.self) { _ = try survey(set, workspace, range) }
  }

  @Test("several threads tell the same as one")
  func threads() throws {
    let workspace = try Workspace()
    let trees = try [0, 1, 2].map { number in
      try workspace.workshop.tree(
        files: Workspace.files.merging(["README.md": number == 1 ? "none" : "A toy\(number)"]) { $1 })
    }
    // Written in one go, as a process for each of 500 commits would take long.
    var script = ""
    for number in 0..<500 {
      script +=
        "commit refs/heads/main\ncommitter C <c@example.org> \(1_700_000_100 + number) +0000\ndata 1\nx\n"
      if number == 0 { script += "from \(workspace.commits[0])\n" }
      script += "M 040000 \(trees[number % 3]) \n"
    }
    try workspace.workshop.git(["fast-import", "--quiet", "--force"], input: Array(script.utf8))
    let set = try SetFiles([Self.edits[0], Self.edits[3]]).set
    let one = try text(set, workspace, "main", jobs: 1)
    #expect(try text(set, workspace, "main", jobs: 2) == one)
    #expect(try text(set, workspace, "main", jobs: 3) == one)
    let lines = try survey(set, workspace, "main")
    #expect(lines.count == 501 + 2)
    #expect(lines[501]["missed"] as? Int == 167)
  }
}
