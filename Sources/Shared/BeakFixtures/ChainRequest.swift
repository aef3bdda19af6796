import Chain
import EVM
import JSON
import Primitives

/// One chain to be built, whatever the format it was read from, with the places for errors.
struct ChainRequest {
  let network: Network
  let chainID: UInt64
  let environment: ChainEnvironment
  /// Which block `environment` describes.
  let mode: InputOptions.EnvironmentMode
  /// Where the environment is spelt.
  let fields: FuzzerEnvironment
  /// Where the root for block 1 is spelt.
  let beaconRootField: JSONValue?
  let withdrawals: (list: [Withdrawal], place: JSONValue)?
  /// The refusal that the last block must meet.
  let blockException: Expectation?
  var transactions: [PlannedTransaction]
  /// Where the transactions are spelt.
  let list: JSONValue
  /// Where the network is spelt.
  let networkField: JSONValue
  /// The transactions of each block.
  let blocks: [Range<Int>]
  /// Seconds from one block to the next.
  let interval: UInt64
  let invalid: InputOptions.InvalidPolicy
}

extension ChainRequest {
  /// Checks that what must be refused stands where a block can end in it.
  ///
  /// - Throws: `ConvertError.expectedErrorNotLast`.
  func checkExpectations() throws(ConvertError) {
    for (block, range) in blocks.enumerated() {
      for index in range.dropLast() {
        if let expectation = transactions[index].expectation {
          throw .expectedErrorNotLast(block: block, at: expectation.place.pointer)
        }
      }
    }
  }

  /// The block that takes the withdrawals: the last one that does not end in a refused transaction.
  ///
  /// - Throws: `ConvertError.withdrawalsUnplaced`.
  func withdrawalsBlock() throws(ConvertError) -> Int? {
    guard let withdrawals, !withdrawals.list.isEmpty else { return nil }
    let block = blocks.lastIndex { range in
      range.last.map { transactions[$0].expectation == nil } ?? true
    }
    guard let block else { throw .withdrawalsUnplaced(at: withdrawals.place.pointer) }
    return block
  }
}

extension BlockOptions {
  /// The transactions of each block.
  ///
  /// - Parameter assigned: the number of blocks that the document gives.
  /// - Throws: `ConvertError.noBlocks`, `.blockIndexTooLarge` or `.blockIndexDecreasing`.
  func ranges(
    of transactions: [PlannedTransaction], assigned: Int, id: String, list: JSONValue
  ) throws(ConvertError) -> [Range<Int>] {
    let total = transactions.count
    switch count {
    case .fixed(let count):
      guard count > 0 else { throw .noBlocks(transactions: total, at: list.pointer) }
      return (strategy ?? .distribute).ranges(total: total, count: count)
    case .random(let seed):
      let count = Self.randomCount(seed: seed, id: id, total: total)
      return (strategy ?? .distribute).ranges(total: total, count: count)
    case .assigned:
      if let strategy { return strategy.ranges(total: total, count: assigned) }
      return try Self.assigned(transactions, count: assigned)
    }
  }

  private static func assigned(
    _ transactions: [PlannedTransaction], count: Int
  ) throws(ConvertError) -> [Range<Int>] {
    if count == 1 && transactions.allSatisfy({ $0.block == nil }) { return [0..<transactions.count] }
    var ends = Array(repeating: 0, count: count)
    var current = 0
    for (position, transaction) in transactions.enumerated() {
      let index = transaction.block?.index ?? 0
      let place = transaction.block?.place
      if index < current {
        throw .blockIndexDecreasing(
          index: index, previous: current, at: place?.pointer ?? transaction.origin.place)
      }
      if index >= count, let place {
        throw .blockIndexTooLarge(index: place.string, blocks: count, at: place.pointer)
      }
      current = index
      ends[index] = position + 1
    }
    var start = 0
    return ends.map { end in
      defer { start = max(start, end) }
      return start..<max(start, end)
    }
  }
}
