import Foundation
import TestSupport
import Testing

@testable import Git

/// A repository with one commit, its tree in a cache, and a place for its snapshot.
private struct Place {
  let workshop: GitWorkshop
  let commit: Commit
  let reader: ObjectReader
  let cache: TreeCache
  let location: SnapshotLocation

  init(_ tree: (GitWorkshop) throws -> String = Place.ordinaryTree) throws {
    workshop = try GitWorkshop()
    let id = try #require(ObjectID(hex: try workshop.commit(try tree(workshop))))
    reader = ObjectReader(try Repository(at: workshop.path))
    commit = try reader.commit(id)
    cache = TreeCache(CacheDirectory(path: workshop.place("cache")))
    location = SnapshotLocation(out: workshop.place("out"), zkvm: "toy", commit: id)
  }

  /// A file, an executable, a link, a submodule, a lock file of cargo, and bytes that filters would touch.
  static func ordinaryTree(_ workshop: GitWorkshop) throws -> String {
    let source = try workshop.tree(files: ["lib.rs": "$Id$\r\nfn a() {}\r\n", "lfs.bin": pointer])
    return try workshop.tree([
      .init(
        "100644", ".gitattributes", try workshop.blob("* text=auto eol=crlf ident filter=lfs export-ignore\n")
      ),
      .init("100644", "Cargo.lock", try workshop.blob("lock\n")),
      .init("160000", "dep", String(repeating: "1", count: 40)),
      .init("120000", "link", try workshop.blob("src/lib.rs")),
      .init("100755", "run", try workshop.blob("#!/bin/sh\n")),
      .init("40000", "src", source),
    ])
  }

  static let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n"

  func marker(_ tree: TreeCache.Tree) -> SnapshotMarker {
    SnapshotMarker(
      zkvm: "toy", repository: workshop.path, commit: commit.id, tree: commit.tree, standIns: tree.standIns)
  }

  @discardableResult
  func install() throws -> SnapshotMarker {
    let tree = try cache.tree(commit.tree, reader: reader)
    let marker = marker(tree)
    try Snapshot(location).install(marker, base: tree)
    return marker
  }

  func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: "\(location.path)/\(path)"))
  }

  /// What lies in the folder of all snapshots.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: location.out).sorted()
  }

  func write(_ text: String, to path: String) throws {
    let file = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
}

@Suite("Snapshots")
struct SnapshotTests {
  @Test("have the bytes, modes and links of the tree, and nothing of git")
  func contents() throws {
    let place = try Place()
    defer { place.workshop.remove() }
    let marker = try place.install()
    #expect(try place.bytes("src/lib.rs") == Data("$Id$\r\nfn a() {}\r\n".utf8))
    #expect(try place.bytes("src/lfs.bin") == Data(Place.pointer.utf8))
    let files = FileManager.default
    #expect(files.isExecutableFile(atPath: "\(place.location.path)/run"))
    #expect(try files.destinationOfSymbolicLink(atPath: "\(place.location.path)/link") == "src/lib.rs")
    #expect(try files.contentsOfDirectory(atPath: "\(place.location.path)/dep").isEmpty)
    #expect(!files.fileExists(atPath: "\(place.location.path)/.git"))
    #expect(try place.names() == [place.location.name])
    let snapshot = try Snapshot(place.location)
    #expect(try snapshot.marker() == marker)
    #expect(try snapshot.tree(marker) == place.commit.tree)
  }

  @Test("share read-only files with the cache, but none that cargo rewrites")
  func sharing() throws {
    let place = try Place()
    defer { place.workshop.remove() }
    try place.install()
    func attributes(_ path: String) throws -> (links: Int, mode: Int) {
      let found = try FileManager.default.attributesOfItem(atPath: "\(place.location.path)/\(path)")
      return (found[.referenceCount] as? Int ?? 0, found[.posixPermissions] as? Int ?? 0)
    }
    #expect(try attributes("src/lib.rs") == (2, 0o444))
    #expect(try attributes("run") == (2, 0o555))
    #expect(try attributes("Cargo.lock") == (1, 0o644))
  }

