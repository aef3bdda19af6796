import Primitives

/// A memo of the Keccak-256 of addresses and storage slots, the keys of secure tries.
///
/// Direct-mapped and of fixed size; a hit compares the whole key, so that an answer is always right. One
/// per worker, kept across records.
///
/// Source: Yellow Paper, section 4.1 (keys are hashed).
public final class SecureKeyCache {
  private struct AddressEntry {
    var address: Address
    var hash: Hash32
  }

  private struct SlotEntry {
    var slot: UInt256
    var hash: Hash32
  }

  private static let entryCount = 8192
  private let addresses: UnsafeMutablePointer<AddressEntry>
  private let slots: UnsafeMutablePointer<SlotEntry>

  /// Makes a memo that knows the zero address and slot 0 only.
  public init() {
    addresses = .allocate(capacity: Self.entryCount)
    addresses.initialize(
      repeating: AddressEntry(address: .zero, hash: Keccak256.hash(Address.zero)),
      count: Self.entryCount)
    slots = .allocate(capacity: Self.entryCount)
    slots.initialize(
      repeating: SlotEntry(slot: .zero, hash: Keccak256.hash(Hash32.zero)), count: Self.entryCount)
  }

  deinit {
    addresses.deallocate()
    slots.deallocate()
  }

  /// The Keccak-256 of the 20 bytes of an address.
  public func key(_ address: Address) -> Hash32 {
    let entry = addresses + Self.position(address.word0, address.word1 ^ UInt64(address.word2) &<< 13)
    if entry.pointee.address != address {
      entry.pointee = AddressEntry(address: address, hash: Keccak256.hash(address))
    }
    return entry.pointee.hash
  }

  /// The Keccak-256 of the 32 big-endian bytes of a slot.
  public func key(_ slot: UInt256) -> Hash32 {
    let entry = slots + Self.position(slot.w0 ^ slot.w2 &<< 7, slot.w1 ^ slot.w3 &<< 11)
    if entry.pointee.slot != slot {
      entry.pointee = SlotEntry(slot: slot, hash: Keccak256.hash(Hash32(slot)))
    }
    return entry.pointee.hash
  }

  @inline(__always)
  private static func position(_ a: UInt64, _ b: UInt64) -> Int {
    let mixed = (a ^ (b &<< 32 | b &>> 32)) &* 0x9e37_79b9_7f4a_7c15
    return Int(truncatingIfNeeded: mixed &>> 51)
  }
}
