import Chain
import EVM
import Fixtures
import JSON
import Primitives

/// Turns documents into fixtures, one after another.
///
/// It owns what is reused from record to record: the engine with its state and machine, the fixture writer
/// with the text of the system contracts, and the memo of fork names. One per worker.
package final class Converter {
  private let options: ConversionOptions
  private let engine = ChainEngine()
  private let allocation = GenesisAllocation()
  private let writer: FixtureWriter
  private let keys: KeyPolicy
  private var networks: [(name: String, known: KnownNetwork)] = []

  private struct KnownNetwork {
    let network: Network
    let systemAccounts: [SystemAccount]
  }

  /// How many spellings of networks are kept; a stream rarely has more than a few.
  private static let networkMemoLimit = 64

  /// Makes a converter with an engine of its own.
  package init(options: ConversionOptions) {
    self.options = options
    keys = KeyPolicy(options.input.keyMode)
    writer = FixtureWriter(tool: options.output.tool, signer: engine.signer)
  }

  /// Appends the fixture of a fuzzer document as one line without its line feed; nothing on an error.
  ///
  /// - Parameter id: the record's identity; the test is named `fuzzer_<id>`.
  /// - Throws: `ConvertError`.
  package func convert(_ record: JSONValue, id: String, into out: inout ByteBuffer) throws(ConvertError) {
    let start = out.count
    do {
      let fork = options.input.fork
      let document = try FuzzerDocument(record, needsFork: fork == nil, keys: keys)
      try write(document, id: id, into: &out)
    } catch {
      out.truncate(to: start)
      throw error
    }
  }

  /// What is to be told of the records so far, each warning once.
  package func takeWarnings() -> [String] { keys.takeWarnings() }

  private func write(
    _ document: FuzzerDocument, id: String, into out: inout ByteBuffer
  ) throws(ConvertError) {
    try document.checkFormat(limits: options.limits)
    let known = try network(document.fork?.string ?? "", at: document.fork ?? document.version)
    let chainID = try document.chainIdentifier()
    let environment = try ChainEnvironment.read(
      document.environment, beaconRoot: document.parentBeaconBlockRoot)
    try allocate(document.accounts, known)
    let transactions = try readTransactions(of: document)
    let request = ChainRequest(
      network: known.network, chainID: chainID, environment: environment,
      mode: options.input.environment ?? .genesis, fields: document.environment,
      beaconRootField: document.parentBeaconBlockRoot, withdrawals: try document.withdrawalList(keys: keys),
      blockException: try document.blockException.map { value throws(ConvertError) in
        try Expectation(value, prefix: Expectation.blockPrefix)
      },
      transactions: transactions,
      blocks: try options.blocks.ranges(
        of: transactions, assigned: try document.assignedBlocks(), id: id, list: document.transactions),
      interval: options.blocks.interval, invalid: options.input.invalid)
    try write(request, id: id, into: &out)
  }

  private func readTransactions(of document: FuzzerDocument) throws(ConvertError) -> [PlannedTransaction] {
    var transactions: [PlannedTransaction] = []
    transactions.reserveCapacity(document.transactions.count)
    for element in document.transactions.elements {
      let dto = try FuzzerTransaction(element, keys: keys)
      let sender = try dto.sender.address()
      guard let key = allocation.privateKey(of: engine.state.index(of: sender)) else {
        throw .senderKeyMissing(sender, at: dto.sender.pointer)
      }
      transactions.append(
        try PlannedTransaction(
          dto, sender: SigningSender(address: sender, privateKey: key), keys: keys, signer: engine.signer))
    }
    return transactions
  }
}

/// State tests.
extension Converter {
  /// One case of a state test, to be converted by itself.
  package struct StateTestCase {
    /// `<test>/<fork>/<index>`.
    package var name: String { source.name }
    fileprivate let source: StateTestCaseSource
  }

