import Primitives

/// How a node stands in its parent: its encoding when that is shorter than 32 bytes, else its Keccak-256.
///
/// Source: Yellow Paper, appendix D (function n).
struct NodeReference: BitwiseCopyable {
  /// The bytes of the encoding, or `hashed`.
  private var kind: UInt8
  private var content: Hash32

  private static var hashed: UInt8 { 0xff }

  /// A reference to a node whose encoding takes 32 bytes or more.
  init(hash: Hash32) {
    kind = Self.hashed
    content = hash
  }

  /// A node that is its own reference: at most 31 bytes.
  init(inline encoding: UnsafeRawBufferPointer) {
    kind = UInt8(encoding.count)
    content = .zero
    withUnsafeMutableBytes(of: &content) { $0.copyMemory(from: encoding) }
  }

  /// The reference to any node.
  init(encoding: UnsafeRawBufferPointer) {
    if encoding.count < 32 {
      self.init(inline: encoding)
    } else {
      self.init(hash: Keccak256.hash(encoding))
    }
  }

  /// Appends what the parent holds: the encoding, or the hash as an RLP string.
  @inline(__always)
  func append(to buffer: inout ByteBuffer) {
    if kind == Self.hashed { return buffer.appendRLP(content) }
    content.withUnsafeBytes { buffer.append(UnsafeRawBufferPointer(rebasing: $0[..<Int(kind)])) }
  }

  /// The root of the trie whose only reference this is; a root is hashed however short it is.
  var root: Hash32 {
    if kind == Self.hashed { return content }
    return content.withUnsafeBytes { Keccak256.hash(UnsafeRawBufferPointer(rebasing: $0[..<Int(kind)])) }
  }
}
