import Primitives
import Processes

/// Objects of one repository, read through two processes of git that live as long as the reader.
///
/// Not thread-safe: one thread uses a reader. Every object is checked against its name.
package final class ObjectReader {
  /// Kind and size of an object.
  package struct Summary: Equatable, Sendable {
    /// `blob`, `tree`, `commit` or `tag`.
    package let kind: String
    /// In bytes.
    package let size: Int
  }

  /// The repository that is read.
  package let repository: Repository
  private var contents: Conversation
  private var summaries: Conversation

  /// Ids asked for before answers are read; together they fit into the socket, so that nobody waits for ever.
  private static let window = 512

  /// Makes a reader; the processes are started when they are needed.
  package init(_ repository: Repository) {
    self.repository = repository
    contents = Conversation(repository.command(["cat-file", "--batch"]))
    summaries = Conversation(repository.command(["cat-file", "--batch-check"]))
  }

  // MARK: Single objects

  /// The bytes of an object.
  ///
  /// - Throws: `GitError.objectMissing`, `.wrongKind`, `.objectDamaged`, `.gitFailed`.
  package func object(_ id: ObjectID, _ kind: ObjectKind) throws(GitError) -> Bytes {
    var content = Bytes()
    try objects([id], kind) { _, bytes throws(GitError) in
      guard let bytes else { throw .objectMissing(id) }
      content = bytes
    }
    return content
  }

  /// The bytes of a file.
  package func blob(_ id: ObjectID) throws(GitError) -> Bytes { try object(id, .blob) }

  /// A commit.
  package func commit(_ id: ObjectID) throws(GitError) -> Commit {
    try Commit(id: id, object(id, .commit))
  }

  /// Kind and size of objects, nil for those that the repository lacks, in the order asked for.
  package func sizes(of ids: [ObjectID]) throws(GitError) -> [Summary?] {
    var found: [Summary?] = []
    try inWindows(ids, summaries) { _, conversation throws(GitError) in
      found.append(try conversation.header())
    }
    return found
  }

  // MARK: Many objects

  /// Hands over the bytes of many objects in order, nil for those that the repository lacks.
  ///
  /// Much faster than one after the other: git works ahead.
  package func objects(
    _ ids: [ObjectID], _ kind: ObjectKind,
    _ body: (_ index: Int, _ bytes: Bytes?) throws(GitError) -> Void
  ) throws(GitError) {
    try inWindows(ids, contents) { index, conversation throws(GitError) in
      guard let header = try conversation.header() else {
        try body(index, nil)
        return
      }
      let bytes = try conversation.take(header.size)
      try conversation.takeLineEnd()
      guard header.kind == kind.rawValue else {
        throw .wrongKind(ids[index], expected: kind, found: header.kind)
      }
      guard ObjectID(of: kind, bytes) == ids[index] else { throw .objectDamaged(ids[index]) }
      try body(index, bytes)
    }
  }

  /// Asks for ids, a window ahead of what is read.
  private func inWindows(
    _ ids: [ObjectID], _ conversation: Conversation,
    _ body: (Int, Conversation) throws(GitError) -> Void
  ) throws(GitError) {
    var asked = 0
    do {
      for index in ids.indices {
        if asked - index <= Self.window / 2, asked < ids.count {
          let end = min(ids.count, index + Self.window)
          try conversation.ask(ids[asked..<end])
          asked = end
        }
        try body(index, conversation)
      }
    } catch {
      // Answers that nobody has read would be taken for those of the next question.
      conversation.end()
      throw error
    }
  }
}

/// A process of git that answers one line of input after the other.
private final class Conversation {
  private let command: GitCommand
  private var process: RunningProcess?
  private var buffer = Bytes()
  private var position = 0

  /// The longest that git may take over an answer, in milliseconds.
  private static let patience = 120_000

  init(_ command: GitCommand) { self.command = command }

  func end() {
    process?.stop()
    process = nil
    buffer.removeAll()
    position = 0
  }

  func ask(_ ids: ArraySlice<ObjectID>) throws(GitError) {
    var question = Bytes()
    for id in ids { question.append(contentsOf: (id.hex + "\n").utf8) }
    if process == nil { process = try command.start() }
    guard let process else { preconditionFailure("a process that was started is there") }
    guard process.send(question) else { throw failure(process) }
  }

  /// Reads `<id> <kind> <size>`, nil for `<id> missing`.
  func header() throws(GitError) -> ObjectReader.Summary? {
    let line = try takeLine()
    let words = String(decoding: line, as: UTF8.self).split(separator: " ")
    if words.count == 2, words[1] == "missing" { return nil }
    guard words.count == 3, let size = Int(words[2]), size >= 0 else {
      throw command.failure("unexpected answer")
    }
    return ObjectReader.Summary(kind: String(words[1]), size: size)
  }

  func takeLineEnd() throws(GitError) {
    guard try take(1) == [UInt8(ascii: "\n")] else { throw command.failure("unexpected answer") }
  }

  private func takeLine() throws(GitError) -> Bytes {
    while true {
      if let end = buffer[position...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { position = end + 1 }
        return Bytes(buffer[position..<end])
      }
      try readMore()
    }
  }

  func take(_ count: Int) throws(GitError) -> Bytes {
    while buffer.count - position < count { try readMore() }
    defer { position += count }
    return Bytes(buffer[position..<position + count])
  }

  private func readMore() throws(GitError) {
    guard let process else { throw command.failure("it is not running") }
    if position > 1 << 16 || position == buffer.count {
      buffer.removeFirst(position)
      position = 0
    }
    switch process.read(into: &buffer, until: Deadline(milliseconds: Self.patience)) {
    case .output: return
    case .end: throw failure(process)
    case .deadline: throw command.failure("no answer")
    }
  }

  private func failure(_ process: RunningProcess) -> GitError {
    let end = process.endAfterOutput()
    let complaint = process.diagnostics.lastLines(3)
    if case .exited(code: 127) = end { return .gitUnavailable(reason: complaint) }
    return command.failure(complaint.isEmpty ? "it \(end)" : complaint)
  }
}
