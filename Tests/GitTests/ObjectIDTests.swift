import Crypto
import Testing

@testable import Git

@Suite("Object ids")
struct ObjectIDTests {
  @Test(
    "SHA-1 keeps to the examples of FIPS 180-4",
    arguments: [
      ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"), ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
      ),
    ])
  func sha1(text: String, digest: String) {
    #expect(ObjectID(SHA1.hash(Array(text.utf8)))?.hex == digest)
  }

  @Test("names objects as git does")
  func naming() {
    #expect(ObjectID(of: .blob, []).hex == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")
    #expect(ObjectID(of: .blob, Array("hello\n".utf8)).hex == "ce013625030ba8dba906f756967f9e9ca394464a")
    #expect(ObjectID.emptyTree.hex == "4b825dc642cb6eb9a060e54bf8d69288fbee4904")
  }

  @Test("hashes the same in pieces")
  func pieces() {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
    var hash = ObjectHash(.blob, size: bytes.count)
    for start in stride(from: 0, to: 1000, by: 37) {
      bytes[start..<min(1000, start + 37)].withUnsafeBytes { hash.update($0) }
    }
    #expect(hash.finish() == ObjectID(of: .blob, bytes))
  }

  @Test("reads exactly 40 digits and writes them in lower case")
  func text() throws {
    let id = try #require(ObjectID(hex: "CE013625030BA8DBA906F756967F9E9CA394464A"))
    #expect(id.hex == "ce013625030ba8dba906f756967f9e9ca394464a")
    #expect(ObjectID(id.bytes) == id)
    for text in [
      "", "ce01", "ce013625030ba8dba906f756967f9e9ca394464", "ce013625030ba8dba906f756967f9e9ca394464a0",
      "0xe013625030ba8dba906f756967f9e9ca394464a", "ge013625030ba8dba906f756967f9e9ca394464a",
    ] {
      #expect(ObjectID(hex: text) == nil, "\(text)")
    }
  }

  @Test("orders by bytes")
  func order() throws {
    let low = try #require(ObjectID(hex: "00ff" + String(repeating: "0", count: 36)))
    let high = try #require(ObjectID(hex: "0100" + String(repeating: "0", count: 36)))
    #expect(low < high)
    #expect(!(high < low))
  }

  @Test(
    "tells the time of a commit in UTC",
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (1_700_000_000, "2023-11-14T22:13:20Z"),
      (951_782_400, "2000-02-29T00:00:00Z"),
      (-1, "1969-12-31T23:59:59Z"), (4_102_444_799, "2099-12-31T23:59:59Z"),
    ])
  func dates(time: Int, text: String) throws {
    let content = """
      tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904
      parent ce013625030ba8dba906f756967f9e9ca394464a
      author A <a@example.org> 1 +0000
      committer C <c@example.org> \(time) +0530

      tree ce013625030ba8dba906f756967f9e9ca394464a
      """
    let commit = try Commit(id: .emptyTree, Array(content.utf8))
    #expect(commit.date == text)
    #expect(commit.tree == .emptyTree)
    #expect(commit.parents.map(\.hex) == ["ce013625030ba8dba906f756967f9e9ca394464a"])
  }

  @Test("refuses a commit without a tree or a time")
  func damagedCommits() {
    for content in [
      "", "tree 00\ncommitter C <c> 1 +0000\n", "tree \(ObjectID.emptyTree)\n\ncommitter C <c> 1 +0\n",
    ] {
      #expect(throws: GitError.objectDamaged(.emptyTree)) {
        try Commit(id: .emptyTree, Array(content.utf8))
      }
    }
  }
}
