import Glibc

/// One value or member name on the tape, in the order of the text.
@usableFromInline
@frozen
struct JSONNode {
  /// Offset of the first byte in the source: the quote, bracket, sign, digit or letter, which tells the kind.
  @usableFromInline var start: UInt32
  /// Offset after the last byte in the source.
  @usableFromInline var end: UInt32
  /// Containers: the number of members or elements. Strings: offset of the decoded text in the arena, or
  /// `inPlace` where the source has no escape.
  @usableFromInline var first: UInt32
  /// Containers: index of the node after the last one inside. Strings: length of the decoded text.
  @usableFromInline var second: UInt32

  @inlinable @inline(__always)
  init(start: UInt32, end: UInt32, first: UInt32, second: UInt32) {
    self.start = start
    self.end = end
    self.first = first
    self.second = second
  }

  /// Marks a string whose text is its source.
  @inlinable @inline(__always)
  static var inPlace: UInt32 { .max }
}

/// The memory of a parsed document: nodes, decoded strings, and the borrowed source.
///
/// It lives at one address for the life of its `JSONDocument`, so that values can point to it without
/// reference counting.
@usableFromInline
@frozen
struct JSONTape {
  @usableFromInline var source: UnsafePointer<UInt8>
  @usableFromInline var nodes: UnsafeMutablePointer<JSONNode>
  @usableFromInline var arena: UnsafeMutablePointer<UInt8>
  @usableFromInline var nodeCount = 0
  @usableFromInline var nodeCapacity: Int
  @usableFromInline var arenaCount = 0
  @usableFromInline var arenaCapacity: Int

  /// Nodes kept between documents; what a larger one needed is given back.
  static var keptNodes: Int { 1 << 19 }
  /// Arena bytes kept between documents.
  static var keptArena: Int { 1 << 22 }

  init() {
    nodeCapacity = 256
    arenaCapacity = 1024
    nodes = .allocate(capacity: nodeCapacity)
    arena = .allocate(capacity: arenaCapacity)
    source = UnsafePointer(arena)
  }

  func deallocate() {
    nodes.deallocate()
    arena.deallocate()
  }

  /// Empties the tape for a new source and gives back what only an outsized document needed.
  mutating func reset(source: UnsafePointer<UInt8>) {
    self.source = source
    nodeCount = 0
    arenaCount = 0
    if nodeCapacity > JSONTape.keptNodes || arenaCapacity > JSONTape.keptArena {
      deallocate()
      self = JSONTape()
      self.source = source
    }
  }

  /// Makes room for one more node.
  @inline(never)
  mutating func growNodes() {
    let larger = UnsafeMutablePointer<JSONNode>.allocate(capacity: nodeCapacity * 2)
    larger.update(from: nodes, count: nodeCount)
    nodes.deallocate()
    nodes = larger
    nodeCapacity *= 2
  }

  /// Makes room for `extra` more decoded bytes.
  mutating func reserveArena(_ extra: Int) {
    guard arenaCount + extra > arenaCapacity else { return }
    let capacity = max(arenaCapacity * 2, arenaCount + extra)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: arena, count: arenaCount)
    arena.deallocate()
    arena = larger
    arenaCapacity = capacity
  }

  /// The decoded text of a string node.
  @inlinable @inline(__always)
  func text(of node: JSONNode) -> UnsafeRawBufferPointer {
    if node.first == JSONNode.inPlace {
      return UnsafeRawBufferPointer(start: source + Int(node.start) + 1, count: Int(node.second))
    }
    return UnsafeRawBufferPointer(start: arena + Int(node.first), count: Int(node.second))
  }

  /// The index of the node that follows the value at `index` and everything inside it.
  @inlinable @inline(__always)
  func next(after index: Int) -> Int {
    let node = nodes[index]
    // `{` and `[` are the only first bytes of a value with all bits of 0x5b but bit 5 set.
    return source[Int(node.start)] & 0xdf == 0x5b ? Int(node.second) : index + 1
  }
}
