import Primitives

extension RuleSet {
  /// Prague (execution layer of Pectra).
  mutating func amendForPrague() {
    enableEIP2537()
    enableEIP2935()
    enableEIP6110()
    enableEIP7002()
    enableEIP7251()
    enableEIP7623()
    enableEIP7691()
    enableEIP7702()
  }

  /// EIP-2537: the curve BLS12-381.
  private mutating func enableEIP2537() {
    precompiles[0x0b] = .bls12381G1Add
    precompiles[0x0c] = .bls12381G1MultiScalar
    precompiles[0x0d] = .bls12381G2Add
    precompiles[0x0e] = .bls12381G2MultiScalar
    precompiles[0x0f] = .bls12381Pairing
    precompiles[0x10] = .bls12381MapToG1
    precompiles[0x11] = .bls12381MapToG2
  }

  /// EIP-2935: block hashes in the state.
  private mutating func enableEIP2935() {
    block.historyContract = "0x0000f90827f1c53a10cb7a02335b175320002935"
  }

  /// EIP-6110: deposits are requests (EIP-7685).
  private mutating func enableEIP6110() {
    block.engine = EngineVersions(newPayload: 4, forkchoiceUpdated: 3)
    block.requests.append(.deposits(contract: "0x00000000219ab540356cbb839cbe05303d7705fa"))
  }

  /// EIP-7002: withdrawals that the execution layer asks for.
  private mutating func enableEIP7002() {
    block.requests.append(
      .systemContract(type: 1, address: "0x00000961ef480eb55e80d19ad83579a64c007002"))
  }

  /// EIP-7251: consolidations that the execution layer asks for.
  private mutating func enableEIP7251() {
    block.requests.append(
      .systemContract(type: 2, address: "0x0000bbddc7ce488642fb579f8b00f3a590007251"))
  }

  /// EIP-7623: data has a floor price.
  private mutating func enableEIP7623() {
    transaction.calldataFloorPerToken = 10
  }

  /// EIP-7691: more blobs.
  private mutating func enableEIP7691() {
    block.blobs = BlobSchedule(target: 6, max: 9, baseFeeUpdateFraction: 5_007_716)
  }

  /// EIP-7702: accounts that delegate to code.
  private mutating func enableEIP7702() {
    transaction.types.insert(.setCode)
    transaction.authorizationGas = 25000
    transaction.authorizationRefund = 12500
    transaction.allowsDelegatedSender = true
    execution.followsDelegations = true
  }
}
