import Primitives
import State

/// A Bloom filter of 2048 bits over the addresses and topics of logs.
///
/// Every entry sets three bits, each chosen by eleven bits of its Keccak-256.
/// Source: Yellow Paper, section 4.3.1.
public struct Bloom: Sendable {
  /// Bytes of the filter.
  public static let byteCount = 256

  /// The filter's bytes in order, eight to a word in memory.
  private var words: InlineArray<32, UInt64>

  /// The empty filter.
  public init() { words = InlineArray(repeating: 0) }

  /// Reads exactly 256 bytes.
  public init(bytes: UnsafeRawPointer) {
    words = InlineArray { bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self) }
  }

  /// Sets the bits of an entry whose Keccak-256 is `hash`.
  public mutating func insert(hash: Hash32) {
    hash.withUnsafeBytes { bytes in
      for pair in 0..<3 {
        let bit = (Int(bytes[pair * 2]) << 8 | Int(bytes[pair * 2 + 1])) & 0x7ff
        setBit(bit)
      }
    }
  }

  /// Adds every entry of `other`.
  public mutating func formUnion(_ other: Bloom) {
    for index in 0..<32 { words[index] |= other.words[index] }
  }

  /// Whether no entry was added.
  public var isEmpty: Bool {
    for index in 0..<32 where words[index] != 0 { return false }
    return true
  }

  /// The bytes in order.
  public func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
    Swift.withUnsafeBytes(of: words, body)
  }

  /// Sets bit `bit`, counted from the last byte's lowest.
  private mutating func setBit(_ bit: Int) {
    let byte = Self.byteCount - 1 - bit / 8
    let mask = UInt64(littleEndian: UInt64(1) << UInt64(byte % 8 * 8 + bit % 8))
    words[byte / 8] |= mask
  }
}

extension Bloom: Equatable {
  public static func == (left: Bloom, right: Bloom) -> Bool {
    for index in 0..<32 where left.words[index] != right.words[index] { return false }
    return true
  }
}

extension Bloom: CustomStringConvertible {
  public var description: String { withUnsafeBytes { Hex.encode(Bytes($0)) } }
}

extension ByteBuffer {
  /// Writes the filter as a string of 256 bytes.
  mutating func appendRLP(_ bloom: Bloom) {
    bloom.withUnsafeBytes { appendRLP($0) }
  }
}

extension Bloom {
  /// The filter of the addresses and topics of `logs`.
  public init(of logs: [Log]) {
    self.init()
    for log in logs {
      insert(hash: Keccak256.hash(log.address))
      for topic in log.topics { insert(hash: Keccak256.hash(topic)) }
    }
  }
}
