import Crypto
import Primitives

/// The name of a git object: SHA-1 over its kind, its size and its bytes.
package struct ObjectID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// 20.
  package static let byteCount = 20

  private let word0: UInt64
  private let word1: UInt64
  private let word2: UInt32

  /// The tree without entries.
  package static let emptyTree = ObjectID(of: .tree, [])

  /// Takes 20 bytes; nil for another count.
  package init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    let bytes = Bytes(bytes)
    (word0, word1, word2) = bytes.withUnsafeBytes {
      (
        $0.loadUnaligned(as: UInt64.self), $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
        $0.loadUnaligned(fromByteOffset: 16, as: UInt32.self)
      )
    }
  }

  /// Reads exactly 40 hexadecimal digits of either case, without a prefix; nil for anything else.
  package init?(hex: some StringProtocol) {
    guard hex.utf8.count == 2 * Self.byteCount, let bytes = Hex.decode(String(hex)) else { return nil }
    self.init(bytes)
  }

  /// Reads exactly 40 hexadecimal digits; nil for anything else.
  package init?(hexBytes: some Collection<UInt8>) {
    guard hexBytes.count == 2 * Self.byteCount else { return nil }
    self.init(hex: String(decoding: hexBytes, as: UTF8.self))
  }

  /// The name that an object of those bytes has.
  package init(of kind: ObjectKind, _ content: Bytes) {
    var hash = ObjectHash(kind, size: content.count)
    content.withUnsafeBytes { hash.update($0) }
    self = hash.finish()
  }

  /// The 20 bytes.
  package var bytes: Bytes {
    var bytes = Bytes()
    withUnsafeBytes(of: word0) { bytes.append(contentsOf: $0) }
    withUnsafeBytes(of: word1) { bytes.append(contentsOf: $0) }
    withUnsafeBytes(of: word2) { bytes.append(contentsOf: $0) }
    return bytes
  }

  /// 40 lower-case digits.
  package var hex: String { String(Hex.encode(bytes).dropFirst(2)) }

  package var description: String { hex }

  /// Whether the left name comes first, byte by byte.
  package static func < (left: ObjectID, right: ObjectID) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

/// What a git object is.
package enum ObjectKind: String, Sendable {
  case blob
  case tree
  case commit
  case tag
}

/// The name of an object whose bytes arrive in pieces.
package struct ObjectHash {
  private var stream = SHA1Stream()

  /// Begins with an object of that kind and size in bytes.
  package init(_ kind: ObjectKind, size: Int) {
    stream.update(Bytes("\(kind.rawValue) \(size)\0".utf8))
  }

  /// Takes in the next bytes.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) { stream.update(bytes) }

  /// The name of all that was taken in.
  package mutating func finish() -> ObjectID {
    guard let id = ObjectID(stream.finish()) else { preconditionFailure("SHA-1 has 20 bytes") }
    return id
  }
}
