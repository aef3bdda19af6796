import Primitives

/// The place of an account in a `WorldState`, stable until `reset()`.
public typealias AccountIndex = Int32

/// The place of a storage slot in a `WorldState`, stable until `reset()`.
public typealias SlotIndex = Int32

/// One account, existing or not, with what the current transaction knows about it.
///
/// A stamp equal to the number of the current transaction means "yes, in this transaction".
struct AccountRecord: BitwiseCopyable {
  /// Whose root `storageRoot` is.
  enum RootState: UInt8 {
    /// Of an earlier storage, or of none.
    case unknown
    /// Of the present storage.
    case computed
    /// Of the storage that set-up is going to give the account.
    case declared
  }

  var balance = UInt256.zero
  var nonce: UInt64 = 0
  /// Kept alive by the state's list of codes.
  var code: Unmanaged<Code>
  var address: Address
  /// Ends of the chain of the account's slots, in the order in which they were first used; −1 for none.
  var firstSlot: SlotIndex = -1
  var lastSlot: SlotIndex = -1
  var nonZeroSlots: Int32 = 0
  var warmStamp: UInt32 = 0
  var createdStamp: UInt32 = 0
  var touchedStamp: UInt32 = 0
  var destructedStamp: UInt32 = 0
  var exists = false
  var rootState = RootState.unknown
  var storageRoot = Hash32.zero

  init(address: Address, code: Unmanaged<Code>) {
    self.address = address
    self.code = code
  }
}

/// One storage slot that was used, whatever its value.
struct SlotRecord: BitwiseCopyable {
  var slot: UInt256
  var value = UInt256.zero
  /// The value at the start of the transaction in which the slot was last written.
  var original = UInt256.zero
  var account: AccountIndex
  /// The account's next slot, or −1.
  var next: SlotIndex = -1
  /// The transaction for which `original` holds; in any other, `value` is the original value.
  var originalStamp: UInt32 = 0
  var warmStamp: UInt32 = 0

  init(account: AccountIndex, slot: UInt256) {
    self.account = account
    self.slot = slot
  }
}

/// One slot of transient storage; all of them end with the transaction.
struct TransientRecord: BitwiseCopyable {
  var slot: UInt256
  var value: UInt256
  var account: AccountIndex
}
