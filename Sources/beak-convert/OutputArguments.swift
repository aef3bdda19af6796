import ArgumentParser
import BeakFixtures
import Fixtures

/// What is written, and where.
struct OutputArguments: ParsableArguments {
  /// The formats by the names that the command line has for them.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case blockchain
    case engine
    case state

    var format: FixtureFormat {
      switch self {
      case .blockchain: .blockchainTest
      case .engine: .engineTest
      case .state: .stateTest
      }
    }
  }

  @Option(
    help: ArgumentHelp(
      "What to write: blockchain (blocks), engine (payloads for the engine API), or state (one transaction).",
      valueName: "format"))
  var format = Format.blockchain

  @Option(
    help: ArgumentHelp(
      "How to tell the state afterwards: full (every account) or hash (the state root).", valueName: "form"))
  var post = PostStateForm.accounts

  @Flag(help: "Put the fixture's hash, as EEST defines it, into _info; --output does so anyway.")
  var hash = false

  @Flag(help: "Put the text of the document into _info, as the string source-document.")
  var embedSource = false

  @Flag(help: "Indent fixtures, so that a record has many lines.")
  var pretty = false

  @Option(
    help: ArgumentHelp(
      "Write each fixture to a file below that directory, with an index; standard output tells the files.",
      valueName: "dir"))
  var output: String?

  @Flag(help: "With --output: write all fixtures to one file, merged.json.")
  var merge = false

  mutating func validate() throws {
    if output?.isEmpty == true { throw ValidationError("--output needs the name of a directory") }
    if merge, output == nil { throw ValidationError("--merge needs --output, the directory of the file") }
  }

  /// What is written of each document, by the program `tool`.
  func options(tool: String) -> OutputOptions {
    OutputOptions(
      tool: tool,
      style: FixtureStyle(format: format.format, post: post, includesHash: hash || output != nil),
      embedsSource: embedSource, isIndented: pretty)
  }

  /// The directory for the fixtures; nil when they go to standard output.
  var directory: FixtureDirectory? {
    output.map { FixtureDirectory(path: $0, format: format.format, merges: merge, isIndented: pretty) }
  }
}

extension PostStateForm: ExpressibleByArgument {}
