import ArgumentParser
import BeakFixtures
import Stream

/// The command: turns fuzzer documents into blockchain-test fixtures.
@main
struct BeakConvert: FilterCommand {
  static let configuration = CommandConfiguration(
    commandName: "beak-convert",
    abstract: "Turns fuzzer documents into Ethereum test fixtures.",
    discussion: """
      Reads documents of the fuzzer's format v2, one JSON object a line, and writes one fixture a line:
      {"fuzzer_<id>":{"network":…,"genesisBlockHeader":…,"pre":…,"blocks":…,"postState":…,…}}

      Each line is a whole fixture file that any client's blockchain-test runner takes. A document that \
      cannot be converted gets an error record instead, and the stream goes on.

      EXAMPLES
        fuzzer | beak-convert | beak-verify
        beak-convert --num-blocks 3 --errors stdout documents.ndjson > fixtures.ndjson
        beak-convert --format engine --output fixtures documents/
      """,
    version: ToolVersion.text)

  static let errorCatalogue = ConvertFilter.catalogue

  @OptionGroup var options: StandardOptions
  @OptionGroup(title: "Document limits") var documentLimits: DocumentLimits
  @OptionGroup(title: "Input") var input: InputArguments
  @OptionGroup(title: "Blocks") var blocks: BlockArguments
  @OptionGroup(title: "Output") var output: OutputArguments
  @OptionGroup(title: "Checks and negatives") var checks: CheckArguments

  mutating func validate() throws {
    if output.format == .state, let option = blocks.given {
      throw ValidationError("--format state has no blocks, so \(option) makes no sense with it")
    }
    if output.format == .state, checks.negative != nil {
      throw ValidationError("--format state has no blocks, so --negative makes no sense with it")
    }
  }

  func execute() -> ExitStatus {
    let conversion = ConversionOptions(
      blocks: blocks.options, limits: documentLimits.convertLimits, input: input.options,
      output: output.options(tool: "beak-convert \(ToolVersion.text)"),
      negative: checks.negativeOptions(seed: blocks.seed), checks: checks.check)
    let filter = ConvertFilter(
      options: conversion, jsonLimits: options.limits.json, directory: output.directory)
    return FilterRunner.run(filter, options: options)
  }

  static func main() {
    FilterMain.run(BeakConvert.self)
  }
}

extension DocumentLimits {
  /// The limits in the terms of the conversion.
  fileprivate var convertLimits: ConvertLimits {
    ConvertLimits(accounts: maxAccounts, transactions: maxTransactions, codeBytes: maxCode.bytes)
  }
}
