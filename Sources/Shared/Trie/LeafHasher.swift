import Primitives

/// Encodes leaves and hashes them four at a time, those of equal numbers of Keccak blocks together.
struct LeafHasher: ~Copyable {
  /// A leaf that waits for three others of its size.
  private struct Pending {
    var offset: Int
    var count: Int
    var reference: UnsafeMutablePointer<NodeReference>
  }

  private var encodings = ByteBuffer(capacity: 8192)
  /// `queueLength` leaves for each number of blocks, 1 to `queueCount`.
  private let queues: UnsafeMutablePointer<Pending>
  private let lengths: UnsafeMutablePointer<Int>

  private static var queueCount: Int { 4 }
  private static var queueLength: Int { 4 }
  private static var rate: Int { 136 }
  /// The memory of encodings is used again when it has grown to so many bytes.
  private static var flushedBytes: Int { 32768 }

  init() {
    queues = .allocate(capacity: Self.queueCount * Self.queueLength)
    lengths = .allocate(capacity: Self.queueCount)
    lengths.initialize(repeating: 0, count: Self.queueCount)
  }

  deinit {
    queues.deallocate()
    lengths.deallocate()
  }

  /// Adds the leaf of a key from nibble `from` on; its reference is there after `flush()` at the latest.
  mutating func append(
    key: UnsafeRawBufferPointer, from: Int, value: UnsafeRawBufferPointer,
    reference: UnsafeMutablePointer<NodeReference>
  ) {
    let mark = encodings.beginRLPList()
    encodings.appendHexPrefix(key, from: from, to: 2 * key.count, isLeaf: true)
    encodings.appendRLP(value)
    encodings.endRLPList(mark)
    let count = encodings.count - mark
    let queue = count / Self.rate
    guard count >= 32, queue < Self.queueCount else {
      reference.initialize(to: NodeReference(encoding: encoding(mark, count)))
      encodings.truncate(to: mark)
      return
    }
    let position = queue * Self.queueLength + lengths[queue]
    queues[position] = Pending(offset: mark, count: count, reference: reference)
    lengths[queue] += 1
    if lengths[queue] == Self.queueLength { hashFour(queue) }
    if encodings.count > Self.flushedBytes { flush() }
  }

  /// Hashes what is waiting.
  mutating func flush() {
    for queue in 0..<Self.queueCount {
      for index in 0..<lengths[queue] {
        let leaf = queues[queue * Self.queueLength + index]
        leaf.reference.initialize(to: NodeReference(encoding: encoding(leaf.offset, leaf.count)))
      }
      lengths[queue] = 0
    }
    encodings.removeAll()
  }

  private func hashFour(_ queue: Int) {
    let leaves = queues + queue * Self.queueLength
    let hashes = Keccak256.hash4(
      encoding(leaves[0].offset, leaves[0].count), encoding(leaves[1].offset, leaves[1].count),
      encoding(leaves[2].offset, leaves[2].count), encoding(leaves[3].offset, leaves[3].count))
    leaves[0].reference.initialize(to: NodeReference(hash: hashes.0))
    leaves[1].reference.initialize(to: NodeReference(hash: hashes.1))
    leaves[2].reference.initialize(to: NodeReference(hash: hashes.2))
    leaves[3].reference.initialize(to: NodeReference(hash: hashes.3))
    lengths[queue] = 0
  }

  private func encoding(_ offset: Int, _ count: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: encodings.base + offset, count: count)
  }
}
