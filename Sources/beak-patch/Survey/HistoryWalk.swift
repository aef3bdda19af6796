import Git
import Primitives

/// Goes from commit to commit and keeps the tree of the one it is at, reading only what differs.
final class HistoryWalk {
  /// The tree at the place of the walk, as far as the set looks at it.
  let tree = PristineTree()

  private let reader: ObjectReader
  private let scope: Scope
  private var root: ObjectID?
  private var rows: [ObjectID: [Bytes: Row]] = [:]

  private struct Row: Equatable {
    let mode: EntryMode
    let id: ObjectID
  }

  /// Trees kept in memory before all are let go.
  private static let keptTrees = 100_000

  init(reader: ObjectReader, set: PatchSet) {
    self.reader = reader
    scope = Scope(set)
  }

  /// Goes to the commit with that tree.
  func move(to tree: ObjectID) throws(GitError) {
    if rows.count > HistoryWalk.keptTrees { rows.removeAll() }
    try change(root, tree, below: "")
    root = tree
  }

  /// Takes over what differs between two folders; nil is a folder that is not there.
  private func change(_ old: ObjectID?, _ new: ObjectID?, below path: String) throws(GitError) {
    if old == new { return }
    let before = try old.map { (id) throws(GitError) in try self.content(of: id) } ?? [:]
    let after = try new.map { (id) throws(GitError) in try self.content(of: id) } ?? [:]
    for (name, row) in before where after[name] != row {
      try replace(row, after[name], at: HistoryWalk.join(path, name))
    }
    for (name, row) in after where before[name] == nil {
      try replace(nil, row, at: HistoryWalk.join(path, name))
    }
  }

  private func replace(_ old: Row?, _ new: Row?, at path: String) throws(GitError) {
    let (oldFolder, newFolder) = (old?.mode == .folder, new?.mode == .folder)
    // What goes comes before what takes its place.
    if old != nil, !oldFolder, new == nil || newFolder { tree.set(path, to: nil) }
    if oldFolder || newFolder, scope.hasFolder(path) {
      try change(oldFolder ? old?.id : nil, newFolder ? new?.id : nil, below: path)
    }
    if let new, !newFolder { tree.set(path, to: PristineTree.Entry(mode: new.mode, id: new.id)) }
  }

  private func content(of id: ObjectID) throws(GitError) -> [Bytes: Row] {
    if let known = rows[id] { return known }
    var content: [Bytes: Row] = [:]
    for row in TreeRows(try reader.object(id, .tree)) { content[row.name] = Row(mode: row.mode, id: row.id) }
    rows[id] = content
    return content
  }

  private static func join(_ path: String, _ name: Bytes) -> String {
    let name = String(decoding: name, as: UTF8.self)
    return path.isEmpty ? name : "\(path)/\(name)"
  }
}

/// The folders in which a set looks for anything.
private struct Scope {
  /// Folders with everything below them.
  private var whole: [String] = []
  /// Folders on the way to something.
  private var onTheWay: Set<String> = []

  init(_ set: PatchSet) {
    for edit in set.edits {
      switch edit.target {
      case .file(let path): add(path)
      case .files(let patterns, _): for pattern in patterns { add(pattern: pattern.text) }
      }
      for path in edit.condition?.present ?? [] { add(path, isWhole: true) }
      for path in edit.condition?.absent ?? [] { add(path, isWhole: true) }
    }
  }

  private mutating func add(_ path: String, isWhole: Bool = false) {
    onTheWay.formUnion(PristineTree.folders(above: path))
    if isWhole { whole.append(path) }
  }

  private mutating func add(pattern: String) {
    let fixed = pattern.split(separator: "/").prefix { !$0.contains("*") && !$0.contains("?") }
    add(fixed.joined(separator: "/"), isWhole: true)
  }

  func hasFolder(_ path: String) -> Bool {
    onTheWay.contains(path) || whole.contains { $0.isEmpty || path == $0 || path.hasPrefix($0 + "/") }
  }
}
