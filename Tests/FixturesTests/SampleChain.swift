import Chain
import Crypto
import EVM
import Fixtures
import Foundation
import JSON
import Primitives
import State

/// A small chain of one network, written as a fixture by a writer of its own.
struct SampleChain {
  static let key: Hash32 = "0x0000000000000000000000000000000000000000000000000000000000000001"
  static let sender: Address = "0x7e5f4552091a69125d5dfcb7b8c2659029395bdf"
  static let recipient: Address = "0x00000000000000000000000000000000deadbeef"

  static let accessList = [
    AccessListEntry(address: recipient, storageKeys: [.zero, Hash32(UInt256(7))]),
    AccessListEntry(address: sender, storageKeys: []),
  ]

  let engine = ChainEngine()
  let network: Network
  var zeroSlots: [ZeroSlot] = []
  /// Changes the state after the system contracts and the sender are in it.
  var prepare: (WorldState) -> Void = { _ in }
  var transactions: [Transaction] = []

  init(_ fork: Fork) { network = Network(fork) }

  /// A signed transfer of 256 wei; `change` may make something else of it before it is signed.
  func transaction(
    _ type: TransactionType = .legacy, nonce: UInt64 = 0, change: (inout Transaction) -> Void = { _ in }
  ) -> Transaction {
    var transaction = Transaction(
      type: type, chainID: 1, nonce: nonce, gasPrice: type.hasDynamicFee ? 0 : 10,
      maxFeePerGas: type.hasDynamicFee ? 10 : 0, gasLimit: 200_000, to: Self.recipient, value: 256)
    change(&transaction)
    precondition(transaction.sign(privateKey: Self.key, with: engine.signer))
    return transaction
  }

  /// The fixture's text, written by `writer` when given.
  ///
  /// - Parameter change: makes something else of the chain's one block.
  func text(
    id: String = "sample", writer: FixtureWriter? = nil, style: FixtureStyle = FixtureStyle(),
    info: FixtureInfo = FixtureInfo(), change: (ExecutedBlock) -> ChainBlock = { .executed($0) }
  ) throws -> String {
    let writer = writer ?? FixtureWriter(tool: "test 1.0", signer: engine.signer, style: style)
    engine.reset()
    let rules = Rules.at(network.finalFork)
    for account in engine.preallocatedAccounts(for: rules) { engine.createGenesisAccount(account) }
    let sender = engine.state.createGenesisAccount(
      Self.sender, nonce: 0, balance: 1 &<< 70, code: .empty)
    _ = sender
    prepare(engine.state)
    var genesis = Header(gasLimit: 16_777_216, timestamp: 1000, extraData: [0])
    if rules.block.hasBaseFee { genesis.baseFeePerGas = 7 }
    if rules.block.hasWithdrawals { genesis.withdrawalsRoot = MerklePatriciaRoot.empty }
    if rules.block.blobs != nil {
      genesis.blobGasUsed = 0
      genesis.excessBlobGas = 0
      genesis.parentBeaconBlockRoot = .zero
    }
    if rules.block.hasRequests { genesis.requestsHash = SHA256.hash(Bytes()) }
    genesis.stateRoot = engine.stateRoot()
    let head = FixtureHead(
      id: id, network: network, chainID: 1, genesis: genesis, genesisHash: genesis.hash())
    var out = ByteBuffer()
    writer.begin(head, pre: engine.state, zeroSlots: zeroSlots, into: &out)
    let plan = BlockPlan(
      coinbase: "0xc014ba5e00000000000000000000000000000000", timestamp: 1012,
      gasLimit: 16_777_216, transactions: transactions)
    let block = try engine.build(plan, parent: genesis, network: network, chainID: 1)
    try writer.end(head, blocks: [change(block)], post: engine.state, info: info, into: &out)
    return String(decoding: out.bytes, as: UTF8.self)
  }
}

/// The root of an empty trie, which the header's roots of empty lists have.
enum MerklePatriciaRoot {
  static let empty: Hash32 = "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421"
}

/// Reads a fixture text with a fresh reader.
func read(_ text: String) throws -> [BlockchainTest] {
  let document = JSONDocument()
  return try Array(text.utf8).withUnsafeBytes { bytes in
    try document.parse(bytes)
    return try FixtureReader().read(document.root)
  }
}

/// A JSON object as Foundation reads it, for comparison by value.
func object(_ text: String) throws -> NSDictionary {
  let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
  guard let object = value as? NSDictionary else { throw CocoaError(.fileReadCorruptFile) }
  return object
}
