import Foundation
import TestSupport
import Testing

@testable import Git

@Suite("Repositories")
struct RepositoryTests {
  private func id(_ text: String) throws -> ObjectID { try #require(ObjectID(hex: text)) }

  @Test("are found with and without a work tree, and never above")
  func finding() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    #expect(try Repository(at: workshop.path).gitDirectory == workshop.path)
    try workshop.git(["init", "--quiet", workshop.place("work")], isInside: false)
    #expect(try Repository(at: workshop.place("work")).gitDirectory == workshop.place("work/.git"))
    let below = workshop.place("work/below")
    try FileManager.default.createDirectory(atPath: below, withIntermediateDirectories: true)
    #expect(throws: GitError.noRepository(below)) { try Repository(at: below) }
    #expect(throws: GitError.noRepository("/nonexistent")) { try Repository(at: "/nonexistent") }
  }

  @Test("give branches and tags by exact names, annotated tags peeled")
  func refs() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let commits = try workshop.history(count: 2)
    try workshop.setRef("refs/heads/main2", commits[0])
    try workshop.setRef("refs/heads/main-2/deep", commits[0])
    try workshop.git(["tag", "-a", "-m", "first", "v1", commits[0]])
    let repository = try Repository(at: workshop.path)
    let refs = try repository.refs(named: [
      "refs/heads/main", "refs/tags/main", "refs/tags/v1", "refs/heads/main-2",
    ])
    #expect(
      refs == [
        .init(name: "refs/heads/main", target: try id(commits[1]), kind: "commit"),
        .init(name: "refs/tags/v1", target: try id(commits[0]), kind: "commit"),
      ])
    #expect(try repository.defaultBranch() == "main")
  }

  @Test("know ancestors, reachability and first parents")
  func history() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let commits = try workshop.history(count: 5)
    let tree = try workshop.tree(files: ["x": "side"])
    let side = try workshop.commit(tree, parents: [commits[1]], time: 1_700_000_100)
    let merge = try workshop.commit(tree, parents: [commits[4], side], time: 1_700_000_200)
    let lost = try workshop.commit(tree, parents: [merge])
    try workshop.setRef("refs/heads/main", merge)
    let repository = try Repository(at: workshop.path)
    let ids = try commits.map(id)
    #expect(try repository.isAncestor(id(side), of: id(merge)))
    #expect(try !repository.isAncestor(id(merge), of: id(side)))
    #expect(try repository.reachability(of: id(side)).answer())
    #expect(try !repository.reachability(of: id(lost)).answer())
    #expect(try repository.firstParentHistory(to: id(merge)) == ids + [id(merge)])
    #expect(
      try repository.firstParentHistory(to: id(merge), notReachedFrom: ids[2]) == [ids[3], ids[4], id(merge)])
  }

  @Test("find commits by their beginning, and nothing else")
  func abbreviations() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let commits = try workshop.history(count: 3)
    let repository = try Repository(at: workshop.path)
    #expect(
      try repository.commits(beginningWith: String(commits[0].prefix(12)).uppercased()) == [id(commits[0])])
    #expect(try repository.commits(beginningWith: commits[0]) == [id(commits[0])])
    let tree = try ObjectReader(repository).commit(id(commits[0])).tree
    #expect(try repository.commits(beginningWith: String(tree.hex.prefix(12))).isEmpty)
  }

  @Test("give many objects in order, nil for those that are missing")
  func manyObjects() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let large = [UInt8](repeating: 0x61, count: 300_000)
    let ids = try [id(workshop.blob("one")), ObjectID(of: .blob, [1, 2, 3]), id(workshop.blob(large))]
    let reader = ObjectReader(try Repository(at: workshop.path))
    // More than two windows of questions.
    let questions = (0..<1500).map { ids[$0 % 3] }
    var counts: [Int?] = []
    try reader.objects(questions, .blob) { _, bytes throws(GitError) in counts.append(bytes?.count) }
    #expect(counts.count == 1500)
    #expect(Array(counts.prefix(6)) == [3, nil, 300_000, 3, nil, 300_000])
    #expect(try reader.sizes(of: questions).map { $0?.size } == counts)
    #expect(throws: GitError.objectMissing(ids[1])) { try reader.blob(ids[1]) }
    #expect(throws: GitError.wrongKind(ids[0], expected: .commit, found: "blob")) {
      try reader.commit(ids[0])
    }
    // A question that failed does not spoil the next.
    #expect(try reader.blob(ids[0]) == Array("one".utf8))
  }

  @Test("see an object whose bytes are not what its name says")
  func damage() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let (one, two) = try (workshop.blob("one"), workshop.blob("two"))
    func file(_ id: String) -> String { "\(workshop.path)/objects/\(id.prefix(2))/\(id.dropFirst(2))" }
    try FileManager.default.removeItem(atPath: file(one))
    try FileManager.default.copyItem(atPath: file(two), toPath: file(one))
    let reader = ObjectReader(try Repository(at: workshop.path))
    #expect(throws: GitError.self) { try reader.blob(try id(one)) }
    #expect(try reader.blob(try id(two)) == Array("two".utf8))
  }

  @Test("start nothing that a repository's own configuration asks for", arguments: [false, true])
  func hostileConfiguration(hasCache: Bool) throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let commits = try workshop.history(count: 2)
    let witness = workshop.place("witness")
    let touch = "touch \(witness)"
    for (key, value) in [
      ("core.hooksPath", workshop.place("hooks")), ("core.fsmonitor", touch), ("core.sshCommand", touch),
      ("core.pager", touch), ("core.editor", touch), ("core.askPass", touch),
      ("core.alternateRefsCommand", touch),
      ("core.gitProxy", touch), ("credential.helper", "!\(touch)"), ("filter.x.smudge", touch),
      ("filter.x.process", touch), ("diff.external", touch), ("uploadpack.packObjectsHook", touch),
      ("remote.origin.url", "ext::\(touch)"), ("remote.origin.promisor", "true"),
      ("remote.origin.uploadpack", touch), ("remote.origin.partialclonefilter", "blob:none"),
      ("extensions.partialClone", "origin"), ("core.repositoryFormatVersion", "1"),
      ("protocol.ext.allow", "always"), ("protocol.allow", "always"), ("alias.ls-tree", "!\(touch)"),
      ("alias.cat-file", "!\(touch)"),
    ] {
      try workshop.git(["config", key, value])
    }
    let hooks = workshop.place("hooks")
    try FileManager.default.createDirectory(atPath: hooks, withIntermediateDirectories: true)
    for hook in ["post-checkout", "reference-transaction", "pre-auto-gc", "post-index-change"] {
      try Data("#!/bin/sh\n\(touch)\n".utf8).write(to: URL(fileURLWithPath: "\(hooks)/\(hook)"))
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(hooks)/\(hook)")
    }
    let cache = hasCache ? CacheDirectory(path: workshop.place("cache")) : nil
    let repository = try Repository(at: workshop.path, cache: cache)
    let reader = ObjectReader(repository)
    let tree = try reader.commit(id(commits[1])).tree
    #expect(try TreeListing(of: tree, in: repository).entries.count == 2)
    #expect(try repository.refs(named: ["refs/heads/main"]).count == 1)
    #expect(try repository.reachability(of: id(commits[0])).answer())
    #expect(try repository.commits(beginningWith: commits[0]).count == 1)
    // What is missing must not be fetched by a program of the repository's choice.
    let missing = ObjectID(of: .blob, [7])
    if hasCache {
      // Without that configuration, the object is simply not there.
      #expect(throws: GitError.objectMissing(missing)) { try reader.blob(missing) }
    } else {
      #expect(throws: GitError.self) { try reader.blob(missing) }
    }
    #expect(!FileManager.default.fileExists(atPath: witness))
  }

  @Test("do not let replacements or grafts change history")
  func replacements() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let commits = try workshop.history(count: 3)
    try workshop.git(["replace", commits[2], commits[0]])
    try FileManager.default.createDirectory(
      atPath: "\(workshop.path)/info", withIntermediateDirectories: true)
    try Data("\(commits[1])\n".utf8).write(to: URL(fileURLWithPath: "\(workshop.path)/info/grafts"))
    let repository = try Repository(at: workshop.path)
    #expect(try repository.firstParentHistory(to: id(commits[2])).map(\.hex) == commits)
    #expect(try ObjectReader(repository).commit(id(commits[2])).parents.map(\.hex) == [commits[1]])
  }

  @Test("say so when git is not there")
  func noGit() throws {
    let command = GitCommand(["version"], gitDirectory: "/nonexistent")
    #expect(command.environment["PATH"] != nil)
    #expect(command.environment.keys.filter { $0.hasPrefix("GIT_CONFIG") }.count == 3)
    #expect(command.words.contains("--git-dir=/nonexistent"))
    #expect(throws: GitError.self) {
      try GitCommand(["no-such-command"], gitDirectory: "/nonexistent").output()
    }
  }
}
