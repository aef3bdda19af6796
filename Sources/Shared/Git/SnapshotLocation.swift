/// Where the snapshot of a commit lies: `<out>/<zkvm>-<commit>/<zkvm>-src`, with its marker beside it.
package struct SnapshotLocation: Hashable, Sendable {
  /// The folder of all snapshots, as the user gave it.
  package let out: String
  /// The zkVM's name: lower-case letters, digits and `-`.
  package let zkvm: String
  package let commit: ObjectID

  /// Makes a location.
  ///
  /// - Precondition: `isName(zkvm)`.
  package init(out: String, zkvm: String, commit: ObjectID) {
    precondition(Self.isName(zkvm), "not the name of a zkVM")
    self.out = out
    self.zkvm = zkvm
    self.commit = commit
  }

  /// Whether a text can be the name of a zkVM, and thereby part of a path.
  package static func isName(_ text: String) -> Bool {
    guard (1...64).contains(text.utf8.count), let first = text.utf8.first, 0x61...0x7a ~= first else {
      return false
    }
    return text.utf8.allSatisfy { 0x61...0x7a ~= $0 || 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "-") }
  }

  /// The folder that holds sources and marker, below `out`.
  package var name: String { "\(zkvm)-\(commit)" }
  /// The folder of the sources, below that.
  package var sources: String { "\(zkvm)-src" }
  /// The path of the sources, as records carry it.
  package var path: String {
    out.hasSuffix("/") ? "\(out)\(name)/\(sources)" : "\(out)/\(name)/\(sources)"
  }
}
