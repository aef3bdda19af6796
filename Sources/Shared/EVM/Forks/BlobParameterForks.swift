/// Forks that change only the blob parameters. Source: EIP-7892.
extension RuleSet {
  /// BPO1. Source: EIP-8134.
  mutating func amendForBPO1() {
    block.blobs = BlobSchedule(target: 10, max: 15, baseFeeUpdateFraction: 8_346_193)
  }

  /// BPO2. Source: EIP-8135.
  mutating func amendForBPO2() {
    block.blobs = BlobSchedule(target: 14, max: 21, baseFeeUpdateFraction: 11_684_671)
  }

  /// BPO3, on test networks only. Source: EEST, fork BPO3.
  mutating func amendForBPO3() {
    block.blobs = BlobSchedule(target: 21, max: 32, baseFeeUpdateFraction: 20_609_697)
  }

  /// BPO4, on test networks only. Source: EEST, fork BPO4.
  mutating func amendForBPO4() {
    block.blobs = BlobSchedule(target: 14, max: 21, baseFeeUpdateFraction: 13_739_630)
  }
}

extension Fork {
  /// Whether it changes nothing but the blob parameters, which are then a matter of configuration.
  var changesOnlyBlobParameters: Bool {
    switch self {
    case .bpo1, .bpo2, .bpo3, .bpo4: true
    default: false
    }
  }
}
