import EVM
import Primitives
import State

extension TransactionProcessor {
  /// Sets the delegations that the transaction's authorizations ask for.
  ///
  /// An authorization that does not hold is left out. What is set stays even when the call fails later; so
  /// does the refund for accounts that exist already. Source: EIP-7702.
  func applyAuthorizations(of transaction: Transaction, in environment: BlockEnvironment) {
    let rules = environment.rules.transaction
    for authorization in transaction.authorizationList {
      guard let account = authority(of: authorization, chainID: environment.context.chainID)
      else { continue }
      if state.exists(account) { state.refund += Int64(rules.authorizationRefund) }
      state.setCode(account, .delegation(to: authorization.address))
      state.incrementNonce(account)
    }
  }

  /// The account that gives the authorization, warm from now on; nil when the authorization does not hold.
  private func authority(of authorization: Authorization, chainID: UInt256) -> AccountIndex? {
    guard authorization.chainID.isZero || authorization.chainID == chainID,
      authorization.nonce < .max, let address = authorization.authority(with: signer)
    else { return nil }
    let account = state.index(of: address)
    _ = state.warm(account)
    let code = state.code(of: account)
    guard code.isEmpty || code.delegationTarget != nil,
      state.nonce(of: account) == authorization.nonce
    else { return nil }
    return account
  }
}

extension Code {
  /// The code of an account that delegates to `address`; empty for the zero address. Source: EIP-7702.
  fileprivate static func delegation(to address: Address) -> Code {
    address.isZero ? .empty : Code([0xef, 0x01, 0x00] + address.bytes)
  }
}
