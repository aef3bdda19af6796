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
  private let selfCheck: SelfCheck?
  private let keys: KeyPolicy
  private var minified = ByteBuffer()
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
    writer = FixtureWriter(
      tool: options.output.tool, signer: engine.signer, style: options.output.style)
    selfCheck = options.checks || options.negative != nil ? SelfCheck() : nil
  }

  /// Appends the fixture of a fuzzer document without a line feed at its end; nothing on an error.
  ///
  /// - Parameters:
  ///   - id: the record's identity; the test is named `fuzzer_<id>`.
  ///   - source: the record's text, for fixtures that embed it.
  /// - Throws: `ConvertError`.
  @discardableResult
  package func convert(
    _ record: JSONValue, id: String, source: UnsafeRawBufferPointer? = nil, into out: inout ByteBuffer
  ) throws(ConvertError) -> FixtureSummary {
    let start = out.count
    do {
      let replacement = options.input.fork
      let document = try FuzzerDocument(record, needsFork: replacement == nil, keys: keys)
      return try write(document, id: id, source: source, into: &out)
    } catch {
      out.truncate(to: start)
      throw error
    }
  }

  /// What is to be told of the records so far, each warning once.
  package func takeWarnings() -> [String] { keys.takeWarnings() }

  private func write(
    _ document: FuzzerDocument, id: String, source: UnsafeRawBufferPointer?, into out: inout ByteBuffer
  ) throws(ConvertError) -> FixtureSummary {
    try document.checkFormat(limits: options.limits)
    let known = try network(document.fork?.string ?? "", at: document.fork ?? document.version)
    let chainID = try document.chainIdentifier()
    let environment = try ChainEnvironment.read(
      document.environment, beaconRoot: document.parentBeaconBlockRoot)
    try allocate(document.accounts, known.systemAccounts, allowsStorageOnly: false)
    let transactions = try readTransactions(of: document)
    let request = ChainRequest(
      network: known.network, chainID: chainID, environment: environment,
      mode: options.input.environment ?? .genesis, fields: document.environment,
      beaconRootField: document.parentBeaconBlockRoot, withdrawals: try document.withdrawalList(keys: keys),
      blockException: try document.blockException.map { value throws(ConvertError) in
        try Expectation(value, prefix: Expectation.blockPrefix)
      },
      transactions: transactions, list: document.transactions,
      networkField: document.fork ?? document.version,
      blocks: try options.blocks.ranges(
        of: transactions, assigned: try document.assignedBlocks(), id: id, list: document.transactions),
      interval: options.blocks.interval, invalid: options.input.invalid)
    return try write(request, id: id, source: source, into: &out)
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

  /// Appends the fixture of a state test's case, as `convert(_:id:source:into:)` does.
  ///
  /// The transaction stands in block 1, which has the values of `env`, its number excepted.
  /// - Throws: `ConvertError`.
  @discardableResult
  package func convert(
    _ element: StateTestCase, id: String, source: UnsafeRawBufferPointer? = nil, into out: inout ByteBuffer
  ) throws(ConvertError) -> FixtureSummary {
    let start = out.count
    do {
      return try write(element.source, id: id, source: source, into: &out)
    } catch {
      out.truncate(to: start)
      throw error
    }
  }

  private func write(
    _ test: StateTestCaseSource, id: String, source: UnsafeRawBufferPointer?, into out: inout ByteBuffer
  ) throws(ConvertError) -> FixtureSummary {
    let known = try network(test.fork, at: test.forkPlace)
    let chainID = try test.chainID?.uint64() ?? 1
    let environment = try test.chainEnvironment(on: known.network)
    let accounts = try test.accounts
    guard accounts.count <= options.limits.accounts else {
      throw .tooManyAccounts(count: accounts.count, limit: options.limits.accounts, at: accounts.pointer)
    }
    // A state test that stays one has the accounts that it had, or it would end in another state.
    let isStateTest = options.output.style.format == .stateTest
    try allocate(accounts, isStateTest ? [] : known.systemAccounts, allowsStorageOnly: true)
    let transactions = [try test.planned(with: engine)]
    let request = ChainRequest(
      network: known.network, chainID: chainID, environment: environment,
      mode: options.input.environment ?? .block1, fields: try test.environment, beaconRootField: nil,
      withdrawals: nil, blockException: nil, transactions: transactions, list: test.transaction,
      networkField: test.forkPlace,
      blocks: try options.blocks.ranges(
        of: transactions, assigned: 1, id: id, list: test.transaction),
      interval: options.blocks.interval, invalid: options.input.invalid)
    return try write(request, id: id, source: source, into: &out)
  }
}

