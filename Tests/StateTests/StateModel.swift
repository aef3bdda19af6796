import Primitives
import State

/// What a `WorldState` means, in dictionaries; a checkpoint is a full copy of it.
struct StateModel: Equatable {
  struct Account: Equatable {
    var nonce: UInt64 = 0
    var balance = UInt256.zero
    var code: Bytes = []
    var storage: [UInt256: UInt256] = [:]
    var isEmpty: Bool { nonce == 0 && balance.isZero && code.isEmpty }
  }

  struct Place: Hashable {
    var account: Address
    var slot: UInt256
  }

  /// What ends with the transaction.
  struct Transaction: Equatable {
    var warmAccounts: Set<Address> = []
    var warmSlots: Set<Place> = []
    var transients: [Place: UInt256] = [:]
    var touched: Set<Address> = []
    var created: Set<Address> = []
    var destructed: Set<Address> = []
    var logs: [Log] = []
    var refund: Int64 = 0
  }

  static let survivor: Address = "0x0000000000000000000000000000000000000003"

  var accounts: [Address: Account] = [:]
  var accountsAtStart: [Address: Account] = [:]
  var transaction = Transaction()
  var transactionNumber = 0

  mutating func change(_ address: Address, _ body: (inout Account) -> Void) {
    body(&accounts[address, default: Account()])
    transaction.touched.insert(address)
  }

  mutating func setStorage(_ place: Place, _ value: UInt256) {
    guard var account = accounts[place.account] else { return }
    account.storage[place.slot] = value.isZero ? nil : value
    accounts[place.account] = account
  }

  mutating func transfer(_ value: UInt256, from sender: Address, to recipient: Address) {
    transaction.touched.insert(recipient)
    if value.isZero { return }
    change(sender) { $0.balance = $0.balance &- value }
    change(recipient) { $0.balance = $0.balance &+ value }
  }

  mutating func beginTransaction(number: Int) {
    transaction = Transaction()
    accountsAtStart = accounts
    transactionNumber = number
  }

  mutating func endTransaction(deleteEmptyTouched: Bool) {
    for address in transaction.destructed { accounts[address] = nil }
    guard deleteEmptyTouched else { return }
    for address in transaction.touched where accounts[address]?.isEmpty == true {
      accounts[address] = nil
    }
  }

  /// Becomes an earlier state.
  mutating func revert(to earlier: StateModel, number: Int) {
    if earlier.transactionNumber == transactionNumber {
      let survives = transaction.touched.contains(Self.survivor)
      self = earlier
      if survives { transaction.touched.insert(Self.survivor) }
    } else {
      accounts = earlier.accounts
      beginTransaction(number: number)
    }
  }
}
