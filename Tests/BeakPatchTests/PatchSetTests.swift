import Testing

@testable import beak_patch

@Suite("Patch sets as data")
struct PatchSetTests {
  private static let good = edit("a", "replace", #""file":"f","anchor":"x","text":"y""#)

  @Test(
    "every mistake has a code and a place",
    arguments: [
      (#""file":"f","anchor":"x""#, "set-schema one/manifest.json/edits/0"),
      (#""file":"f","anchor":"x","text":"y","template":"t""#, "set-schema one/manifest.json/edits/0"),
      (#""file":"f","text":"y""#, "set-schema one/manifest.json/edits/0"),
      (#""file":"f","anchor":7,"text":"y""#, "set-schema one/manifest.json/edits/0/anchor"),
      (#""file":"f","anchor":["x",7],"text":"y""#, "set-schema one/manifest.json/edits/0/anchor/1"),
      (#""file":"f","anchor":"","text":"y""#, "set-empty-text one/manifest.json/edits/0/anchor"),
      (#""file":"f","anchor":" \n","text":"y""#, "set-empty-text one/manifest.json/edits/0/anchor"),
      (
        #""file":"f","anchor":"x","template":"none""#,
        "set-template-missing one/manifest.json/edits/0/template"
      ),
      (#""file":"f","anchor":"x","template":"../x""#, "set-path-unsafe one/manifest.json/edits/0/template"),
      (#""anchor":"x","text":"y""#, "set-schema one/manifest.json/edits/0"),
      (#""file":"f","files":["g"],"anchor":"x","text":"y""#, "set-schema one/manifest.json/edits/0"),
      (
        #""file":"f","exclude":["g"],"anchor":"x","text":"y""#, "set-schema one/manifest.json/edits/0/exclude"
      ),
      (#""file":"f*","anchor":"x","text":"y""#, "set-schema one/manifest.json/edits/0/file"),
      (#""files":[],"anchor":"x","text":"y""#, "set-empty-text one/manifest.json/edits/0/files"),
      (#""file":"f","anchor":"x","text":"y","expect":0"#, "set-schema one/manifest.json/edits/0/expect"),
      (
        #""file":"f","anchor":"x","text":"y","expect":{"min":3,"max":2}"#,
        "set-schema one/manifest.json/edits/0/expect"
      ),
      (
        #""file":"f","anchor":"x","text":"y","expect":{"least":3}"#,
        "set-schema one/manifest.json/edits/0/expect/least"
      ),
      (#""file":"f","anchor":"x","text":"y","optional":1"#, "set-schema one/manifest.json/edits/0/optional"),
      (#""file":"f","anchor":"x","text":"y","ancor":1"#, "set-schema one/manifest.json/edits/0/ancor"),
      (
        #""file":"f","anchor":"x","text":"y","requires":["z"]"#,
        "set-requirement one/manifest.json/edits/0/requires/0"
      ),
      (
        #""file":"f","anchor":"x","text":"y","requires":["a"]"#,
        "set-requirement one/manifest.json/edits/0/requires/0"
      ),
      (#""file":"f","anchor":"x","text":"y","applies":{}"#, "set-schema one/manifest.json/edits/0/applies"),
      (
        #""file":"f","anchor":"x","text":"y","applies":{"commits":["no"]}"#,
        "set-unknown-name one/manifest.json/edits/0/applies/commits/0"
      ),
      (
        #""file":"f","anchor":"x","text":"y","applies":{"ranges":["no"]}"#,
        "set-unknown-name one/manifest.json/edits/0/applies/ranges/0"
      ),
      (
        #""file":"f","anchor":"x","text":"y","applies":{"present":["/etc"]}"#,
        "set-path-unsafe one/manifest.json/edits/0/applies/present/0"
      ),
    ] as [(String, String)])
  func mistakes(fields: String, expected: String) {
    #expect(SetFiles([edit("a", "replace", fields)]).problems == [expected])
  }

  @Test(
    "paths that leave the tree, or name what git keeps for itself, are refused",
    arguments: [
      "/etc/passwd", "../x", "a/../../x", "a/./b", "a//b", ".git/hooks/x", "a/.GIT/x", "a/.git", ".git ",
      "git~1/x",
      "a\\\\b", "a\\u200c/.g\\u200cit/x", "",
    ])
  func paths(path: String) {
    for operation in ["delete", "create"] {
      let text = operation == "create" ? #","text":"y""# : ""
      let problems = SetFiles([edit("a", operation, #""file":"\#(path)"\#(text)"#)]).problems
      #expect(problems == ["set-path-unsafe one/manifest.json/edits/0/file"], "\(operation) \(path)")
    }
  }

  @Test(
    "operations take their own fields only",
    arguments: [
      ("delete", #""file":"f","text":"x""#, "set-schema one/manifest.json/edits/0/text"),
      ("delete", #""files":["f"]"#, "set-schema one/manifest.json/edits/0/files"),
      ("create", #""files":["f"],"text":"x""#, "set-schema one/manifest.json/edits/0/files"),
      ("create", #""file":"f","text":"""#, "set-empty-text one/manifest.json/edits/0/text"),
      (
        "insert-after", #""file":"f","anchor":"a","text":"""#, "set-empty-text one/manifest.json/edits/0/text"
      ),
      (
        "insert-at-function-end", #""file":"f","function":"a b","text":"x""#,
        "set-schema one/manifest.json/edits/0/function"
      ),
      ("rename-macros", #""files":["f"],"macros":{}"#, "set-empty-text one/manifest.json/edits/0/macros"),
      (
        "rename-macros", #""files":["f"],"macros":{"a b":"c"}"#,
        "set-schema one/manifest.json/edits/0/macros/a b"
      ),
      (
        "rename-macros", #""files":["f"],"macros":{"a":"c d"}"#,
        "set-schema one/manifest.json/edits/0/macros/a"
      ),
      ("substitute", #""file":"f""#, "set-schema one/manifest.json/edits/0/operation"),
    ] as [(String, String, String)])
  func operations(operation: String, fields: String, expected: String) {
    #expect(SetFiles([edit("a", operation, fields)]).problems == [expected])
  }

  @Test(
    "set.json is checked",
    arguments: [
      (#"{"schema":"beak.patchset/2","zkvm":"toy","passes":["one"]}"#, "set-schema set.json/schema"),
      (#"{"schema":"beak.patchset/1","zkvm":"To y","passes":["one"]}"#, "set-schema set.json/zkvm"),
      (#"{"schema":"beak.patchset/1","zkvm":"toy"}"#, "set-schema set.json"),
      (
        #"{"schema":"beak.patchset/1","zkvm":"toy","passes":["one","one"]}"#,
        "set-duplicate-id set.json/passes/1"
      ),
      (
        #"{"schema":"beak.patchset/1","zkvm":"toy","passes":["one"],"commits":{"a":"12"}}"#,
        "set-schema set.json/commits/a"
      ),
      (
        #"{"schema":"beak.patchset/1","zkvm":"toy","passes":["one"],"ranges":{"a":{"from":"x"}}}"#,
        "set-schema set.json/ranges/a/from"
      ),
      (#"{"schema":"beak.patchset/1","zkvm":"toy","passes":["one"#, "set-malformed set.json/passes/0"),
      (
        #"{"schema":"beak.patchset/1","zkvm":"toy","passes":["one","two"]}"#,
        "set-unreadable set.json/passes/1"
      ),
    ] as [(String, String)])
  func head(text: String, expected: String) {
    var files = SetFiles([Self.good])
    files.files["set.json"] = text
    #expect(files.problems == [expected])
  }

  @Test("several mistakes are told at once, and ids are unique over passes")
  func several() {
    var files = SetFiles([Self.good, Self.good, edit("B", "delete", #""file":"f""#)])
    #expect(
      files.problems == [
        "set-duplicate-id one/manifest.json/edits/1/id", "set-schema one/manifest.json/edits/2/id",
      ])
    files.files["one/manifest.json"] = nil
    #expect(files.problems == ["set-unreadable set.json/passes/0"])
  }

  @Test("the digest tells sets apart by names and contents, and nothing else")
  func digest() throws {
    let first = try SetFiles([Self.good]).set.digest
    #expect(try SetFiles([Self.good]).set.digest == first)
    #expect(try SetFiles([Self.good], templates: ["t": ""]).set.digest != first)
    #expect(
      try SetFiles([Self.good], templates: ["t": "a"]).set.digest
        != (try SetFiles([Self.good], templates: ["ta": ""]).set.digest))
  }

  @Test("the sets that the program carries are sound, and each says why every edit is made")
  func embedded() {
    for files in PatchSets.embeddedFiles {
      let (set, problems) = Lint.check(files)
      #expect(problems.map(\.line) == [], "\(files.name)")
      #expect(set?.zkvm == files.name)
      #expect(set?.edits.isEmpty == false)
    }
    #expect(PatchSets.embedded.all.map(\.zkvm) == PatchSets.embeddedFiles.map(\.name))
  }
}

@Suite("Symbol closure")
struct SymbolClosureTests {
  private func problems(uses text: String, defined: String, promised: [String] = []) -> [String] {
    let names = promised.map { "\"\($0)\"" }.joined(separator: ",")
    let head =
      #","symbols":[{"namespace":"u","definedBy":["one/templates/u"],"calledByRunners":[\#(names)]}]"#
    let edits = [edit("a", "insert-after", #""file":"f","anchor":"x","template":"text""#)]
    return Lint.check(SetFiles(edits, head: head, templates: ["u/lib.rs": defined, "text": text]).setFiles)
      .problems
      .map(\.message)
  }

  @Test(
    "what is defined may be used",
    arguments: [
      ("u::f();", "pub fn f() {}"), ("u::m!(1);", "macro_rules! m { () => {} }"),
      ("u::m![1]", "macro_rules! m {}"),
      ("use u::{A, b::{self, C}, d as e};", "struct A; mod b {} fn d() {}"),
      ("u::X + u::Y", "const X: u8 = 1; static mut Y: u8 = 1;"),
      ("u::T::new()", "type T = u8;"), ("u::x != 3", "fn x() {}"), ("/* u::f */ \"u::g\"", "fn z() {}"),
      ("use u::*; use ::u::f;", "fn f() {}"), ("menu::f()", "fn z() {}"),
    ])
  func closed(text: String, defined: String) {
    #expect(problems(uses: text, defined: defined) == [])
  }

  @Test(
    "what is not defined is named",
    arguments: [
      ("u::f();", "pub fn g() {} // fn f() {}", "u::f"), ("u::m!(1);", "fn m() {}", "u::m!"),
      ("u::m(1);", "macro_rules! m { () => {} }", "u::m"), ("use u::{a, b};", "fn a() {}", "u::b"),
      ("u::f();", "const S: &str = \"fn f() {}\";", "u::f"),
    ])
  func open(text: String, defined: String, missing: String) {
    #expect(problems(uses: text, defined: defined) == ["the edit a uses \(missing), which is not defined"])
  }

  @Test("runners get what they are promised, and macros what they expand to")
  func promises() {
    #expect(
      problems(uses: "x", defined: "fn f() {}", promised: ["f", "g"]) == [
        "g is promised to runners and not defined"
      ])
    #expect(
      problems(uses: "x", defined: "macro_rules! m { () => { $crate::gone() } }", promised: ["m!"])
        == ["$crate::gone is not defined"])
  }
}
