import Foundation
import TestSupport
import Testing

@testable import beak_patch

/// Templates and symbols from a folder that several sets share.
@Suite("Shared folders")
struct SharedFolderTests {
  private static let shares = #","shares":["u"]"#
  private static let uses = edit("a", "create", #""file":"f.rs","template":"shared/u/src/lib.rs""#)

  /// A set of those edits beside the shared folder `u`.
  private static func set(
    _ edits: [String] = [uses], head: String = shares,
    shared: [String: String] = ["u/src/lib.rs": "fn f() {}\n"]
  ) -> SetFiles {
    var files = SetFiles(edits, head: head)
    files.shared = shared
    return files
  }

  /// What the first edit of a set creates.
  private func created(by set: PatchSet) throws -> String {
    guard case .create(let text) = try #require(set.edits.first).operation else { return "nothing" }
    return String(decoding: text, as: UTF8.self)
  }

  @Test("a template comes from a folder that the set lists, beside templates of its own")
  func used() throws {
    let own = edit("b", "create", #""file":"g.rs","template":"u/src/zkvm.rs""#)
    var files = Self.set([Self.uses, own])
    files.files["one/templates/u/src/zkvm.rs"] = "mod z;\n"
    let set = try files.set
    #expect(try created(by: set) == "fn f() {}\n")
    #expect(set.edits.count == 2)
  }

  @Test("symbols are defined by shared files and own ones alike")
  func symbols() {
    let head = #","symbols":[{"namespace":"u","definedBy":["shared/u/src","one/templates/u"]}]"#
    let edits = ["f", "g", "h"].map { name in
      edit(name, "insert-after", #""file":"x","anchor":"x","text":"u::\#(name)();""#)
    }
    var files = Self.set(edits, head: Self.shares + head)
    files.files["one/templates/u/zkvm.rs"] = "fn g() {}"
    #expect(
      Lint.check(files.setFiles).problems.map(\.message) == ["the edit h uses u::h, which is not defined"])
  }

  @Test(
    "a shared name that is not there, not listed or not a name is told with its place",
    arguments: [
      (#","shares":["v"]"#, "set-shared-missing set.json/shares/0"),
      (#","shares":["u","v"]"#, "set-shared-missing set.json/shares/1"),
      (#","shares":["u","u"]"#, "set-duplicate-id set.json/shares/1"),
      (#","shares":["u/src"]"#, "set-schema set.json/shares/0"),
      (#","shares":[".u"]"#, "set-schema set.json/shares/0"),
      (#","shares":["../u"]"#, "set-path-unsafe set.json/shares/0"),
      (#","shares":[""]"#, "set-path-unsafe set.json/shares/0"),
      (#","shares":"u""#, "set-schema set.json/shares"),
      ("", "set-unknown-name one/manifest.json/edits/0/template"),
      (
        #","symbols":[{"namespace":"u","definedBy":["shared/u/src"]}]"#,
        "set-unknown-name set.json/symbols/0/definedBy/0"
      ),
    ] as [(String, String)])
  func heads(head: String, expected: String) {
    #expect(Self.set(head: head).problems == [expected])
  }

  @Test(
    "a path into a shared folder obeys the rules of templates",
    arguments: [
      ("shared/u/none", "set-template-missing"), ("shared/u", "set-template-missing"),
      ("shared/v/src/lib.rs", "set-unknown-name"), ("shared/u/../v/x", "set-path-unsafe"),
      ("/shared/u/src/lib.rs", "set-path-unsafe"), ("u/src/lib.rs", "set-template-missing"),
      ("shared", "set-template-missing"), ("shared/u/empty", "set-empty-text"),
    ])
  func templates(path: String, code: String) {
    let edits = [edit("a", "create", #""file":"f","template":"\#(path)""#)]
    let problems = Self.set(edits, shared: ["u/src/lib.rs": "x", "u/empty": "", "v/src/lib.rs": "x"]).problems
    #expect(problems == ["\(code) one/manifest.json/edits/0/template"])
  }

  @Test("no folder of a set itself is called shared")
  func clash() {
    var files = Self.set()
    files.files["shared/u/src/lib.rs"] = "fn f() {}"
    #expect(files.problems == ["set-schema shared/u/src/lib.rs"])
  }

  @Test("the digest covers the shared folders that a set lists, and no others")
  func digest() throws {
    let plain = SetFiles([Self.uses.replacing("shared/u/src/lib.rs", with: "t")], templates: ["t": "x"])
    let first = try Self.set().set.digest
    #expect(try Self.set(shared: ["u/src/lib.rs": "fn f() {}\n", "v/a": "x"]).set.digest == first)
    #expect(try Self.set(shared: ["u/src/lib.rs": "fn g() {}\n"]).set.digest != first)
    #expect(try Self.set(shared: ["u/src/lib.rs": "fn f() {}\n", "u/b": ""]).set.digest != first)
    var beside = plain
    beside.shared = ["u/src/lib.rs": "x"]
    #expect(try beside.set.digest == plain.set.digest)
  }

  @Test("a set in a folder finds what it shares in the folder shared beside it, and needs none otherwise")
  func folders() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let folder = URL(fileURLWithPath: workshop.place("set"))
    try SetFiles([edit("a", "delete", #""file":"f""#)]).write(to: folder)
    #expect(throws: Never.self) { try PatchSets.read(folder: folder.path) }
    try Self.set(shared: [:]).write(to: folder)
    let missing = #expect(throws: SetProblem.self) { try PatchSets.read(folder: folder.path) }
    #expect(missing?.code == "set-shared-missing")
    try Self.set().write(to: folder)
    for path in [folder.path, folder.path + "/", "\(folder.path)/one/.."] {
      let set = try #require(try PatchSets.read(folder: path).all.first)
      #expect(try created(by: set) == "fn f() {}\n")
      #expect(set.digest == (try Self.set().set.digest))
    }
  }

  @Test("links are not followed into shared folders", arguments: ["", "/u", "/u/src", "/u/src/lib.rs"])
  func links(place: String) throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let folder = URL(fileURLWithPath: workshop.place("set"))
    try Self.set().write(to: folder)
    let link = workshop.place("shared") + place
    try shell("mv '\(link)' '\(link)-real' && ln -s '\(link)-real' '\(link)'")
    let problem = #expect(throws: SetProblem.self) { try PatchSets.read(folder: folder.path) }
    #expect(problem?.code == "set-unreadable")
    #expect(problem?.file == "shared\(place)")
  }

  @Test("sets that the program carries and share a folder have the same files of it")
  func embedded() throws {
    let sharing = try ["sp1", "pico", "risc0"].map { name in
      try #require(PatchSets.embedded.set(for: name))
    }
    let roots = sharing.map { set in
      set.edits.first { $0.id == "crate-root" }.flatMap { edit -> String? in
        guard case .create(let text) = edit.operation else { return nil }
        return String(decoding: text, as: UTF8.self)
      }
    }
    #expect(try #require(roots[0]).contains("mod zkvm;"))
    #expect(roots[0] == roots[1])
    #expect(roots[1] == roots[2])
  }
}
