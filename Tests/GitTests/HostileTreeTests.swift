import Foundation
import TestSupport
import Testing

@testable import Git

/// Trees that git itself would not write, taken from a repository and refused before anything is written.
@Suite("Hostile trees")
struct HostileTreeTests {
  /// A repository with one hostile tree, and what becomes of writing it to the cache.
  private func outcome(
    limits: TreeLimits = TreeLimits(), _ build: (GitWorkshop) throws -> String
  ) throws -> Result<Void, GitError> {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let tree = try #require(ObjectID(hex: try build(workshop)))
    let cache = TreeCache(CacheDirectory(path: workshop.place("cache")), limits: limits)
    let before = try everything(in: workshop.folder, except: "cache")
    defer { #expect((try? everything(in: workshop.folder, except: "cache")) == before) }
    do throws(GitError) {
      _ = try cache.tree(tree, reader: ObjectReader(try Repository(at: workshop.path)))
      return .success(())
    } catch {
      let left = try? FileManager.default.contentsOfDirectory(atPath: workshop.place("cache/trees"))
      #expect((left ?? []).isEmpty, "something was left in the cache")
      return .failure(error)
    }
  }

  /// The names below a folder.
  private func everything(in folder: URL, except: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { !$0.hasPrefix(except) }.sorted()
  }

  private func error(_ result: Result<Void, GitError>) -> GitError? {
    if case .failure(let error) = result { return error }
    return nil
  }

  @Test(
    "with names that stand for something else",
    arguments: [
      ("..", .dotDot), (".", .dot), (".git", .dotGit), (".GiT", .dotGit), ("git~1", .dotGit),
      (".git ", .dotGit),
      (".git.", .dotGit), (".g\u{200d}it", .dotGit), (".git::$DATA", .dotGit), ("a\\b", .backslash),
      ("..\\x", .backslash),
    ] as [(String, PathFault)])
  func names(name: String, fault: PathFault) throws {
    let asFile = try outcome { try $0.tree([.init("100644", name, try $0.blob("x"))]) }
    #expect(error(asFile) == .pathRefused(path: name, fault: fault))
    let asFolder = try outcome {
      let inner = try $0.tree(files: ["hooks": "x"])
      return try $0.tree([.init("40000", name, inner)])
    }
    #expect(error(asFolder) == .pathRefused(path: name, fault: fault))
    let deep = try outcome {
      let inner = try $0.tree([.init("100644", name, try $0.blob("x"))])
      return try $0.tree([.init("40000", "deep", inner)])
    }
    #expect(error(deep) == .pathRefused(path: "deep/\(name)", fault: fault))
  }

  @Test("with slashes inside names, absolute ones among them")
  func slashes() throws {
    for name in ["/etc/cron.d/x", "../../x", "a/../../x"] {
      let result = try outcome { try $0.tree([.init("100644", name, try $0.blob("x"))]) }
      guard case .pathRefused = error(result) else {
        Issue.record("\(name): \(result)")
        continue
      }
    }
    // A name that looks like a path in a folder that is not there.
    let hidden = try outcome { try $0.tree([.init("100644", "a/b", try $0.blob("x"))]) }
    #expect(error(hidden) == .pathRefused(path: "a/b", fault: .withoutFolder))
    // The same where the folder is there, so that only the tree id tells.
    let disguised = try outcome {
      let inner = try $0.tree(files: ["c": "x"])
      return try $0.tree([.init("40000", "a", inner), .init("100644", "a/b", try $0.blob("x"))])
    }
    guard case .treeMismatch = error(disguised) else {
      Issue.record("\(disguised)")
      return
    }
  }

  @Test("with names that are not UTF-8")
  func encoding() throws {
    let result = try outcome { try $0.tree([.init("100644", [0x66, 0xff], try $0.blob("x"))]) }
    guard case .pathRefused(_, .notUTF8) = error(result) else {
      Issue.record("\(result)")
      return
    }
  }

  @Test("with an entry twice, or a link where a folder is")
  func duplicates() throws {
    let twice = try outcome {
      let blob = try $0.blob("x")
      return try $0.tree([.init("100644", "a", blob), .init("100755", "a", blob)])
    }
    #expect(error(twice) == .pathRefused(path: "a", fault: .duplicate))
    let linkAndFolder = try outcome {
      let inner = try $0.tree(files: ["passwd": "x"])
      return try $0.tree([.init("120000", "a", try $0.blob("/etc")), .init("40000", "a", inner)])
    }
    #expect(error(linkAndFolder) == .pathRefused(path: "a", fault: .duplicate))
  }

  @Test("with links that lead out", arguments: ["/etc/passwd", "..", "../x", "b/../../x", ".git/config"])
  func links(target: String) throws {
    let result = try outcome { try $0.tree([.init("120000", "a", try $0.blob(target))]) }
    #expect(error(result) == .linkEscapes(path: "a", target: target))
  }

  @Test("with a link whose target has a NUL or is endless")
  func strangeLinks() throws {
    for target in ["b\0c", String(repeating: "a", count: 5000), ""] {
      let result = try outcome { try $0.tree([.init("120000", "a", try $0.blob(target))]) }
      #expect(error(result) == .linkEscapes(path: "a", target: target))
    }
  }

  @Test("with modes that git does not write", arguments: ["100600", "100664", "20000", "60000", "140000"])
  func modes(mode: String) throws {
    let result = try outcome { try $0.tree([.init(mode, "a", try $0.blob("x"))]) }
    // Git itself makes a plain file of some; then the tree id tells.
    switch error(result) {
    case .modeRefused, .treeMismatch, .gitFailed: break
    default: Issue.record("\(mode): \(result)")
    }
  }

  @Test("with files that are too large, alone or together")
  func sizes() throws {
    var limits = TreeLimits()
    limits.file = 1000
    let large = try outcome(limits: limits) {
      try $0.tree(files: ["small": "x", "large": String(repeating: "x", count: 1001)])
    }
    #expect(error(large) == .fileTooLarge(path: "large", size: 1001, limit: 1000))
    limits.total = 1500
    let sum = try outcome(limits: limits) {
      try $0.tree(files: ["a": String(repeating: "x", count: 1000), "b": String(repeating: "y", count: 501)])
    }
    #expect(error(sum) == .treeTooLarge(size: 1501, limit: 1500))
    let exact = try outcome(limits: limits) {
      try $0.tree(files: ["a": String(repeating: "x", count: 1000), "b": String(repeating: "y", count: 500)])
    }
    #expect(error(exact) == nil)
  }

  @Test("that repeat themselves to 10 billion files are stopped at the limit")
  func bomb() throws {
    var limits = TreeLimits()
    limits.entries = 5000
    let result = try outcome(limits: limits) { workshop in
      var tree = try workshop.tree(
        (0..<10).map { .init("100644", "f\($0)", try workshop.blob("x")) })
      for _ in 0..<9 {
        tree = try workshop.tree((0..<10).map { .init("40000", "d\($0)", tree) })
      }
      return tree
    }
    #expect(error(result) == .tooManyFiles(limit: 5000))
  }

  @Test("that are not sorted, or of trees that are missing")
  func order() throws {
    let unsorted = try outcome {
      let blob = try $0.blob("x")
      return try $0.tree([.init("100644", "b", blob), .init("100644", "a", blob)])
    }
    guard case .treeMismatch = error(unsorted) else {
      Issue.record("\(unsorted)")
      return
    }
    let missing = try outcome {
      try $0.tree([.init("40000", "a", String(repeating: "1", count: 40))])
    }
    guard case .gitFailed = error(missing) else {
      Issue.record("\(missing)")
      return
    }
  }
}
