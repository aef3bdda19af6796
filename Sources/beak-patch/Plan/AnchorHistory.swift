import Git
import Primitives

/// Looks back along first parents for the commit that took an anchor away.
struct AnchorHistory {
  let reader: ObjectReader
  let commit: ObjectID

  /// The first commit on the way to `commit` in which the file lacks the anchor that it had in the commit
  /// before; nil where it never had it.
  func commitWhereVanished(_ anchor: Bytes, _ path: String) throws(GitError) -> ObjectID? {
    // The commits that changed the file, the newest first.
    let arguments = ["rev-list", "--first-parent", commit.hex, "--", path]
    let changing = try reader.repository.command(arguments).output()
      .split(separator: 0x0a).compactMap { ObjectID(hexBytes: $0) }
    var newer: ObjectID?
    for candidate in changing {
      if let content = try content(of: path, in: candidate),
        !Anchor.offsets(of: anchor, in: content).isEmpty
      {
        return newer
      }
      newer = candidate
    }
    return nil
  }

  /// The content of a file in a commit; nil where it has none.
  private func content(of path: String, in commit: ObjectID) throws(GitError) -> Bytes? {
    var id = try reader.commit(commit).tree
    let names = path.split(separator: "/").map { Bytes($0.utf8) }
    for (index, name) in names.enumerated() {
      guard let row = TreeRows(try reader.object(id, .tree)).first(where: { $0.name == name }) else {
        return nil
      }
      let isLast = index == names.count - 1
      guard isLast ? row.mode == .file || row.mode == .executable : row.mode == .folder else { return nil }
      id = row.id
    }
    return try reader.blob(id)
  }
}

/// The rows of a tree object.
struct TreeRows: Sequence, IteratorProtocol {
  private let content: Bytes
  private var place = 0

  init(_ content: Bytes) {
    self.content = content
  }

  /// The next row; nil at the end, or at what git does not write.
  mutating func next() -> (mode: EntryMode, name: Bytes, id: ObjectID)? {
    guard let space = content[place...].firstIndex(of: 0x20),
      let end = content[space...].firstIndex(of: 0), end + ObjectID.byteCount < content.count,
      let mode = EntryMode(octal: String(decoding: content[place..<space], as: UTF8.self)),
      let id = ObjectID(content[end + 1...end + ObjectID.byteCount])
    else { return nil }
    place = end + 1 + ObjectID.byteCount
    return (mode, Bytes(content[space + 1..<end]), id)
  }
}
