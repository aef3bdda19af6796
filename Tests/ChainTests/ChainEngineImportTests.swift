import EVM
import Primitives
import State
import Testing

@testable import Chain

@Suite("Importing blocks")
struct ChainEngineImportTests {
  /// A change of a good block's header and the rule it breaks.
  struct Tampering: CustomTestStringConvertible, Sendable {
    var name: String
    var change: @Sendable (inout Block) -> Void
    var expected: InvalidBlock
    var testDescription: String { name }
  }

  @Test("refuses a block with one wrong field, and keeps the state", arguments: tamperings)
  func tampering(tampering: Tampering) throws {
    let engine = ChainEngine()
    let transfer = SeedChain.transfer(with: engine.signer)
    let (genesis, executed) = try SeedChain.build([transfer], on: engine)
    var block = executed.block
    tampering.change(&block)
    SeedChain.setUp(engine)
    #expect(throws: tampering.expected) {
      try engine.importBlock(block, parent: genesis, network: SeedChain.network, chainID: 1)
    }
    #expect(engine.stateRoot() == genesis.stateRoot)
    let imported = try engine.importBlock(
      executed.block, parent: genesis, network: SeedChain.network, chainID: 1)
    #expect(imported.hash == SeedChain.blockHash)
  }

  @Test("refuses a block of which the encoding is too long (EIP-7934)")
  func size() throws {
    let engine = ChainEngine()
    let limit = try #require(Rules.at(.osaka).block.maxRLPSize)
    let (genesis, executed) = try SeedChain.build([], on: engine, fork: .osaka)
    var block = executed.block
    block.transactions = [
      Transaction(type: .legacy, data: Bytes(repeating: 1, count: limit))
    ]
    SeedChain.setUp(engine, fork: .osaka)
    let refusal = #expect(throws: InvalidBlock.self) {
      try engine.importBlock(block, parent: genesis, network: Network(.osaka), chainID: 1)
    }
    guard case .encodingTooLarge(let size, limit: limit)? = refusal else {
      Issue.record("refused with \(String(describing: refusal))")
      return
    }
    #expect(size > limit)
  }

  @Test("goes by the blob parameters that the network prescribes (EIP-7892)")
  func prescribedBlobParameters() throws {
    let blob: UInt64 = 131_072
    let usual = Network(.bpo1)
    let network = usual.obeying(["BPO1": BlobSchedule(target: 1, max: 5, baseFeeUpdateFraction: 5_007_716)])
    let engine = ChainEngine()
    SeedChain.setUp(engine, fork: .bpo1)
    var genesis = SeedChain.genesis(engine, fork: .bpo1)
    genesis.blobGasUsed = 5 * blob
    let executed = try engine.build(SeedChain.plan([]), parent: genesis, network: network, chainID: 1)
    #expect(executed.block.header.excessBlobGas == 4 * blob)
    SeedChain.setUp(engine, fork: .bpo1)
    #expect(throws: InvalidBlock.excessBlobGas(expected: 0, found: 4 * blob)) {
      try engine.importBlock(executed.block, parent: genesis, network: usual, chainID: 1)
    }
    let imported = try engine.importBlock(executed.block, parent: genesis, network: network, chainID: 1)
    #expect(imported.hash == executed.hash)
  }

  @Test("refuses ommers that the header does not commit to")
  func ommersHash() throws {
    let engine = ChainEngine()
    let (genesis, executed) = try SeedChain.build([], on: engine, fork: .petersburg)
    var block = executed.block
    block.ommers = [genesis]
    SeedChain.setUp(engine, fork: .petersburg)
    var list = ByteBuffer()
    Block.append([genesis], to: &list)
    let expected = Keccak256.hash(list.bytes)
    #expect(throws: InvalidBlock.ommersHash(expected: expected, found: Header.emptyOmmersHash)) {
      try engine.importBlock(block, parent: genesis, network: Network(.petersburg), chainID: 1)
    }
  }

  private static let zero = Hash32.zero
  private static let one = Hash32(UInt256.one)

  static let tamperings: [Tampering] = headerTamperings + feeTamperings + outcomeTamperings

  private static let headerTamperings = [
    Tampering(
      name: "parent hash", change: { $0.header.parentHash = .zero },
      expected: .parentHash(expected: SeedChain.genesisHash, found: .zero)),
    Tampering(
      name: "number", change: { $0.header.number = 2 }, expected: .number(expected: 1, found: 2)),
    Tampering(
      name: "timestamp", change: { $0.header.timestamp = 0x0ff4 },
      expected: .timestampNotAfterParent(parent: 0x0ff4, found: 0x0ff4)),
    Tampering(
      name: "extra data", change: { $0.header.extraData = Bytes(repeating: 0, count: 33) },
      expected: .extraDataTooLong(size: 33, limit: 32)),
    Tampering(
      name: "difficulty", change: { $0.header.difficulty = 1 }, expected: .difficultyNotZero(1)),
    Tampering(name: "nonce", change: { $0.header.nonce = 1 }, expected: .nonceNotZero(1)),
    Tampering(
      name: "ommers hash", change: { $0.header.ommersHash = .zero }, expected: .ommersNotAllowed),
    Tampering(
      name: "ommers", change: { $0.ommers = [$0.header] }, expected: .ommersNotAllowed),
    Tampering(
      name: "no requests hash", change: { $0.header.requestsHash = nil },
      expected: .headerFields(.requestsHash)),
    Tampering(
      name: "no withdrawals", change: { $0.withdrawals = nil }, expected: .withdrawalsPresence),
  ]

  private static let feeTamperings = [
    Tampering(
      name: "gas limit above bound", change: { $0.header.gasLimit += 0x4000 },
      expected: .gasLimit(parent: 0x0100_0000, found: 0x0100_4000)),
    Tampering(
      name: "gas limit below bound", change: { $0.header.gasLimit -= 0x4000 },
      expected: .gasLimit(parent: 0x0100_0000, found: 0x00ff_c000)),
    Tampering(
      name: "gas limit beyond 63 bits", change: { $0.header.gasLimit = 1 << 63 },
      expected: .gasLimitTooLarge(1 << 63)),
    Tampering(
      name: "gas used above limit", change: { $0.header.gasUsed = 0x0100_0001 },
      expected: .gasUsedAboveLimit(gasUsed: 0x0100_0001, gasLimit: 0x0100_0000)),
    Tampering(
      name: "base fee", change: { $0.header.baseFeePerGas = 8 },
      expected: .baseFee(expected: 7, found: 8)),
    Tampering(
      name: "excess blob gas", change: { $0.header.excessBlobGas = 1 },
      expected: .excessBlobGas(expected: 0, found: 1)),
    Tampering(
      name: "blob gas used", change: { $0.header.blobGasUsed = 131_072 },
      expected: .blobGasUsed(expected: 0, found: 131_072)),
    Tampering(
      name: "blob gas above limit", change: { $0.header.blobGasUsed = 10 * 131_072 },
      expected: .blobGasUsedAboveLimit(blobGasUsed: 1_310_720, limit: 1_179_648)),
  ]

  private static let outcomeTamperings = [
    Tampering(
      name: "gas used", change: { $0.header.gasUsed = 21_001 },
      expected: .gasUsed(expected: 21_000, found: 21_001)),
    Tampering(
      name: "bloom", change: { $0.header.logsBloom.insert(hash: .zero) }, expected: .logsBloom),
    Tampering(
      name: "state root", change: { $0.header.stateRoot = one },
      expected: .stateRoot(
        expected: "0x5c304034433d29fbba1d4bfb5c1c5c4d564482ca6d29e6e91561e35535534a52", found: one)),
    Tampering(
      name: "transactions root", change: { $0.header.transactionsRoot = one },
      expected: .transactionsRoot(
        expected: "0x4daa69d639fbc34d381e482803eeab637611a52346149b8e644e9745f97d2247", found: one)),
    Tampering(
      name: "receipts root", change: { $0.header.receiptsRoot = one },
      expected: .receiptsRoot(
        expected: "0x642cd2bcdba228efb3996bf53981250d3608289522b80754c4e3c085c93c806f", found: one)),
    Tampering(
      name: "withdrawals root", change: { $0.header.withdrawalsRoot = one },
      expected: .withdrawalsRoot(expected: Header().transactionsRoot, found: one)),
    Tampering(
      name: "requests hash", change: { $0.header.requestsHash = one },
      expected: .requestsHash(expected: Requests.emptyHash, found: one)),
    Tampering(
      name: "transaction",
      change: { block in
        block.transactions = []
        block.header.transactionsRoot = Header().transactionsRoot
      }, expected: .gasUsed(expected: 0, found: 21_000)),
  ]
}
