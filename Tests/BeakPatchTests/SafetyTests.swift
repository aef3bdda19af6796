import Foundation
import Git
import TestSupport
import Testing

@testable import beak_patch

@Suite("Safety of patching")
struct SafetyTests {
  /// A workspace whose second commit has what a hostile repository would have: links where edits go, and a
  /// submodule.
  private func hostile() throws -> (Workspace, String) {
    let workspace = try Workspace()
    let shop = workspace.workshop
    let link = try shop.blob("README.md")
    let tree = try shop.tree([
      .init("100644", "README.md", try shop.blob("target\n")),
      .init("120000", "file-link", link),
      .init("120000", "folder-link", try shop.blob("real")),
      .init("160000", "module", workspace.commits[0]),
      .init("40000", "real", try shop.tree([.init("100644", "a.rs", try shop.blob("target\n"))])),
    ])
    return (workspace, try workspace.commit(tree: tree))
  }

  @Test(
    "edits do not go through links, submodules or files",
    arguments: [
      edit("x", "replace", #""file":"file-link","anchor":"README","text":"y""#),
      edit("x", "replace", #""file":"folder-link/a.rs","anchor":"target","text":"y""#),
      edit("x", "replace", #""file":"module","anchor":"target","text":"y""#),
      edit("x", "delete", #""file":"file-link""#), edit("x", "delete", #""file":"folder-link/a.rs""#),
      edit("x", "create", #""file":"folder-link/new.rs","text":"y""#),
      edit("x", "create", #""file":"file-link/new.rs","text":"y""#),
      edit("x", "create", #""file":"module/new.rs","text":"y""#),
      edit("x", "create", #""file":"file-link","text":"y""#),
    ])
  func links(edit: String) throws {
    let (workspace, commit) = try hostile()
    let line = try workspace.materialize(commit)
    let before = try Workspace.listing(workspace.workshop.folder)
    for action in [PatchOptions.Action.patch, .plan] {
      let run = try PatchRun(SetFiles([edit]), [line], action: action, cache: workspace.cache)
      #expect(try run.codes == ["file-unsafe "])
    }
    #expect(try Workspace.listing(workspace.workshop.folder) == before)
  }

  @Test("patterns pass links over, and the patched tree keeps them")
  func patterns() throws {
    let (workspace, commit) = try hostile()
    let line = try workspace.materialize(commit)
    let set = SetFiles([edit("x", "replace", #""files":["**"],"anchor":"target","text":"y","expect":2"#)])
    let run = try PatchRun(set, [line], cache: workspace.cache)
    #expect(run.status == 0)
    let listing = try Workspace.listing(workspace.sources(commit))
    #expect(listing["file-link"] == "link README.md")
    #expect(listing["folder-link"] == "link real")
    #expect(listing["real/a.rs"] == "y\n")
    let modes = try PatchRun(set, [line], action: .check, cache: workspace.cache)
    #expect(try modes.records.first?["verdict"] as? String == "pass")
    #expect(try PatchRun(set, [line], action: .reverse, cache: workspace.cache).status == 0)
    #expect(try Workspace.listing(workspace.sources(commit))["real/a.rs"] == "target\n")
  }

  @Test(
    "links that somebody puts into a snapshot lead nowhere",
    arguments: [
      "rm vm/src/lib.rs && ln -s \"$OUTSIDE/file\" vm/src/lib.rs",
      "mv vm \"$OUTSIDE/vm\" && ln -s \"$OUTSIDE/vm\" vm",
      "ln -s \"$OUTSIDE\" crates", "cd .. && mv toy-src \"$OUTSIDE/s\" && ln -s \"$OUTSIDE/s\" toy-src",
      "cd ../.. && mv toy-$COMMIT \"$OUTSIDE/t\" && ln -s \"$OUTSIDE/t\" toy-$COMMIT",
      "rm ../beak.json && ln -s \"$OUTSIDE/file\" ../beak.json", "rm ../beak.json",
      "echo '{}' > ../beak.json",
      "mkdir -p ../mine && echo work > ../mine/work", "mkfifo vm/src/pipe", "rm -r vm/src",
    ])
  func planted(command: String) throws {
    let workspace = try Workspace()
    let commit = workspace.commits[0]
    let line = try workspace.materialize(commit)
    let outside = workspace.workshop.place("outside")
    let setting = "OUTSIDE='\(outside)'; COMMIT=\(commit); cd '\(workspace.sources(commit).path)'"
    try shell("mkdir '\(outside)' && echo precious > '\(outside)/file'; \(setting) && { \(command); }")
    let before = try shell(
      "cd '\(workspace.workshop.folder.path)' && find . -not -path './out/.lock*' | sort")
    for action in [PatchOptions.Action.patch, .plan, .reverse] {
      let run = try PatchRun(Workspace.set, [line], action: action, cache: workspace.cache)
      let code = try #require(try run.codes.first?.split(separator: " ").first)
      #expect(run.status == (code == "write-failed" ? 4 : 3))
      #expect(
        ["snapshot-altered", "destination-not-ours", "mode-refused", "write-failed"].contains(code), "\(code)"
      )
    }
    #expect(try shell("cat '\(outside)/file'") == "precious")
    #expect(
      try shell("cd '\(workspace.workshop.folder.path)' && find . -not -path './out/.lock*' | sort") == before
    )
  }

  @Test("a repository around the snapshots keeps its uncommitted work")
  func enclosing() throws {
    let workspace = try Workspace()
    let commit = workspace.commits[0]
    let outer = workspace.workshop.folder.path
    let git = "GIT_CONFIG_GLOBAL=/dev/null git -c user.name=A -c user.email=a@b -C '\(outer)'"
    try shell(
      """
      \(git) init -q && echo one > '\(outer)/work' && printf 'out\\ncache\\nrepository.git\\n' > '\(outer)/.gitignore' \
      && \(git) add work .gitignore && \(git) commit -qm x && echo two >> '\(outer)/work' && echo new > '\(outer)/new'
      """)
    let line = try workspace.materialize(commit)
    let before = try shell(
      "\(git) status --porcelain && \(git) rev-parse HEAD && cat '\(outer)/work' '\(outer)/new'")
    for action in [PatchOptions.Action.patch, .check, .reverse, .patch] {
      #expect(try PatchRun(Workspace.set, [line], action: action, cache: workspace.cache).status == 0)
    }
    #expect(
      try shell("\(git) status --porcelain && \(git) rev-parse HEAD && cat '\(outer)/work' '\(outer)/new'")
        == before)
  }

  @Test("the cache of trees stays as it is, and one that was damaged is written anew")
  func cache() throws {
    let workspace = try Workspace()
    let commit = workspace.commits[0]
    let line = try workspace.materialize(commit)
    let trees = URL(fileURLWithPath: workspace.cache.trees)
    let before = try Workspace.listing(trees)
    #expect(try PatchRun(Workspace.set, [line], cache: workspace.cache).status == 0)
    #expect(try Workspace.listing(trees) == before)
    // Through a hard link that a build tool may have kept.
    try shell(
      "cd '\(trees.path)'/* && chmod u+w README.md && echo worse > README.md.new && mv -f README.md.new README.md"
    )
    #expect(try PatchRun(Workspace.set, [line], action: .reverse, cache: workspace.cache).status == 0)
    #expect(try Workspace.listing(workspace.sources(commit))["README.md"] == "A toy.\n")
    #expect(try Workspace.listing(trees) == before)
  }

  @Test("a patch set with links or devices is not read")
  func setFolder() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let folder = URL(fileURLWithPath: workshop.place("set"))
    try Workspace.set.write(to: folder)
    #expect(throws: Never.self) { try PatchSets.read(folder: folder.path) }
    try shell("ln -s /etc/hostname '\(folder.path)/one/templates/x'")
    let problem = #expect(throws: SetProblem.self) { try PatchSets.read(folder: folder.path) }
    #expect(problem?.code == "set-unreadable")
    #expect(problem?.file == "one/templates/x")
  }
}
