import Foundation
import Git
import JSON
import Primitives
import Stream
import Synchronization
import TestSupport
import Testing

@testable import beak_patch

/// A small Rust workspace in a git repository, and snapshots of its commits.
final class Workspace {
  let workshop: GitWorkshop
  private(set) var commits: [String] = []

  static let zkvm = "toy"

  /// The files of the first commit.
  static let files = [
    "Cargo.toml": "[workspace]\nmembers = [\n    \"vm\",\n]\n",
    "Cargo.lock": "version = 4\n",
    "README.md": "A toy.\n",
    "vm/Cargo.toml": "[package]\nname = \"vm\"\n\n[dependencies]\n",
    "vm/src/lib.rs":
      "pub mod chip;\n\nconst _: () = assert!(1 < 2);\n\npub fn run(x: u32) -> u32 {\n    assert!(x > 0, \"}\");\n    x + 1\n}\n",
    "vm/src/chip.rs":
      "pub struct Chip;\n\nimpl Chip {\n    pub fn step(&self) {\n        // assert!(false)\n        assert_eq!(1, 1);\n    }\n}\n\nimpl Clone for Chip {\n    fn clone(&self) -> Self { Chip }\n}\n",
    "vm/src/old.rs": "// unused\n",
  ]

  /// The edits of the usual set: one of every operation.
  static let edits = [
    edit("crate", "create", #""file":"crates/fuzz/src/lib.rs","template":"fuzz.rs""#),
    edit(
      "member", "insert-after", #""file":"Cargo.toml","anchor":"members = [","text":"    \"crates/fuzz\",""#),
    edit(
      "import", "insert-before",
      #""file":"vm/src/lib.rs","anchor":"pub fn run","text":["use fuzz::emit;",""]"#),
    edit(
      "soften", "rename-macros",
      #""files":["vm/src/**/*.rs"],"macros":{"assert":"fuzz::soft","assert_eq":"fuzz::soft"},"expect":2"#),
    edit(
      "step", "insert-at-function-end",
      #""file":"vm/src/chip.rs","function":"step","within":"impl Chip","text":"        fuzz::emit();""#),
    edit("plus-two", "replace", #""file":"vm/src/lib.rs","anchor":"x + 1","text":"x + 2""#),
    edit("old", "delete", #""file":"vm/src/old.rs""#),
    edit("maybe", "replace", #""file":"README.md","anchor":"no such text","text":"","optional":true"#),
    edit("later", "replace", #""file":"README.md","anchor":"A toy","text":"B","requires":["maybe"]"#),
  ]

  static let templates = [
    "fuzz.rs": "pub fn emit() {}\n#[macro_export]\nmacro_rules! soft {\n    ($($t:tt)*) => {};\n}\n"
  ]

  static var set: SetFiles {
    SetFiles(
      edits, head: #","symbols":[{"namespace":"fuzz","definedBy":["one/templates/fuzz.rs"]}]"#,
      templates: templates)
  }

  init(files: [String: String] = Workspace.files) throws {
    workshop = try GitWorkshop()
    let folder = workshop.folder
    Self.folders.withLock { $0.append(folder) }
    try commit(files)
  }

  /// Folders of all workspaces of the process: they go when it ends, as a test may use paths for longer than
  /// the workspace that they come from.
  private static let folders: Mutex<[URL]> = {
    atexit {
      Workspace.folders.withLock { for folder in $0 { try? FileManager.default.removeItem(at: folder) } }
    }
    return Mutex([])
  }()

  /// Adds a commit with those files to the branch `main`.
  @discardableResult
  func commit(_ files: [String: String]) throws -> String {
    try commit(tree: try workshop.tree(files: files))
  }

  @discardableResult
  func commit(tree: String) throws -> String {
    let id = try workshop.commit(
      tree, parents: commits.suffix(1).map { $0 }, time: 1_700_000_000 + commits.count)
    commits.append(id)
    try workshop.setRef("refs/heads/main", id)
    return id
  }

  var out: String { workshop.place("out") }
  var cache: CacheDirectory { CacheDirectory(path: workshop.place("cache")) }

  /// The folder of a commit's snapshot, which holds its sources and its marker.
  func folder(_ commit: String) -> URL {
    URL(fileURLWithPath: out).appendingPathComponent("\(Self.zkvm)-\(commit)")
  }

  func sources(_ commit: String) -> URL { folder(commit).appendingPathComponent("\(Self.zkvm)-src") }

  /// Writes the snapshot of a commit as beak-resolve does, and returns its record.
  func materialize(_ commit: String) throws -> String {
    let reader = ObjectReader(try Repository(at: workshop.path))
    let id = ObjectID(hex: commit)!
    let tree = try reader.commit(id).tree
    let base = try TreeCache(cache).tree(tree, reader: reader)
    let location = SnapshotLocation(out: out, zkvm: Self.zkvm, commit: id)
    let snapshot = try Snapshot(location)
    _ = try snapshot.marker()
    try snapshot.install(
      SnapshotMarker(
        zkvm: Self.zkvm, repository: workshop.path, commit: id, tree: tree, standIns: base.standIns),
      base: base)
    return record(commit, tree: tree.hex, path: location.path)
  }

  /// A snapshot record.
  func record(_ commit: String, tree: String? = nil, path: String? = nil, repository: String? = nil) -> String
  {
    var fields = [
      "\"schema\":\"beak.snapshot/1\"", "\"id\":\"\(commit.prefix(8))\"", "\"zkvm\":\"\(Self.zkvm)\"",
      "\"commit\":\"\(commit)\"", "\"repository\":\"\(repository ?? workshop.path)\"",
    ]
    if let tree { fields.append("\"tree\":\"\(tree)\"") }
    if let path { fields.append("\"path\":\"\(path)\",\"materialized\":true") }
    return "{\(fields.joined(separator: ","))}"
  }

  /// The git tree id of a snapshot's sources, worked out by git.
  func treeByGit(_ commit: String) throws -> String {
    let index = workshop.place("index-\(UUID().uuidString)")
    let git = """
      GIT_CONFIG_GLOBAL=/dev/null GIT_INDEX_FILE='\(index)' git -c core.fileMode=true -c core.autocrlf=false \
      --git-dir='\(workshop.path)' --work-tree='\(sources(commit).path)'
      """
    return try shell("cd '\(sources(commit).path)' && \(git) add --all --force . && \(git) write-tree")
  }

  /// Everything that lies in a folder: path, kind and content, links not followed.
  static func listing(_ folder: URL) throws -> [String: String] {
    var listing: [String: String] = [:]
    let manager = FileManager.default
    for case let path as String in manager.enumerator(atPath: folder.path) ?? .init() {
      let file = folder.appendingPathComponent(path).path
      if let target = try? manager.destinationOfSymbolicLink(atPath: file) {
        listing[path] = "link \(target)"
      } else if let content = manager.contents(atPath: file) {
        listing[path] = String(decoding: content, as: UTF8.self)
      }
    }
    return listing
  }
}

/// What a run of the filter left.
struct PatchRun {
  let status: Int32
  let output: String
  let errors: String

  var lines: [String] { output.split(separator: "\n").map(String.init) }

  var records: [[String: Any]] {
    get throws {
      try lines.map { line in
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      }
    }
  }

  /// The error records, each as `code pointer`.
  var codes: [String] {
    get throws { try errorRecords.map { "\($0["code"] ?? "") \($0["pointer"] ?? "")" } }
  }

  var errorRecords: [[String: Any]] {
    get throws {
      try errors.split(separator: "\n").filter { $0.hasPrefix("{") }.map { line in
        let root = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        return try #require(root["error"] as? [String: Any])
      }
    }
  }

  /// Runs the filter in this process.
  init(
    _ set: SetFiles, _ lines: [String], action: PatchOptions.Action = .patch, diff: Bool = false,
    passes: [String]? = nil, repository: String? = nil, cache: CacheDirectory?, arguments: [String] = []
  ) throws {
    let options = PatchOptions(
      action: action, writesDiff: diff, passes: passes, repository: repository, cache: cache)
    let filter = PatchFilter(sets: PatchSets(all: [try set.set]), options: options, jsonLimits: JSONLimits())
    var files: [FileHandle] = []
    for _ in 0..<3 {
      var template = Array("/tmp/beak-patch-XXXXXX".utf8CString)
      let descriptor = mkstemp(&template)
      unlink(template)
      files.append(FileHandle(fileDescriptor: descriptor, closeOnDealloc: true))
    }
    try files[0].write(contentsOf: Data(lines.map { $0 + "\n" }.joined().utf8))
    try files[0].seek(toOffset: 0)
    status =
      FilterRunner.run(
        filter, options: try StandardOptions.parse(arguments),
        channels: Channels(
          input: files[0].fileDescriptor, output: files[1].fileDescriptor, error: files[2].fileDescriptor)
      ).code
    let texts = try files.dropFirst().map { file in
      try file.seek(toOffset: 0)
      return String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
    }
    (output, errors) = (texts[0], texts[1])
  }
}

/// Runs a command of the shell and returns its output without the last line end; a failure is one of the test.
@discardableResult
func shell(_ command: String) throws -> String {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/bin/sh")
  process.arguments = ["-c", command]
  let output = Pipe()
  process.standardOutput = output
  try process.run()
  let text = output.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  try #require(process.terminationStatus == 0, "\(command)")
  return String(decoding: text, as: UTF8.self).trimmingCharacters(in: .newlines)
}
