import Chain
import EVM
import JSON
import Primitives
import State

/// An account whose JSON text is kept because nearly every fixture of its fork repeats it.
struct KnownAccount {
  let address: Address
  let nonce: UInt64
  let code: Code
  let storageRoot: Hash32
  /// The hex text of the code, with quotes.
  let codeText: Bytes
  /// The whole account as a JSON object.
  let text: Bytes
}

/// `pre` and `postState`.
extension FixtureWriter {
  /// Renders the pre-allocated system accounts of a network's last fork, once.
  ///
  /// A system contract has the same code and storage in every fork that has it.
  func learnSystemAccounts(of network: Network) {
    let fork = UInt64(1) << UInt64(network.finalFork.rawValue)
    if learntForks & fork != 0 { return }
    learntForks |= fork
    for account in SystemAccount.preallocated(for: Rules.at(network.finalFork)) {
      if knownAccounts.contains(where: { $0.address == account.address }) { continue }
      var codeText = ByteBuffer(capacity: 2 * account.code.count + 8)
      codeText.appendHexData(account.code.bytes)
      var text = ByteBuffer(capacity: 4096)
      appendAccountStart(nonce: account.nonce, balance: .zero, to: &text)
      text.append(codeText.bytes)
      text.append(",\"storage\":{")
      for (index, entry) in account.storage.enumerated() {
        if index > 0 { text.append(",") }
        appendSlot(entry.slot, entry.value, to: &text)
      }
      text.append("}}")
      knownAccounts.append(
        KnownAccount(
          address: account.address, nonce: account.nonce, code: account.code,
          storageRoot: account.storageRoot, codeText: codeText.toBytes(), text: text.toBytes()))
    }
  }

  /// Every existing account, in the state's own order.
  func appendState(_ state: WorldState, zeroSlots: [ZeroSlot], to out: inout ByteBuffer) {
    out.append("{")
    var isFirst = true
    state.forEachAccount { account in
      if !isFirst { out.append(",") }
      isFirst = false
      let address = state.address(of: account)
      out.appendHexData(address)
      out.append(":")
      appendAccount(account, at: address, of: state, zeroSlots: zeroSlots, to: &out)
    }
    out.append("}")
  }

  private func appendAccount(
    _ account: AccountIndex, at address: Address, of state: WorldState, zeroSlots: [ZeroSlot],
    to out: inout ByteBuffer
  ) {
    let nonce = state.nonce(of: account)
    let balance = state.balance(of: account)
    let code = state.code(of: account)
    let known = knownAccounts.firstIndex { $0.address == address && $0.code === code }
    if let known, balance.isZero, nonce == knownAccounts[known].nonce, zeroSlots.isEmpty,
      state.cachedStorageRoot(account) == knownAccounts[known].storageRoot
    {
      out.append(knownAccounts[known].text)
      return
    }
    appendAccountStart(nonce: nonce, balance: balance, to: &out)
    if let known {
      out.append(knownAccounts[known].codeText)
    } else {
      out.appendHexData(code.bytes)
    }
    out.append(",\"storage\":{")
    var isFirst = true
    state.forEachSlot(of: account) { slot, value in
      if !isFirst { out.append(",") }
      isFirst = false
      appendSlot(slot, value, to: &out)
    }
    for zero in zeroSlots where zero.account == address {
      if !isFirst { out.append(",") }
      isFirst = false
      appendSlot(zero.slot, .zero, to: &out)
    }
    out.append("}}")
  }

  private func appendAccountStart(nonce: UInt64, balance: UInt256, to out: inout ByteBuffer) {
    out.append("{\"nonce\":")
    out.appendHexQuantity(nonce)
    out.append(",\"balance\":")
    out.appendHexQuantity(balance)
    out.append(",\"code\":")
  }

  private func appendSlot(_ slot: UInt256, _ value: UInt256, to out: inout ByteBuffer) {
    out.appendHexQuantity(slot)
    out.append(":")
    out.appendHexQuantity(value)
  }
}
