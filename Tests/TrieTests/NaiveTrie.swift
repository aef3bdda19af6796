import Primitives

/// The trie as the Yellow Paper defines it, from a dictionary downwards, with nothing shared with the
/// module under test but Keccak-256.
struct NaiveTrie {
  private var entries: [[UInt8]: Bytes] = [:]

  mutating func insert(_ key: Bytes, _ value: Bytes) {
    entries[key.flatMap { [$0 / 16, $0 % 16] }] = value
  }

  var root: Hash32 {
    if entries.isEmpty { return Keccak256.hash([0x80]) }
    return Keccak256.hash(Self.node(entries.map { ($0.key, $0.value) }))
  }

  /// c(I, i): the encoding of the node over keys from which the common start was taken away.
  private static func node(_ entries: [(path: [UInt8], value: Bytes)]) -> Bytes {
    if entries.count == 1 {
      return list([string(hexPrefix(entries[0].path, 2)), string(entries[0].value)])
    }
    let common = commonStart(entries.map(\.path))
    if !common.isEmpty {
      let rest = entries.map { (Array($0.path.dropFirst(common.count)), $0.value) }
      return list([string(hexPrefix(common, 0)), reference(node(rest))])
    }
    var items: [Bytes] = (0..<16).map { nibble in
      let below = entries.filter { $0.path.first == UInt8(nibble) }
      return below.isEmpty
        ? [0x80] : reference(node(below.map { (Array($0.path.dropFirst()), $0.value) }))
    }
    items.append(string(entries.first { $0.path.isEmpty }?.value ?? []))
    return list(items)
  }

  private static func reference(_ encoding: Bytes) -> Bytes {
    encoding.count < 32 ? encoding : string(Keccak256.hash(encoding).bytes)
  }

  private static func commonStart(_ paths: [[UInt8]]) -> [UInt8] {
    var common = paths[0]
    for path in paths {
      while !path.starts(with: common) { common.removeLast() }
    }
    return common
  }

  private static func hexPrefix(_ nibbles: [UInt8], _ flag: UInt8) -> Bytes {
    let padded = nibbles.count % 2 == 1 ? [flag + 1] + nibbles : [flag, 0] + nibbles
    return stride(from: 0, to: padded.count, by: 2).map { padded[$0] * 16 + padded[$0 + 1] }
  }

  private static func string(_ bytes: Bytes) -> Bytes {
    if bytes.count == 1 && bytes[0] < 0x80 { return bytes }
    return head(0x80, bytes.count) + bytes
  }

  private static func list(_ items: [Bytes]) -> Bytes {
    let payload = items.flatMap { $0 }
    return head(0xc0, payload.count) + payload
  }

  private static func head(_ kind: UInt8, _ count: Int) -> Bytes {
    if count < 56 { return [kind + UInt8(count)] }
    var length: Bytes = []
    var rest = count
    while rest > 0 {
      length.insert(UInt8(rest % 256), at: 0)
      rest /= 256
    }
    return [kind + 55 + UInt8(length.count)] + length
  }
}
