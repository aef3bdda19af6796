import Foundation
import Git
import TestSupport
import Testing

@testable import beak_patch

/// beak-patch as a program: what one process does to the snapshot of another.
@Suite("beak-patch as a process", .serialized)
struct ProcessTests {
  /// The built program: in `BEAK_BIN`, else beside the test bundle.
  private static var tool: String {
    get throws {
      let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      let folder = ProcessInfo.processInfo.environment["BEAK_BIN"].map { URL(fileURLWithPath: $0) } ?? own
      let path = folder.appendingPathComponent("beak-patch").path
      try #require(FileManager.default.isExecutableFile(atPath: path), "\(path) is not built")
      return path
    }
  }

  /// A workspace with its set on the disk and a snapshot; the record is in a file.
  private struct Stage {
    let workspace: Workspace
    let commit: String
    let set: String
    let record: String

    init() throws {
      workspace = try Workspace()
      commit = workspace.commits[0]
      set = workspace.workshop.place("set")
      record = workspace.workshop.place("record")
      try Workspace.set.write(to: URL(fileURLWithPath: set))
      try Data((try workspace.materialize(commit) + "\n").utf8).write(to: URL(fileURLWithPath: record))
    }

    func command(_ options: String = "") throws -> String {
      "'\(try ProcessTests.tool)' --quiet --patch-set '\(set)' --cache '\(workspace.cache.path)' \(options) '\(record)'"
    }

    /// The state that the marker tells; the sources must agree with it.
    func soundState() throws -> SnapshotMarker.State {
      let location = SnapshotLocation(
        out: workspace.out, zkvm: Workspace.zkvm, commit: ObjectID(hex: commit)!)
      let snapshot = try Snapshot(location)
      let marker = try #require(try snapshot.marker())
      #expect(try snapshot.tree(marker) == marker.currentTree)
      #expect(marker.state == .patched || marker.currentTree == marker.tree)
      return marker.state
    }
  }

  @Test("one copied program patches with the set of a folder, and tells as a library does")
  func alone() throws {
    let stage = try Stage()
    let copy = stage.workspace.workshop.place("copied")
    try shell("cp '\(try Self.tool)' '\(copy)'")
    let output = try shell(
      "cd / && \(try stage.command().replacingOccurrences(of: try Self.tool, with: copy))")
    let line = try String(contentsOfFile: stage.record, encoding: .utf8).trimmingCharacters(in: .newlines)
    let run = try PatchRun(Workspace.set, [line], action: .patch, cache: stage.workspace.cache)
    #expect(output + "\n" == run.output)
    // The sets that the program carries are with it.
    let listed = try shell("cd / && '\(copy)' --list")
    #expect(listed.split(separator: "\n").count == PatchSets.embedded.all.count)
  }

  @Test("two processes on one snapshot both succeed, and say the same")
  func together() throws {
    let stage = try Stage()
    let outputs = (0..<4).map { stage.workspace.workshop.place("output-\($0)") }
    let runs = try outputs.map { try start("\(try stage.command()) > '\($0)'") }
    for run in runs {
      run.waitUntilExit()
      #expect(run.terminationStatus == 0)
    }
    let texts = try outputs.map { try String(contentsOfFile: $0, encoding: .utf8) }
    #expect(Set(texts).count == 1)
    #expect(texts[0].hasSuffix("}\n"))
    #expect(try stage.soundState() == .patched)
    // Patching against taking back: one after the other, in any order.
    for _ in 0..<5 {
      let pair = try ["", "--reverse"].map { try start("\(try stage.command($0)) > /dev/null") }
      for run in pair {
        run.waitUntilExit()
        #expect(run.terminationStatus == 0)
      }
      _ = try stage.soundState()
    }
  }

  /// Starts a command of the shell, which is replaced by the program.
  private func start(_ command: String) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "exec \(command)"]
    try process.run()
    return process
  }

  @Test("a process that is killed leaves the snapshot wholly pristine or wholly patched")
  func killed() throws {
    let stage = try Stage()
    var state = try stage.soundState()
    var (round, turns) = (0, 0)
    // The delay grows until a run comes to its end, and then begins anew: every step is met some time.
    var delay = 0.0
    while round < 40 || turns < 3, round < 1000 {
      let process = try start("\(try stage.command(state == .patched ? "--reverse" : "")) > /dev/null 2>&1")
      usleep(UInt32(delay * 1000))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let after = try stage.soundState()
      if after != state { turns += 1 }
      delay = after == state ? 0.5 + delay * 1.1 : Double(round % 7)
      state = after
      round += 1
    }
    #expect(turns >= 3)
    // What killed processes left is cleared away by the next run.
    try shell("\(try stage.command()) > /dev/null")
    #expect(try stage.soundState() == .patched)
    let left = try FileManager.default.contentsOfDirectory(atPath: stage.workspace.out)
    #expect(left == ["toy-\(stage.commit)"])
  }

  @Test("a disk that takes no more bytes is an infrastructure error, and the snapshot stays")
  func fullDisk() throws {
    let stage = try Stage()
    let errors = stage.workspace.workshop.place("errors")
    let status = try shell(
      "(trap '' XFSZ; ulimit -f 0; \(try stage.command("--errors stdout")); echo $?) | cat > '\(errors)'; tail -n1 '\(errors)'"
    )
    #expect(status == "4")
    #expect(try String(contentsOfFile: errors, encoding: .utf8).contains("\"code\":\"write-failed\""))
    #expect(try stage.soundState() == .pristine)
  }

  @Test(
    "wrong usage is told with status 2",
    arguments: [
      "--passes none", "--passes ,", "--check --reverse", "--diff --check", "--lint --list", "--commit 12",
      "--survey main", "--patch-set /none",
    ])
  func usage(options: String) throws {
    let stage = try Stage()
    let status = try shell("\(try stage.command(options)) > /dev/null 2>&1 < /dev/null; echo $?")
    #expect(status == "2")
  }

  @Test("--lint, --list, --try and --survey answer by themselves")
  func modes() throws {
    let stage = try Stage()
    let tool = "'\(try Self.tool)'"
    let lint = try shell("\(tool) --lint '\(stage.set)'; echo $?")
    #expect(
      lint.hasPrefix(
        #"{"schema":"beak.patchset-lint/1","patchSet":"toy","verdict":"pass","passes":1,"edits":9"#))
    #expect(lint.hasSuffix("\n0"))
    let list = try shell("\(tool) --patch-set '\(stage.set)' --list")
    #expect(list.contains(#""id":"crate","operation":"create","file":"crates/fuzz/src/lib.rs","expect":"1""#))
    let patched = try shell(try stage.command("--dry-run"))
    let digest = try #require(patched.firstMatch(of: /"digest":"([0-9a-f]{40})"/)).1
    let tried = try shell(
      "\(tool) --patch-set '\(stage.set)' --try '\(stage.workspace.sources(stage.commit).path)'")
    #expect(tried.contains("\"digest\":\"\(digest)\""))
    #expect(try stage.soundState() == .pristine)
    let survey = try shell(
      "\(tool) --patch-set '\(stage.set)' --survey main --repository '\(stage.workspace.workshop.path)'")
    #expect(survey.split(separator: "\n").count == 1 + 9)
    #expect(survey.contains(#""fits":true,"applied":7,"notApplicable":1,"missedOptional":1,"missed":[]"#))
    try shell("echo x > '\(stage.set)/one/manifest.json'; \(tool) --lint '\(stage.set)'; test $? = 1")
  }
}
