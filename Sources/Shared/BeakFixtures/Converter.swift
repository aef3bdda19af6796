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
    writer = FixtureWriter(
      tool: options.output.tool, signer: engine.signer, style: options.output.style)
    selfCheck = options.checks || options.negative != nil ? SelfCheck() : nil
  }

  /// Appends the fixture of `record` without a line feed at its end; nothing on an error.
  ///
  /// - Parameters:
  ///   - id: the record's identity; the test is named `fuzzer_<id>`.
  ///   - source: the record's text, which `--embed-source` puts into `_info`.
  /// - Throws: `ConvertError`.
  @discardableResult
  package func convert(
    _ record: JSONValue, id: String, source: UnsafeRawBufferPointer? = nil, into out: inout ByteBuffer
  ) throws(ConvertError) -> FixtureSummary {
    let start = out.count
    do {
      var info = FixtureInfo()
      if options.output.embedsSource { info.sourceDocument = source.map { Bytes($0) } }
      let summary = try write(try FuzzerDocument(record), id: id, info: info, into: &out)
      if options.output.isIndented { indent(&out, from: start) }
      try selfCheck?.check(UnsafeRawBufferPointer(rebasing: out.bytes[start...]))
      return summary
    } catch {
      out.truncate(to: start)
      throw error
    }
  }

  private func write(
    _ document: FuzzerDocument, id: String, info: FixtureInfo, into out: inout ByteBuffer
  ) throws(ConvertError) -> FixtureSummary {
    try document.checkFormat(limits: options.limits)
    let known = try network(of: document)
    let assembly = BlockAssembly(
      document: document, network: known.network, chainID: try document.chainIdentifier(),
      environment: try ChainEnvironment.read(document), options: options.blocks)
    var genesis = try assembly.genesis()
    engine.reset()
    try allocation.load(document, systemAccounts: known.systemAccounts, limits: options.limits, into: engine)
    let (transactions, senders) = try readTransactions(of: document)
    genesis.stateRoot = engine.stateRoot()
    var head = FixtureHead(
      id: id, network: known.network, chainID: assembly.chainID, genesis: genesis,
      genesisHash: genesis.hash())
    if options.output.style.format == .stateTest {
      if let negative = options.negative {
        throw .negativeNotApplicable(negative.name, reason: "a state test has no block", at: .root)
      }
      let conversion = StateTestConversion(
        document: document, assembly: assembly, invalid: options.input.invalid)
      head.network = conversion.network
      return try writeStateTest(head, of: conversion, transactions, senders, info: info, into: &out)
    }
    writer.begin(head, pre: engine.state, zeroSlots: allocation.zeroSlots, into: &out)
    var blocks = try assembly.blocks(
      of: transactions, senders: senders, after: genesis, genesisHash: head.genesisHash, with: engine)
    var info = info
    if let negative = options.negative {
      let maker = NegativeMaker(
        options: negative, network: known.network,
        needsPayload: options.output.style.format == .engineTest, place: .root)
      let kind = try maker.apply(to: &blocks, after: genesis, identity: id)
      info.remarks.append((name: "negative", text: kind.rawValue))
      engine.revertLastBlock()
    }
    do {
      return try writer.end(head, blocks: blocks, post: engine.state, info: info, into: &out)
    } catch {
      throw ConvertError(error, network: known.network.name, at: document.fork.pointer)
    }
  }

  private func writeStateTest(
    _ head: FixtureHead, of conversion: StateTestConversion, _ transactions: [Transaction],
    _ senders: [SigningSender], info: FixtureInfo, into out: inout ByteBuffer
  ) throws(ConvertError) -> FixtureSummary {
    guard transactions.count == 1 else {
      throw .notOneTransaction(
        count: transactions.count, at: conversion.document.transactions.pointer)
    }
    let environment = conversion.environment(after: head.genesis, with: engine)
    writer.beginStateTest(
      head, environment: environment, pre: engine.state, zeroSlots: allocation.zeroSlots, into: &out)
    let result = try conversion.run(transactions[0], from: senders[0], in: environment, with: engine)
    return writer.endStateTest(head, result: result, post: engine.state, info: info, into: &out)
  }

  private func indent(_ out: inout ByteBuffer, from start: Int) {
    minified.removeAll()
    minified.append(UnsafeRawBufferPointer(rebasing: out.bytes[start...]))
    out.truncate(to: start)
    out.appendIndented(minified.bytes)
  }

  private func readTransactions(
    of document: FuzzerDocument
  ) throws(ConvertError) -> ([Transaction], [SigningSender]) {
    var transactions: [Transaction] = []
    var senders: [SigningSender] = []
    transactions.reserveCapacity(document.transactions.count)
    senders.reserveCapacity(document.transactions.count)
    for element in document.transactions.elements {
      let dto = try FuzzerTransaction(element)
      let sender = try dto.sender.address()
      guard let key = allocation.privateKey(of: engine.state.index(of: sender)) else {
        throw .senderKeyMissing(sender, at: dto.sender.pointer)
      }
      transactions.append(try Transaction(dto))
      senders.append(SigningSender(address: sender, privateKey: key))
    }
    return (transactions, senders)
  }

  /// The network of a document and the contracts that its genesis has, remembered by the fork's spelling.
  private func network(of document: FuzzerDocument) throws(ConvertError) -> KnownNetwork {
    let name = document.fork.string
    if let entry = networks.first(where: { $0.name == name }) { return entry.known }
    let network = try document.network()
    let known = KnownNetwork(
      network: network, systemAccounts: engine.preallocatedAccounts(for: Rules.at(network.finalFork)))
    if networks.count < Self.networkMemoLimit { networks.append((name, known)) }
    return known
  }
}
