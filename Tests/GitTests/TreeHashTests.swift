import TestSupport
import Testing

@testable import Git

@Suite("Tree ids")
struct TreeHashTests {
  @Test("are those of git, whatever the order of the entries")
  func agreesWithGit() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    // `a.b` sorts before `a/`, and `a-` before both.
    let files = [
      "a.b": "1", "a/x": "2", "a-": "3", "a/y/z": "4", "ab": "5", "README": "", "a0": "6", "é/ü": "7",
    ]
    let tree = try workshop.tree(files: files)
    let entries = try files.map { path, text in
      TreeEntry(path: try TreePath(path), mode: .file, id: ObjectID(of: .blob, Array(text.utf8)))
    }
    #expect(TreeHash.id(of: entries.shuffled()).hex == tree)
    #expect(try workshop.git(["fsck", "--no-dangling", "--strict", tree]) == "")
  }

  @Test("know executables, links, submodules and empty folders")
  func modes() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let blob = try workshop.blob("x")
    let commit = String(repeating: "1", count: 40)
    let empty = try workshop.tree([])
    let tree = try workshop.tree([
      .init("100755", "run", blob), .init("160000", "sub", commit), .init("40000", "void", empty),
      .init("120000", "zlink", blob),
    ])
    func entry(_ path: String, _ mode: EntryMode, _ id: String) throws -> TreeEntry {
      TreeEntry(path: try TreePath(path), mode: mode, id: try #require(ObjectID(hex: id)))
    }
    let entries = try [
      entry("zlink", .symbolicLink, blob), entry("void", .folder, empty), entry("sub", .submodule, commit),
      entry("run", .executable, blob),
    ]
    #expect(TreeHash.id(of: entries).hex == tree)
    #expect(TreeHash.id(of: [TreeEntry]()) == .emptyTree)
  }
}
