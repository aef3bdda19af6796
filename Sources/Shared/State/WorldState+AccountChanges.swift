import Primitives

/// Journalled changes of accounts. To set a nonce, a balance or a code makes the account exist and touches
/// it for EIP-161, whatever the value.
extension WorldState {
  /// Makes the account exist, empty when it did not; existing ones are left as they are.
  public func createAccount(_ account: AccountIndex) {
    guard !record(account).pointee.exists else { return }
    note(.existence, account)
    record(account).pointee.exists = true
  }

  /// Sets the nonce.
  public func setNonce(_ account: AccountIndex, _ nonce: UInt64) {
    change(account)
    note(.nonce, account, old: UInt256(record(account).pointee.nonce))
    record(account).pointee.nonce = nonce
  }

  /// Raises the nonce by one; the caller has checked that it is not the last one.
  public func incrementNonce(_ account: AccountIndex) {
    setNonce(account, record(account).pointee.nonce &+ 1)
  }

  /// Sets the balance, in wei.
  public func setBalance(_ account: AccountIndex, _ balance: UInt256) {
    change(account)
    note(.balance, account, old: record(account).pointee.balance)
    record(account).pointee.balance = balance
  }

  /// Credits an account, in wei; even 0 makes it exist and touches it.
  public func addBalance(_ account: AccountIndex, _ amount: UInt256) {
    if amount.isZero { return change(account) }
    setBalance(account, record(account).pointee.balance &+ amount)
  }

  /// Debits an account, in wei; the caller has checked that it can pay. 0 changes nothing.
  public func subtractBalance(_ account: AccountIndex, _ amount: UInt256) {
    if amount.isZero { return }
    setBalance(account, record(account).pointee.balance &- amount)
  }

  /// Destroys what an account owns: ether that goes with it when it is deleted.
  ///
  /// Source: Yellow Paper, appendix H (SELFDESTRUCT); EIP-6780.
  public func burnBalance(_ account: AccountIndex) {
    let balance = record(account).pointee.balance
    if balance.isZero { return }
    note(.burnt, account, old: tables.pointee.burnt)
    tables.pointee.burnt = tables.pointee.burnt &+ balance
    note(.balance, account, old: balance)
    record(account).pointee.balance = .zero
  }

  /// All that `burnBalance(_:)` destroyed since `reset()` and was not reverted: wei, modulo 2²⁵⁶.
  public var burntBalance: UInt256 { tables.pointee.burnt }

  /// Moves value, in wei, which the sender must have: the only way it moves between accounts in the EVM.
  ///
  /// 0 only touches the recipient and does not make it exist; rules that want it to exist nevertheless
  /// call `createAccount(_:)`.
  public func transfer(_ value: UInt256, from sender: AccountIndex, to recipient: AccountIndex) {
    if value.isZero { return touch(recipient) }
    subtractBalance(sender, value)
    addBalance(recipient, value)
  }

  /// Sets the code.
  public func setCode(_ account: AccountIndex, _ code: Code) {
    change(account)
    let old = record(account).pointee.code
    note(.code, account, old: UInt256(UInt64(UInt(bitPattern: old.toOpaque()))))
    record(account).pointee.code = tables.pointee.keep(code)
  }

  @inline(__always)
  private func change(_ account: AccountIndex) {
    createAccount(account)
    touch(account)
  }
}
