import Chain
import Crypto
import EVM
import JSON
import Primitives
import State

/// What stands at the head of a fixture, before anything has been executed.
public struct FixtureHead {
  /// The record's identity; the test is named `fuzzer_<id>`.
  public var id: String
  public var network: Network
  public var chainID: UInt64
  public var genesis: Header
  public var genesisHash: Hash32

  public init(
    id: String, network: Network, chainID: UInt64, genesis: Header, genesisHash: Hash32
  ) {
    self.id = id
    self.network = network
    self.chainID = chainID
    self.genesis = genesis
    self.genesisHash = genesisHash
  }

  /// The key of the test in its file.
  public var testName: String { "fuzzer_" + id }
}

/// A storage slot that the allocation names with the value zero: shown in `pre`, absent from the state.
public struct ZeroSlot {
  public var account: Address
  public var slot: UInt256

  public init(account: Address, slot: UInt256) {
    self.account = account
    self.slot = slot
  }
}

/// Writes fixtures: one minified line `{"fuzzer_<id>":{…}}` each, without the line feed.
///
/// A fixture is written in two steps, because its parts lie on both sides of the execution:
/// `begin` while the state is the genesis state, `end` once the blocks are built. When a block cannot be
/// built the caller truncates the buffer to where it was. Number format: `0x`, lower case, an even number
/// of digits; the engine API's payloads alone have the fewest digits. One per worker: it keeps the text of
/// accounts that every fixture of a fork repeats.
public final class FixtureWriter {
  let tool: String
  let signer: Secp256k1
  public let style: FixtureStyle
  var canonical = CanonicalText()
  var infoText = ByteBuffer()
  /// Where `_info` stands in the buffer, its comma included.
  var infoRange = 0..<0
  var knownAccounts: [KnownAccount] = []
  /// One bit for each fork whose system accounts are known.
  var learntForks: UInt64 = 0
  private var configText: (network: Network, chainID: UInt64, text: Bytes)?

  /// - Parameter tool: Name and version of the program, for `_info`.
  public init(tool: String, signer: Secp256k1, style: FixtureStyle = FixtureStyle()) {
    self.tool = tool
    self.signer = signer
    self.style = style
  }

  /// Writes the test's name and every member up to `pre`, which is `state`.
  public func begin(
    _ head: FixtureHead, pre state: WorldState, zeroSlots: [ZeroSlot], into out: inout ByteBuffer
  ) {
    beginTest(head, into: &out)
    out.append("\"network\":")
    out.appendQuoted(head.network.name)
    out.append(",\"genesisBlockHeader\":")
    appendHeader(head.genesis, hash: head.genesisHash, to: &out)
    out.append(",\"pre\":")
    appendState(state, zeroSlots: zeroSlots, to: &out)
  }

  /// Writes the rest: `state` as what is left after the blocks, and the blocks.
  ///
  /// - Parameter blocks: In the order in which clients receive them; block 1 first.
  /// - Throws: `FixtureObstacle`, in the engine's format only.
  @discardableResult
  public func end(
    _ head: FixtureHead, blocks: [ChainBlock], post state: WorldState, info: FixtureInfo = FixtureInfo(),
    into out: inout ByteBuffer
  ) throws(FixtureObstacle) -> FixtureSummary {
    let last = lastExecuted(of: blocks)
    switch style.post {
    case .accounts:
      out.append(",\"postState\":")
      appendState(state, zeroSlots: [], to: &out)
    case .root:
      out.append(",\"postStateHash\":")
      out.appendHexData(last?.block.header.stateRoot ?? head.genesis.stateRoot)
    }
    out.append(",\"lastblockhash\":")
    out.appendHexData(last?.hash ?? head.genesisHash)
    out.append(",\"config\":")
    appendConfig(head, to: &out)
    if style.format == .engineTest {
      try appendPayloads(blocks, of: head, to: &out)
    } else {
      appendBlocks(blocks, of: head, to: &out)
    }
    return finish(head, networkName: head.network.name, info: info, into: &out)
  }

  private func appendBlocks(_ blocks: [ChainBlock], of head: FixtureHead, to out: inout ByteBuffer) {
    out.append(",\"genesisRLP\":")
    appendGenesisRLP(head.genesis, to: &out)
    out.append(",\"blocks\":[")
    for index in blocks.indices {
      if index > 0 { out.append(",") }
      appendBlock(blocks[index], chainID: head.chainID, to: &out)
    }
    out.append("],\"sealEngine\":\"NoProof\"")
  }

  /// The last block that is imported; nil when none is.
  private func lastExecuted(of blocks: [ChainBlock]) -> ExecutedBlock? {
    for case .executed(let block) in blocks.reversed() { return block }
    return nil
  }

  private func appendConfig(_ head: FixtureHead, to out: inout ByteBuffer) {
    if let known = configText, known.network == head.network, known.chainID == head.chainID {
      out.append(known.text)
      return
    }
    var text = ByteBuffer()
    text.append("{\"network\":")
    text.appendQuoted(head.network.name)
    text.append(",\"chainid\":")
    text.appendHexQuantity(head.chainID)
    appendBlobSchedules(of: head.network, to: &text)
    text.append("}")
    let bytes = text.toBytes()
    configText = (head.network, head.chainID, bytes)
    out.append(bytes)
  }

  /// `blobSchedule` with the comma before it; nothing where no fork of the network has blobs.
  func appendBlobSchedules(of network: Network, to text: inout ByteBuffer) {
    var separator: StaticString = ",\"blobSchedule\":{"
    let schedules = network.blobSchedules
    for (fork, schedule) in schedules {
      text.append(separator)
      separator = ","
      text.appendQuoted(fork.name)
      text.append(":{\"target\":")
      text.appendHexQuantity(schedule.target)
      text.append(",\"max\":")
      text.appendHexQuantity(schedule.max)
      text.append(",\"baseFeeUpdateFraction\":")
      text.appendHexQuantity(schedule.baseFeeUpdateFraction)
      text.append("}")
    }
    if !schedules.isEmpty { text.append("}") }
  }

  /// Block 0 as RLP: header, no transactions, no ommers, and no withdrawals where the header has their root.
  private func appendGenesisRLP(_ genesis: Header, to out: inout ByteBuffer) {
    let emptyList: UInt8 = 0xc0
    var rlp = ByteBuffer(capacity: 1024)
    let mark = rlp.beginRLPList()
    genesis.appendRLP(to: &rlp)
    rlp.append(emptyList)
    rlp.append(emptyList)
    if genesis.withdrawalsRoot != nil { rlp.append(emptyList) }
    rlp.endRLPList(mark)
    out.appendHexData(rlp.bytes)
  }
}
