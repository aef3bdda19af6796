/// An open-addressing table from keys, which lie in an arena, to their indices in it.
///
/// An entry is one word: generation (16 bits), tag (16 bits of the hash), index (32 bits). Entries of
/// another generation count as free, so that emptying the table is one addition. Keys are never removed
/// one by one. At most half of the entries are in use.
struct IndexTable: ~Copyable {
  private var entries: UnsafeMutablePointer<UInt64>
  private var mask: Int
  private var used: Int
  private var generation: UInt64
  private let initialCapacity: Int

  /// Emptied tables of more entries than this give their memory back.
  private static var keptEntries: Int { 1 << 22 }

  /// Makes a table with room for `capacity` entries, a power of two.
  init(capacity: Int) {
    precondition(capacity.nonzeroBitCount == 1)
    initialCapacity = capacity
    entries = .allocate(capacity: capacity)
    entries.initialize(repeating: 0, count: capacity)
    mask = capacity &- 1
    used = 0
    generation = 1
  }

  deinit { entries.deallocate() }

  /// The upper half of an entry of this generation for a hash.
  @inline(__always)
  private func head(of hash: UInt64) -> UInt64 { generation &<< 16 | hash &>> 48 }

  /// The index whose key has this hash and satisfies `matches`, or −1.
  @inline(__always)
  func find(_ hash: UInt64, matches: (Int32) -> Bool) -> Int32 {
    let head = head(of: hash)
    var position = Int(truncatingIfNeeded: hash) & mask
    while true {
      let entry = entries[position]
      if entry &>> 32 == head {
        let index = Int32(truncatingIfNeeded: entry)
        if matches(index) { return index }
      } else if entry &>> 48 != generation {
        return -1
      }
      position = (position &+ 1) & mask
    }
  }

  /// Adds a key that is not in the table; `hashOf` gives the hashes of the keys at indices below `index`.
  @inline(__always)
  mutating func insert(_ hash: UInt64, index: Int32, hashOf: (Int32) -> UInt64) {
    if 2 &* used > mask { grow(below: index, hashOf: hashOf) }
    place(hash, index: index)
    used &+= 1
  }

  /// Forgets all keys.
  mutating func removeAll() {
    used = 0
    if mask >= Self.keptEntries {
      entries.deallocate()
      entries = .allocate(capacity: initialCapacity)
      mask = initialCapacity &- 1
      generation = 0xffff
    }
    generation &+= 1
    if generation > 0xffff {
      entries.initialize(repeating: 0, count: mask &+ 1)
      generation = 1
    }
  }

  /// Becomes a copy of another table.
  mutating func copy(_ other: borrowing IndexTable) {
    if mask != other.mask {
      entries.deallocate()
      entries = .allocate(capacity: other.mask &+ 1)
      mask = other.mask
    }
    entries.initialize(from: other.entries, count: mask &+ 1)
    used = other.used
    generation = other.generation
  }

  @inline(__always)
  private func place(_ hash: UInt64, index: Int32) {
    var position = Int(truncatingIfNeeded: hash) & mask
    while entries[position] &>> 48 == generation { position = (position &+ 1) & mask }
    entries[position] = head(of: hash) &<< 32 | UInt64(UInt32(bitPattern: index))
  }

  @inline(never)
  private mutating func grow(below count: Int32, hashOf: (Int32) -> UInt64) {
    entries.deallocate()
    let capacity = 2 &* (mask &+ 1)
    entries = .allocate(capacity: capacity)
    entries.initialize(repeating: 0, count: capacity)
    mask = capacity &- 1
    for index in 0..<count { place(hashOf(index), index: index) }
  }
}
