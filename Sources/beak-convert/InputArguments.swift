import ArgumentParser
import BeakFixtures

/// What is read, and what chain is built of it.
struct InputArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What the records are: fuzzer (documents, format v2) or statetest (every fork and index makes a fixture).",
      valueName: "format"))
  var from = InputOptions.Format.fuzzer

  @Option(help: ArgumentHelp("Use that fork or transition in place of the record's.", valueName: "name"))
  var fork: String?

  @Flag(help: "Refuse keys without a meaning in accounts and transactions too, instead of a warning.")
  var strict = false

  @Option(
    help: ArgumentHelp(
      "The block that env describes: genesis, or block1 (default: genesis; for state tests block1).",
      valueName: "block"))
  var env: InputOptions.EnvironmentMode?

  @Option(
    help: ArgumentHelp(
      """
      What becomes of a transaction that the rules refuse: error (an error record), drop (it is left out) or \
      expect (a block that clients must refuse).
      """, valueName: "policy"))
  var invalid = InputOptions.InvalidPolicy.error

  /// How a record is understood.
  var options: InputOptions {
    InputOptions(format: from, fork: fork, isStrict: strict, environment: env, invalid: invalid)
  }

  mutating func validate() throws {
    if let fork, !InputOptions.isForkName(fork) {
      throw ValidationError("--fork: no fork is called \"\(fork)\"")
    }
  }
}

/// How transactions are spread over blocks.
struct BlockArguments: ParsableArguments {
  @Option(
    name: [.customShort("b"), .customLong("num-blocks")],
    help: ArgumentHelp(
      "Blocks to make of each document (default: as the document says, else 1).", valueName: "n"))
  var count: Int?

  @Option(
    name: .customLong("block-strategy"),
    help: ArgumentHelp(
      """
      Which block takes which transactions: distribute (even runs) or first-block (all in block 1) \
      (default: as the document says, else distribute).
      """, valueName: "strategy"))
  var strategy: BlockOptions.Strategy?

  @Option(
    name: .customLong("block-time"), help: ArgumentHelp("Seconds from one block to the next.", valueName: "n")
  )
  var interval: UInt64 = 12

  @Flag(help: "Make 1 to 10 blocks of each document, never more than transactions, by --seed and its id.")
  var randomBlocks = false

  @Option(
    help: ArgumentHelp("The seed of --random-blocks and of what --negative leaves to chance.", valueName: "n")
  )
  var seed: UInt64 = 0

  mutating func validate() throws {
    // A chain of 0 blocks is refused document by document, where it has transactions to lose.
    if let count, !(0...BlockOptions.limit).contains(count) {
      throw ValidationError("--num-blocks must be between 1 and \(BlockOptions.limit), not \(count)")
    }
    guard interval > 0 else {
      throw ValidationError("--block-time must be at least 1: a block is later than its parent")
    }
    if randomBlocks, count != nil {
      throw ValidationError("--random-blocks and --num-blocks exclude each other")
    }
  }

  /// An option that asks for more than block 1; nil where none is given.
  var given: String? {
    if count != nil { return "--num-blocks" }
    if randomBlocks { return "--random-blocks" }
    return strategy == nil ? nil : "--block-strategy"
  }

  var options: BlockOptions {
    var options = BlockOptions(strategy: strategy, interval: interval)
    if let count { options.count = .fixed(count) }
    if randomBlocks { options.count = .random(seed: seed) }
    return options
  }
}

extension BlockOptions.Strategy: ExpressibleByArgument {}
extension InputOptions.Format: ExpressibleByArgument {}
extension InputOptions.EnvironmentMode: ExpressibleByArgument {}
extension InputOptions.InvalidPolicy: ExpressibleByArgument {}
