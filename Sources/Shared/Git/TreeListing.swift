import Primitives
import Processes

/// What a snapshot may hold at most.
package struct TreeLimits: Sendable, Equatable {
  /// Entries of the tree, folders included.
  package var entries = 200_000
  /// Bytes of one file.
  package var file = 100 << 20
  /// Bytes of all files together.
  package var total = 4 << 30

  /// Makes the default limits.
  package init() {}
}

/// All entries of a tree, each path checked.
package struct TreeListing: Sendable {
  /// The tree's id.
  package let tree: ObjectID
  /// Files, links and submodules, and folders without entries, in the order of git.
  package let entries: [TreeEntry]

  /// Lists a tree with `git ls-tree -r -t -z --full-tree`.
  ///
  /// The listing is taken while it comes, so that a tree that repeats itself without end is stopped at the
  /// limit.
  /// - Throws: `GitError.pathRefused`, `.modeRefused`, `.tooManyFiles`, `.treeMismatch` where the listing is
  ///   not that of the tree, or what git says.
  package init(
    of tree: ObjectID, in repository: Repository, limits: TreeLimits = TreeLimits()
  ) throws(GitError) {
    let command = repository.command(["ls-tree", "-r", "-t", "-z", "--full-tree", tree.hex])
    var reading = ListingReader(limit: limits.entries)
    let process = try command.start()
    defer { process.stop() }
    process.closeInput()
    var output = Bytes()
    reading: while true {
      output.removeAll(keepingCapacity: true)
      switch process.read(into: &output, until: Deadline(milliseconds: 120_000)) {
      case .output: try reading.take(output)
      case .end: break reading
      case .deadline: throw command.failure("no answer")
      }
    }
    let end = process.endAfterOutput()
    guard case .exited(code: 0) = end else {
      let complaint = process.diagnostics.lastLines(3)
      throw command.failure(complaint.isEmpty ? "it \(end)" : complaint)
    }
    let entries = try reading.finish()
    let found = TreeHash.id(of: entries)
    guard found == tree else { throw .treeMismatch(expected: tree, found: found) }
    self.tree = tree
    self.entries = entries
  }

  /// Paths and commits of the submodules.
  package var submodules: [TreeEntry] { entries.filter { $0.mode == .submodule } }
}

/// Takes the records of `ls-tree -z` apart: `<mode> <kind> <id>\t<path>\0`.
private struct ListingReader {
  private let limit: Int
  private var rest = Bytes()
  private var entries: [TreeEntry] = []
  /// Every path seen, with whether it is a folder.
  private var seen: [Bytes: EntryMode] = [:]
  private var filledFolders: Set<Bytes> = []

  init(limit: Int) { self.limit = limit }

  mutating func take(_ chunk: Bytes) throws(GitError) {
    rest.append(contentsOf: chunk)
    var start = 0
    while let end = rest[start...].firstIndex(of: 0) {
      try record(rest[start..<end])
      start = end + 1
    }
    rest.removeFirst(start)
  }

  private mutating func record(_ record: ArraySlice<UInt8>) throws(GitError) {
    guard let tab = record.firstIndex(of: UInt8(ascii: "\t")) else { throw unexpected }
    let words = record[..<tab].split(separator: UInt8(ascii: " "))
    guard words.count == 3, let id = ObjectID(hexBytes: words[2]) else { throw unexpected }
    let path = try TreePath(Bytes(record[(tab + 1)...]))
    let octal = String(decoding: words[0], as: UTF8.self)
    guard let mode = EntryMode(octal: octal) else {
      throw .modeRefused(path: path.description, mode: octal)
    }
    guard seen.updateValue(mode, forKey: path.bytes) == nil else {
      throw .pathRefused(path: path.description, fault: .duplicate)
    }
    if let parent = path.parent {
      guard seen[parent] == .folder else {
        throw .pathRefused(path: path.description, fault: .withoutFolder)
      }
      filledFolders.insert(parent)
    }
    guard seen.count <= limit else { throw .tooManyFiles(limit: limit) }
    entries.append(TreeEntry(path: path, mode: mode, id: id))
  }

  /// All entries but the folders that have some.
  func finish() throws(GitError) -> [TreeEntry] {
    guard rest.isEmpty else { throw unexpected }
    return entries.filter { $0.mode != .folder || !filledFolders.contains($0.path.bytes) }
  }

  private var unexpected: GitError { .gitFailed(command: "ls-tree", reason: "unexpected answer") }
}
