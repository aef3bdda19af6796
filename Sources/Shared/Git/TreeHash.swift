import Primitives

/// The git tree id that files have, worked out without git.
package enum TreeHash {
  /// The id of the tree with those entries, given in any order: files, links and submodules, and folders only
  /// where they are empty.
  ///
  /// - Complexity: O(n log n) in the number of entries.
  package static func id(of entries: some Sequence<TreeEntry>) -> ObjectID {
    let root = Folder()
    for entry in entries { root.add(entry, names: entry.path.names[...]) }
    return root.id
  }

  /// A folder on its way to becoming a tree object.
  private final class Folder {
    private var leaves: [(name: Bytes, mode: EntryMode, id: ObjectID)] = []
    private var folders: [Bytes: Folder] = [:]

    func add(_ entry: TreeEntry, names: ArraySlice<Bytes>) {
      let name = names[names.startIndex]
      if names.count == 1 {
        leaves.append((name, entry.mode, entry.id))
        return
      }
      let folder = folders[name] ?? Folder()
      folders[name] = folder
      folder.add(entry, names: names.dropFirst())
    }

    var id: ObjectID {
      var rows = leaves
      for (name, folder) in folders { rows.append((name, .folder, folder.id)) }
      // Git sorts a folder as if its name ended with a slash.
      let sorted = rows.map { (key: $0.mode == .folder ? $0.name + [UInt8(ascii: "/")] : $0.name, row: $0) }
        .sorted { $0.key.lexicographicallyPrecedes($1.key) }
      var content = Bytes()
      for (_, row) in sorted {
        content.append(contentsOf: row.mode.text.utf8)
        content.append(UInt8(ascii: " "))
        content.append(contentsOf: row.name)
        content.append(0)
        content.append(contentsOf: row.id.bytes)
      }
      return ObjectID(of: .tree, content)
    }
  }
}
