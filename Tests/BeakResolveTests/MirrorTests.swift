import Foundation
import TestSupport
import Testing

@testable import beak_resolve

@Suite("Mirrors")
struct MirrorTests {
  private func mirror(_ workshop: GitWorkshop) throws -> String {
    let names = try FileManager.default.contentsOfDirectory(atPath: workshop.place("cache/mirrors"))
    #expect(names.count == 1, "\(names)")
    return workshop.place("cache/mirrors/\(try #require(names.first))")
  }

  @Test("are fetched by need, follow their remote, and answer offline")
  func following() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let url = "file://\(workshop.path)"
    let commits = try workshop.history(count: 3)
    try workshop.setRef("refs/heads/main", commits[0])
    try workshop.git(["symbolic-ref", "HEAD", "refs/heads/trunk"])
    try workshop.setRef("refs/heads/trunk", commits[1])
    #expect(try resolve(workshop, ["main", "--offline"], repository: url).codes == ["mirror-missing"])
    let first = try resolve(workshop, ["main", "nope"], repository: url)
    #expect(try first.records.first?["commit"] as? String == commits[0])
    #expect(try first.records.first?["repository"] as? String == url)
    #expect(first.errors.contains("the default branch is trunk"))
    // The remote moves on, and a branch goes away.
    try workshop.setRef("refs/heads/main", commits[2])
    try workshop.git(["update-ref", "-d", "refs/heads/trunk"])
    let offline = try resolve(workshop, ["main", "trunk", "--offline", "-j1"], repository: url)
    #expect(try offline.records.map { $0["commit"] as? String } == [commits[0], commits[1]])
    let online = try resolve(workshop, ["main", "trunk", "-j1"], repository: url)
    #expect(try online.records.map { $0["commit"] as? String } == [commits[2]])
    #expect(online.codes == ["reference-unknown"])
  }

  @Test("need no remote for an id that is there")
  func withoutRemote() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let url = "file://\(workshop.path)"
    let commits = try workshop.history(count: 2)
    #expect(try resolve(workshop, ["main"], repository: url).status == 0)
    try FileManager.default.moveItem(atPath: workshop.path, toPath: workshop.place("away.git"))
    let run = try resolve(workshop, [commits[0], String(commits[1].prefix(12)), "main"], repository: url)
    #expect(try run.records.map { $0["commit"] as? String } == [commits[0], commits[1]])
    #expect(run.codes == ["fetch-failed"])
    #expect(run.status == 4)
  }

  @Test("have a commit that no branch leads to, if the remote gives it away")
  func looseCommits() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let url = "file://\(workshop.path)"
    _ = try workshop.history(count: 2)
    let lost = try workshop.commit(try workshop.tree(files: ["x": "x"]))
    try workshop.setRef("refs/pull/1/head", lost)
    try workshop.git(["config", "uploadpack.allowAnySHA1InWant", "true"])
    let run = try resolve(workshop, [lost, String(repeating: "1", count: 40), "-j1"], repository: url)
    #expect(try run.records.first?["commit"] as? String == lost)
    #expect(try run.records.first?["reachable"] as? Bool == false)
    #expect(run.codes == ["commit-unknown"])
  }

  @Test("are left over neither by a first fetch that fails nor by one that is killed")
  func leftovers() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let url = "file://\(workshop.path)"
    _ = try workshop.history(count: 2)
    let away = workshop.place("away.git")
    try FileManager.default.moveItem(atPath: workshop.path, toPath: away)
    #expect(try resolve(workshop, ["main"], repository: url).codes == ["fetch-failed"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: workshop.place("cache/mirrors")).isEmpty)
    try FileManager.default.moveItem(atPath: away, toPath: workshop.path)
    #expect(try resolve(workshop, ["main"], repository: url).status == 0)
    let mirror = try mirror(workshop)
    try workshop.setRef("refs/heads/main", try workshop.git(["rev-parse", "main~1"]))
    for name in ["packed-refs.lock", "HEAD.lock", "refs/heads/main.lock", "objects/pack/tmp_pack_x"] {
      let file = URL(fileURLWithPath: "\(mirror)/\(name)")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data().write(to: file)
    }
    let run = try resolve(workshop, ["main"], repository: url)
    #expect(run.status == 0)
    #expect(try run.records.first?["commit"] as? String == (try workshop.git(["rev-parse", "main"])))
    #expect(!FileManager.default.fileExists(atPath: "\(mirror)/objects/pack/tmp_pack_x"))
  }

  @Test("do not run what a remote repository's configuration asks for")
  func hostileRemote() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    _ = try workshop.history(count: 2)
    let witness = workshop.place("witness")
    for key in [
      "uploadpack.packObjectsHook", "core.fsmonitor", "core.sshCommand", "core.alternateRefsCommand",
    ] {
      try workshop.git(["config", key, "touch \(witness)"])
    }
    let hook = URL(fileURLWithPath: "\(workshop.path)/hooks/post-upload-pack")
    try FileManager.default.createDirectory(
      at: hook.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data("#!/bin/sh\ntouch \(witness)\n".utf8).write(to: hook)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: hook.path)
    #expect(try resolve(workshop, ["main"], repository: "file://\(workshop.path)").status == 0)
    #expect(!FileManager.default.fileExists(atPath: witness))
  }

  @Test("are not altered where a repository is read in place")
  func inPlace() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let commits = try workshop.history(count: 3)
    func state() throws -> [String: Date] {
      var state: [String: Date] = [:]
      for name in try FileManager.default.subpathsOfDirectory(atPath: workshop.path) {
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(workshop.path)/\(name)")
        state[name] = attributes[.modificationDate] as? Date
      }
      return state
    }
    let before = try state()
    #expect(before.count > 10)
    #expect(try resolve(workshop, ["main", commits[0], "nope", "\(commits[0])..main"]).status == 3)
    #expect(try state() == before)
  }
}
