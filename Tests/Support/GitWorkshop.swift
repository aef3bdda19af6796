import Foundation

/// A bare repository that a test builds object by object, so that it can hold what git itself refuses to write.
///
/// Everything is made below one temporary folder, which `remove` takes away; the user's configuration plays no
/// part.
public final class GitWorkshop: Sendable {
  /// An entry of a tree object.
  public struct Entry: Sendable {
    let mode: String
    let name: [UInt8]
    let id: String

    public init(_ mode: String, _ name: String, _ id: String) {
      self.init(mode, Array(name.utf8), id)
    }

    public init(_ mode: String, _ name: [UInt8], _ id: String) {
      (self.mode, self.name, self.id) = (mode, name, id)
    }
  }

  /// Why git did not do as it was told.
  public struct Failure: Error {
    public let message: String
  }

  /// A folder for the test's own use.
  public let folder: URL
  /// The repository.
  public var path: String { folder.appendingPathComponent("repository.git").path }

  public init() throws {
    let place = FileManager.default.temporaryDirectory.appendingPathComponent("beak-git-\(UUID().uuidString)")
    // Resolved, as messages name the place by its real path.
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    folder = place.resolvingSymlinksInPath()
    try git(["init", "--bare", "--quiet", "--template=", "--initial-branch=main", path], isInside: false)
  }

  /// Takes everything away.
  public func remove() { try? FileManager.default.removeItem(at: folder) }

  /// A path below the folder.
  public func place(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// Runs git on the repository and returns standard output without the last line end.
  @discardableResult
  public func git(_ arguments: [String], input: [UInt8] = [], isInside: Bool = true) throws -> String {
    let given = folder.appendingPathComponent("input-\(UUID().uuidString)")
    try Data(input).write(to: given)
    defer { try? FileManager.default.removeItem(at: given) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git"] + (isInside ? ["--git-dir=\(path)"] : []) + arguments
    process.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "HOME": folder.path,
      "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "C",
      "GIT_COMMITTER_EMAIL": "c@example.org", "GIT_AUTHOR_DATE": "1700000000 +0100",
      "GIT_COMMITTER_DATE": "1700000000 +0100",
    ]
    process.standardInput = try FileHandle(forReadingFrom: given)
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let complaint = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(message: "git \(arguments): \(String(decoding: complaint, as: UTF8.self))")
    }
    return String(decoding: text, as: UTF8.self).trimmingCharacters(in: .newlines)
  }

  /// Adds a file's bytes.
  public func blob(_ bytes: [UInt8]) throws -> String {
    try git(["hash-object", "-w", "-t", "blob", "--stdin"], input: bytes)
  }

  /// Adds a file's text.
  public func blob(_ text: String) throws -> String { try blob(Array(text.utf8)) }

  /// Adds a tree object of exactly those entries in that order, whether or not git would.
  public func tree(_ entries: [Entry]) throws -> String {
    var content: [UInt8] = []
    for entry in entries {
      content += Array("\(entry.mode) ".utf8) + entry.name + [0]
      var digits = entry.id[...]
      while !digits.isEmpty {
        guard let byte = UInt8(digits.prefix(2), radix: 16) else { throw Failure(message: "no id") }
        content.append(byte)
        digits = digits.dropFirst(2)
      }
    }
    return try git(["hash-object", "-w", "--literally", "-t", "tree", "--stdin"], input: content)
  }

  /// Adds the tree of plain files, whose names may have folders in them.
  public func tree(files: [String: String]) throws -> String {
    var entries: [Entry] = []
    let folders = Dictionary(grouping: files) {
      $0.key.split(separator: "/", maxSplits: 1).first.map(String.init)
    }
    for (name, members) in folders {
      guard let name else { continue }
      if members.count == 1, members[0].key == name {
        entries.append(Entry("100644", name, try blob(members[0].value)))
      } else {
        let below = members.map { (String($0.key.dropFirst(name.count + 1)), $0.value) }
        entries.append(Entry("40000", name, try tree(files: Dictionary(below) { $1 })))
      }
    }
    func key(_ entry: Entry) -> [UInt8] { entry.mode == "40000" ? entry.name + [0x2f] : entry.name }
    return try tree(entries.sorted { key($0).lexicographicallyPrecedes(key($1)) })
  }

  /// Adds a commit; `time` is in seconds since 1970.
  public func commit(_ tree: String, parents: [String] = [], time: Int = 1_700_000_000) throws -> String {
    let lines =
      ["tree \(tree)"] + parents.map { "parent \($0)" }
      + [
        "author A <a@example.org> \(time) +0100", "committer C <c@example.org> \(time) +0100", "",
        "a commit\n",
      ]
    return try git(
      ["hash-object", "-w", "-t", "commit", "--stdin"], input: Array(lines.joined(separator: "\n").utf8))
  }

  /// Points a ref such as `refs/heads/main` at an object.
  public func setRef(_ name: String, _ id: String) throws { try git(["update-ref", name, id]) }

  /// Adds a row of commits, the last of them the branch `main`; oldest first.
  public func history(count: Int) throws -> [String] {
    try importCommits(
      (1...count).map { number in
        ["number": "\(number)\n", "src/lib.rs": "pub fn number() -> u32 { \(number) }\n"]
      })
    return try git(["rev-list", "--reverse", "main"]).split(separator: "\n").map(String.init)
  }

  /// Adds a commit of many files to the branch `main`, whose contents are pseudo-random; returns its id.
  public func largeCommit(files: Int, size: Int) throws -> String {
    var generator = SplitMix64(seed: 1)
    var contents: [String: String] = [:]
    for number in 0..<files {
      contents["d\(number % 17)/e\(number % 5)/f\(number)"] = String(
        decoding: generator.bytes(size).map { $0 & 0x3f | 0x20 }, as: UTF8.self)
    }
    try importCommits([contents])
    return try git(["rev-parse", "main"])
  }

  /// Adds commits with one run of git; each sets the files that it names and keeps the others.
  private func importCommits(_ commits: [[String: String]]) throws {
    var stream = ""
    for (index, files) in commits.enumerated() {
      stream +=
        "commit refs/heads/main\ncommitter C <c@example.org> \(1_700_000_001 + index) +0100\ndata 1\nc\n"
      for (path, text) in files.sorted(by: { $0.key < $1.key }) {
        stream += "M 100644 inline \(path)\ndata \(text.utf8.count)\n\(text)\n"
      }
    }
    try git(["fast-import", "--quiet"], input: Array(stream.utf8))
  }
}
