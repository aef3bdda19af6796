extension UInt256 {
  /// Reads exactly 32 big-endian bytes.
  @inlinable @inline(__always)
  public init(bigEndian bytes: UnsafeRawPointer) {
    self.init(
      w0: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)),
      w1: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)),
      w2: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
      w3: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)))
  }

  /// Reads 0…32 big-endian bytes; the missing ones are the high ones.
  @inlinable
  public init(bigEndian bytes: UnsafeRawBufferPointer) {
    precondition(bytes.count <= 32, "a word has 32 bytes")
    if bytes.count == 32, let base = bytes.baseAddress {
      self.init(bigEndian: base)
      return
    }
    var word = UInt256.zero
    for byte in bytes {
      word.w3 = (word.w3 &<< 8) | (word.w2 &>> 56)
      word.w2 = (word.w2 &<< 8) | (word.w1 &>> 56)
      word.w1 = (word.w1 &<< 8) | (word.w0 &>> 56)
      word.w0 = (word.w0 &<< 8) | UInt64(byte)
    }
    self = word
  }

  /// Reads 0…32 big-endian bytes; the missing ones are the high ones.
  public init(bigEndianBytes bytes: Bytes) {
    self = bytes.withUnsafeBytes { UInt256(bigEndian: $0) }
  }

  /// Writes 32 big-endian bytes.
  @inlinable @inline(__always)
  public func storeBigEndian(to bytes: UnsafeMutableRawPointer) {
    bytes.storeBytes(of: w3.bigEndian, as: UInt64.self)
    bytes.storeBytes(of: w2.bigEndian, toByteOffset: 8, as: UInt64.self)
    bytes.storeBytes(of: w1.bigEndian, toByteOffset: 16, as: UInt64.self)
    bytes.storeBytes(of: w0.bigEndian, toByteOffset: 24, as: UInt64.self)
  }

  /// The 32 big-endian bytes.
  public var bigEndianBytes: Bytes {
    Bytes(unsafeUninitializedCapacity: 32) { buffer, count in
      if let base = buffer.baseAddress { storeBigEndian(to: base) }
      count = 32
    }
  }
}
