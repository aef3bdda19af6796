import Testing

@testable import Git

@Suite("Paths of a tree")
struct PathTests {
  @Test(
    "refuses what must not be written to a disk",
    arguments: [
      ("", .empty), ("/etc/passwd", .absolute), ("a//b", .emptyName), ("a/", .emptyName), (".", .dot),
      ("a/./b", .dot), ("..", .dotDot), ("a/../../b", .dotDot), ("../x", .dotDot), ("a\\b", .backslash),
      ("a\\..\\b", .backslash), ("a\0b", .nul), (".git", .dotGit), ("a/.git/config", .dotGit),
      (".GIT", .dotGit),
      (".gIt/hooks/x", .dotGit), ("git~1", .dotGit), ("GIT~1/config", .dotGit), (".git.", .dotGit),
      (".git ", .dotGit), (".git . .", .dotGit), (".git::$INDEX_ALLOCATION", .dotGit), (".git:x", .dotGit),
      (".g\u{200c}it", .dotGit), ("\u{feff}.git", .dotGit), (".gi\u{206f}t", .dotGit),
      (".git\u{202e}", .dotGit),
      (String(repeating: "a", count: 256), .tooLong), (String(repeating: "a/", count: 2000) + "a", .tooLong),
    ] as [(String, PathFault)])
  func refused(path: String, fault: PathFault) {
    #expect(PathFault(of: Array(path.utf8)) == fault)
    #expect(throws: GitError.pathRefused(path: path, fault: fault)) { try TreePath(path) }
  }

  @Test("refuses bytes that are not UTF-8")
  func notUTF8() {
    #expect(PathFault(of: [0x61, 0xff]) == .notUTF8)
    #expect(PathFault(of: [0xc0, 0xae]) == .notUTF8)
  }

  @Test(
    "takes what git takes",
    arguments: [
      "a", ".gitignore", ".github/workflows/x.yml", "a/.gitmodules", "git", "git~2", "a.git/b", "x git",
      "...", "é/ü",
      "a b", "-x", "a\nb", ".gitattributes", String(repeating: "a", count: 255),
    ])
  func allowed(path: String) throws {
    #expect(try TreePath(path).description == path)
  }

  @Test("is equal only to the same bytes")
  func equality() throws {
    let (composed, decomposed) = try (TreePath("\u{e9}"), TreePath("e\u{301}"))
    #expect(composed != decomposed)
    #expect(Set([composed, decomposed]).count == 2)
  }

  @Test(
    "keeps symbolic links inside",
    arguments: [
      ("a", "b", true), ("a/b", "../c", true), ("a/b/c", "../../d/e", true), ("a", "./b", true),
      ("a", "b/c/", true),
      ("a", "..", false), ("a", "/etc/passwd", false), ("a/b", "../../c", false), ("a/b", "x/../y", false),
      ("a/b/c", "../x/../../../y", false), ("a", "", false), ("a", "b\\c", false), ("a", "b\0c", false),
      ("a", ".git/config", false), ("a/b", "../.GIT", false), ("a/b", "..", true),
    ])
  func links(path: String, target: String, isInside: Bool) throws {
    #expect(LinkRule.staysInside(Array(target.utf8), at: try TreePath(path)) == isInside)
  }

  @Test(
    "knows names of refs",
    arguments: [
      ("main", true), ("feat/x-1", true), ("v1.0", true), ("a@b", true), ("refs/heads/main", true),
      ("é", true),
      ("", false), ("-x", false), ("--upload-pack=touch x", false), ("a/-x", false), ("a..b", false),
      ("a b", false),
      ("a~1", false), ("a^", false), ("a:b", false), ("a?", false), ("a*", false), ("a[b", false),
      ("a\\b", false),
      ("@", false), ("a@{1}", false), ("/a", false), ("a/", false), ("a//b", false), (".a", false),
      ("a/.b", false),
      ("a.", false), ("a.lock", false), ("a.lock/b", false), ("a\u{7f}", false), ("a\nb", false),
    ])
  func refNames(name: String, isValid: Bool) {
    #expect(RefName.isValid(name) == isValid)
  }

  @Test(
    "knows addresses of repositories",
    arguments: [
      ("https://example.org/a.git", .remote(scheme: "https")),
      ("ssh://git@example.org/a", .remote(scheme: "ssh")),
      ("git@example.org:a/b.git", .remote(scheme: "ssh")), ("file:///a/b", .remote(scheme: "file")),
      ("/a/b", .path), ("a/b:c", .path), ("./a", .path), ("a", .path),
    ] as [(String, RepositoryAddress.Access)])
  func addresses(text: String, access: RepositoryAddress.Access) throws {
    #expect(try RepositoryAddress(text).access == access)
  }

  @Test(
    "refuses addresses that would run programs or be taken for options",
    arguments: [
      "", "-x", "--upload-pack=touch x", "ext::sh -c 'touch x'", "fd::3", "ext://x",
      "https://-oProxyCommand=x/y",
      "ssh://-oProxyCommand=x/y", "https://a\nb", "ftp://example.org/x",
    ])
  func refusedAddresses(text: String) {
    #expect(throws: GitError.self) { try RepositoryAddress(text) }
  }

  @Test("gives every address a mirror of its own")
  func mirrors() throws {
    let cache = CacheDirectory(path: "/cache")
    let names = try [
      "https://example.org/a/b.git", "http://example.org/a/b.git", "https://example.org/a-b.git",
    ]
    .map { cache.mirror(of: try RepositoryAddress($0)) }
    #expect(Set(names).count == 3)
    #expect(names.allSatisfy { $0.hasPrefix("/cache/mirrors/") && $0.hasSuffix(".git") })
    #expect(names[0].contains("a-b-git-"))
  }
}
