import Foundation
import Testing

@testable import beak_patch

@Suite("Where edits apply")
struct ApplicabilityTests {
  /// A history of four commits, and the set's edit with a condition, beside one that always applies.
  private func statuses(
    _ condition: String, head: (Workspace) -> String = { _ in "" }, repository: String? = nil
  ) throws -> [String] {
    let workspace = try Workspace()
    for number in 1...3 {
      var files = Workspace.files
      files["number"] = "\(number)\n"
      if number >= 2 { files["docs/late.md"] = "late\n" }
      try workspace.commit(files)
    }
    let set = SetFiles(
      [
        edit("always", "delete", #""file":"README.md""#),
        edit("x", "delete", #""file":"Cargo.lock","applies":{\#(condition)}"#),
      ], head: head(workspace))
    return try workspace.commits.map { commit in
      let line = workspace.record(commit, repository: repository)
      let run = try PatchRun(set, [line], action: .plan, cache: workspace.cache)
      guard let edits = try run.records.first?["edits"] as? [[String: Any]] else {
        return try run.codes.joined()
      }
      return edits[1]["status"] as? String == "applied" ? "+" : (edits[1]["why"] as? String ?? "")
    }
  }

  @Test("by paths that are there or not")
  func paths() throws {
    let none = "docs/late.md is not there"
    #expect(try statuses(#""present":["docs/late.md"]"#) == [none, none, "+", "+"])
    #expect(
      try statuses(#""present":["vm/src"],"absent":["docs"]"#) == [
        "+", "+", "docs is there", "docs is there",
      ])
  }

  @Test("by listed commits, by name and by hash")
  func commits() throws {
    let no = "the commit is not listed"
    func head(_ workspace: Workspace) -> String { #","commits":{"two":"\#(workspace.commits[1])"}"# }
    #expect(try statuses(#""commits":["two"]"#, head: head) == [no, "+", no, no])
    #expect(
      try statuses(#""commits":["two"],"present":["docs"]"#, head: head)
        == ["docs is not there", "docs is not there", no, no])
  }

  @Test("by ranges of history: from the first commit, up to but without the last")
  func ranges() throws {
    let no = "the commit lies in none of its ranges"
    func head(_ workspace: Workspace) -> String {
      let ids = workspace.commits
      return
        #","commits":{"first":"\#(ids[0])"},"ranges":{"mid":{"since":"\#(ids[1])","until":"\#(ids[3])"},"#
        + #""old":{"until":"\#(ids[1])"},"new":{"since":"\#(ids[2])"},"all":{},"#
        + #""none":{"since":"\#(String(repeating: "1", count: 40))"}}"#
    }
    #expect(try statuses(#""ranges":["mid"]"#, head: head) == [no, "+", "+", no])
    #expect(try statuses(#""ranges":["old"]"#, head: head) == ["+", no, no, no])
    #expect(try statuses(#""ranges":["new"]"#, head: head) == [no, no, "+", "+"])
    #expect(try statuses(#""ranges":["old","new"]"#, head: head) == ["+", no, "+", "+"])
    #expect(try statuses(#""ranges":["all"]"#, head: head) == ["+", "+", "+", "+"])
    #expect(try statuses(#""ranges":["none"]"#, head: head) == [no, no, no, no])
    #expect(try statuses(#""commits":["first"],"ranges":["new"]"#, head: head) == ["+", no, "+", "+"])
  }

  @Test("a range that cannot be looked up is an error, unless something else decides")
  func history() throws {
    let workspace = try Workspace()
    let commit = workspace.commits[0]
    _ = try workspace.materialize(commit)
    let line = workspace.record(
      commit, path: "\(workspace.out)/toy-\(commit)/toy-src", repository: workspace.workshop.place("gone"))
    let head = #","ranges":{"new":{"since":"\#(commit)"}},"commits":{"first":"\#(commit)"}"#
    func run(_ condition: String) throws -> PatchRun {
      let set = SetFiles([edit("x", "delete", #""file":"Cargo.lock","applies":{\#(condition)}"#)], head: head)
      return try PatchRun(set, [line], action: .plan, cache: nil)
    }
    #expect(try run(#""ranges":["new"]"#).codes == ["history-missing "])
    #expect(try run(#""ranges":["new"],"commits":["first"]"#).status == 0)
    #expect(try run(#""ranges":["new"],"present":["none"]"#).codes == ["nothing-applies "])
  }
}
