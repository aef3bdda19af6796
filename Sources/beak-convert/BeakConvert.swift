import ArgumentParser
import BeakFixtures
import Stream

/// The command: turns fuzzer documents into blockchain-test fixtures.
@main
struct BeakConvert: FilterCommand {
  static let configuration = CommandConfiguration(
    commandName: "beak-convert",
    abstract: "Turns fuzzer documents into Ethereum blockchain-test fixtures.",
    discussion: """
      Reads documents of the fuzzer's format v2, one JSON object a line, and writes one fixture a line:
      {"fuzzer_<id>":{"network":…,"genesisBlockHeader":…,"pre":…,"blocks":…,"postState":…,…}}

      Each line is a whole fixture file that any client's blockchain-test runner takes. A document that \
      cannot be converted gets an error record instead, and the stream goes on.

      EXAMPLES
        fuzzer | beak-convert | beak-verify
        beak-convert --num-blocks 3 --errors stdout documents.ndjson > fixtures.ndjson
      """,
    version: ToolVersion.text)

  static let errorCatalogue = ConvertFilter.catalogue

  @OptionGroup var options: StandardOptions
  @OptionGroup(title: "Document limits") var documentLimits: DocumentLimits
  @OptionGroup(title: "Blocks") var blocks: BlockArguments

  func execute() -> ExitStatus {
    let filter = ConvertFilter(
      options: blocks.options,
      limits: ConvertLimits(
        accounts: documentLimits.maxAccounts, transactions: documentLimits.maxTransactions,
        codeBytes: documentLimits.maxCode.bytes),
      jsonLimits: options.limits.json, tool: "beak-convert \(ToolVersion.text)")
    return FilterRunner.run(filter, options: options)
  }

  static func main() {
    FilterMain.run(BeakConvert.self)
  }
}

/// How a document's transactions become blocks.
struct BlockArguments: ParsableArguments {
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

  var options: BlockOptions {
    BlockOptions(count: count, strategy: strategy, interval: interval)
  }
}

extension BlockOptions.Strategy: ExpressibleByArgument {}
