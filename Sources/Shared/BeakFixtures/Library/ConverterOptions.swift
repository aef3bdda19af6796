import Fixtures

/// How documents become fixtures. Everything has a default, which is that of `beak-convert`.
public struct ConverterOptions: Sendable {
  /// Which block takes which transactions.
  public enum BlockStrategy: Sendable {
    /// Runs in the document's order whose sizes differ by at most one, the longer ones first.
    case distribute
    /// All in block 1; the other blocks are empty.
    case firstBlock
  }

  /// The block that a document's `env` describes.
  public enum Environment: Sendable {
    /// Genesis; block 1 follows from it by the rules of the fork.
    case genesis
    /// Block 1; genesis is derived so that it does.
    case block1
  }

  /// What becomes of a transaction that the rules refuse.
  public enum InvalidTransactions: Sendable {
    /// The document is not converted.
    case error
    /// The transaction is left out, and the fixture's `_info` says so.
    case drop
    /// The transaction ends a block that clients must refuse.
    case expect
  }

  /// What is written.
  public enum Format: Sendable {
    /// `blockchain_test`: blocks.
    case blockchain
    /// `blockchain_test_engine`: the blocks as payloads of the engine API.
    case engine
    /// `state_test`: one transaction.
    case state
  }

  /// How the state after the blocks is told.
  public enum PostState: Sendable {
    /// Every account.
    case full
    /// The state root.
    case hash
  }

  /// Number of blocks after genesis; nil takes what the document says, else 1.
  public var blockCount: Int?
  /// Nil takes what the document says, else ``BlockStrategy/distribute``.
  public var blockStrategy: BlockStrategy?
  /// Seconds from one block to the next; at least 1.
  public var blockTime: UInt64 = 12
  /// The fork to use in place of the document's, as EEST spells it.
  public var fork: String?
  /// Whether keys without a meaning are refused everywhere.
  public var isStrict = false
  public var environment = Environment.genesis
  public var invalidTransactions = InvalidTransactions.error
  public var format = Format.blockchain
  public var postState = PostState.full
  /// Whether `_info` has the fixture's hash as EEST defines it.
  public var includesHash = false
  /// Whether `_info` has the text of the document.
  public var embedsSource = false
  /// Whether fixtures are indented, over many lines.
  public var isIndented = false
  /// What is made wrong about the last block, by the names of `beak-convert --negative`, `random` included;
  /// nil leaves it valid.
  public var negative: String?
  /// Decides, with a document's id, what is left to chance.
  public var seed: UInt64 = 0
  /// Whether every fixture is imported again and its invariants are tested; negatives always are.
  public var checks = false
  /// The most accounts of a document.
  public var maxAccounts = 100_000
  /// The most transactions of a document.
  public var maxTransactions = 100_000
  /// The most bytes of code of one account.
  public var maxCodeBytes = 10 << 20

  /// Makes options with the defaults.
  public init() {}
}

extension ConverterOptions {
  /// The names that ``negative`` takes.
  public static var negativeNames: [String] { NegativeKind.allCases.map(\.rawValue) + ["random"] }

  /// The same in the terms of the conversion.
  ///
  /// - Throws: ``ConversionError`` with the code `option-invalid`.
  func conversion(tool: String) throws(ConversionError) -> ConversionOptions {
    if blockTime == 0 { throw Self.invalid("blockTime must be at least 1: a block is later than its parent") }
    if let fork, !InputOptions.isForkName(fork) { throw Self.invalid("no fork is called \"\(fork)\"") }
    return ConversionOptions(
      blocks: try blockOptions(),
      limits: ConvertLimits(
        accounts: maxAccounts, transactions: maxTransactions, codeBytes: maxCodeBytes),
      input: inputOptions,
      output: OutputOptions(
        tool: tool, style: FixtureStyle(format: fixtureFormat, post: postForm, includesHash: includesHash),
        embedsSource: embedsSource, isIndented: isIndented),
      negative: try negativeOptions(), checks: checks)
  }

  private static func invalid(_ message: String) -> ConversionError {
    ConversionError("option-invalid", message)
  }

  private func blockOptions() throws(ConversionError) -> BlockOptions {
    var options = BlockOptions(interval: blockTime)
    if let blockCount {
      guard (0...BlockOptions.limit).contains(blockCount) else {
        throw Self.invalid("blockCount must be between 1 and \(BlockOptions.limit), not \(blockCount)")
      }
      options.count = .fixed(blockCount)
    }
    options.strategy =
      switch blockStrategy {
      case nil: nil
      case .distribute: .distribute
      case .firstBlock: .firstBlock
      }
    return options
  }

  private var inputOptions: InputOptions {
    let environment: InputOptions.EnvironmentMode =
      switch environment {
      case .genesis: .genesis
      case .block1: .block1
      }
    let invalid: InputOptions.InvalidPolicy =
      switch invalidTransactions {
      case .error: .error
      case .drop: .drop
      case .expect: .expect
      }
    return InputOptions(fork: fork, isStrict: isStrict, environment: environment, invalid: invalid)
  }

  private var fixtureFormat: FixtureFormat {
    switch format {
    case .blockchain: .blockchainTest
    case .engine: .engineTest
    case .state: .stateTest
    }
  }

  private var postForm: PostStateForm {
    switch postState {
    case .full: .accounts
    case .hash: .root
    }
  }

  private func negativeOptions() throws(ConversionError) -> NegativeOptions? {
    guard let negative else { return nil }
    guard Self.negativeNames.contains(negative) else {
      throw Self.invalid("no negative is called \"\(negative)\"")
    }
    return NegativeOptions(kind: NegativeKind(rawValue: negative), seed: seed)
  }
}
