import Foundation
import Git
import Testing

@testable import beak_patch

@Suite("Patching snapshots")
struct PatchingTests {
  @Test("every operation is done, proven, and is what git sees")
  func everything() throws {
    let workspace = try Workspace()
    let commit = workspace.commits[0]
    let line = try workspace.materialize(commit)
    let run = try PatchRun(Workspace.set, [line], cache: workspace.cache)
    #expect(run.errors.hasSuffix("in=1 ok=1 failed=0\n"))
    #expect(run.status == 0)
    let record = try #require(try run.records.first)
    #expect(record["schema"] as? String == "beak.patched/1")
    #expect(record["id"] as? String == String(commit.prefix(8)))
    #expect(record["commit"] as? String == commit)
    #expect(record["patchSet"] as? String == "toy")
    #expect(record["digest"] as? String == (try workspace.treeByGit(commit)))
    let edits = try #require(record["edits"] as? [[String: Any]])
    #expect(
      edits.map { "\($0["id"]!) \($0["status"]!) \($0["count"]!) \($0["files"]!)" } == [
        "crate applied 1 1", "member applied 1 1", "import applied 1 1", "soften applied 2 2",
        "step applied 1 1",
        "plus-two applied 1 1", "old applied 1 1", "maybe missed-optional 0 0", "later not-applicable 0 0",
      ])
    #expect(edits[8]["why"] as? String == "it requires maybe, which is not applied")
    let passes = try #require(record["passes"] as? [[String: Any]])
    #expect(passes.map { "\($0["name"]!) \($0["edits"]!) \($0["files"]!)" } == ["one 7 5"])
    let files = try #require(record["files"] as? [[String: Any]])
    #expect(
      files.map { "\($0["path"]!)" } == [
        "Cargo.toml", "crates/fuzz/src/lib.rs", "vm/src/chip.rs", "vm/src/lib.rs", "vm/src/old.rs",
      ])
    #expect(files[1]["before"] is NSNull && files[4]["after"] is NSNull)
    // printf '// unused\n' | sha256sum
    #expect(
      files[4]["before"] as? String == "f696d54c3e9f58a005cc6f4422f5c17dc1c1b468a710a42592f5bdf4f1d10601")
    try checkSources(workspace, commit)
  }

  private func checkSources(_ workspace: Workspace, _ commit: String) throws {
    let now = try Workspace.listing(workspace.sources(commit))
    #expect(now["Cargo.toml"] == "[workspace]\nmembers = [\n    \"crates/fuzz\",\n    \"vm\",\n]\n")
    #expect(now["crates/fuzz/src/lib.rs"] == Workspace.templates["fuzz.rs"])
    #expect(
      now["vm/src/lib.rs"]
        == "pub mod chip;\n\nconst _: () = assert!(1 < 2);\n\nuse fuzz::emit;\n\npub fn run(x: u32) -> u32 {\n    fuzz::soft!(x > 0, \"}\");\n    x + 2\n}\n"
    )
    #expect(
      now["vm/src/chip.rs"]?.hasPrefix(
        "pub struct Chip;\n\nimpl Chip {\n    pub fn step(&self) {\n        // assert!(false)\n        fuzz::soft!(1, 1);\n        fuzz::emit();\n    }\n}\n"
      ) == true)
    #expect(now["vm/src/old.rs"] == nil)
    #expect(now["README.md"] == "A toy.\n")
    let marker = try #require(
      SnapshotMarker(
        Array(try Data(contentsOf: workspace.folder(commit).appendingPathComponent("beak.json")))))
    #expect(marker.state == .patched)
  }

  @Test("a second run changes nothing and says the same, with and without jobs")
  func idempotent() throws {
    let workspace = try Workspace()
    let second = try workspace.commit(Workspace.files.merging(["README.md": "More.\n"]) { $1 })
    let lines = try [workspace.commits[0], second].map(workspace.materialize)
    let first = try PatchRun(Workspace.set, lines, cache: workspace.cache, arguments: ["-j1"])
    let before = try Workspace.listing(URL(fileURLWithPath: workspace.out))
    #expect(first.lines.count == 2)
    for jobs in ["-j1", "-j2", "-j4"] {
      let again = try PatchRun(Workspace.set, lines + lines, cache: workspace.cache, arguments: [jobs])
      #expect(again.status == 0)
      #expect(again.lines == first.lines + first.lines)
      #expect(try Workspace.listing(URL(fileURLWithPath: workspace.out)) == before)
    }
    // The patched record is a snapshot record, too.
    let fed = try PatchRun(Workspace.set, first.lines, cache: workspace.cache)
    #expect(fed.lines == first.lines)
  }

  @Test("fresh snapshots of one commit get one digest, wherever and however often they are made")
  func deterministic() throws {
    var outputs: Set<String> = []
    for round in 0..<5 {
      let workspace = try Workspace()
      let line = try workspace.materialize(workspace.commits[0])
      let run = try PatchRun(Workspace.set, [line], cache: workspace.cache, arguments: ["-j\(1 + round % 2)"])
      #expect(run.status == 0)
      outputs.insert(run.output.replacingOccurrences(of: workspace.workshop.folder.path, with: ""))
    }
    #expect(outputs.count == 1)
  }

  @Test("--dry-run and --diff tell the same and write nothing")
  func dryRun() throws {
    let workspace = try Workspace()
    let commit = workspace.commits[0]
    let line = try workspace.materialize(commit)
    let before = try Workspace.listing(URL(fileURLWithPath: workspace.out))
    let plan = try PatchRun(Workspace.set, [line], action: .plan, cache: workspace.cache)
    let diff = try PatchRun(Workspace.set, [line], action: .plan, diff: true, cache: workspace.cache)
    // A commit that was only resolved can be planned from the mirror.
    let bare = try PatchRun(
      Workspace.set, [workspace.record(commit)], action: .plan, cache: workspace.cache)
    #expect(try Workspace.listing(URL(fileURLWithPath: workspace.out)) == before)
    let digest = try #require(try plan.records.first?["digest"] as? String)
    #expect(try plan.records.first?["dryRun"] as? Bool == true)
    #expect(try bare.records.first?["digest"] as? String == digest)
    #expect(diff.output.hasPrefix("# toy \(commit): tree "))
    let patch = workspace.workshop.place("patch")
    try Data(diff.output.utf8).write(to: URL(fileURLWithPath: patch))
    let ceiling = "GIT_CEILING_DIRECTORIES='\(workspace.workshop.folder.path)'"
    try shell("cd '\(workspace.sources(commit).path)' && \(ceiling) git apply '\(patch)'")
    #expect(try workspace.treeByGit(commit) == digest)
  }

  @Test(
    "--reverse takes a snapshot back, byte for byte, and --check sees every change of files, modes and links")
  func reverseAndCheck() throws {
    let workspace = try Workspace()
    let commit = workspace.commits[0]
    let line = try workspace.materialize(commit)
    let pristine = try Workspace.listing(workspace.folder(commit))
    let patched = try PatchRun(Workspace.set, [line], cache: workspace.cache)
    func verdicts() throws -> [String] {
      let run = try PatchRun(Workspace.set, [line], action: .check, cache: workspace.cache)
      return try run.records.map { "\($0["state"]!) \($0["verdict"]!) \(run.status)" }
    }
    #expect(try verdicts() == ["patched pass 0"])
    let file = workspace.sources(commit).appendingPathComponent("crates/fuzz/src/lib.rs").path
    for (command, undo) in [("chmod 755", "chmod 644"), ("chmod 600 ", "chmod 644")] {
      try shell("\(command) '\(file)'")
      #expect(try verdicts() == [command == "chmod 755" ? "patched fail 1" : "patched pass 0"])
      try shell("\(undo) '\(file)'")
    }
    try shell("mv '\(file)' '\(file).x' && ln -s lib.rs.x '\(file)'")
    #expect(try verdicts() == ["patched fail 1"])
    try shell("mv '\(file).x' '\(file)'")
    #expect(try verdicts() == ["patched pass 0"])
    let back = try PatchRun(Workspace.set, patched.lines, action: .reverse, cache: workspace.cache)
    #expect(try Workspace.listing(workspace.folder(commit)) == pristine)
    #expect(try back.records.first?["schema"] as? String == "beak.snapshot/1")
    #expect(try back.records.first?["digest"] == nil)
    #expect(try verdicts() == ["pristine pass 0"])
  }

  @Test("another choice of passes starts from the pristine files")
  func passes() throws {
    let workspace = try Workspace()
    let commit = workspace.commits[0]
    let line = try workspace.materialize(commit)
    var set = Workspace.set
    set.files["set.json"] = #"{"schema":"beak.patchset/1","zkvm":"toy","passes":["one","two"]}"#
    set.files["two/manifest.json"] =
      #"{"pass":"two","reason":"a test","edits":[\#(edit("b", "replace", #""file":"README.md","anchor":"toy","text":"game""#))]}"#
    let both = try PatchRun(set, [line], cache: workspace.cache)
    let two = try PatchRun(set, [line], passes: ["two"], cache: workspace.cache)
    #expect(try two.records.first?["digest"] as? String == (try workspace.treeByGit(commit)))
    #expect(try Workspace.listing(workspace.sources(commit))["Cargo.toml"] == Workspace.files["Cargo.toml"])
    #expect(try PatchRun(set, [line], cache: workspace.cache).lines == both.lines)
    #expect(try PatchRun(set, [line], passes: ["none"], cache: workspace.cache).codes == ["nothing-applies "])
  }
}
