import Primitives

/// How an entry stands in a tree.
package enum EntryMode: UInt32, Sendable {
  case file = 0o100644
  case executable = 0o100755
  case symbolicLink = 0o120000
  /// A commit of another repository, of which a snapshot has an empty folder.
  case submodule = 0o160000
  case folder = 0o040000

  /// As a tree object has it, without leading zeros.
  package var text: String { String(rawValue, radix: 8) }

  /// Reads octal digits; nil for a mode that git does not write.
  package init?(octal: some StringProtocol) {
    guard let number = UInt32(octal, radix: 8) else { return nil }
    self.init(rawValue: number)
  }

  /// Whether the entry's id names a blob.
  package var isBlob: Bool { self == .file || self == .executable || self == .symbolicLink }
}

/// One entry of a tree with its whole path.
package struct TreeEntry: Hashable, Sendable {
  package let path: TreePath
  package let mode: EntryMode
  package let id: ObjectID

  /// Makes an entry.
  package init(path: TreePath, mode: EntryMode, id: ObjectID) {
    self.path = path
    self.mode = mode
    self.id = id
  }
}
