import EVM
import Primitives
import State
import Testing

@testable import Chain

@Suite("Executing transactions")
struct TransactionExecutionTests {
  /// Runs `transaction`, signed by the sender, in a block of its own after `prepare` changed the genesis.
  private func run(
    _ transaction: Transaction, fork: Fork = .prague, prepare: (ChainEngine) -> Void = { _ in }
  ) throws -> (engine: ChainEngine, block: ExecutedBlock, receipt: Receipt) {
    let engine = ChainEngine()
    SeedChain.setUp(engine, fork: fork)
    prepare(engine)
    let executed = try engine.build(
      SeedChain.plan([SeedChain.signed(transaction, with: engine.signer)]),
      parent: SeedChain.genesis(engine, fork: fork), network: Network(fork), chainID: 1)
    return (engine, executed, try #require(executed.receipts.first))
  }

  private func balance(_ address: Address, _ engine: ChainEngine) -> UInt256 {
    engine.state.balance(of: engine.state.index(of: address))
  }

  /// Puts a contract where the transactions of these tests go.
  private func contract(_ code: Bytes, slot: UInt256 = .zero) -> (ChainEngine) -> Void {
    { engine in
      let account = engine.state.createGenesisAccount(
        Self.contractAddress, nonce: 1, balance: .zero, code: Code(code))
      engine.state.setGenesisStorage(account, slot: .zero, value: slot)
    }
  }

  private static let contractAddress: Address = "0x00000000000000000000000000000000000c0de0"
  private static let emptyAddress: Address = "0x00000000000000000000000000000000000000aa"
  private static let funds: UInt256 = "0x1000000000000000000"

  private static func call(
    _ to: Address? = contractAddress, _ change: (inout Transaction) -> Void = { _ in }
  ) -> Transaction {
    var transaction = Transaction(
      type: .dynamicFee, chainID: 1, maxFeePerGas: 7, gasLimit: 200_000, to: to)
    change(&transaction)
    return transaction
  }

  // MARK: Fees

  @Test("pays the priority fee to the coinbase and burns the base fee")
  func priorityFee() throws {
    let (engine, _, receipt) = try run(
      Self.call(Self.emptyAddress) {
        $0.maxFeePerGas = 10
        $0.maxPriorityFeePerGas = 2
        $0.value = 5
      })
    #expect(receipt.gasUsed == 21_000)
    #expect(balance(SeedChain.coinbase, engine) == 42_000)
    #expect(balance(SeedChain.sender, engine) == Self.funds &- 189_005)  // 9 × 21,000 and the value
    #expect(balance(Self.emptyAddress, engine) == 5)
  }

  @Test("caps the priority fee at what the maximum fee leaves over the base fee")
  func cappedPriorityFee() throws {
    let (engine, _, _) = try run(
      Self.call(Self.emptyAddress) {
        $0.maxFeePerGas = 8
        $0.maxPriorityFeePerGas = 8
      })
    #expect(balance(SeedChain.coinbase, engine) == 21_000)
    #expect(balance(SeedChain.sender, engine) == Self.funds &- 168_000)
  }

  @Test("burns the fee for blobs and counts their gas in the header")
  func blobFee() throws {
    let (engine, block, _) = try run(
      Self.call(Self.emptyAddress) {
        $0.type = .blob
        $0.maxFeePerBlobGas = 3
        $0.blobVersionedHashes = InvalidTransactionTests.blobHashes(2)
      })
    #expect(block.block.header.blobGasUsed == 262_144)
    #expect(balance(SeedChain.sender, engine) == Self.funds &- 409_144)  // 7 × 21,000 and the blobs
    #expect(balance(SeedChain.coinbase, engine) == 0)
  }

  // MARK: Gas

  private static let refundCases: [(Fork, UInt64)] = [
    // 26,006 gas: 4,800 back within a fifth; 15,000 back, capped at a half.
    (.prague, 21_206), (.london, 21_206), (.berlin, 13_003),
  ]

  @Test("gives gas back for a cleared slot, up to the cap", arguments: refundCases)
  func refund(fork: Fork, expected: UInt64) throws {
    var transaction = Self.call()
    if !Rules.at(fork).block.hasBaseFee {
      transaction.type = .legacy
      transaction.gasPrice = 7
    }
    let clear: Bytes = [0x60, 0x00, 0x60, 0x00, 0x55, 0x00]
    let (_, block, receipt) = try run(transaction, fork: fork, prepare: contract(clear, slot: 1))
    #expect(receipt.gasUsed == expected)
    #expect(block.block.header.gasUsed == expected)
  }

  private static let floorCases: [(Fork, UInt64)] = [(.cancun, 37_000), (.prague, 61_000)]

  @Test("charges the calldata floor where there is one (EIP-7623)", arguments: floorCases)
  func floor(fork: Fork, expected: UInt64) throws {
    let transaction = Self.call(Self.emptyAddress) { $0.data = Bytes(repeating: 1, count: 1000) }
    #expect(try run(transaction, fork: fork).receipt.gasUsed == expected)
  }

  @Test("warms what the access list names, for its price (EIP-2930)")
  func accessList() throws {
    let load: Bytes = [0x60, 0x00, 0x54, 0x00]
    let cold = try run(Self.call(), prepare: contract(load))
    #expect(cold.receipt.gasUsed == 21_000 + 3 + 2100)
    let transaction = Self.call {
      $0.accessList = [AccessListEntry(address: Self.contractAddress, storageKeys: [.zero])]
    }
    let warm = try run(transaction, prepare: contract(load))
    #expect(warm.receipt.gasUsed == 21_000 + 2400 + 1900 + 3 + 100)
  }

  private static let coinbaseCases: [(Fork, UInt64)] = [(.paris, 2600), (.shanghai, 100)]

  @Test("finds the coinbase warm since EIP-3651", arguments: coinbaseCases)
  func warmCoinbase(fork: Fork, price: UInt64) throws {
    // COINBASE BALANCE STOP
    let code: Bytes = [0x41, 0x31, 0x00]
    let found = try run(Self.call(), fork: fork, prepare: contract(code))
    #expect(found.receipt.gasUsed == 21_000 + 2 + price)
  }

  @Test("charges words of init code and creates at the nonce's address (EIP-3860)")
  func creation() throws {
    // Exactly two words: returns the first byte of memory, a zero, as the code.
    let initCode: Bytes =
      [0x60, 0x01, 0x60, 0x00, 0xf3] + Bytes(repeating: 0x5b, count: 59)
    let (engine, _, receipt) = try run(Self.call(nil) { $0.data = initCode })
    let address = Machine.createAddress(sender: SeedChain.sender, nonce: 0)
    #expect(receipt.contractAddress == address)
    let calldata: UInt64 = 1 * 4 + 63 * 16
    #expect(receipt.gasUsed == 53_000 + calldata + 2 * 2 + 3 * 3 + 200)
    let account = engine.state.index(of: address)
    #expect(engine.state.codeSize(of: account) == 1 && engine.state.nonce(of: account) == 1)
  }

  // MARK: Receipts

  @Test("records failure and keeps the fee, but no log and no change of a reverted call")
  func revert() throws {
    // Sets a slot, logs, reverts.
    let code: Bytes = [
      0x60, 0x01, 0x60, 0x00, 0x55, 0x60, 0x00, 0x60, 0x00, 0xa0, 0x60, 0x00, 0x60, 0x00, 0xfd,
    ]
    let (engine, _, receipt) = try run(Self.call { $0.value = 9 }, prepare: contract(code))
    #expect(receipt.outcome == .status(false) && !receipt.succeeded)
    #expect(receipt.logs.isEmpty && receipt.logsBloom.isEmpty)
    #expect(balance(Self.contractAddress, engine) == 0)
    #expect(!engine.state.hasStorage(engine.state.index(of: Self.contractAddress)))
    #expect(engine.state.nonce(of: engine.state.index(of: SeedChain.sender)) == 1)
    let fee = UInt256(receipt.gasUsed) &* 7
    #expect(balance(SeedChain.sender, engine) == Self.funds &- fee)
  }

  @Test("carry logs, and their bloom also in the header")
  func logs() throws {
    // LOG1 of no data with the topic 5.
    let code: Bytes = [0x60, 0x05, 0x60, 0x00, 0x60, 0x00, 0xa1, 0x00]
    let (_, block, receipt) = try run(Self.call(), prepare: contract(code))
    let log = Log(address: Self.contractAddress, topics: [Hash32(UInt256(5))], data: [])
    #expect(receipt.logs == [log])
    var bloom = Bloom()
    bloom.insert(hash: Keccak256.hash(Self.contractAddress))
    bloom.insert(hash: Keccak256.hash(Hash32(UInt256(5))))
    #expect(receipt.logsBloom == bloom && block.block.header.logsBloom == bloom)
    var encoded = ByteBuffer()
    receipt.append(to: &encoded)
    // The type, a list of 323 bytes, the status 1.
    #expect(encoded.bytes.prefix(5).elementsEqual([0x02, 0xf9, 0x01, 0x43, 0x01]))
  }

  @Test("carry the state root where there is no status yet (EIP-658)")
  func intermediateRoot() throws {
    var transaction = Self.call(Self.emptyAddress)
    transaction.type = .legacy
    transaction.gasPrice = 7
    let (engine, block, receipt) = try run(transaction, fork: .spuriousDragon)
    guard case .stateRoot(let root) = receipt.outcome else {
      Issue.record("the receipt has a status")
      return
    }
    // The block's own root differs by the reward alone.
    #expect(root != block.block.header.stateRoot)
    let coinbase = engine.state.index(of: SeedChain.coinbase)
    engine.state.setBalance(coinbase, 147_000)
    #expect(engine.stateRoot() == root)
  }
}