extension Converter {
  /// Writes a request's fixture; the state is that of genesis.
  private func write(
    _ request: ChainRequest, id: String, source: UnsafeRawBufferPointer?, into out: inout ByteBuffer
  ) throws(ConvertError) -> FixtureSummary {
    let start = out.count
    var info = FixtureInfo()
    if options.output.embedsSource { info.sourceDocument = source.map { Bytes($0) } }
    var genesis = try GenesisDerivation(request: request).header()
    genesis.stateRoot = engine.stateRoot()
    let head = FixtureHead(
      id: id, network: request.network, chainID: request.chainID, genesis: genesis,
      genesisHash: genesis.hash())
    let isStateTest = options.output.style.format == .stateTest
    let summary =
      isStateTest
      ? try writeStateTest(request, head, info, into: &out) : try writeChain(request, head, info, into: &out)
    if options.output.isIndented { indent(&out, from: start) }
    try selfCheck?.check(UnsafeRawBufferPointer(rebasing: out.bytes[start...]))
    return summary
  }

  private func writeChain(
    _ request: ChainRequest, _ head: FixtureHead, _ info: FixtureInfo, into out: inout ByteBuffer
  ) throws(ConvertError) -> FixtureSummary {
    writer.begin(head, pre: engine.state, zeroSlots: allocation.zeroSlots, into: &out)
    var assembly = BlockAssembly(request, after: head.genesis, hash: head.genesisHash, with: engine)
    try assembly.run()
    var info = info
    info.dropped = assembly.dropped
    var blocks = assembly.blocks
    if let negative = options.negative {
      let maker = NegativeMaker(
        options: negative, network: request.network,
        needsPayload: options.output.style.format == .engineTest)
      info.fault = try maker.apply(to: &blocks, of: head)
      engine.revertLastBlock()
    }
    do {
      return try writer.end(head, blocks: blocks, post: engine.state, info: info, into: &out)
    } catch {
      throw ConvertError(error, network: request.network.name, at: request.networkField.pointer)
    }
  }

  private func writeStateTest(
    _ request: ChainRequest, _ head: FixtureHead, _ info: FixtureInfo, into out: inout ByteBuffer
  ) throws(ConvertError) -> FixtureSummary {
    let conversion = try StateTestConversion(
      request, after: head.genesis, hash: head.genesisHash, with: engine)
    var head = head
    head.network = conversion.network
    writer.beginStateTest(
      head, environment: conversion.environment, pre: engine.state, zeroSlots: allocation.zeroSlots,
      into: &out)
    let result = try conversion.run(with: engine)
    return writer.endStateTest(head, result: result, post: engine.state, info: info, into: &out)
  }

  private func indent(_ out: inout ByteBuffer, from start: Int) {
    minified.removeAll()
    minified.append(UnsafeRawBufferPointer(rebasing: out.bytes[start...]))
    out.truncate(to: start)
    out.appendIndented(minified.bytes)
  }

  private func allocate(
    _ accounts: JSONValue, _ systemAccounts: [SystemAccount], allowsStorageOnly: Bool
  ) throws(ConvertError) {
    engine.reset()
    try allocation.load(
      accounts, systemAccounts: systemAccounts, limits: options.limits, keys: keys,
      allowsStorageOnly: allowsStorageOnly, into: engine)
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
