extension RuleSet {
  /// Osaka (execution layer of Fusaka).
  mutating func amendForOsaka() {
    enableEIP7594()
    enableEIP7823And7883()
    enableEIP7825()
    enableEIP7918()
    enableEIP7934()
    enableEIP7939()
    enableEIP7951()
  }

  /// EIP-7594: at most 6 blobs in a transaction.
  private mutating func enableEIP7594() {
    transaction.maxBlobsPerTransaction = 6
  }

  /// EIP-7823 and EIP-7883: bounded and dearer modular exponentiation.
  private mutating func enableEIP7823And7883() {
    precompiles[0x05] = .modexp(.byWordsBounded)
  }

  /// EIP-7825: a gas limit of at most 2²⁴ for a transaction.
  private mutating func enableEIP7825() {
    transaction.gasLimitCap = 1 << 24
  }

  /// EIP-7918: the blob base fee has a reserve price.
  private mutating func enableEIP7918() {
    block.blobReservePrice = true
  }

  /// EIP-7934: at most 10 MiB less a margin of 2 MiB of RLP for a block.
  private mutating func enableEIP7934() {
    block.maxRLPSize = 10_485_760 - 2_097_152
  }

  /// EIP-7939: the CLZ opcode.
  private mutating func enableEIP7939() {
    opcodes[.clz] = .init(gas: 5, pops: 1, pushes: 1)
  }

  /// EIP-7951: signatures over P-256.
  private mutating func enableEIP7951() {
    precompiles[0x100] = .p256Verify
  }
}
