import Git
import Primitives

/// The files of a commit by path, without their contents.
final class PristineTree {
  /// A file, symbolic link or submodule.
  struct Entry: Hashable {
    let mode: EntryMode
    let id: ObjectID

    /// Whether it is a file with bytes of its own.
    var isRegular: Bool { mode == .file || mode == .executable }
  }

  private(set) var entries: [String: Entry] = [:]
  /// How many entries lie below each folder.
  private var folders: [String: Int] = [:]
  /// The regular files that the patterns of an edit match, in the order of their bytes, by the edit's index.
  private var matches: [Int: [String]] = [:]
  private var patterns: [Int: Edit.Target] = [:]

  init() {}

  /// The tree with those entries.
  convenience init(_ entries: [TreeEntry]) {
    self.init()
    for entry in entries where entry.mode != .folder {
      set(entry.path.description, to: Entry(mode: entry.mode, id: entry.id))
    }
  }

  /// Sets or removes what is at a path.
  func set(_ path: String, to entry: Entry?) {
    let before = entries.updateValueOrRemove(entry, forKey: path)
    if before == nil, entry == nil { return }
    if before == nil || entry == nil {
      for folder in PristineTree.folders(above: path) {
        let count = (folders[folder] ?? 0) + (entry == nil ? -1 : 1)
        folders[folder] = count == 0 ? nil : count
      }
    }
    if before?.isRegular == true && entry?.isRegular == true { return }
    for (edit, target) in patterns where PristineTree.matches(target, path) {
      matches[edit] = nil
      patterns[edit] = nil
    }
  }

  /// Whether a file or folder is at that path.
  func has(_ path: String) -> Bool { entries[path] != nil || folders[path] != nil }

  /// Whether a folder is at that path.
  func hasFolder(_ path: String) -> Bool { folders[path] != nil }

  /// The regular files that the patterns of an edit match, in the order of their bytes.
  func paths(of edit: Edit) -> [String] {
    if let known = matches[edit.index] { return known }
    let found = entries.filter { $0.value.isRegular && PristineTree.matches(edit.target, $0.key) }.keys
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    matches[edit.index] = found
    patterns[edit.index] = edit.target
    return found
  }

  /// The folders above a path, the nearest first.
  static func folders(above path: String) -> [String] {
    var folders: [String] = []
    var rest = path[...]
    while let slash = rest.lastIndex(of: "/") {
      rest = rest[..<slash]
      folders.append(String(rest))
    }
    return folders
  }

  static func matches(_ target: Edit.Target, _ path: String) -> Bool {
    switch target {
    case .file(let file): file == path
    case .files(let included, let excluded):
      included.contains { $0.matches(path) } && !excluded.contains { $0.matches(path) }
    }
  }
}

extension Dictionary {
  /// Stores a value, or removes the key where it is nil; answers with the value before.
  fileprivate mutating func updateValueOrRemove(_ value: Value?, forKey key: Key) -> Value? {
    if let value { return updateValue(value, forKey: key) }
    return removeValue(forKey: key)
  }
}
