import Primitives
import State

/// The event that the deposit contract emits, and the request in it.
///
/// Source: EIP-6110.
enum DepositEvent {
  /// keccak256("DepositEvent(bytes,bytes,bytes,bytes,bytes)"), the event's first topic.
  static let signature: Hash32 =
    "0x649bbc62d0e31342afea4e5cd82d4049e7e1ee912fc0889aa790803be39038c5"
  /// Bytes of the event's data: five offsets and five padded byte strings, each behind its length.
  static let byteCount = 576
  /// Offset and length of public key, withdrawal credentials, amount, signature and index.
  static let layout: [(offset: Int, length: Int)] = [
    (160, 48), (256, 32), (320, 8), (384, 96), (512, 8),
  ]

  /// Appends the request's 192 bytes when `log` is a deposit event of `contract`.
  ///
  /// - Throws: `.depositEventLayout` when the event's data has another layout.
  static func append(
    _ log: Log, of contract: Address, to requests: inout Bytes
  ) throws(InvalidBlock) {
    guard log.address == contract, log.topics.first == signature else { return }
    guard log.data.count == byteCount else { throw .depositEventLayout }
    for (index, field) in layout.enumerated() {
      guard word(at: index * 32, of: log.data) == UInt256(field.offset),
        word(at: field.offset, of: log.data) == UInt256(field.length)
      else { throw .depositEventLayout }
    }
    for field in layout {
      let start = field.offset + 32
      requests.append(contentsOf: log.data[start..<start + field.length])
    }
  }

  private static func word(at offset: Int, of data: Bytes) -> UInt256 {
    data.withUnsafeBytes { UInt256(bigEndian: $0.baseAddress! + offset) }
  }
}
