import Chain
import EVM
import Foundation
import Primitives
import State
import Replay
import Testing

@testable import Fixtures
@testable import beak_verify

@Suite("Chains with branches")
struct ChainReplayTests {
  /// Blocks on a genesis with one account that pays for nothing: they differ by their coinbase.
  private struct Builder {
    let network: Network
    let engine = ChainEngine()
    let genesis: Header

    init(_ fork: Fork) {
      network = Network(fork)
      let rules = Rules.at(fork).block
      engine.reset()
      var genesis = Header(
        difficulty: rules.difficulty == .none ? 0 : 1_000_000, gasLimit: 5_000_000, timestamp: 10)
      if rules.hasBaseFee { genesis.baseFeePerGas = 7 }
      genesis.stateRoot = engine.stateRoot()
      self.genesis = genesis
    }

    /// The block on top of `ancestors`, executed from genesis on.
    func block(on ancestors: [Block], coinbase: UInt64, seconds: UInt64 = 10) throws -> Block {
      engine.reset()
      var parent = genesis
      for ancestor in ancestors {
        _ = try engine.importBlock(ancestor, parent: parent, network: network, chainID: 1)
        parent = ancestor.header
      }
      let plan = BlockPlan(
        coinbase: Address(low20of: UInt256(coinbase)), timestamp: parent.timestamp + seconds,
        gasLimit: 5_000_000)
      return try engine.build(plan, parent: parent, network: network, chainID: 1).block
    }

    func test(_ blocks: [Block], head: Block) throws -> BlockchainTest {
      BlockchainTest(
        name: "branches", networkName: network.name, network: network, chainID: 1, blobSchedules: [:],
        genesis: DeclaredHeader(header: genesis, hash: genesis.hash()), genesisRLP: nil, pre: [],
        blocks: blocks.map { block in
          var rlp = ByteBuffer()
          block.appendRLP(to: &rlp)
          return FixtureBlock(
            rlp: Bytes(rlp.bytes), declared: DeclaredHeader(header: block.header, hash: block.header.hash()),
            expectedExceptions: [])
        },
        lastBlockHash: head.header.hash(), postState: .root(head.header.stateRoot))
    }
  }

  private func passes(_ builder: Builder, _ blocks: [Block], head: Block) throws -> Bool {
    let replay = ChainReplay()
    do {
      let hash = try replay.run(try builder.test(blocks, head: head), on: builder.network)
      return hash == head.header.hash()
    } catch let failure as ReplayFailure {
      #expect(failure.stage == .lastHash)
      return false
    }
  }

  @Test("before the merge the heavier chain is the head, and the first seen wins a tie")
  func totalDifficulty() throws {
    let builder = Builder(.berlin)
    let left = try builder.block(on: [], coinbase: 1)
    let right = try builder.block(on: [], coinbase: 2)
    let slow = try builder.block(on: [], coinbase: 3, seconds: 50)
    #expect(slow.header.difficulty < left.header.difficulty)
    #expect(try passes(builder, [left, right, slow], head: left))
    #expect(try passes(builder, [slow, right, left], head: right))
    #expect(try !passes(builder, [left, right], head: right))
    let rightTwo = try builder.block(on: [right], coinbase: 4)
    #expect(try passes(builder, [left, right, rightTwo], head: rightTwo))
    let leftTwo = try builder.block(on: [left], coinbase: 5)
    #expect(try passes(builder, [left, right, rightTwo, leftTwo], head: rightTwo))
  }

  @Test("after the merge the newest block is the head")
  func proofOfStake() throws {
    let builder = Builder(.paris)
    let left = try builder.block(on: [], coinbase: 1)
    let right = try builder.block(on: [], coinbase: 2, seconds: 20)
    let leftTwo = try builder.block(on: [left], coinbase: 3)
    #expect(try passes(builder, [left, right], head: right))
    #expect(try passes(builder, [left, right, leftTwo], head: leftTwo))
  }

  @Test("a block without a known parent is refused")
  func orphan() throws {
    let builder = Builder(.berlin)
    let one = try builder.block(on: [], coinbase: 1)
    let two = try builder.block(on: [one], coinbase: 2)
    #expect(throws: ReplayFailure.self) {
      _ = try ChainReplay().run(try builder.test([two], head: two), on: builder.network)
    }
  }

  /// A chain of genesis alone, with one account that has storage.
  private func storedTest(_ slots: [StorageEntry], expecting expected: [StorageEntry]) -> BlockchainTest {
    func account(_ storage: [StorageEntry]) -> AllocatedAccount {
      AllocatedAccount(
        address: "0x00000000000000000000000000000000000000aa", nonce: 1, balance: 0, code: .empty,
        storage: storage)
    }
    let engine = ChainEngine()
    let index = engine.state.createGenesisAccount(
      account([]).address, nonce: 1, balance: 0, code: .empty)
    for entry in slots { engine.state.setGenesisStorage(index, slot: entry.slot, value: entry.value) }
    let genesis = Header(stateRoot: engine.stateRoot(), gasLimit: 5_000_000)
    return BlockchainTest(
      name: "storage", networkName: "Berlin", network: Network(.berlin), chainID: 1, blobSchedules: [:],
      genesis: DeclaredHeader(header: genesis, hash: genesis.hash()), genesisRLP: nil,
      pre: [account(slots)], blocks: [], lastBlockHash: genesis.hash(),
      postState: .accounts([account(expected)]))
  }

  @Test("storage is compared both ways: nothing may lack, and nothing may be too much")
  func storage() throws {
    let one = StorageEntry(slot: 1, value: 7)
    let two = StorageEntry(slot: 2, value: 8)
    let network = Network(.berlin)
    #expect(throws: Never.self) {
      _ = try ChainReplay().run(storedTest([one, two], expecting: [two, one]), on: network)
    }
    let others = [
      [one], [], [one, two, StorageEntry(slot: 3, value: 9)], [one, StorageEntry(slot: 2, value: 9)],
    ]
    for expected in others {
      do {
        _ = try ChainReplay().run(storedTest([one, two], expecting: expected), on: network)
        Issue.record("passed with \(expected.count) slots expected")
      } catch {
        #expect(error.stage == .postState)
      }
    }
  }
}
