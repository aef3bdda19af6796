import Foundation
import Git
import Testing

@testable import beak_patch

@Suite("What does not fit")
struct PatchErrorTests {
  /// Edits after the usual ones, and the code that they end with.
  private static let misfits: [(String, String)] = [
    (edit("x", "replace", #""file":"README.md","anchor":"none","text":"y""#), "anchor-missing"),
    (edit("x", "insert-after", #""file":"README.md","anchor":"none","text":"y""#), "anchor-missing"),
    (edit("x", "insert-before", #""file":"README.md","anchor":"none","text":"y""#), "anchor-missing"),
    (
      edit("x", "insert-at-function-end", #""file":"vm/src/lib.rs","function":"none","text":"y""#),
      "anchor-missing"
    ),
    (edit("x", "rename-macros", #""files":["vm/**"],"macros":{"none":"a::b"}"#), "anchor-missing"),
    (edit("x", "replace", #""file":"vm/src/lib.rs","anchor":"u32","text":"y""#), "anchor-count"),
    (
      edit("x", "replace", #""file":"vm/src/lib.rs","anchor":"u32","text":"y","expect":{"min":3}"#),
      "anchor-count"
    ),
    (
      edit("x", "replace", #""file":"vm/src/lib.rs","anchor":"u32","text":"y","expect":{"max":1}"#),
      "anchor-count"
    ),
    (
      edit("x", "replace", #""file":"vm/src/lib.rs","anchor":"u32","text":"y","optional":true"#),
      "anchor-count"
    ),
    (
      edit(
        "x", "insert-at-function-end", #""file":"vm/src/chip.rs","function":"step","text":"y","expect":2"#),
      "anchor-count"
    ),
    (edit("x", "replace", #""file":"none.rs","anchor":"a","text":"y""#), "file-missing"),
    (edit("x", "replace", #""files":["none/**"],"anchor":"a","text":"y""#), "file-missing"),
    (edit("x", "replace", #""file":"vm/src/old.rs","anchor":"unused","text":"y""#), "file-missing"),
    (edit("x", "delete", #""file":"none.rs""#), "file-missing"),
    (edit("x", "delete", #""file":"vm/src""#), "file-missing"),
    (edit("x", "create", #""file":"README.md","text":"y""#), "file-exists"),
    (edit("x", "create", #""file":"vm/src","text":"y""#), "file-exists"),
    (edit("x", "create", #""file":"crates/fuzz","text":"y""#), "file-exists"),
    (edit("x", "create", #""file":"README.md/below","text":"y""#), "file-unsafe"),
    (edit("x", "create", #""file":"crates/fuzz/src/lib.rs/below","text":"y""#), "file-unsafe"),
  ]

  @Test("an edit that does not fit is an error, and nothing is written", arguments: misfits)
  func misfit(edit: String, code: String) throws {
    let workspace = try Workspace()
    let line = try workspace.materialize(workspace.commits[0])
    let before = try Workspace.listing(URL(fileURLWithPath: workspace.out))
    let set = SetFiles(Workspace.edits + [edit], templates: Workspace.templates)
    let run = try PatchRun(set, [line], cache: workspace.cache)
    #expect(try run.codes == ["\(code) "])
    #expect(run.status == 3)
    #expect(run.output.isEmpty)
    #expect(try Workspace.listing(URL(fileURLWithPath: workspace.out)) == before)
    #expect(try run.errorRecords.first?["message"].map { "\($0)".contains("x of the pass one") } == true)
  }

  @Test("a miss names the nearest line and the commit that took the anchor away; all misses are told at once")
  func hints() throws {
    let workspace = try Workspace()
    var files = Workspace.files
    files["vm/src/lib.rs"] = files["vm/src/lib.rs"]?.replacingOccurrences(of: "x + 1", with: "x + 2")
    let culprit = try workspace.commit(files)
    files["README.md"] = "Another toy.\n"
    let commit = try workspace.commit(files)
    let set = SetFiles([
      edit("plus", "replace", #""file":"vm/src/lib.rs","anchor":"    x + 1\n}","text":"y""#),
      edit("gone", "delete", #""file":"none""#), edit("fine", "delete", #""file":"README.md""#),
    ])
    let run = try PatchRun(set, [try workspace.materialize(commit)], cache: workspace.cache)
    let error = try #require(try run.errorRecords.first)
    #expect(error["code"] as? String == "anchor-missing")
    #expect(
      error["message"] as? String
        == "the edit plus of the pass one expects 1 of its anchor in vm/src/lib.rs, found 0; "
        + "1 more edit does not fit either: gone")
    #expect(
      error["hint"] as? String
        == "\"x + 1\" is not there; nearest: line 7 (80 %): \"x + 2\"; the anchor vanished in \(culprit)")
  }

  @Test("an anchor that is there too often is told with its lines")
  func places() throws {
    let workspace = try Workspace()
    let set = SetFiles([edit("x", "replace", #""file":"Cargo.toml","anchor":"m","text":"y""#)])
    let run = try PatchRun(set, [try workspace.materialize(workspace.commits[0])], cache: workspace.cache)
    let hint = try #require(try run.errorRecords.first?["hint"] as? String)
    #expect(hint == "it stands at line 2, 2, 3; lengthen the anchor, or correct \"expect\"")
  }

  @Test("0 of N is never success")
  func nothingApplies() throws {
    let workspace = try Workspace()
    let line = try workspace.materialize(workspace.commits[0])
    let never = edit("x", "delete", #""file":"README.md","applies":{"present":["none"]}"#)
    let missed = edit("y", "delete", #""file":"none","optional":true"#)
    for edits in [[never], [missed], [never, missed]] {
      let run = try PatchRun(SetFiles(edits), [line], cache: workspace.cache)
      #expect(try run.codes == ["nothing-applies "])
      #expect(
        try run.errorRecords.first?["message"] as? String
          == "0 of \(edits.count) edits of the pass one apply to this commit")
    }
    // A pass without edits has nothing to do.
    #expect(try PatchRun(SetFiles([]), [line], cache: workspace.cache).status == 0)
  }

  @Test(
    "records that tell of no snapshot are refused",
    arguments: [
      ("[]", "wrong-type "), ("{}", "field-missing /zkvm"), (#"{"zkvm":7}"#, "wrong-type /zkvm"),
      (#"{"zkvm":"../x"}"#, "value-invalid /zkvm"), (#"{"zkvm":"toy"}"#, "field-missing /commit"),
      (#"{"zkvm":"toy","commit":"main"}"#, "value-invalid /commit"),
      (#"{"zkvm":"jolt","commit":"COMMIT"}"#, "no-patch-set /zkvm"),
      (#"{"zkvm":"toy","commit":"COMMIT"}"#, "field-missing /path"),
      (#"{"zkvm":"toy","commit":"COMMIT","tree":"12"}"#, "value-invalid /tree"),
      (#"{"zkvm":"toy","commit":"COMMIT","path":"/etc"}"#, "value-invalid /path"),
      (#"{"zkvm":"toy","commit":"COMMIT","path":"xtoy-COMMIT/toy-src"}"#, "value-invalid /path"),
      (#"{"zkvm":"toy","commit":"COMMIT","path":"/none/toy-COMMIT/toy-src"}"#, "snapshot-missing /path"),
      (
        #"{"zkvm":"toy","commit":"COMMIT","path":"toy-COMMIT/toy-src","materialized":false}"#,
        "field-missing /path"
      ),
    ])
  func records(text: String, code: String) throws {
    let line = text.replacingOccurrences(of: "COMMIT", with: String(repeating: "1", count: 40))
    let run = try PatchRun(Workspace.set, [line], cache: nil)
    #expect(try run.codes == [code])
    #expect(run.status == 3)
  }

  @Test("a snapshot that is not what record and marker say is left alone")
  func altered() throws {
    let workspace = try Workspace()
    let commit = workspace.commits[0]
    let line = try workspace.materialize(commit)
    let other = line.replacingOccurrences(
      of: "\"tree\":\"", with: "\"tree\":\"\(String(repeating: "1", count: 40))\",\"old\":\"")
    #expect(try PatchRun(Workspace.set, [other], cache: workspace.cache).codes == ["snapshot-foreign /tree"])
    let file = workspace.sources(commit).appendingPathComponent("mine.txt")
    try Data("my own work".utf8).write(to: file)
    for action in [PatchOptions.Action.patch, .plan, .reverse] {
      let run = try PatchRun(Workspace.set, [line], action: action, cache: workspace.cache)
      #expect(try run.codes == ["snapshot-altered "])
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == "my own work")
  }

  @Test("without a repository a pristine snapshot can be patched, and a patched one not taken back")
  func withoutRepository() throws {
    let workspace = try Workspace()
    let commit = workspace.commits[0]
    let path = "\(workspace.out)/toy-\(commit)/toy-src"
    _ = try workspace.materialize(commit)
    let line = workspace.record(commit, path: path, repository: workspace.workshop.place("gone"))
    let run = try PatchRun(Workspace.set, [line], cache: nil)
    #expect(run.status == 0)
    #expect(try run.records.first?["digest"] as? String == (try workspace.treeByGit(commit)))
    for action in [PatchOptions.Action.patch, .reverse] {
      let again = try PatchRun(Workspace.set, [line], action: action, cache: workspace.cache)
      #expect(try again.codes == ["pristine-unavailable "])
    }
    let named = try PatchRun(
      Workspace.set, [line], repository: workspace.workshop.path, cache: workspace.cache)
    #expect(named.lines == run.lines)
    let wrong = try PatchRun(Workspace.set, [line], repository: "/none", cache: workspace.cache)
    #expect(try wrong.codes == ["no-repository "])
    #expect(wrong.status == 4)
  }

  @Test("every code is in the catalogue, once")
  func catalogue() {
    let codes = PatchError.catalogue.entries.map(\.code)
    #expect(Set(codes).count == codes.count)
    for kind in EditFailure.Kind.allCases { #expect(codes.contains(kind.rawValue)) }
    for kind in SetProblem.Kind.allCases { #expect(codes.contains(kind.rawValue)) }
  }
}
