import EVM
import Primitives
import State

/// What validation found out about a transaction and execution needs.
struct TransactionProperties {
  var senderAddress: Address
  var sender: AccountIndex
  var intrinsicGas: IntrinsicGas
  /// Wei that the sender pays per gas.
  var effectiveGasPrice: UInt256
  /// Wei per gas that go to the coinbase.
  var priorityFeePerGas: UInt256
  /// Wei that are burnt for blobs. Source: EIP-4844.
  var blobFee: UInt256
}

extension Transaction {
  /// The wei per gas that the sender pays at `baseFee`; nil when the fee cap is below it.
  ///
  /// Source: EIP-1559.
  public func effectiveGasPrice(baseFee: UInt256) -> UInt256? {
    guard feeCap >= baseFee else { return nil }
    guard type.hasDynamicFee else { return gasPrice }
    return baseFee &+ min(maxPriorityFeePerGas, maxFeePerGas &- baseFee)
  }

  /// The wei that the sender must own: all gas and blob gas at the fee caps, and the value.
  ///
  /// Nil when it does not fit 256 bits.
  public var maximumCost: UInt256? {
    let gas = UInt256(gasLimit).multipliedReportingOverflow(by: feeCap)
    let blobs = UInt256(blobGas).multipliedReportingOverflow(by: maxFeePerBlobGas)
    let fees = gas.partialValue.addingReportingOverflow(blobs.partialValue)
    let total = fees.partialValue.addingReportingOverflow(value)
    if gas.overflow || blobs.overflow || fees.overflow || total.overflow { return nil }
    return total.partialValue
  }
}
