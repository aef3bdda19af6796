import Chain
import EVM
import Fixtures
import Primitives

/// Imports the blocks of a fixture, which may form several chains, and compares what comes out.
///
/// The engine holds the state of one block at a time. A block whose parent is another one makes the replay
/// start at genesis and execute the parent's ancestors again; that is rare, and exact.
package final class ChainReplay {
  /// A block that was imported, or genesis.
  struct Node {
    let header: Header
    let hash: Hash32
    /// Nil for genesis.
    let block: Block?
    /// The position of the parent among the nodes; genesis is its own.
    let parent: Int
    /// Sum of the difficulties up to and with this block.
    let totalDifficulty: UInt256
  }

  /// What executes; its observer may be set.
  package let engine = ChainEngine()

  var nodes: [Node] = []
  var positions: [Hash32: Int] = [:]
  /// The node whose state the engine holds.
  var current = 0
  /// The node that fork choice prefers.
  var head = 0
  /// Judges each block that is imported; nil when nobody asked for it.
  private let audit: BlockAudit?
  var test: BlockchainTest!
  var network: Network!

  /// Makes a replay with an engine of its own.
  ///
  /// - Parameter auditing: Whether the invariants of each imported block are judged too.
  package init(auditing: Bool = false) {
    audit = auditing ? BlockAudit() : nil
  }

  /// Runs a fixture and returns the hash of its head.
  ///
  /// - Throws: `ReplayFailure` at the first thing that is wrong.
  package func run(_ test: BlockchainTest, on network: Network) throws(ReplayFailure) -> Hash32 {
    self.test = test
    self.network = network
    defer {
      self.test = nil
      nodes.removeAll(keepingCapacity: true)
      positions.removeAll(keepingCapacity: true)
    }
    try loadGenesis()
    for (index, block) in test.blocks.enumerated() { try take(block, position: index + 1) }
    let headHash = nodes[head].hash
    guard headHash == test.lastBlockHash else {
      throw ReplayFailure(
        .lastHash, "the head is \(headHash), expected \(test.lastBlockHash)", head: headHash)
    }
    try moveState(to: head)
    try comparePostState(expected: test.postState, head: headHash)
    return headHash
  }

  /// Takes one block of the fixture: imports it, or sees to it that it is refused.
  private func take(_ block: FixtureBlock, position: Int) throws(ReplayFailure) {
    do {
      let decoded = try decode(block, position: position)
      if let declared = block.declared { try compare(declared, decoded, position: position) }
      try importBlock(decoded, position: position)
    } catch {
      switch error {
      case .wrong(let failure): throw failure
      case .refused(let reason, let stage):
        try acknowledge(reason, at: stage, block, position: position)
        return
      }
    }
    if block.mustBeRefused {
      let expected = block.expectedExceptions.joined(separator: "|")
      throw ReplayFailure(
        .block(position: position),
        "block \(position) was accepted but must be refused"
          + (expected.isEmpty ? "" : " (\(expected))"),
        head: nodes[head].hash)
    }
  }

  /// What can come of a block.
  enum Interruption: Error {
    /// The block is invalid.
    case refused(InvalidBlock, FailureStage)
    /// The fixture contradicts itself.
    case wrong(ReplayFailure)
  }

  private func decode(_ block: FixtureBlock, position: Int) throws(Interruption) -> Block {
    guard let rlp = block.rlp else { throw .refused(.rlp(.truncated), .decode) }
    switch Block.decoding(rlp) {
    case .success(let block): return block
    case .failure(let reason): throw .refused(reason, .decode)
    }
  }

  private func compare(
    _ declared: DeclaredHeader, _ block: Block, position: Int
  ) throws(Interruption) {
    if let field = firstDifference(between: declared.header, and: block.header) {
      let message = "blockHeader of block \(position) differs from its rlp in \(field)"
      throw .wrong(ReplayFailure(.decode, message, head: nodes[head].hash))
    }
    let hash = block.header.hash()
    if declared.hash != hash {
      let message = "blockHeader of block \(position) states the hash \(declared.hash), it is \(hash)"
      throw .wrong(ReplayFailure(.decode, message, head: nodes[head].hash))
    }
  }

  /// Executes a block on its parent's state and makes it the head if fork choice says so.
  private func importBlock(_ block: Block, position: Int) throws(Interruption) {
    let stage = FailureStage.block(position: position)
    guard let parent = positions[block.header.parentHash] else {
      let parentHash = block.header.parentHash
      throw .refused(.parentHash(expected: nodes[head].hash, found: parentHash), stage)
    }
    do { try moveState(to: parent) } catch { throw .wrong(error) }
    audit?.begin(engine.state)
    let executed: ExecutedBlock
    do { executed = try execute(block, on: parent) } catch { throw .refused(error, stage) }
    do {
      try audit?.finish(executed, rules: rules(for: block, on: parent), engine.state)
    } catch {
      throw .wrong(ReplayFailure(stage, error, head: nodes[head].hash))
    }
    let hash = executed.hash
    if let known = positions[hash] {
      current = known
      return
    }
    nodes.append(
      Node(
        header: block.header, hash: hash, block: block, parent: parent,
        totalDifficulty: nodes[parent].totalDifficulty &+ block.header.difficulty))
    current = nodes.count - 1
    positions[hash] = current
    chooseHead(current)
  }

  /// The heavier chain before the merge, where the first seen wins a tie; the newest block after it.
  private func chooseHead(_ candidate: Int) {
    let isProofOfStake = nodes[candidate].header.difficulty.isZero
    if isProofOfStake || nodes[candidate].totalDifficulty > nodes[head].totalDifficulty {
      head = candidate
    }
  }

  /// Sees to it that the block had to be refused, and for the reason that the fixture names.
  private func acknowledge(
    _ reason: InvalidBlock, at stage: FailureStage, _ block: FixtureBlock, position: Int
  ) throws(ReplayFailure) {
    guard block.mustBeRefused else {
      throw ReplayFailure(
        stage, "block \(position) was refused: \(reason.summary)", head: nodes[head].hash)
    }
    if !block.comparesExceptions { return }
    if ExceptionNames.matches(reason, block.expectedExceptions) { return }
    let expected = block.expectedExceptions.joined(separator: "|")
    let name = ExceptionNames.names(of: reason).first ?? "an exception without a name"
    throw ReplayFailure(
      .block(position: position),
      "block \(position) was refused with \(name), expected \(expected): \(reason.summary)",
      head: nodes[head].hash)
  }
}

extension Block {
  /// Reads an encoded block.
  static func decoding(_ rlp: Bytes) -> Result<Block, InvalidBlock> {
    rlp.withUnsafeBytes { bytes in
      Result { () throws(InvalidBlock) in try Block.decode(bytes) }
    }
  }
}

extension InvalidBlock {
  /// The reason in one line.
  var summary: String { "\(self)" }
}
