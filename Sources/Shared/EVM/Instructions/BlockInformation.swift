import Primitives

extension Execution {
  /// BLOCKHASH (0x40): the hash of one of the 256 blocks before this one; 0 for any other. Stack: `number →
  /// hash`.
  ///
  /// Gas: 20. Source: Yellow Paper, appendix H.
  @inline(never)
  func blockHash(_ number: UInt256) -> UInt256 {
    let current = arena.pointee.block.number
    guard let number = number.asUInt64, number < current, current - number <= 256 else { return .zero }
    let hashes = arena.pointee.block.blockHashes
    let age = Int(current - number)
    return age <= hashes.count ? UInt256(hashes[hashes.count - age]) : .zero
  }

  /// BLOBHASH (0x49): the versioned hash of the transaction's nth blob; 0 beyond the last. Stack: `n → hash`.
  ///
  /// Gas: 3. Source: EIP-4844 (Cancun).
  @inline(never)
  func blobHash(_ index: UInt256) -> UInt256 {
    let hashes = arena.pointee.transaction.blobHashes
    guard let index = index.asUInt64, index < UInt64(hashes.count) else { return .zero }
    return UInt256(hashes[Int(index)])
  }
}
