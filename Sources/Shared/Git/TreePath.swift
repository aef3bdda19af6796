import Primitives

/// A path below a tree's root, as bytes: relative, its names parted by `/`, safe to write to a disk.
///
/// Equal only where the bytes are equal; ordered by bytes.
package struct TreePath: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The bytes, which are UTF-8.
  package let bytes: Bytes

  /// Takes a path that keeps the rules.
  ///
  /// - Throws: `GitError.pathRefused`.
  package init(_ bytes: Bytes) throws(GitError) {
    if let fault = PathFault(of: bytes) {
      throw .pathRefused(path: String(decoding: bytes, as: UTF8.self), fault: fault)
    }
    self.bytes = bytes
  }

  /// Takes a path that keeps the rules.
  ///
  /// - Throws: `GitError.pathRefused`.
  package init(_ text: String) throws(GitError) { try self.init(Bytes(text.utf8)) }

  /// Joins names that are known to keep the rules.
  init(trusted names: some Sequence<Bytes>) {
    bytes = Bytes(names.joined(separator: [UInt8(ascii: "/")]))
  }

  /// The names from the root on; at least one.
  package var names: [Bytes] { bytes.split(separator: UInt8(ascii: "/")).map { Bytes($0) } }

  /// How many folders lie between the root and the entry.
  package var depth: Int { bytes.count { $0 == UInt8(ascii: "/") } }

  /// The folder that holds the entry; nil at the root.
  package var parent: Bytes? {
    bytes.lastIndex(of: UInt8(ascii: "/")).map { Bytes(bytes[..<$0]) }
  }

  /// The path as text.
  package var description: String { String(decoding: bytes, as: UTF8.self) }

  package static func < (left: TreePath, right: TreePath) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}
