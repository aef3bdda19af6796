import Git
import JSON
import Testing

@testable import beak_resolve

@Suite("References")
struct ReferenceTests {
  private static let hash = "d7eab708f43487b2e7c00524ffd611f835e8e6b5"

  @Test("are ids, names or ranges")
  func forms() throws {
    let id = try #require(ObjectID(hex: Self.hash))
    #expect(try Reference(Self.hash) == .commit(id))
    #expect(try Reference(Self.hash.uppercased()) == .commit(id))
    #expect(try Reference("main") == .name("main"))
    #expect(try Reference("d7eab708") == .name("d7eab708"))
    #expect(try Reference("v1.0..feat/x") == .range("v1.0", "feat/x"))
  }

  @Test(
    "refuse what can name nothing",
    arguments: [
      "", "-x", "--upload-pack=touch x", "a~1", "a^{tree}", "main@{1}", "a b", "a..b..c", "..", "a..", "..b",
      ":/fix",
      "a:b", "a...b", "-x..main", "main..-x", "a\u{0}b", "refs/heads/../x",
    ])
  func refused(text: String) {
    #expect(throws: ResolveError.self) { try Reference(text) }
  }

  @Test("know what can be the beginning of an id")
  func abbreviations() {
    #expect(Reference.isAbbreviation("d7ea"))
    #expect(Reference.isAbbreviation("D7EAB708"))
    for text in ["d7e", "main", "d7eg", Self.hash] { #expect(!Reference.isAbbreviation(text), "\(text)") }
  }

  private let reader = RequestReader(defaultZkvm: "openvm", table: .builtIn)

  private func request(_ text: String) throws -> Request {
    let bytes = Array(text.utf8)
    return try bytes.withUnsafeBytes { line in
      guard text.hasPrefix("{") else { return try reader.plain(line) }
      let document = JSONDocument()
      try document.parse(line)
      return try withExtendedLifetime(document) { try reader.object(document.root) }
    }
  }

  @Test("come as lines and as objects, with defaults")
  func requests() throws {
    #expect(try request("  main\t") == Request(zkvm: "openvm", text: "main", reference: .name("main")))
    let object = try request("{\"zkvm\":\"sp1\",\"ref\":\"dev\",\"more\":1}")
    #expect(object == Request(zkvm: "sp1", text: "dev", reference: .name("dev")))
    #expect(try request("{\"zkvm\":\"jolt\"}").text == "bmk-jolt")
    #expect(try request("{}").text == "bmk-regzero")
  }

  @Test(
    "refuse objects that name nothing",
    arguments: [
      ("{\"zkvm\":1}", .wrongType(at: .root / "zkvm")), ("{\"ref\":[]}", .wrongType(at: .root / "ref")),
      ("{\"zkvm\":\"../x\"}", .zkvmUnknown("../x")), ("{\"zkvm\":\"\"}", .zkvmUnknown("")),
      ("{\"zkvm\":\"mine\"}", .referenceMissing(zkvm: "mine")),
      ("{\"ref\":\"\"}", .referenceInvalid("", reason: "it is empty")),
    ] as [(String, ResolveError)])
  func wrongRequests(text: String, error: ResolveError) {
    #expect(throws: error) { try request(text) }
  }

  @Test("have a table of aliases with whole ids")
  func table() throws {
    let table = AliasTable.builtIn
    #expect(table.entries.keys.sorted() == ["jolt", "nexus", "openvm", "pico", "risc0", "sp1"])
    #expect(table.entries.values.map(\.aliases.count).reduce(0, +) == 13)
    #expect(table.entries["openvm"]?.aliases["bmk-regzero"]?.hex == Self.hash)
    #expect(table.entries["nexus"]?.aliases["bmk-nexus"]?.hex == "636ccb360d0f4ae657ae4bb64e1e275ccec8826e")
    for entry in table.entries.values {
      #expect(entry.aliases[entry.defaultAlias] != nil)
      #expect(try RepositoryAddress(entry.repository).access == .remote(scheme: "https"))
    }
  }

  @Test(
    "refuse a table that does not keep the form",
    arguments: [
      "", "{\"a\":{}}", "{\"A\":{\"repository\":\"x\",\"default\":\"d\",\"aliases\":{}}}",
      "{\"a\":{\"repository\":\"x\",\"default\":\"d\",\"aliases\":{}}}",
      "{\"a\":{\"repository\":\"x\",\"default\":\"d\",\"aliases\":{\"d\":\"12\"}}}",
    ])
  func wrongTables(text: String) {
    #expect(AliasTable(Array(text.utf8)) == nil)
  }

  @Test("have a code of its own for every error, and all of them are listed")
  func catalogue() {
    let codes = ResolveError.catalogue.entries.map(\.code)
    #expect(Set(codes).count == codes.count)
    for kind in ResolveError.Kind.allCases { #expect(codes.contains(kind.rawValue)) }
    for kind in GitError.Kind.allCases { #expect(codes.contains(kind.rawValue)) }
    #expect(ResolveError.git(.tooManyFiles(limit: 1)).code == "too-many-files")
    #expect(ResolveError.searchFinished.code == "search-finished")
  }
}
