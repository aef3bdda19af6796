import EVM
import Primitives
import State

extension TransactionProcessor {
  /// Checks every rule that `transaction` must keep to stand next in the block.
  ///
  /// - Parameter sender: the account that signed, when the caller knows it; otherwise it is recovered.
  /// - Throws: the first rule broken.
  func validate(
    _ transaction: Transaction, sender knownSender: Address?, in environment: BlockEnvironment,
    after progress: BlockProgress
  ) throws(InvalidTransaction) -> TransactionProperties {
    let rules = environment.rules.transaction
    let context = environment.context
    let intrinsicGas = try transaction.checkForm(rules: rules)
    try checkAllowance(of: transaction, in: environment, after: progress)
    try transaction.checkSignature(rules: rules, chainID: context.chainID)
    guard let senderAddress = knownSender ?? transaction.sender(with: signer) else {
      throw .invalidSignature
    }
    let baseFee = rules.usesBaseFee ? context.baseFee : .zero
    let effectiveGasPrice = try transaction.checkFee(baseFee: baseFee)
    if transaction.type == .blob {
      try transaction.checkBlobs(rules: rules, blobBaseFee: context.blobBaseFee)
    }
    if transaction.type == .setCode { try transaction.checkAuthorizations() }
    let sender = state.index(of: senderAddress)
    try checkSender(sender, senderAddress, of: transaction, rules: rules)
    let blobFee =
      transaction.blobVersionedHashes.isEmpty
      ? .zero : UInt256(transaction.blobGas) &* context.blobBaseFee
    return TransactionProperties(
      senderAddress: senderAddress, sender: sender, intrinsicGas: intrinsicGas,
      effectiveGasPrice: effectiveGasPrice, priorityFeePerGas: effectiveGasPrice &- baseFee,
      blobFee: blobFee)
  }

  /// Checks that the block has room for the transaction's gas and blobs.
  private func checkAllowance(
    of transaction: Transaction, in environment: BlockEnvironment, after progress: BlockProgress
  ) throws(InvalidTransaction) {
    let available = environment.context.gasLimit - progress.gasUsed
    if transaction.gasLimit > available {
      throw .gasAllowanceExceeded(gasLimit: transaction.gasLimit, available: available)
    }
    guard let schedule = environment.rules.block.blobs, transaction.type == .blob else { return }
    let availableBlobGas = schedule.max * BlobFee.gasPerBlob - progress.blobGasUsed
    if transaction.blobGas > availableBlobGas {
      throw .blobGasAllowanceExceeded(blobGas: transaction.blobGas, available: availableBlobGas)
    }
  }

  /// Checks nonce, balance and code of the sender.
  private func checkSender(
    _ sender: AccountIndex, _ address: Address, of transaction: Transaction,
    rules: TransactionRules
  ) throws(InvalidTransaction) {
    let nonce = state.nonce(of: sender)
    if transaction.nonce < nonce {
      throw .nonceTooLow(expected: nonce, found: transaction.nonce)
    }
    if transaction.nonce > nonce {
      throw .nonceTooHigh(expected: nonce, found: transaction.nonce)
    }
    let balance = state.balance(of: sender)
    guard let cost = transaction.maximumCost, cost <= balance else {
      throw .insufficientFunds(required: transaction.maximumCost ?? .max, balance: balance)
    }
    guard rules.rejectsSenderWithCode else { return }
    let code = state.code(of: sender)
    if code.isEmpty || (rules.allowsDelegatedSender && code.delegationTarget != nil) { return }
    throw .senderNotEOA(address)
  }
}