  /// The cases of a record that holds state tests.
  ///
  /// - Throws: `ConvertError.wrongType`, `.fieldMissing` or `.noCases`.
  package func stateTestCases(of record: JSONValue) throws(ConvertError) -> [StateTestCase] {
    try StateTestRecord(record).cases.map(StateTestCase.init(source:))
  }

  /// Appends the fixture of a state test's case, as `convert(_:id:into:)` does.
  ///
  /// The transaction stands in block 1, which has the values of `env`, its number excepted.
  /// - Throws: `ConvertError`.
  package func convert(
    _ element: StateTestCase, id: String, into out: inout ByteBuffer
  ) throws(ConvertError) {
    let start = out.count
    do {
      try write(element.source, id: id, into: &out)
    } catch {
      out.truncate(to: start)
      throw error
    }
  }

  private func write(
    _ source: StateTestCaseSource, id: String, into out: inout ByteBuffer
  ) throws(ConvertError) {
    let known = try network(source.fork, at: source.forkPlace)
    let chainID = try source.chainID?.uint64() ?? 1
    let environment = try source.chainEnvironment(on: known.network)
    let accounts = try source.accounts
    guard accounts.count <= options.limits.accounts else {
      throw .tooManyAccounts(count: accounts.count, limit: options.limits.accounts, at: accounts.pointer)
    }
    try allocate(accounts, known)
    let transactions = [try source.planned(with: engine)]
    let request = ChainRequest(
      network: known.network, chainID: chainID, environment: environment,
      mode: options.input.environment ?? .block1, fields: try source.environment, beaconRootField: nil,
      withdrawals: nil, blockException: nil, transactions: transactions,
      blocks: try options.blocks.ranges(
        of: transactions, assigned: 1, id: id, list: source.transaction),
      interval: options.blocks.interval, invalid: options.input.invalid)
    try write(request, id: id, into: &out)
  }
}

extension Converter {
  /// Writes a request's fixture; the state is that of genesis.
  private func write(
    _ request: ChainRequest, id: String, into out: inout ByteBuffer
  ) throws(ConvertError) {
    var genesis = try GenesisDerivation(request: request).header()
    genesis.stateRoot = engine.stateRoot()
    let head = FixtureHead(
      id: id, network: request.network, chainID: request.chainID, genesis: genesis,
      genesisHash: genesis.hash())
    writer.begin(head, pre: engine.state, zeroSlots: allocation.zeroSlots, into: &out)
    var assembly = BlockAssembly(request, after: genesis, hash: head.genesisHash, with: engine)
    try assembly.run()
    writer.end(
      head, blocks: assembly.blocks, dropped: assembly.dropped, post: engine.state, into: &out)
  }

  private func allocate(_ accounts: JSONValue, _ known: KnownNetwork) throws(ConvertError) {
    engine.reset()
    try allocation.load(
      accounts, systemAccounts: known.systemAccounts, limits: options.limits, keys: keys, into: engine)
  }

  /// The network that the run or the record names, and the contracts that its genesis has; remembered by the
  /// spelling.
  ///
  /// - Throws: `ConvertError.forkUnknown` or `.forkUnsupported`.
  private func network(_ spelling: String, at place: JSONValue) throws(ConvertError) -> KnownNetwork {
    let name = options.input.fork ?? spelling
    if let entry = networks.first(where: { $0.name == name }) { return entry.known }
    let network: Network
    switch Network.find(name) {
    case .network(let found): network = found
    case .unsupported(let name): throw .forkUnsupported(name, at: place.pointer)
    case .unknown: throw .forkUnknown(name, at: place.pointer)
    }
    let known = KnownNetwork(
      network: network, systemAccounts: engine.preallocatedAccounts(for: Rules.at(network.finalFork)))
    if networks.count < Self.networkMemoLimit { networks.append((name, known)) }
    return known
  }
}

extension InputOptions {
  /// Whether some fork or transition is called that, supported or not.
  package static func isForkName(_ text: String) -> Bool {
    if case .unknown = Network.find(text) { false } else { true }
  }
}
