import Chain
import EVM
import Foundation
import JSON
import Primitives
import State
import Testing

@testable import Fixtures
@testable import Replay
@testable import beak_verify

/// A chain of one block with transactions of one sender, and what the embedded client traces of it.
struct TraceChain {
  static let sender: Address = "0x7e5f4552091a69125d5dfcb7b8c2659029395bdf"
  let fork: Fork
  let contracts: [(address: Address, code: Bytes)]
  private let engine = ChainEngine()

  init(_ fork: Fork, _ contracts: [(address: Address, code: Bytes)] = []) {
    self.fork = fork
    self.contracts = contracts
  }

  /// The genesis state: the sender, the contracts, and the system contracts of the fork.
  private var pre: [AllocatedAccount] {
    let system = engine.preallocatedAccounts(for: Rules.at(fork)).map { account in
      AllocatedAccount(
        address: account.address, nonce: account.nonce, balance: 0, code: account.code,
        storage: account.storage.map { StorageEntry(slot: $0.slot, value: $0.value) })
    }
    let rich = AllocatedAccount(
      address: Self.sender, nonce: 0, balance: "0x1000000000000000000", code: .empty, storage: [])
    return [rich] + system
      + contracts.map {
        AllocatedAccount(address: $0.address, nonce: 1, balance: 0, code: Code($0.code), storage: [])
      }
  }

  private func genesis() -> Header {
    let rules = Rules.at(fork).block
    var header = Header(stateRoot: engine.stateRoot(), gasLimit: 30_000_000, timestamp: 10)
    header.baseFeePerGas = 7
    header.withdrawalsRoot = Header().transactionsRoot
    if rules.blobs != nil {
      header.blobGasUsed = 0
      header.excessBlobGas = 0
      header.parentBeaconBlockRoot = .zero
    }
    return header
  }

  /// A call, or a creation without `to`, with nothing else to it.
  static func transaction(to: Address?, nonce: UInt64 = 0, data: Bytes = [], gas: UInt64) -> Transaction {
    Transaction(
      type: .legacy, chainID: 1, nonce: nonce, gasPrice: 7, gasLimit: gas, to: to, data: data)
  }

  /// The fixture with a block of these transactions.
  func test(_ transactions: [Transaction]) throws -> BlockchainTest {
    engine.allocate(pre)
    let genesis = genesis()
    let signed = transactions.map { transaction in
      var transaction = transaction
      precondition(transaction.sign(privateKey: Hash32(UInt256.one), with: engine.signer))
      return transaction
    }
    let plan = BlockPlan(
      coinbase: .zero, timestamp: 20, gasLimit: 30_000_000, transactions: signed)
    let executed = try engine.build(plan, parent: genesis, network: Network(fork), chainID: 1)
    let header = executed.block.header
    return BlockchainTest(
      name: "trace \"it\"", networkName: Network(fork).name, network: Network(fork), chainID: 1,
      blobSchedules: [:], genesis: DeclaredHeader(header: genesis, hash: genesis.hash()), genesisRLP: nil,
      pre: pre,
      blocks: [
        FixtureBlock(
          rlp: executed.rlp, declared: DeclaredHeader(header: header, hash: executed.hash),
          expectedExceptions: [])
      ],
      lastBlockHash: executed.hash, postState: .root(header.stateRoot))
  }

  /// The lines that the embedded client writes about the transactions, which it passes.
  func trace(_ transactions: [Transaction], showsMemory: Bool = false) throws -> [String] {
    let test = try test(transactions)
    return try Self.lines(showsMemory: showsMemory) { client in
      client.submit(Submission(test: test, name: "b0x1", path: nil))
      #expect(client.collect().status == .pass)
    }
  }

  /// The lines that a client writes while `body` works with it.
  static func lines(showsMemory: Bool = false, _ body: (EmbeddedClient) throws -> Void) throws -> [String] {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("trace-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: path) }
    let file = TraceFile(path: path.path, showsMemory: showsMemory)
    try file.open()
    try body(EmbeddedClient(trace: file))
    #expect(file.close() == nil)
    let text = try String(contentsOf: path, encoding: .utf8)
    #expect(text.hasSuffix("\n"))
    return text.split(separator: "\n").map(String.init)
  }
}
