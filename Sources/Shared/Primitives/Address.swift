/// A 20-byte account address, its bytes in memory order.
@frozen
public struct Address: Hashable, Comparable, Sendable {
  /// Bytes 0…7 as they lie in memory.
  public var word0: UInt64
  /// Bytes 8…15 as they lie in memory.
  public var word1: UInt64
  /// Bytes 16…19 as they lie in memory.
  public var word2: UInt32

  /// 20.
  @inlinable @inline(__always)
  public static var byteCount: Int { 20 }

  /// The address of 20 zero bytes.
  @inlinable @inline(__always)
  public static var zero: Address { Address(word0: 0, word1: 0, word2: 0) }

  /// Makes an address of its bytes as native loads see them.
  @inlinable @inline(__always)
  public init(word0: UInt64, word1: UInt64, word2: UInt32) {
    self.word0 = word0
    self.word1 = word1
    self.word2 = word2
  }

  /// Reads exactly 20 bytes.
  @inlinable @inline(__always)
  public init(bytes: UnsafeRawPointer) {
    word0 = bytes.loadUnaligned(as: UInt64.self)
    word1 = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    word2 = bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self)
  }

  /// Reads 20 bytes; nil for another count.
  public init?(_ bytes: Bytes) {
    guard bytes.count == Self.byteCount else { return nil }
    self = bytes.withUnsafeBytes { $0.baseAddress.map(Address.init(bytes:)) ?? .zero }
  }

  /// Reads 40 hexadecimal digits, `0x` optional; nil for anything else.
  public init?(hex text: String) {
    guard let bytes = Hex.decode(text) else { return nil }
    self.init(bytes)
  }

  /// The low 20 bytes of a word.
  @inlinable @inline(__always)
  public init(low20of word: UInt256) {
    word2 = UInt32(truncatingIfNeeded: word.w0).bigEndian
    word1 = ((word.w0 &>> 32) | (word.w1 &<< 32)).bigEndian
    word0 = ((word.w1 &>> 32) | (word.w2 &<< 32)).bigEndian
  }

  /// The last 20 bytes of a hash.
  @inlinable @inline(__always)
  public init(low20of hash: Hash32) { self.init(low20of: UInt256(hash)) }

  /// Whether all bytes are zero.
  @inlinable @inline(__always)
  public var isZero: Bool { (word0 | word1 | UInt64(word2)) == 0 }

  /// Writes 20 bytes.
  @inlinable @inline(__always)
  public func store(to bytes: UnsafeMutableRawPointer) {
    bytes.storeBytes(of: word0, as: UInt64.self)
    bytes.storeBytes(of: word1, toByteOffset: 8, as: UInt64.self)
    bytes.storeBytes(of: word2, toByteOffset: 16, as: UInt32.self)
  }

  /// Lends the 20 bytes to `body`.
  @inlinable @inline(__always)
  public func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withUnsafePointer(to: self) { pointer throws(Failure) in
      try body(UnsafeRawBufferPointer(start: pointer, count: 20))
    }
  }

  /// The 20 bytes.
  public var bytes: Bytes { withUnsafeBytes { Bytes($0) } }

  /// `0x` and 40 lower-case digits.
  public var hex: String { withUnsafeBytes { Hex.encode($0) } }

  /// Whether two addresses are equal.
  @inlinable @inline(__always)
  public static func == (lhs: Address, rhs: Address) -> Bool {
    ((lhs.word0 ^ rhs.word0) | (lhs.word1 ^ rhs.word1) | UInt64(lhs.word2 ^ rhs.word2)) == 0
  }

  /// Whether the left address comes first, byte by byte.
  @inlinable
  public static func < (lhs: Address, rhs: Address) -> Bool {
    if lhs.word0 != rhs.word0 { return lhs.word0.bigEndian < rhs.word0.bigEndian }
    if lhs.word1 != rhs.word1 { return lhs.word1.bigEndian < rhs.word1.bigEndian }
    return lhs.word2.bigEndian < rhs.word2.bigEndian
  }
}

extension UInt256 {
  /// The address as a number below 2¹⁶⁰.
  @inlinable @inline(__always)
  public init(_ address: Address) {
    let (a, b, c) = (address.word0.bigEndian, address.word1.bigEndian, address.word2.bigEndian)
    self.init(w0: UInt64(c) | (b &<< 32), w1: (b &>> 32) | (a &<< 32), w2: a &>> 32, w3: 0)
  }
}

extension Address: CustomStringConvertible {
  /// `0x` and 40 lower-case digits.
  public var description: String { hex }
}

extension Address: ExpressibleByStringLiteral {
  /// Makes an address of a literal of 40 digits; anything else is a programming error.
  public init(stringLiteral text: String) {
    guard let address = Address(hex: text) else { preconditionFailure("not an address: \(text)") }
    self = address
  }
}
