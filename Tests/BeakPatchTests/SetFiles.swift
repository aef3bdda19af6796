import Foundation

@testable import beak_patch

/// A patch set that a test writes and changes.
struct SetFiles {
  var files: [String: String]
  /// Files of shared folders by path below `shared`.
  var shared: [String: String] = [:]

  /// A set for the zkVM `toy` with one pass `one` of those edits.
  init(_ edits: [String], zkvm: String = "toy", head: String = "", templates: [String: String] = [:]) {
    files = [
      "set.json": #"{"schema":"beak.patchset/1","zkvm":"\#(zkvm)","passes":["one"]\#(head)}"#,
      "one/manifest.json": #"{"pass":"one","reason":"a test","edits":[\#(edits.joined(separator: ","))]}"#,
    ]
    for (name, text) in templates { files["one/templates/\(name)"] = text }
  }

  var setFiles: PatchSetFiles {
    PatchSetFiles(
      name: "test", contents: files.mapValues { Array($0.utf8) },
      shared: .held(shared.mapValues { Array($0.utf8) }))
  }

  /// What is wrong with the set, as code and place.
  var problems: [String] {
    Lint.check(setFiles).problems.map { "\($0.code) \($0.file)\($0.pointer)" }
  }

  /// The set, which must be sound.
  var set: PatchSet {
    get throws {
      let (set, problems) = Lint.check(setFiles)
      if let problem = problems.first { throw problem }
      return set!
    }
  }

  /// Writes the set's own files below a new folder, and those of shared folders below `shared` beside it.
  func write(to folder: URL) throws {
    let shelf = folder.deletingLastPathComponent().appendingPathComponent("shared")
    for (root, path, text) in files.map({ (folder, $0, $1) }) + shared.map({ (shelf, $0, $1) }) {
      let file = root.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
  }
}

/// An edit as JSON: the given fields, an id and a reason.
func edit(_ id: String, _ operation: String, _ fields: String) -> String {
  #"{"id":"\#(id)","operation":"\#(operation)",\#(fields),"reason":"a test"}"#
}
