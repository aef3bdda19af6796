/// A 32-byte string such as a hash or a storage key, its bytes in memory order.
@frozen
public struct Hash32: Hashable, Comparable, Sendable {
  /// Bytes 0…7 as they lie in memory.
  public var word0: UInt64
  /// Bytes 8…15 as they lie in memory.
  public var word1: UInt64
  /// Bytes 16…23 as they lie in memory.
  public var word2: UInt64
  /// Bytes 24…31 as they lie in memory.
  public var word3: UInt64

  /// 32.
  @inlinable @inline(__always)
  public static var byteCount: Int { 32 }

  /// 32 zero bytes.
  @inlinable @inline(__always)
  public static var zero: Hash32 { Hash32(word0: 0, word1: 0, word2: 0, word3: 0) }

  /// Makes a hash of its bytes as native loads see them.
  @inlinable @inline(__always)
  public init(word0: UInt64, word1: UInt64, word2: UInt64, word3: UInt64) {
    self.word0 = word0
    self.word1 = word1
    self.word2 = word2
    self.word3 = word3
  }

  /// Reads exactly 32 bytes.
  @inlinable @inline(__always)
  public init(bytes: UnsafeRawPointer) {
    word0 = bytes.loadUnaligned(as: UInt64.self)
    word1 = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    word2 = bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
    word3 = bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
  }

  /// Reads 32 bytes; nil for another count.
  public init?(_ bytes: Bytes) {
    guard bytes.count == Self.byteCount else { return nil }
    self = bytes.withUnsafeBytes { $0.baseAddress.map(Hash32.init(bytes:)) ?? .zero }
  }

  /// Reads 64 hexadecimal digits, `0x` optional; nil for anything else.
  public init?(hex text: String) {
    guard let bytes = Hex.decode(text) else { return nil }
    self.init(bytes)
  }

  /// The 32 big-endian bytes of a word.
  @inlinable @inline(__always)
  public init(_ word: UInt256) {
    word0 = word.w3.bigEndian
    word1 = word.w2.bigEndian
    word2 = word.w1.bigEndian
    word3 = word.w0.bigEndian
  }

  /// Whether all bytes are zero.
  @inlinable @inline(__always)
  public var isZero: Bool { (word0 | word1 | word2 | word3) == 0 }

  /// Writes 32 bytes.
  @inlinable @inline(__always)
  public func store(to bytes: UnsafeMutableRawPointer) {
    bytes.storeBytes(of: word0, as: UInt64.self)
    bytes.storeBytes(of: word1, toByteOffset: 8, as: UInt64.self)
    bytes.storeBytes(of: word2, toByteOffset: 16, as: UInt64.self)
    bytes.storeBytes(of: word3, toByteOffset: 24, as: UInt64.self)
  }

  /// Lends the 32 bytes to `body`.
  @inlinable @inline(__always)
  public func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withUnsafePointer(to: self) { pointer throws(Failure) in
      try body(UnsafeRawBufferPointer(start: pointer, count: 32))
    }
  }

  /// The 32 bytes.
  public var bytes: Bytes { withUnsafeBytes { Bytes($0) } }

  /// `0x` and 64 lower-case digits.
  public var hex: String { withUnsafeBytes { Hex.encode($0) } }

  /// Whether two hashes are equal.
  @inlinable @inline(__always)
  public static func == (lhs: Hash32, rhs: Hash32) -> Bool {
    ((lhs.word0 ^ rhs.word0) | (lhs.word1 ^ rhs.word1) | (lhs.word2 ^ rhs.word2)
      | (lhs.word3 ^ rhs.word3)) == 0
  }

  /// Whether the left hash comes first, byte by byte.
  @inlinable
  public static func < (lhs: Hash32, rhs: Hash32) -> Bool {
    if lhs.word0 != rhs.word0 { return lhs.word0.bigEndian < rhs.word0.bigEndian }
    if lhs.word1 != rhs.word1 { return lhs.word1.bigEndian < rhs.word1.bigEndian }
    if lhs.word2 != rhs.word2 { return lhs.word2.bigEndian < rhs.word2.bigEndian }
    return lhs.word3.bigEndian < rhs.word3.bigEndian
  }
}

extension UInt256 {
  /// The bytes of a hash as a big-endian number.
  @inlinable @inline(__always)
  public init(_ hash: Hash32) {
    self.init(
      w0: hash.word3.bigEndian, w1: hash.word2.bigEndian,
      w2: hash.word1.bigEndian, w3: hash.word0.bigEndian)
  }
}

extension Hash32: CustomStringConvertible {
  /// `0x` and 64 lower-case digits.
  public var description: String { hex }
}

extension Hash32: ExpressibleByStringLiteral {
  /// Makes a hash of a literal of 64 digits; anything else is a programming error.
  public init(stringLiteral text: String) {
    guard let hash = Hash32(hex: text) else { preconditionFailure("not a 32-byte string: \(text)") }
    self = hash
  }
}
