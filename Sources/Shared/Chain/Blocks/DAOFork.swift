import Primitives
import State

/// The irregular state change that moved the ether of The DAO.
///
/// Source: EIP-779.
enum DAOFork {
  /// What the blocks right after the fork must carry as extra data: "dao-hard-fork".
  static let extraData: Bytes = Bytes("dao-hard-fork".utf8)
  /// How many blocks, from the fork block on, must carry it.
  static let extraDataBlocks: UInt64 = 10
  /// The contract that receives the balances.
  static let recovery: Address = "0xbf4ed7b27f1d666546e30d74d50d173d20bca754"

  /// Whether block `number` must carry the agreed extra data.
  static func requiresExtraData(number: UInt64, forkBlock: UInt64) -> Bool {
    number >= forkBlock && number - forkBlock < extraDataBlocks
  }

  /// Moves all ether of the drained accounts to the recovery contract.
  static func moveBalances(in state: WorldState) {
    let recoveryIndex = state.index(of: recovery)
    for address in drainedAccounts {
      let account = state.index(of: address)
      guard state.exists(account) else { continue }
      state.transfer(state.balance(of: account), from: account, to: recoveryIndex)
    }
  }
}
