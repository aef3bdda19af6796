import Primitives
import Synchronization

/// Immutable contract code.
///
/// The bytes are followed by zeros, so that an interpreter may read past the end: STOP, and immediates that
/// end early. Hash and jump destinations are computed at first use and published atomically, so that
/// workers may share one object.
public final class Code: @unchecked Sendable {
  /// The number of zero bytes after the code.
  public static let padding = 64

  /// The code of no bytes.
  public static let empty = Code(UnsafeRawBufferPointer(start: nil, count: 0), hash: Keccak256.emptyHash)

  /// The number of bytes.
  public let count: Int
  /// The first byte; at least 64 zero bytes follow the last one. Valid as long as the object lives.
  public let base: UnsafePointer<UInt8>
  /// The account whose code runs instead of this one, when this is a delegation designator.
  ///
  /// Source: EIP-7702 (`0xef0100 ‖ address`, exactly 23 bytes).
  public let delegationTarget: Address?

  private let publishedHash: Atomic<UnsafeMutablePointer<Hash32>?>
  private let publishedBitmap: Atomic<UnsafeMutablePointer<UInt8>?>

  /// Copies code; `hash` is its Keccak-256 when the caller knows it.
  public convenience init(_ bytes: UnsafeRawBufferPointer, hash: Hash32? = nil) {
    self.init(count: bytes.count, hash: hash) { UnsafeMutableRawBufferPointer($0).copyMemory(from: bytes) }
  }

  /// Copies code; `hash` is its Keccak-256 when the caller knows it.
  public convenience init(_ bytes: Bytes, hash: Hash32? = nil) {
    self.init(count: bytes.count, hash: hash) { _ = $0.update(fromContentsOf: bytes) }
  }

  private init(count: Int, hash: Hash32?, fill: (UnsafeMutableBufferPointer<UInt8>) -> Void) {
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: count + Code.padding)
    copy.initialize(repeating: 0, count: count + Code.padding)
    fill(UnsafeMutableBufferPointer(start: copy, count: count))
    self.count = count
    base = UnsafePointer(copy)
    delegationTarget = Code.delegationTarget(in: UnsafeRawBufferPointer(start: copy, count: count))
    publishedHash = Atomic(hash.map(Code.box))
    publishedBitmap = Atomic(nil)
  }

  deinit {
    base.deallocate()
    publishedHash.load(ordering: .relaxed)?.deallocate()
    publishedBitmap.load(ordering: .relaxed)?.deallocate()
  }

  /// The bytes without the padding; valid as long as the object lives.
  public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  /// Whether there are no bytes.
  public var isEmpty: Bool { count == 0 }

  /// The Keccak-256 of the bytes.
  public var hash: Hash32 {
    if let known = publishedHash.load(ordering: .acquiring) { return known.pointee }
    return publish(Code.box(Keccak256.hash(bytes)), as: publishedHash).pointee
  }
}

extension Code {
  /// The jump destinations, one bit for each offset, the lowest bit of the first byte for offset 0.
  ///
  /// Valid for offsets below `count` and as long as the object lives.
  ///
  /// - Complexity: O(`count`) at the first use, O(1) afterwards.
  ///
  /// Source: Yellow Paper, section 9.4.3.
  public var jumpDestinations: UnsafePointer<UInt8> {
    if let known = publishedBitmap.load(ordering: .acquiring) { return UnsafePointer(known) }
    return UnsafePointer(publish(Code.scanJumpDestinations(bytes), as: publishedBitmap))
  }

  /// Publishes `value` unless another thread was first, and returns what is published.
  private func publish<Value>(
    _ value: UnsafeMutablePointer<Value>, as published: borrowing Atomic<UnsafeMutablePointer<Value>?>
  ) -> UnsafeMutablePointer<Value> {
    let (exchanged, original) = published.compareExchange(
      expected: nil, desired: value, ordering: .acquiringAndReleasing)
    guard !exchanged, let winner = original else { return value }
    value.deallocate()
    return winner
  }

  private static func box(_ hash: Hash32) -> UnsafeMutablePointer<Hash32> {
    let box = UnsafeMutablePointer<Hash32>.allocate(capacity: 1)
    box.initialize(to: hash)
    return box
  }

  /// Marks each JUMPDEST (0x5b) that is not part of the immediate of PUSH1 (0x60) … PUSH32 (0x7f).
  private static func scanJumpDestinations(_ code: UnsafeRawBufferPointer) -> UnsafeMutablePointer<UInt8> {
    let byteCount = code.count / 8 + 1
    let bitmap = UnsafeMutablePointer<UInt8>.allocate(capacity: byteCount)
    bitmap.initialize(repeating: 0, count: byteCount)
    var offset = 0
    while offset < code.count {
      let opcode = code[offset]
      if opcode == 0x5b { bitmap[offset &>> 3] |= 1 &<< UInt8(offset & 7) }
      offset &+= 1
      if opcode & 0xe0 == 0x60 { offset &+= Int(opcode) &- 0x5f }
    }
    return bitmap
  }

  private static func delegationTarget(in code: UnsafeRawBufferPointer) -> Address? {
    guard code.count == 23, let base = code.baseAddress,
      code[0] == 0xef, code[1] == 0x01, code[2] == 0x00
    else { return nil }
    return Address(bytes: base + 3)
  }
}
