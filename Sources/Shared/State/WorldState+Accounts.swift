import Primitives

/// Looking accounts up and reading them.
extension WorldState {
  /// The index of an account, existing or not.
  public func index(of address: Address) -> AccountIndex {
    let hash = KeyMixing.hash(address)
    let base = tables.pointee.accounts.base
    let known = tables.pointee.accountTable.find(hash) { base[Int($0)].address == address }
    return known >= 0 ? known : addRecord(address, hash)
  }

  @inline(never)
  private func addRecord(_ address: Address, _ hash: UInt64) -> AccountIndex {
    let record = AccountRecord(address: address, code: tables.pointee.emptyCode)
    let index = tables.pointee.accounts.append(record)
    let base = tables.pointee.accounts.base
    tables.pointee.accountTable.insert(hash, index: index) { KeyMixing.hash(base[Int($0)].address) }
    return index
  }

  /// Whether the account is part of the state; it may be empty.
  public func exists(_ account: AccountIndex) -> Bool { record(account).pointee.exists }

  /// Whether the account has neither nonce nor balance nor code; true when it does not exist.
  ///
  /// Source: EIP-161.
  public func isEmpty(_ account: AccountIndex) -> Bool {
    let record = record(account)
    return record.pointee.nonce == 0 && record.pointee.balance.isZero && !hasCode(account)
  }

  /// The address of the account.
  public func address(of account: AccountIndex) -> Address { record(account).pointee.address }

  /// The nonce, 0 when the account does not exist.
  public func nonce(of account: AccountIndex) -> UInt64 { record(account).pointee.nonce }

  /// The balance in wei, 0 when the account does not exist.
  public func balance(of account: AccountIndex) -> UInt256 { record(account).pointee.balance }

  /// The code, empty when the account does not exist.
  public func code(of account: AccountIndex) -> Code { record(account).pointee.code.takeUnretainedValue() }

  /// The number of bytes of the code.
  public func codeSize(of account: AccountIndex) -> Int {
    record(account).pointee.code._withUnsafeGuaranteedRef { $0.count }
  }

  /// Whether the account has code.
  public func hasCode(_ account: AccountIndex) -> Bool {
    record(account).pointee.code.toOpaque() != tables.pointee.emptyCode.toOpaque()
  }

  /// The Keccak-256 of the code, that of the empty string when the account has none.
  public func codeHash(of account: AccountIndex) -> Hash32 {
    record(account).pointee.code._withUnsafeGuaranteedRef { $0.hash }
  }

  /// Whether any storage slot is not zero.
  ///
  /// Source: EIP-7610, a creation must fail there.
  public func hasStorage(_ account: AccountIndex) -> Bool { record(account).pointee.nonZeroSlots > 0 }
}
