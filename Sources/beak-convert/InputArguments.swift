import ArgumentParser
import BeakFixtures

/// What is read, and what chain is built of it.
struct InputArguments: ParsableArguments {
  @Option(
    name: [.customShort("b"), .customLong("num-blocks")],
    help: ArgumentHelp("Blocks to make of each document.", valueName: "n"))
  var count = 1

  @Option(
    name: .customLong("block-strategy"),
    help: ArgumentHelp(
      "Which block takes which transactions: distribute (even runs) or first-block (all in block 1).",
      valueName: "strategy"))
  var strategy = BlockOptions.Strategy.distribute

  @Option(
    name: .customLong("block-time"), help: ArgumentHelp("Seconds from one block to the next.", valueName: "n")
  )
  var interval: UInt64 = 12

  /// The most blocks of a document; a chain is held in memory until it is written.
  private static let maxCount = 10_000

  mutating func validate() throws {
    // A chain of 0 blocks is refused document by document, where it has transactions to lose.
    guard (0...Self.maxCount).contains(count) else {
      throw ValidationError("--num-blocks must be between 1 and \(Self.maxCount), not \(count)")
    }
    guard interval > 0 else {
      throw ValidationError("--block-time must be at least 1: a block is later than its parent")
    }
  }

  /// How transactions are spread over blocks.
  var blocks: BlockOptions {
    BlockOptions(count: count, strategy: strategy, interval: interval)
  }

  /// How a record is understood.
  var options: InputOptions { InputOptions() }
}

extension BlockOptions.Strategy: ExpressibleByArgument {}
