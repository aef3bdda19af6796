import Crypto
import EVM
import JSON
import Primitives

/// The index of a directory of fixtures, `.meta/index.json`. Source: EEST, `IndexFile`.
///
/// It is held in memory, some 200 bytes a test.
struct FixtureIndex {
  /// One test of a directory.
  struct Entry {
    /// The name of the test.
    var test: String
    /// Its file, from the directory.
    var path: String
    /// Nil where an index from elsewhere has none.
    var hash: Hash32?
    var fork: String?
    var format: String
    /// The group of shared accounts, which only fixtures from elsewhere have.
    var preHash: String?
  }

  private(set) var entries: [Entry] = []

  /// The time that every index bears: what a run writes depends on no clock, but the format asks for one.
  private static let creation = "1970-01-01T00:00:00Z"

  mutating func add(_ entry: Entry) { entries.append(entry) }

  /// Adds what `earlier` says of files that this index does not name and that `exists` finds.
  mutating func adopt(_ earlier: FixtureIndex, where exists: (String) -> Bool) {
    let own = Set(entries.map(\.path))
    var known: [String: Bool] = [:]
    for entry in earlier.entries where !own.contains(entry.path) {
      let isThere = known[entry.path] ?? exists(entry.path)
      known[entry.path] = isThere
      if isThere { entries.append(entry) }
    }
  }

  /// Puts the entries into their order, which does not depend on the runs that they come from.
  mutating func sort() {
    entries.sort { left, right in
      left.path == right.path ? left.test.precedes(right.test) : left.path.precedes(right.path)
    }
  }

  /// Reads an index; nil when the value is none.
  static func read(_ root: JSONValue) -> FixtureIndex? {
    guard let cases = root["test_cases"], cases.kind == .array else { return nil }
    var index = FixtureIndex()
    for element in cases.elements {
      guard let test = element.text(of: "id"), let path = element.text(of: "json_path"),
        let format = element.text(of: "format")
      else { return nil }
      var hash: Hash32?
      if let text = element.text(of: "fixture_hash") {
        var digits = Bytes(text.utf8)
        hash = digits.withUnsafeMutableBytes { HexText.hash32(UnsafeRawBufferPointer($0)) }
      }
      index.add(
        Entry(
          test: test, path: path, hash: hash, fork: element.text(of: "fork"), format: format,
          preHash: element.text(of: "pre_hash")))
    }
    return index
  }

  /// Writes the index, indented, with a line end.
  func append(to out: inout ByteBuffer) {
    var text = ByteBuffer(capacity: 4096)
    text.append("{\"root_hash\":")
    if let root = rootHash() { text.appendHexData(root) } else { text.append("null") }
    text.append(",\"created_at\":")
    text.appendQuoted(Self.creation)
    text.append(",\"test_count\":")
    text.appendDecimal(entries.count)
    text.append(",\"forks\":")
    text.appendNames(entries.compactMap(\.fork).filter { Network(named: $0)?.isTransition == false })
    text.append(",\"fixture_formats\":")
    text.appendNames(entries.map(\.format))
    text.append(",\"test_cases\":[")
    for (position, entry) in entries.enumerated() {
      if position > 0 { text.append(",") }
      append(entry, to: &text)
    }
    text.append("]}")
    out.appendIndented(text.bytes)
    out.append("\n")
  }

  private func append(_ entry: Entry, to text: inout ByteBuffer) {
    text.append("{\"id\":")
    text.appendQuoted(entry.test)
    text.append(",\"fixture_hash\":")
    if let hash = entry.hash { text.appendHexData(hash) } else { text.append("null") }
    text.append(",\"fork\":")
    if let fork = entry.fork { text.appendQuoted(fork) } else { text.append("null") }
    text.append(",\"format\":")
    text.appendQuoted(entry.format)
    if let preHash = entry.preHash {
      text.append(",\"pre_hash\":")
      text.appendQuoted(preHash)
    }
    text.append(",\"json_path\":")
    text.appendQuoted(entry.path)
    text.append("}")
  }
}

/// The hash of the whole directory. Source: EEST, `HashableItem`.
extension FixtureIndex {
  /// The hash of a folder is SHA-256 of the hashes of what is in it, in the order of the names; that of a
  /// file likewise of its tests. Nil where a test has no hash.
  func rootHash() -> Hash32? {
    var leaves: [(path: [Substring], hash: Hash32)] = []
    for entry in entries {
      guard let hash = entry.hash else { return nil }
      leaves.append((entry.path.split(separator: "/") + [Substring(entry.test)], hash))
    }
    leaves.sort { $0.path.lexicographicallyPrecedes($1.path) { $0.precedes($1) } }
    return Self.hash(of: leaves[...], depth: 0)
  }

  private static func hash(
    of leaves: ArraySlice<(path: [Substring], hash: Hash32)>, depth: Int
  ) -> Hash32 {
    if leaves.count == 1, let only = leaves.first, only.path.count == depth { return only.hash }
    var stream = SHA256Stream()
    var rest = leaves
    while let first = rest.first {
      let end = rest.firstIndex { $0.path[depth] != first.path[depth] } ?? rest.endIndex
      hash(of: rest[rest.startIndex..<end], depth: depth + 1).withUnsafeBytes { stream.update($0) }
      rest = rest[end...]
    }
    return stream.finish()
  }
}

extension StringProtocol {
  /// Whether this text comes before `other` in the order of their UTF-8 bytes.
  fileprivate func precedes(_ other: some StringProtocol) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}

extension JSONValue {
  /// The text of a member that is a string; nil for any other.
  fileprivate func text(of key: StaticString) -> String? {
    guard let value = self[key], value.kind == .string else { return nil }
    return value.string
  }
}

extension ByteBuffer {
  /// Appends each of the names once, in order, as a list.
  fileprivate mutating func appendNames(_ names: [String]) {
    append("[")
    for (position, name) in Set(names).sorted(by: { $0.precedes($1) }).enumerated() {
      if position > 0 { append(",") }
      appendQuoted(name)
    }
    append("]")
  }
}