  @Test("are changed by writing anew: unchanged files stay shared, the cache stays as it was")
  func changes() throws {
    let place = try Place()
    defer { place.workshop.remove() }
    try place.install()
    let tree = try place.cache.tree(place.commit.tree, reader: place.reader)
    var changes = SnapshotChanges()
    changes.files[try TreePath("src/lib.rs")] = (Array("changed".utf8), false)
    changes.files[try TreePath("new/deep/tool")] = (Array("new".utf8), true)
    changes.removed = [try TreePath("run")]
    let patchedTree = TreeHash.id(of: changes.applied(to: tree.listing.entries))
    let marker = place.marker(tree).patched(by: "digest", tree: patchedTree)
    try Snapshot(place.location).install(marker, base: tree, changes: changes)
    #expect(try place.bytes("src/lib.rs") == Data("changed".utf8))
    #expect(!FileManager.default.fileExists(atPath: "\(place.location.path)/run"))
    #expect(try Snapshot(place.location).replaceable()?.marker == marker)
    #expect(try Snapshot(place.location).tree(marker) == patchedTree)
    #expect(
      TreeHash.id(of: try WrittenTree.entries(in: tree.folder, standIns: tree.standIns)) == place.commit.tree)
    #expect(try place.names() == [place.location.name])
  }

  @Test("refuse to come to another tree than the marker says, and leave the old one in place")
  func mismatch() throws {
    let place = try Place()
    defer { place.workshop.remove() }
    let marker = try place.install()
    let tree = try place.cache.tree(place.commit.tree, reader: place.reader)
    let wrong = marker.patched(by: "digest", tree: .emptyTree)
    #expect(throws: GitError.treeMismatch(expected: .emptyTree, found: place.commit.tree)) {
      try Snapshot(place.location).install(wrong, base: tree)
    }
    #expect(try Snapshot(place.location).marker() == marker)
    #expect(try place.names() == [place.location.name])
  }

  @Test("notice a cache that was written to")
  func damagedCache() throws {
    let place = try Place()
    defer { place.workshop.remove() }
    let tree = try place.cache.tree(place.commit.tree, reader: place.reader)
    let file = "\(tree.folder.path)/src/lib.rs"
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
    try Data("evil".utf8).write(to: URL(fileURLWithPath: file))
    #expect(throws: GitError.self) { try Snapshot(place.location).install(place.marker(tree), base: tree) }
    #expect(try Snapshot(place.location).marker() == nil)
    try place.cache.discard(tree)
    try place.install()
    #expect(try place.bytes("src/lib.rs") == Data("$Id$\r\nfn a() {}\r\n".utf8))
  }

  @Test(
    "leave alone what is not theirs",
    arguments: [
      ["notes.txt"], ["toy-src/x"], ["beak.json"], ["beak.json", "toy-src/x"], ["toy-src/.git/HEAD"],
    ])
  func foreign(files: [String]) throws {
    let place = try Place()
    defer { place.workshop.remove() }
    let folder = "\(place.location.out)/\(place.location.name)"
    for file in files { try place.write("{\"precious\":true}", to: "\(folder)/\(file)") }
    let snapshot = try Snapshot(place.location)
    #expect(throws: GitError.self) { try snapshot.marker() }
    let tree = try place.cache.tree(place.commit.tree, reader: place.reader)
    #expect(throws: GitError.self) { try snapshot.install(place.marker(tree), base: tree) }
    for file in files {
      #expect(try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8) == "{\"precious\":true}")
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder).count
        == Set(files.map { $0.split(separator: "/")[0] }).count)
  }

  @Test("leave a link or a file at their place alone")
  func foreignKinds() throws {
    let place = try Place()
    defer { place.workshop.remove() }
    let target = place.workshop.place("elsewhere")
    try place.write("precious", to: "\(target)/file")
    try FileManager.default.createDirectory(atPath: place.location.out, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: "\(place.location.out)/\(place.location.name)", withDestinationPath: target)
    #expect(throws: GitError.self) { try Snapshot(place.location).marker() }
    #expect(try String(contentsOfFile: "\(target)/file", encoding: .utf8) == "precious")
  }

  @Test("notice work that somebody did in them")
  func alteration() throws {
    let place = try Place()
    defer { place.workshop.remove() }
    let marker = try place.install()
    #expect(try Snapshot(place.location).replaceable()?.isIntact == true)
    try place.write("mine", to: "\(place.location.path)/dep/mine")
    #expect(throws: GitError.self) { try Snapshot(place.location).replaceable() }
    let found = try #require(try Snapshot(place.location).replaceable(replacingAlterations: true))
    #expect(found.marker == marker)
    #expect(!found.isIntact)
  }

  @Test("clear away what killed processes left, of their own destination only")
  func leftovers() throws {
    let place = try Place()
    defer { place.workshop.remove() }
    try place.write("x", to: "\(place.location.out)/.tmp-\(place.location.name)-99999/toy-src/x")
    try place.write("x", to: "\(place.location.out)/.tmp-toy-0000-1/x")
    try place.write("", to: "\(place.location.out)/.lock-\(place.location.name)")
    try place.install()
    #expect(try place.names() == [".tmp-toy-0000-1", place.location.name])
  }

  @Test("do without files that the repository lacks, where that is allowed")
  func missing() throws {
    let place = try Place { workshop in
      try workshop.tree([
        .init("100644", "here", try workshop.blob("x")),
        .init(
          "40000", "models",
          try workshop.tree([.init("100644", "large.bin", String(repeating: "2", count: 40))])),
      ])
    }
    defer { place.workshop.remove() }
    #expect(throws: GitError.blobsMissing(paths: ["models/large.bin"])) {
      try place.cache.tree(place.commit.tree, reader: place.reader)
    }
    let tree = try place.cache.tree(place.commit.tree, reader: place.reader, allowsMissing: true)
    let marker = place.marker(tree)
    #expect(marker.missing.map(\.path.description) == ["models/large.bin"])
    try Snapshot(place.location).install(marker, base: tree)
    #expect(try Snapshot(place.location).tree(marker) == place.commit.tree)
    // A file that turns up under the name of a missing one is no part of the snapshot.
    try place.write("guess", to: "\(place.location.path)/models/large.bin")
    #expect(throws: GitError.self) { try Snapshot(place.location).replaceable() }
  }

  @Test("have markers that read back as they were written")
  func markers() throws {
    let place = try Place()
    defer { place.workshop.remove() }
    let marker = try place.install()
    #expect(SnapshotMarker(marker.bytes) == marker)
    let patched = marker.patched(by: "digest", tree: .emptyTree)
    #expect(SnapshotMarker(patched.bytes) == patched)
    #expect(patched.currentTree == .emptyTree)
    for text in [
      "", "{}", "[]", "{\"schema\":\"beak.marker/2\"}",
      String(decoding: patched.bytes, as: UTF8.self).replacingOccurrences(of: "patched", with: "pristine"),
      String(decoding: marker.bytes, as: UTF8.self).replacingOccurrences(of: "\"dep\"", with: "\"../dep\""),
    ] {
      #expect(SnapshotMarker(Array(text.utf8)) == nil, "\(text)")
    }
  }

  @Test("hold their destination for one at a time")
  func locking() async throws {
    let place = try Place()
    defer { place.workshop.remove() }
    try place.install()
    let location = place.location
    let names = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask {
          guard let snapshot = try? Snapshot(location), let marker = try? snapshot.marker() else {
            return false
          }
          return (try? snapshot.tree(marker)) == marker.tree
        }
      }
      return await group.reduce(into: [Bool]()) { $0.append($1) }
    }
    #expect(names == Array(repeating: true, count: 8))
    #expect(try place.names() == [location.name])
  }
}
