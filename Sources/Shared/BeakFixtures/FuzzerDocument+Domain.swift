import Chain
import JSON
import Primitives

/// The version of the format that is understood.
private let supportedVersion = "2.0"

extension FuzzerDocument {
  /// Checks the version and the fields that must be well formed though nothing follows from them.
  ///
  /// - Throws: `ConvertError.versionUnsupported`, or as the spelling of a number demands.
  func checkFormat(limits: ConvertLimits) throws(ConvertError) {
    guard version.string == supportedVersion else {
      throw .versionUnsupported(version.string, at: version.pointer)
    }
    guard accounts.count <= limits.accounts else {
      throw .tooManyAccounts(count: accounts.count, limit: limits.accounts, at: accounts.pointer)
    }
    guard transactions.count <= limits.transactions else {
      throw .tooManyTransactions(
        count: transactions.count, limit: limits.transactions, at: transactions.pointer)
    }
    try environment.checkIgnoredQuantities()
  }

  /// The chain id that transactions are signed for; 1 when the document gives none.
  ///
  /// - Throws: `ConvertError.chainIDInvalid`, or as the spelling of a number demands.
  func chainIdentifier() throws(ConvertError) -> UInt64 {
    guard let chainID else { return 1 }
    do {
      let number = try chainID.uint64()
      if number > 0 { return number }
    } catch {
      guard case .numberOutOfRange = error else { throw error }
    }
    throw .chainIDInvalid(chainID.string, at: chainID.pointer)
  }

  /// How many blocks the document wants after genesis; 1 when it does not say.
  ///
  /// - Throws: `ConvertError.blockCountInvalid`, or as the spelling of a number demands.
  func assignedBlocks() throws(ConvertError) -> Int {
    guard let blockCount else { return 1 }
    do {
      let number = try blockCount.uint64()
      if number > 0, number <= UInt64(BlockOptions.limit) { return Int(number) }
    } catch {
      guard case .numberOutOfRange = error else { throw error }
    }
    throw .blockCountInvalid(blockCount.string, limit: BlockOptions.limit, at: blockCount.pointer)
  }

  /// The withdrawals, in their order.
  ///
  /// - Throws: as the spelling of a number or an address demands.
  func withdrawalList(keys: KeyPolicy) throws(ConvertError) -> (list: [Withdrawal], place: JSONValue)? {
    guard let withdrawals else { return nil }
    var list: [Withdrawal] = []
    for element in withdrawals.elements {
      let dto = try FuzzerWithdrawal(element, keys: keys)
      list.append(
        Withdrawal(
          index: try dto.index.uint64(), validatorIndex: try dto.validatorIndex.uint64(),
          address: try dto.address.address(), amount: try dto.amount.uint64()))
    }
    return (list, withdrawals)
  }
}

/// The environment of a chain: what its genesis block is derived from and all its blocks share.
///
/// Where it describes block 1, the fee, the random value and the blob gas are that block's instead.
struct ChainEnvironment {
  var coinbase: Address
  /// Gas limit of the genesis block and, unchanged, of all others.
  var gasLimit: UInt64
  /// Seconds; the timestamp of block 1.
  var timestamp: UInt64
  /// The mix hash of the genesis block. It does not reach block 1.
  var prevRandao: Hash32
  /// Wei per gas at genesis; nil where the document leaves it out or gives 0.
  var baseFeePerGas: UInt256?
  /// Blob gas values of the genesis block; nil where the document leaves them out or gives 0.
  var excessBlobGas: UInt64?
  var blobGasUsed: UInt64?
  /// The beacon root that block 1 carries; nil where the document leaves it out or gives 0.
  var parentBeaconBlockRoot: Hash32?

  /// What a document has that leaves everything out. Source: EEST, defaults of `Environment`.
  static let `default` = ChainEnvironment(
    coinbase: "0x2adc25665018aa1fe0e6bc666dac8fc2697ff9ba", gasLimit: 90_000_000, timestamp: 1000,
    prevRandao: .zero)

  /// Converts an environment.
  ///
  /// - Parameter beaconRoot: the root that block 1 carries.
  /// - Throws: as the spelling of a number, an address or a hash demands.
  static func read(_ dto: FuzzerEnvironment, beaconRoot: JSONValue?) throws(ConvertError) -> ChainEnvironment
  {
    var result = ChainEnvironment.default
    if let coinbase = dto.coinbase { result.coinbase = try coinbase.address() }
    if let gasLimit = dto.gasLimit { result.gasLimit = try gasLimit.uint64() }
    if let timestamp = dto.timestamp { result.timestamp = try timestamp.uint64() }
    if let prevRandao = dto.prevRandao { result.prevRandao = try prevRandao.hash32OrNumber() }
    if let fee = try dto.baseFeePerGas?.uint256(), !fee.isZero { result.baseFeePerGas = fee }
    if let excess = try dto.excessBlobGas?.uint64(), excess > 0 { result.excessBlobGas = excess }
    if let used = try dto.blobGasUsed?.uint64(), used > 0 { result.blobGasUsed = used }
    if let root = try beaconRoot?.hash32(), !root.isZero {
      result.parentBeaconBlockRoot = root
    }
    return result
  }
}
