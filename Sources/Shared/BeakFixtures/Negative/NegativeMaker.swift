import Chain
import EVM
import Fixtures
import JSON
import Primitives

/// Makes the last block of a chain one that clients must refuse.
struct NegativeMaker {
  let options: NegativeOptions
  let network: Network
  /// Whether the block must be one that a payload can tell, so that its encoding is sound.
  let needsPayload: Bool

  /// Replaces the last of `blocks`, and gives what `_info` says of it.
  ///
  /// The caller brings the state back to that before the block.
  /// - Parameter head: The record's identity in it, with the seed, decides what is left to chance.
  /// - Throws: `ConvertError.negativeNotApplicable`.
  func apply(
    to blocks: inout [ChainBlock], of head: FixtureHead
  ) throws(ConvertError) -> BlockFault {
    var choice = NegativeChoice(seed: options.seed, identity: head.id.utf8)
    guard case .executed(let executed)? = blocks.last else {
      let reason = blocks.isEmpty ? "the chain has no block" : "the last block must be refused already"
      throw .negativeNotApplicable(options.name, reason: reason, at: .root)
    }
    let target = NegativeBlock(
      executed: executed, parent: parent(in: blocks.dropLast(), head.genesis),
      rules: rules(for: executed.block.header))
    if let kind = options.kind {
      do {
        blocks[blocks.count - 1] = .refused(try target.refused(kind, &choice))
      } catch {
        throw .negativeNotApplicable(kind.rawValue, reason: error.reason, at: .root)
      }
      return fault(kind, blocks.count)
    }
    let kind = draw(target, &choice, into: &blocks[blocks.count - 1])
    return fault(kind, blocks.count)
  }

  private func fault(_ kind: NegativeKind, _ position: Int) -> BlockFault {
    BlockFault(kind: kind.rawValue, position: position, summary: kind.summary)
  }

  /// Draws kinds until one applies: each that does is equally likely, and a wrong number always does.
  private func draw(
    _ target: NegativeBlock, _ choice: inout NegativeChoice, into block: inout ChainBlock
  ) -> NegativeKind {
    while true {
      let kind = choice.pick(NegativeKind.allCases)
      // A call cannot leave out every field that a header can.
      let isTellable = { (refused: RefusedBlock) in refused.decoded != nil && kind != .headerFieldMissing }
      if let refused = try? target.refused(kind, &choice), !needsPayload || isTellable(refused) {
        block = .refused(refused)
        return kind
      }
    }
  }

  private func parent(in blocks: ArraySlice<ChainBlock>, _ genesis: Header) -> Header {
    for case .executed(let block) in blocks.reversed() { return block.block.header }
    return genesis
  }

  private func rules(for header: Header) -> BlockRules {
    Rules.at(network.fork(number: header.number, timestamp: header.timestamp)).block
  }
}
