import Glibc

/// Finds members of the same name when an object closes.
///
/// The names of all open objects stand on one stack. Few names are compared pair by pair through
/// fingerprints; many go through a hash table whose seed is drawn at random, so that no input can be made to
/// collide. The seed decides nothing but speed.
struct DuplicateKeys {
  struct Entry {
    var fingerprint: UInt64
    var node: UInt32
  }

  private var entries: UnsafeMutablePointer<Entry> = .allocate(capacity: 64)
  private var count = 0
  private var capacity = 64
  private var table: UnsafeMutablePointer<UInt32> = .allocate(capacity: 64)
  private var tableCapacity = 64
  private let seed = UInt64.random(in: .min ... .max)

  /// Objects of up to so many members are compared pair by pair.
  private static var pairwiseLimit: Int { 24 }
  /// Entries kept between documents.
  private static var keptEntries: Int { 1 << 17 }

  func deallocate() {
    entries.deallocate()
    table.deallocate()
  }

  mutating func removeAll() {
    count = 0
    if capacity > DuplicateKeys.keptEntries {
      entries.deallocate()
      table.deallocate()
      (capacity, tableCapacity) = (64, 64)
      entries = .allocate(capacity: capacity)
      table = .allocate(capacity: tableCapacity)
    }
  }

  /// Adds a name of the innermost open object.
  @inline(__always)
  mutating func push(_ name: UnsafeRawBufferPointer, node: UInt32) {
    if count == capacity { growEntries() }
    entries[count] = Entry(fingerprint: DuplicateKeys.fingerprint(name), node: node)
    count &+= 1
  }

  /// Removes the last `members` names, those of the object that closes, and answers with the node of the
  /// first one that repeats another.
  @inline(__always)
  mutating func popObject(
    _ members: Int, _ nodes: UnsafeMutablePointer<JSONNode>, _ tape: UnsafeMutablePointer<JSONTape>
  ) -> UInt32? {
    count &-= members
    if members < 2 { return nil }
    let names = entries + count
    if members > DuplicateKeys.pairwiseLimit { return findHashed(names, members, nodes, tape) }
    for later in 1..<members {
      let fingerprint = names[later].fingerprint
      for earlier in 0..<later where names[earlier].fingerprint == fingerprint {
        if DuplicateKeys.sameText(names[earlier].node, names[later].node, nodes, tape) {
          return names[later].node
        }
      }
    }
    return nil
  }

  @inline(never)
  private mutating func findHashed(
    _ names: UnsafeMutablePointer<Entry>, _ members: Int,
    _ nodes: UnsafeMutablePointer<JSONNode>, _ tape: UnsafeMutablePointer<JSONTape>
  ) -> UInt32? {
    reserveTable(members)
    let mask = tableCapacity - 1
    for later in 0..<members {
      let text = tape.pointee.text(of: nodes[Int(names[later].node)])
      let hash = DuplicateKeys.hash(text, seed: seed)
      names[later].fingerprint = hash
      var slot = Int(truncatingIfNeeded: hash) & mask
      while table[slot] != 0 {
        let earlier = Int(table[slot]) - 1
        if names[earlier].fingerprint == hash,
          DuplicateKeys.sameText(names[earlier].node, names[later].node, nodes, tape)
        {
          return names[later].node
        }
        slot = (slot + 1) & mask
      }
      table[slot] = UInt32(truncatingIfNeeded: later + 1)
    }
    return nil
  }

  @inline(never)
  private mutating func growEntries() {
    let larger = UnsafeMutablePointer<Entry>.allocate(capacity: capacity * 2)
    larger.update(from: entries, count: count)
    entries.deallocate()
    entries = larger
    capacity *= 2
  }

  /// Makes the table empty and at least twice as large as `members`.
  private mutating func reserveTable(_ members: Int) {
    if tableCapacity < members * 2 {
      while tableCapacity < members * 2 { tableCapacity *= 2 }
      table.deallocate()
      table = .allocate(capacity: tableCapacity)
    }
    memset(table, 0, tableCapacity * MemoryLayout<UInt32>.stride)
  }

  @inline(never)
  private static func sameText(
    _ left: UInt32, _ right: UInt32, _ nodes: UnsafeMutablePointer<JSONNode>,
    _ tape: UnsafeMutablePointer<JSONTape>
  ) -> Bool {
    let left = tape.pointee.text(of: nodes[Int(left)])
    let right = tape.pointee.text(of: nodes[Int(right)])
    return left.count == right.count
      && (left.isEmpty || memcmp(left.baseAddress!, right.baseAddress!, left.count) == 0)
  }

  /// Length, first and last bytes mixed: equal for equal texts, cheap, no protection against design.
  @inline(__always)
  private static func fingerprint(_ text: UnsafeRawBufferPointer) -> UInt64 {
    let count = text.count
    let length = UInt64(truncatingIfNeeded: count)
    guard let base = text.baseAddress, count > 0 else { return 0 }
    if count >= 8 {
      let first = base.loadUnaligned(as: UInt64.self)
      let last = (base + (count - 8)).loadUnaligned(as: UInt64.self)
      return first ^ (last &* 0x9e37_79b9_7f4a_7c15) ^ length << 56
    }
    if count >= 4 {
      let first = UInt64(base.loadUnaligned(as: UInt32.self))
      let last = UInt64((base + (count - 4)).loadUnaligned(as: UInt32.self))
      return first | last << 32 ^ length << 56
    }
    return UInt64(text[0]) | UInt64(text[count >> 1]) << 8 | UInt64(text[count - 1]) << 16 | length << 56
  }

  /// A seeded 64-bit hash: words folded by full-width multiplication.
  private static func hash(_ text: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
    var state = seed ^ UInt64(truncatingIfNeeded: text.count)
    var offset = 0
    while text.count - offset >= 8 {
      state = fold(state ^ text.loadUnaligned(fromByteOffset: offset, as: UInt64.self), seed | 1)
      offset += 8
    }
    var rest: UInt64 = 0
    while offset < text.count {
      rest = rest << 8 | UInt64(text[offset])
      offset += 1
    }
    return fold(fold(state ^ rest, seed | 1), 0x9e37_79b9_7f4a_7c15)
  }

  @inline(__always)
  private static func fold(_ value: UInt64, _ factor: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: factor)
    return product.high ^ product.low &+ value
  }
}
