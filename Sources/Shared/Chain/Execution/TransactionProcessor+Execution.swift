import EVM
import Primitives
import State

extension TransactionProcessor {
  /// Executes a validated transaction and returns its receipt; `progress` advances.
  ///
  /// The receipt's outcome is the status; where receipts carry a state root the caller puts it in.
  /// Source: Yellow Paper, section 6.
  func execute(
    _ transaction: Transaction, _ properties: TransactionProperties,
    in environment: BlockEnvironment, progress: inout BlockProgress
  ) -> Receipt {
    let rules = environment.rules
    state.beginTransaction()
    let gasFee = UInt256(transaction.gasLimit) &* properties.effectiveGasPrice
    state.subtractBalance(properties.sender, gasFee &+ properties.blobFee)
    state.incrementNonce(properties.sender)
    machine.begin(
      state: state, rules: rules, block: environment.context,
      transaction: TransactionContext(
        origin: properties.senderAddress, gasPrice: properties.effectiveGasPrice,
        blobHashes: transaction.blobVersionedHashes))
    if rules.transaction.warmsAccessList {
      warm(transaction, properties.sender, in: environment)
    }
    if !transaction.authorizationList.isEmpty {
      applyAuthorizations(of: transaction, in: environment)
    }
    let result = run(transaction, properties, rules: rules)
    let gasUsed = gasUsed(by: transaction, properties, result, rules: rules.transaction)
    settle(gasUsed, of: transaction, properties, in: environment)
    progress.gasUsed += gasUsed
    progress.blobGasUsed += transaction.blobGas
    let receipt = receipt(for: transaction, result, gasUsed: gasUsed, progress)
    state.endTransaction(deleteEmptyTouched: rules.execution.deletesEmptyAccounts)
    observer?.didExecute(result, gasUsed: gasUsed)
    return receipt
  }

  /// Makes the accounts and slots warm that are so from the start. Source: EIP-2929, EIP-2930, EIP-3651.
  private func warm(
    _ transaction: Transaction, _ sender: AccountIndex, in environment: BlockEnvironment
  ) {
    _ = state.warm(sender)
    if let to = transaction.to { _ = state.warm(state.index(of: to)) }
    if environment.rules.transaction.warmsCoinbase {
      _ = state.warm(state.index(of: environment.context.coinbase))
    }
    for address in environment.rules.precompileAddresses {
      _ = state.warm(state.index(of: address))
    }
    for entry in transaction.accessList {
      let account = state.index(of: entry.address)
      _ = state.warm(account)
      for key in entry.storageKeys { _ = state.warmSlot(account, UInt256(key)) }
    }
  }

  /// Runs the call or the creation with the gas that is left after the intrinsic part.
  private func run(
    _ transaction: Transaction, _ properties: TransactionProperties, rules: Rules
  ) -> ExecutionResult {
    let gas = Gas(clamping: transaction.gasLimit - properties.intrinsicGas.regular)
    guard let to = transaction.to else {
      let created = Machine.createAddress(
        sender: properties.senderAddress, nonce: transaction.nonce)
      return machine.execute(
        Message(
          kind: .create, caller: properties.senderAddress, recipient: created,
          value: transaction.value, input: transaction.data, gas: gas))
    }
    let code = codeToRun(at: to, rules: rules)
    return machine.execute(
      Message(
        kind: .call, caller: properties.senderAddress, recipient: to, code: code,
        value: transaction.value, input: transaction.data, gas: gas))
  }

  /// The code of `address`, or of the account it delegates to, which becomes warm. Source: EIP-7702.
  private func codeToRun(at address: Address, rules: Rules) -> Code {
    let code = state.code(of: state.index(of: address))
    guard rules.execution.followsDelegations, let target = code.delegationTarget else {
      return code
    }
    let targetIndex = state.index(of: target)
    _ = state.warm(targetIndex)
    return state.code(of: targetIndex)
  }

  /// The gas to pay for: without the refund, within its cap, and not below the calldata floor.
  private func gasUsed(
    by transaction: Transaction, _ properties: TransactionProperties, _ result: ExecutionResult,
    rules: TransactionRules
  ) -> UInt64 {
    let used = transaction.gasLimit - UInt64(result.gasLeft.regular)
    let refund = min(used / rules.maxRefundQuotient, UInt64(max(state.refund, 0)))
    return max(used - refund, properties.intrinsicGas.floor)
  }

  /// Gives the gas not used back to the sender and the priority fee to the coinbase; the rest is burnt.
  private func settle(
    _ gasUsed: UInt64, of transaction: Transaction, _ properties: TransactionProperties,
    in environment: BlockEnvironment
  ) {
    let gasLeft = transaction.gasLimit - gasUsed
    state.addBalance(properties.sender, UInt256(gasLeft) &* properties.effectiveGasPrice)
    let coinbase = state.index(of: environment.context.coinbase)
    state.addBalance(coinbase, UInt256(gasUsed) &* properties.priorityFeePerGas)
  }

  private func receipt(
    for transaction: Transaction, _ result: ExecutionResult, gasUsed: UInt64,
    _ progress: BlockProgress
  ) -> Receipt {
    let logs = (0..<state.logCount).map { state.log(at: $0).log }
    return Receipt(
      type: transaction.type, outcome: .status(result.isSuccess),
      cumulativeGasUsed: progress.gasUsed, logsBloom: Bloom(of: logs), logs: logs,
      succeeded: result.isSuccess, gasUsed: gasUsed, contractAddress: result.createdAddress)
  }
}
