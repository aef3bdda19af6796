import EVM
import Primitives
import State

extension BlockProcessor {
  /// The account that makes system calls. Source: EIP-4788.
  static let systemAddress: Address = "0xfffffffffffffffffffffffffffffffffffffffe"
  /// Gas of a system call; not part of the block's gas. Source: EIP-4788.
  static let systemCallGas: Gas = 30_000_000

  /// Tells the contracts that keep beacon roots and block hashes about the block.
  ///
  /// A contract without code and a call that fails are passed over. Source: EIP-4788, EIP-2935.
  func notifySystemContracts() {
    if let contract = rules.beaconRootsContract {
      _ = callSystemContract(contract, input: parentBeaconBlockRoot.bytes)
    }
    if let contract = rules.historyContract {
      _ = callSystemContract(contract, input: parentHash.bytes)
    }
  }

  /// Collects the requests of all types in the order of the types. Source: EIP-7685.
  func collectRequests(into outcome: inout BlockOutcome) throws(InvalidBlock) {
    for source in rules.requests {
      var request: Bytes
      switch source {
      case .deposits(let contract):
        request = [Self.depositRequestType]
        for receipt in outcome.receipts {
          for log in receipt.logs {
            try DepositEvent.append(log, of: contract, to: &request)
          }
        }
      case .systemContract(let type, let address):
        guard let result = callSystemContract(address, input: []) else {
          throw .systemContractEmpty(address)
        }
        guard result.isSuccess else { throw .systemContractCallFailed(address) }
        request = [type] + result.output
      }
      if request.count > 1 { outcome.requests.append(request) }
    }
  }

  /// Calls `contract` for the block itself: no fee, no value, nothing warm; nil when it has no code.
  private func callSystemContract(_ contract: Address, input: Bytes) -> ExecutionResult? {
    let account = state.index(of: contract)
    let code = state.code(of: account)
    guard !code.isEmpty else { return nil }
    transactions.observer?.willExecute(.systemCall(contract), in: environment)
    state.beginTransaction()
    transactions.machine.begin(
      state: state, rules: environment.rules, block: environment.context,
      transaction: TransactionContext(
        origin: Self.systemAddress, gasPrice: environment.context.baseFee))
    let result = transactions.machine.execute(
      Message(
        kind: .call, caller: Self.systemAddress, recipient: contract, code: code, input: input,
        gas: Self.systemCallGas))
    state.endTransaction(deleteEmptyTouched: environment.rules.execution.deletesEmptyAccounts)
    transactions.observer?.didExecute(
      result, gasUsed: UInt64((Self.systemCallGas - result.gasLeft).regular))
    return result
  }

  /// The type of deposit requests. Source: EIP-6110.
  private static let depositRequestType: UInt8 = 0x00
}
