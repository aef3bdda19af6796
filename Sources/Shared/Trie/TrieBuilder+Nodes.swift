import Primitives

/// The nodes of the trie.
extension TrieBuilder {
  /// Encodes all leaves and leaves their references in `references`.
  ///
  /// A leaf starts behind the nibble that tells it from its nearer neighbour. A key that its successor
  /// continues has no leaf: its value stands in a branch.
  func hashLeaves() {
    var before = -1
    for entry in 0..<count {
      let after = entry + 1 < count ? commonNibbles(entry, entry + 1) : -1
      let length = 2 * entries[entry].keyCount
      precondition(after < length || 2 * entries[entry + 1].keyCount > length, "the same key twice")
      if after < length {
        leaves.append(
          key: key(entry), from: max(before, after) + 1, value: value(entry),
          reference: references + entry)
      }
      before = after
    }
    leaves.flush()
  }

  /// The reference to the node over the entries `first..<end`, whose keys agree in `depth` nibbles.
  func node(_ first: Int, _ end: Int, depth: Int) -> NodeReference {
    if end - first == 1 { return references[first] }
    let common = commonNibbles(first, end - 1)
    let branch = branch(first, end, depth: common)
    return common == depth ? branch : `extension`(key(first), from: depth, to: common, over: branch)
  }

  /// A branch over at least two entries whose keys agree in `depth` nibbles and no more.
  private func branch(_ first: Int, _ end: Int, depth: Int) -> NodeReference {
    let hasValue = 2 * entries[first].keyCount == depth
    var entry = hasValue ? first + 1 : first
    let mark = nodes.beginRLPList()
    for child in 0..<16 {
      let start = entry
      while entry < end && nibble(entry, depth) == child { entry += 1 }
      switch entry - start {
      case 0: nodes.append(0x80)
      case 1: references[start].append(to: &nodes)
      default:
        let reference = node(start, entry, depth: depth + 1)
        reference.append(to: &nodes)
      }
    }
    if hasValue { nodes.appendRLP(value(first)) } else { nodes.append(0x80) }
    return close(mark)
  }

  private func `extension`(
    _ key: UnsafeRawBufferPointer, from: Int, to: Int, over branch: NodeReference
  ) -> NodeReference {
    let mark = nodes.beginRLPList()
    nodes.appendHexPrefix(key, from: from, to: to, isLeaf: false)
    branch.append(to: &nodes)
    return close(mark)
  }

  /// Ends the encoding that began at `mark` and takes it away.
  private func close(_ mark: Int) -> NodeReference {
    nodes.endRLPList(mark)
    let encoding = UnsafeRawBufferPointer(start: nodes.base + mark, count: nodes.count - mark)
    let reference = NodeReference(encoding: encoding)
    nodes.truncate(to: mark)
    return reference
  }
}

extension ByteBuffer {
  /// Appends the nibbles `from..<to` of a key as an RLP string in hex-prefix encoding.
  ///
  /// Source: Yellow Paper, appendix C.
  mutating func appendHexPrefix(
    _ key: UnsafeRawBufferPointer, from: Int, to: Int, isLeaf: Bool
  ) {
    let flag: UInt8 = isLeaf ? 0x20 : 0x00
    let isOdd = (to - from) & 1 == 1
    let byteCount = (to - from) / 2 + 1
    if byteCount > 1 { appendStringHead(count: byteCount) }
    var nibble = from
    if isOdd {
      append(flag | 0x10 | Self.nibble(key, from))
      nibble += 1
    } else {
      append(flag)
    }
    if nibble & 1 == 0 {
      append(UnsafeRawBufferPointer(rebasing: key[(nibble / 2)..<(to / 2)]))
      return
    }
    while nibble < to {
      append(Self.nibble(key, nibble) &<< 4 | Self.nibble(key, nibble + 1))
      nibble += 2
    }
  }

  /// Appends the head of a string of more than one byte.
  private mutating func appendStringHead(count: Int) {
    if count < 56 { return append(0x80 &+ UInt8(count)) }
    let lengthBytes = (UInt64.bitWidth - count.leadingZeroBitCount + 7) / 8
    append(0xb7 &+ UInt8(lengthBytes))
    for index in stride(from: lengthBytes - 1, through: 0, by: -1) {
      append(UInt8(truncatingIfNeeded: count &>> (8 &* index)))
    }
  }

  private static func nibble(_ key: UnsafeRawBufferPointer, _ index: Int) -> UInt8 {
    let byte = key[index &>> 1]
    return index & 1 == 0 ? byte &>> 4 : byte & 0x0f
  }
}
