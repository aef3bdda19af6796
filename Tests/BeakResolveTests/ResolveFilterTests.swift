import Foundation
import TestSupport
import Testing

@testable import beak_resolve

@Suite("Resolving")
struct ResolveFilterTests {
  @Test("answers branches, tags, ids and beginnings of ids")
  func kinds() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let commits = try workshop.history(count: 3)
    try workshop.git(["tag", "-a", "-m", "one", "v1", commits[0]])
    try workshop.setRef("refs/tags/v2", commits[1])
    let run = try resolve(
      workshop, ["main", "v1", "v2", "refs/tags/v2", commits[0], String(commits[1].prefix(10))])
    #expect(run.status == 0)
    let records = try run.records
    #expect(
      records.map { $0["kind"] as? String } == ["branch", "tag", "tag", "tag", "commit", "abbreviation"])
    #expect(
      records.map { $0["commit"] as? String } == [
        commits[2], commits[0], commits[1], commits[1], commits[0], commits[1],
      ])
    #expect(records[0]["schema"] as? String == "beak.snapshot/1")
    #expect(records[0]["commitDate"] as? String == "2023-11-14T22:13:23Z")
    #expect(records[0]["reachable"] as? Bool == true)
    #expect(records[0]["tree"] as? String == (try workshop.git(["rev-parse", "\(commits[2])^{tree}"])))
    let path = "\(workshop.place("out"))/toy-\(commits[2])/toy-src"
    #expect(records[0]["path"] as? String == path)
    #expect(try String(contentsOfFile: "\(path)/number", encoding: .utf8) == "3\n")
  }

  @Test("answers the same for arguments, lines and objects, whatever the number of jobs")
  func determinism() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    _ = try workshop.history(count: 6)
    let references = ["main", "v0"] + (1...6).map { "b\($0)" }
    for number in 1...6 {
      try workshop.setRef("refs/heads/b\(number)", try workshop.git(["rev-parse", "main~\(number - 1)"]))
    }
    let first = try resolve(workshop, references + ["-j1", "--errors", "stdout"])
    let lines = references.joined(separator: "\n")
    #expect(first.output.split(separator: "\n").count == 8)
    for arguments in [["-j1", "--errors", "stdout"], ["-j4", "--errors", "stdout"]] {
      #expect(try resolve(workshop, references + arguments).output == first.output)
      #expect(try resolve(workshop, arguments, input: lines).output == first.output)
    }
    let object = try resolve(workshop, [], input: "{\"id\":\"mine\",\"zkvm\":\"toy\",\"ref\":\"main\"}\n")
    #expect(try object.records.first?["id"] as? String == "mine")
  }

  @Test("says what is wrong with each reference, and goes on")
  func errors() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let commits = try workshop.history(count: 2)
    try workshop.setRef("refs/heads/both", commits[0])
    try workshop.setRef("refs/tags/both", commits[1])
    try workshop.setRef("refs/tags/blob", try workshop.blob("x"))
    let unknown = String(repeating: "1", count: 40)
    let lines = [
      "nope", "both", "blob", unknown, "-x", "a~1", "{\"zkvm\":\"other\",\"ref\":\"main\"}", "{\"ref\":1}",
      "{", "main..nope",
      "\(commits[1])..\(commits[0])", "main",
    ]
    let run = try resolve(workshop, [], input: lines.joined(separator: "\n"))
    #expect(
      run.codes == [
        "reference-unknown", "reference-ambiguous", "not-a-commit", "commit-unknown", "reference-invalid",
        "reference-invalid", "zkvm-unknown", "wrong-type", "json-truncated", "reference-unknown",
        "range-invalid",
      ])
    #expect(run.errors.contains("the default branch is main"))
    #expect(run.errors.contains("in=12 ok=1 failed=11"))
    #expect(run.status == 3)
  }

  @Test("lists the candidates of a beginning that several commits have")
  func ambiguity() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    // Among 2,000 commits two begin with the same four digits, as there are 65,536 of these.
    let tree = try workshop.tree(files: ["x": "x"])
    var seen: [String: String] = [:]
    var pair: [String] = []
    for start in stride(from: 0, to: 4000, by: 500) where pair.isEmpty {
      let stream = (start..<start + 500).map { number in
        "commit refs/heads/n\(number)\ncommitter C <c@example.org> \(1_700_000_000 + number) +0000\ndata 1\nx\nM 040000 \(tree) \n"
      }
      try workshop.git(["fast-import", "--quiet"], input: Array(stream.joined(separator: "\n").utf8))
      for id in try workshop.git(["for-each-ref", "--format=%(objectname)", "refs/heads"]).split(
        separator: "\n")
      {
        let digits = String(id.prefix(4))
        if let other = seen[digits], other != id { pair = [other, String(id)].sorted() }
        seen[digits] = String(id)
      }
    }
    try #require(!pair.isEmpty, "no two commits begin alike")
    let digits = String(pair[0].prefix(4))
    let run = try resolve(workshop, ["--no-materialize", digits])
    #expect(run.codes == ["abbreviation-ambiguous"])
    #expect(pair.allSatisfy { run.errors.contains($0) })
  }

  @Test("answers a range with each of its commits, oldest first")
  func ranges() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let commits = try workshop.history(count: 5)
    let run = try resolve(workshop, ["--no-materialize", "\(commits[1])..main"])
    #expect(try run.records.map { $0["commit"] as? String } == Array(commits[2...]))
    #expect(try run.records.allSatisfy { $0["materialized"] as? Bool == false })
    #expect(Set(try run.records.map { $0["id"] as? String }).count == 3)
    #expect(run.errors.contains("in=3 ok=3 failed=0"))
    #expect(!FileManager.default.fileExists(atPath: workshop.place("out")))
  }

  @Test("lists submodules, links, and files that the repository lacks")
  func contents() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let (one, two) = (String(repeating: "1", count: 40), String(repeating: "2", count: 40))
    let tree = try workshop.tree([
      .init("160000", "dep", one), .init("100644", "large", two),
      .init("120000", "link", try workshop.blob("dep/x")),
    ])
    try workshop.setRef("refs/heads/main", try workshop.commit(tree))
    #expect(try resolve(workshop, ["main"]).codes == ["files-missing"])
    for _ in 1...2 {
      let run = try resolve(workshop, ["main", "--allow-missing"])
      let record = try #require(try run.records.first)
      #expect(record["submodules"] as? [[String: String]] == [["path": "dep", "commit": one]])
      #expect(record["symlinks"] as? [[String: String]] == [["path": "link", "target": "dep/x"]])
      #expect(record["missing"] as? [[String: String]] == [["path": "large", "blob": two]])
    }
    // What was left out before must not pass for complete now.
    #expect(try resolve(workshop, ["main"]).codes == ["files-missing"])
  }

  @Test("reads a partial clone, and does not let git fetch behind its back")
  func partialClone() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    _ = try workshop.history(count: 2)
    try workshop.git(["config", "uploadpack.allowFilter", "true"])
    let clone = workshop.place("partial.git")
    let url = "file://\(workshop.path)"
    try workshop.git(["clone", "--quiet", "--bare", "--filter=blob:none", url, clone], isInside: false)
    #expect(try resolve(workshop, ["main"], repository: clone).codes == ["files-missing"])
    let run = try resolve(workshop, ["main", "--allow-missing"], repository: clone)
    let missing = try #require(try run.records.first?["missing"] as? [[String: String]])
    #expect(missing.map { $0["path"] } == ["number", "src/lib.rs"])
    #expect(try workshop.git(["-C", clone, "cat-file", "-t", "main"], isInside: false) == "commit")
    #expect(try resolve(workshop, ["main"], repository: clone).codes == ["files-missing"])
  }

  @Test("reads a further work tree, whose objects lie elsewhere")
  func workTree() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let commits = try workshop.history(count: 2)
    try workshop.git(["worktree", "add", "--quiet", "--detach", workshop.place("work"), commits[0]])
    let run = try resolve(workshop, ["main", commits[0], "-j1"], repository: workshop.place("work"))
    #expect(try run.records.map { $0["commit"] as? String } == [commits[1], commits[0]])
  }

  @Test("leaves a right snapshot, restores a patched one, and replaces an altered one only when asked")
  func reuse() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let commits = try workshop.history(count: 1)
    let first = try resolve(workshop, ["main"])
    let folder = workshop.place("out/toy-\(commits[0])")
    func inode() throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: folder)[.systemFileNumber] as? Int
    }
    let before = try inode()
    #expect(try resolve(workshop, ["main"]).output == first.output)
    #expect(try inode() == before)
    try Data("mine".utf8).write(to: URL(fileURLWithPath: "\(folder)/toy-src/mine"))
    let refused = try resolve(workshop, ["main"])
    #expect(refused.codes == ["snapshot-altered"])
    #expect(FileManager.default.fileExists(atPath: "\(folder)/toy-src/mine"))
    #expect(try resolve(workshop, ["main", "--fresh"]).output == first.output)
    #expect(!FileManager.default.fileExists(atPath: "\(folder)/toy-src/mine"))
    try FileManager.default.removeItem(atPath: "\(folder)/beak.json")
    #expect(try resolve(workshop, ["main", "--fresh"]).codes == ["destination-not-ours"])
    #expect(FileManager.default.fileExists(atPath: "\(folder)/toy-src/number"))
  }

  @Test("searches the first bad commit step by step", arguments: [0, 3, 9])
  func bisect(bad: Int) throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let commits = try workshop.history(count: 11)
    var verdicts: [String] = []
    var last: [String: Any] = [:]
    // Every run is told one verdict more, as the search is the same every time.
    for _ in 0..<8 {
      let run = try resolve(
        workshop, ["--step", "--no-materialize", "\(commits[0])..main"],
        input: verdicts.joined(separator: "\n"))
      #expect(run.status == 0)
      last = try #require(try run.records.last)
      guard let asked = last["commit"] as? String, let index = commits.firstIndex(of: asked) else { break }
      verdicts.append("{\"verdict\":\"\(index - 1 >= bad ? "fail" : "pass")\",\"commit\":\"\(asked)\"}")
    }
    #expect(last["schema"] as? String == "beak.bisect/1")
    #expect(last["firstBad"] as? String == commits[bad + 1])
    #expect(last["commits"] as? Int == 10)
  }

  @Test("says what is wrong with a verdict")
  func verdicts() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let commits = try workshop.history(count: 5)
    let strange = String(repeating: "1", count: 40)
    let input = [
      "maybe", "{\"verdict\":\"pass\",\"commit\":\"\(strange)\"}", "{\"verdict\":1}", "good",
      "{\"verdict\":\"fail\",\"commit\":\"\(commits[1])\"}", "skip", "good", "bad",
    ]
    let run = try resolve(
      workshop, ["--step", "--no-materialize", "\(commits[0])..main"], input: input.joined(separator: "\n"))
    #expect(
      run.codes == [
        "verdict-invalid", "verdict-out-of-range", "verdict-invalid", "verdict-contradicts",
        "search-finished",
        "search-finished",
      ])
    let last = try #require(try run.records.last)
    #expect(last["firstBad"] is NSNull)
    #expect(last["candidates"] as? [String] == [commits[3], commits[4]])
    #expect(try resolve(workshop, ["--step", "main"]).codes == ["range-missing"])
  }
}
