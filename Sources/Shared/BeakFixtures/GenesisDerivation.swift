import Chain
import EVM
import JSON
import Primitives

/// Makes block 0 of a request.
struct GenesisDerivation {
  let request: ChainRequest

  /// Seconds between genesis and block 1, whatever the time between later blocks is.
  private static let lead: UInt64 = 12
  /// Wei per gas where the document gives none. Source: EEST, `Environment`.
  private static let defaultBaseFee: UInt256 = 7

  private var environment: ChainEnvironment { request.environment }
  private var fields: FuzzerEnvironment { request.fields }

  /// Block 0, with an empty state root.
  ///
  /// - Throws: `ConvertError.timestampTooEarly`, `.fieldNotInFork` or `.environmentUnreachable`.
  func header() throws(ConvertError) -> Header {
    guard environment.timestamp >= Self.lead else {
      throw .timestampTooEarly(environment.timestamp, at: fields.timestampPointer)
    }
    let timestamp = environment.timestamp - Self.lead
    let rules = Rules.at(request.network.fork(number: 0, timestamp: timestamp)).block
    var header = Header(
      coinbase: environment.coinbase, gasLimit: environment.gasLimit, timestamp: timestamp, extraData: [0])
    if rules.hasBaseFee { header.baseFeePerGas = Self.defaultBaseFee }
    // Both lists are empty, and the roots of empty lists are the same.
    if rules.hasWithdrawals { header.withdrawalsRoot = header.transactionsRoot }
    if rules.blobs != nil {
      header.blobGasUsed = 0
      header.excessBlobGas = 0
    }
    if rules.hasParentBeaconBlockRoot { header.parentBeaconBlockRoot = .zero }
    if rules.hasRequests { header.requestsHash = Requests.emptyHash }
    switch request.mode {
    case .genesis: try describe(&header, rules: rules)
    case .block1: try lead(&header, rules: rules)
    }
    return header
  }

  /// Refuses a field that is given where its block has no place for it.
  private func require(_ isFitting: Bool, _ field: JSONValue?) throws(ConvertError) {
    if !isFitting, let field { throw .fieldNotInFork(network: request.network.name, at: field.pointer) }
  }

  /// Gives genesis the values of the environment.
  private func describe(_ header: inout Header, rules: BlockRules) throws(ConvertError) {
    try require(environment.baseFeePerGas == nil || rules.hasBaseFee, fields.baseFeePerGas)
    try require(environment.excessBlobGas == nil || rules.blobs != nil, fields.excessBlobGas)
    try require(environment.blobGasUsed == nil || rules.blobs != nil, fields.blobGasUsed)
    header.mixHash = environment.prevRandao
    if let fee = environment.baseFeePerGas { header.baseFeePerGas = fee }
    if let used = environment.blobGasUsed { header.blobGasUsed = used }
    if let excess = environment.excessBlobGas { header.excessBlobGas = excess }
  }

  /// Gives genesis the values from which those of block 1 follow.
  private func lead(_ header: inout Header, rules: BlockRules) throws(ConvertError) {
    let next = Rules.at(request.network.fork(number: 1, timestamp: environment.timestamp)).block
    try require(environment.baseFeePerGas == nil || next.hasBaseFee, fields.baseFeePerGas)
    try require(environment.excessBlobGas == nil || next.blobs != nil, fields.excessBlobGas)
    try require(environment.blobGasUsed == nil || next.blobs != nil, fields.blobGasUsed)
    if next.hasBaseFee { try setBaseFee(of: &header, rules: next) }
    if next.blobs != nil { try setBlobGas(of: &header, rules: next) }
  }

  /// Chooses the base fee of genesis, which uses no gas, so that block 1 has the one that is asked for.
  ///
  /// One eighth less, rounded down, follows on a fee of 8k + j: 7k + j. So every fee can be reached but those
  /// whose genesis fee does not fit. Source: EIP-1559.
  private func setBaseFee(of header: inout Header, rules: BlockRules) throws(ConvertError) {
    let wanted = environment.baseFeePerGas ?? Self.defaultBaseFee
    if header.baseFeePerGas != nil {
      let (quotient, _) = wanted.quotientAndRemainder(dividingBy: 7)
      let fee = wanted.addingReportingOverflow(quotient)
      // 7k has two origins, 8k and 8k − 1; the lower one keeps small fees as they are.
      let lower = quotient.isZero || fee.partialValue.isZero ? fee.partialValue : fee.partialValue &- .one
      for candidate in fee.overflow ? [] : [lower, fee.partialValue] {
        header.baseFeePerGas = candidate
        guard !candidate.multipliedReportingOverflow(by: UInt256(header.gasLimit)).overflow else { continue }
        if BaseFee.next(parent: header, rules: rules) == wanted { return }
      }
    } else if BaseFee.next(parent: header, rules: rules) == wanted || environment.baseFeePerGas == nil {
      return
    }
    throw .environmentUnreachable(wanted.hex, at: (fields.baseFeePerGas ?? fields.object).pointer)
  }

  /// Chooses the blob gas of genesis so that block 1 has the excess that is asked for.
  ///
  /// Source: EIP-4844; where blobs cost less than the reserve price, EIP-7918.
  private func setBlobGas(of header: inout Header, rules: BlockRules) throws(ConvertError) {
    let wanted = environment.excessBlobGas ?? 0
    for (excess, used) in candidates(for: wanted, rules: rules)
    where !excess.addingReportingOverflow(used).overflow {
      if header.excessBlobGas != nil {
        header.excessBlobGas = excess
        header.blobGasUsed = used
      }
      if BlobFee.excess(after: header, rules: rules) == wanted { return }
    }
    throw .environmentUnreachable(String(wanted), at: (fields.excessBlobGas ?? fields.object).pointer)
  }

  /// Blob gas values of genesis that may lead to `wanted`, the simplest first.
  private func candidates(
    for wanted: UInt64, rules: BlockRules
  ) -> [(excess: UInt64, used: UInt64)] {
    guard let schedule = rules.blobs else { return [] }
    let target = schedule.target * BlobFee.gasPerBlob
    let sum = wanted.addingReportingOverflow(target)
    var candidates: [(excess: UInt64, used: UInt64)] = wanted == 0 ? [(0, 0)] : []
    if !sum.overflow { candidates.append((sum.partialValue, 0)) }
    candidates.append((wanted, 0))
    for blobs in 1...max(schedule.max, 1) {
      let used = blobs * BlobFee.gasPerBlob
      let raise = used * (schedule.max - schedule.target) / schedule.max
      if raise <= wanted { candidates.append((wanted - raise, used)) }
      if !sum.overflow, used <= sum.partialValue { candidates.append((sum.partialValue - used, used)) }
    }
    return candidates
  }
}
