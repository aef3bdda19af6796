import Primitives

extension RuleSet {
  /// Cancun (execution layer of Dencun).
  mutating func amendForCancun() {
    enableEIP1153()
    enableEIP4788()
    enableEIP4844()
    enableEIP5656()
    enableEIP6780()
    enableEIP7516()
  }

  /// EIP-1153: transient storage.
  private mutating func enableEIP1153() {
    opcodes[.tload] = .init(gas: 100, pops: 1, pushes: 1)
    opcodes[.tstore] = .init(gas: 100, pops: 2, pushes: 0)
  }

  /// EIP-4788: beacon block roots.
  private mutating func enableEIP4788() {
    block.beaconRootsContract = "0x000f3df6d732807ef1319fb7b8bb8522d0beac02"
    block.engine = EngineVersions(newPayload: 3, forkchoiceUpdated: 3)
  }

  /// EIP-4844: blobs, the proof of their values, and the BLOBHASH opcode.
  private mutating func enableEIP4844() {
    transaction.types.insert(.blob)
    precompiles[0x0a] = .pointEvaluation
    opcodes[.blobhash] = .init(gas: 3, pops: 1, pushes: 1)
    block.blobs = BlobSchedule(target: 3, max: 6, baseFeeUpdateFraction: 3_338_477)
  }

  /// EIP-5656: the MCOPY opcode.
  private mutating func enableEIP5656() {
    opcodes[.mcopy] = .init(gas: 3, pops: 3, pushes: 0)
  }

  /// EIP-6780: SELFDESTRUCT deletes only what the same transaction created.
  private mutating func enableEIP6780() {
    execution.selfDestruct = .deletesIfCreatedInTransaction
  }

  /// EIP-7516: the BLOBBASEFEE opcode.
  private mutating func enableEIP7516() {
    opcodes[.blobbasefee] = .init(gas: 2, pops: 0, pushes: 1)
  }
}
