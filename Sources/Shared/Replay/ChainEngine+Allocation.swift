import Chain
import Fixtures
import Primitives
import State

extension ChainEngine {
  /// Makes `accounts` the whole state.
  func allocate(_ accounts: [AllocatedAccount]) {
    reset()
    for account in accounts {
      let index = state.createGenesisAccount(
        account.address, nonce: account.nonce, balance: account.balance, code: account.code)
      for entry in account.storage where !entry.value.isZero {
        state.setGenesisStorage(index, slot: entry.slot, value: entry.value)
      }
    }
  }

  /// Credits nothing to the coinbase, so that it exists, or vanishes when it is empty and the rules say so.
  func touchCoinbase(in environment: BlockEnvironment) {
    state.beginTransaction()
    state.addBalance(state.index(of: environment.context.coinbase), .zero)
    state.endTransaction(deleteEmptyTouched: environment.rules.execution.deletesEmptyAccounts)
  }
}
