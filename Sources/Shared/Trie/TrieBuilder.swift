import Primitives

/// Computes the root of a set of keys and values, bottom-up.
///
/// Entries are collected into arenas, which are kept for the next trie, and sorted. The neighbours in
/// that order tell where each leaf hangs, so all leaves are encoded and hashed first, four at a time; then a
/// recursion over the nibbles builds extensions and branches above them.
///
/// The properties opt out of exclusivity checks, which would cost as much as the work between two hashes;
/// no method hands one of them out while another method may run.
public final class TrieBuilder {
  @exclusivity(unchecked) var entries: UnsafeMutableBufferPointer<TrieEntry>
  @exclusivity(unchecked) var references: UnsafeMutablePointer<NodeReference>
  @exclusivity(unchecked) private(set) var count = 0
  @exclusivity(unchecked) private var keys = ByteBuffer(capacity: 4096)
  @exclusivity(unchecked) private var values = ByteBuffer(capacity: 16384)
  @exclusivity(unchecked) var nodes = ByteBuffer(capacity: 4096)
  @exclusivity(unchecked) var leaves = LeafHasher()
  /// Scratch for callers that write keys and values piece by piece.
  var item = ByteBuffer(capacity: 1024)

  /// Makes a builder without entries.
  public init() {
    entries = .allocate(capacity: 128)
    references = .allocate(capacity: 128)
  }

  deinit {
    entries.deallocate()
    references.deallocate()
  }

  /// Drops all entries and keeps the memory.
  public func removeAll() {
    count = 0
    keys.removeAll()
    values.removeAll()
  }

  /// Adds an entry. Keys must differ from one another; the value must not be empty.
  public func insert(key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
    precondition(!value.isEmpty, "an empty value is no entry")
    if count == entries.count { grow() }
    var prefix: UInt64 = 0
    withUnsafeMutableBytes(of: &prefix) {
      $0.copyMemory(from: UnsafeRawBufferPointer(rebasing: key.prefix(8)))
    }
    entries[count] = TrieEntry(
      prefix: UInt64(bigEndian: prefix), keyOffset: keys.count, keyCount: key.count,
      valueOffset: values.count, valueCount: value.count)
    keys.append(key)
    values.append(value)
    count += 1
  }

  /// Adds an entry. Keys must differ from one another; the value must not be empty.
  public func insert(key: Hash32, value: UnsafeRawBufferPointer) {
    key.withUnsafeBytes { insert(key: $0, value: value) }
  }

  /// The root of the trie of the entries, which are kept.
  ///
  /// - Complexity: O(n log n) comparisons and about 1.4 n Keccak-256 of one block.
  public func root() -> Hash32 {
    if count == 0 { return MerklePatriciaTrie.emptyRoot }
    UnsafeMutableBufferPointer(rebasing: entries[..<count]).sort(keys: keys.base)
    hashLeaves()
    return node(0, count, depth: 0).root
  }

  /// The nibble of an entry's key at a depth below the key's end.
  @inline(__always)
  func nibble(_ entry: Int, _ depth: Int) -> Int {
    let byte = keys.base.load(
      fromByteOffset: entries[entry].keyOffset &+ depth &>> 1, as: UInt8.self)
    return Int(depth & 1 == 0 ? byte &>> 4 : byte & 0x0f)
  }

  func value(_ entry: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      start: values.base + entries[entry].valueOffset, count: entries[entry].valueCount)
  }

  func key(_ entry: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: keys.base + entries[entry].keyOffset, count: entries[entry].keyCount)
  }

  func commonNibbles(_ first: Int, _ second: Int) -> Int {
    entries[first].commonNibbles(entries[second], keys: keys.base)
  }

  private func grow() {
    let larger = UnsafeMutableBufferPointer<TrieEntry>.allocate(capacity: 2 * entries.count)
    _ = larger.update(fromContentsOf: entries)
    entries.deallocate()
    entries = larger
    references.deallocate()
    references = .allocate(capacity: larger.count)
  }
}
