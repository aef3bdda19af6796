import Fixtures
import Glibc
import JSON
import Primitives

/// Keeps fixtures as files, in the layout that EEST's tools read: `<format's folder>/<id>.json`, or one
/// `merged.json`, and an index of all in `.meta/index.json`.
///
/// A file appears under its name when it is whole. Files of earlier runs are replaced when a test of this run
/// has their name, and stay in the index otherwise.
///
/// `@unchecked Sendable`: used by one thread at a time, the one that keeps the order of the output.
package final class FixtureDirectory: @unchecked Sendable {
  /// What came of a fixture.
  package enum Outcome {
    /// It is in this file, named from the directory.
    case written
    /// A test of this name was written before.
    case duplicate
    /// The environment failed, in these words.
    case failed(String)
  }

  private let path: String
  private let folder: String
  private let merges: Bool
  private let isIndented: Bool
  private var tests: Set<String> = []
  private var index = FixtureIndex()
  private var earlier = FixtureIndex()
  private var merged: PartialFile?

  /// Names a directory, which is made by `open`.
  ///
  /// - Parameters:
  ///   - merges: whether all tests go into one file.
  ///   - isIndented: whether the fixtures given are.
  package init(path: String, format: FixtureFormat, merges: Bool, isIndented: Bool) {
    self.path = path.hasSuffix("/") ? path : path + "/"
    folder = format.folder
    self.merges = merges
    self.isIndented = isIndented
  }

  /// Makes the folders and reads the index that is there.
  ///
  /// - Throws: `FileProblem`.
  package func open() throws(FileProblem) {
    for name in ["", folder + "/", ".meta/"] { try Self.makeFolders(path + name) }
    earlier = try readIndex()
    if merges {
      let file = try PartialFile(becoming: path + folder + "/" + FixtureFileName.merged)
      try file.write("{")
      merged = file
    }
  }

  /// The file that the test of a record goes to, named from the directory.
  package func file(for id: String) -> String {
    "\(folder)/\(merges ? FixtureFileName.merged : FixtureFileName.name(for: id))"
  }

  /// Keeps one fixture: an object with one test.
  package func add(_ fixture: FixtureSummary, id: String, _ content: UnsafeRawBufferPointer) -> Outcome {
    guard tests.insert(fixture.name).inserted else { return .duplicate }
    let file = file(for: id)
    do {
      if let merged {
        try append(content, to: merged)
      } else {
        let partial = try PartialFile(becoming: path + file)
        try partial.write(content)
        try partial.write("\n")
        try partial.finish()
      }
    } catch {
      return .failed(error.message)
    }
    index.add(
      .init(
        test: fixture.name, path: file, hash: fixture.hash, fork: fixture.networkName,
        format: fixture.format.rawValue, preHash: nil))
    return .written
  }

  /// Finishes the file of all tests and writes the index; nothing after a failure.
  ///
  /// - Throws: `FileProblem`.
  package func finish(hasFailed: Bool) throws(FileProblem) {
    guard !hasFailed else {
      merged?.discard()
      return
    }
    if let merged {
      try merged.write(isIndented && !tests.isEmpty ? "\n}\n" : "}\n")
      try merged.finish()
    }
    index.adopt(earlier) { access(path + $0, F_OK) == 0 }
    index.sort()
    var text = ByteBuffer(capacity: 64 << 10)
    index.append(to: &text)
    let file = try PartialFile(becoming: path + ".meta/index.json")
    try file.write(text.bytes)
    try file.finish()
  }

  /// Adds what is between the braces of `content` to the object in the file.
  private func append(_ content: UnsafeRawBufferPointer, to file: PartialFile) throws(FileProblem) {
    // An indented fixture has a line end after the first brace and before the last.
    let margin = isIndented ? 2 : 1
    if tests.count > 1 { try file.write(",") }
    if isIndented { try file.write("\n") }
    try file.write(UnsafeRawBufferPointer(rebasing: content[margin..<content.count - margin]))
  }

  private func readIndex() throws(FileProblem) -> FixtureIndex {
    let name = path + ".meta/index.json"
    guard let bytes = try Bytes.contents(ofFile: name) else { return FixtureIndex() }
    let document = JSONDocument()
    let index: FixtureIndex? = bytes.withUnsafeBytes { text in
      do {
        try document.parse(text)
        return FixtureIndex.read(document.root)
      } catch {
        return nil
      }
    }
    guard let index else { throw FileProblem("\(name) is there and is no index of fixtures") }
    return index
  }

  /// Makes a folder and those above it.
  private static func makeFolders(_ path: String) throws(FileProblem) {
    var place = path.startIndex
    while let slash = path[place...].firstIndex(of: "/") {
      let folder = String(path[..<slash])
      place = path.index(after: slash)
      if folder.isEmpty || mkdir(folder, 0o777) == 0 || errno == EEXIST { continue }
      throw FileProblem("cannot make \(folder)", error: errno)
    }
  }
}
