import EVM
import Primitives

/// A block before the one at hand, as the rules for ommers need it.
public struct Ancestor: Sendable {
  public var header: Header
  public var hash: Hash32
  /// The hashes of the ommers it includes.
  public var ommerHashes: [Hash32]

  /// Makes an ancestor.
  public init(header: Header, hash: Hash32, ommerHashes: [Hash32]) {
    self.header = header
    self.hash = hash
    self.ommerHashes = ommerHashes
  }

  /// Takes what is needed from an imported block.
  public init(_ executed: ExecutedBlock) {
    self.init(
      header: executed.block.header, hash: executed.hash,
      ommerHashes: executed.block.ommers.map { $0.hash() })
  }
}

/// The rules for ommers of proof-of-work blocks.
///
/// Source: Yellow Paper, section 11.1.
struct OmmerValidation {
  let rules: BlockRules
  /// The rules of the ommer at a number and timestamp.
  let rulesAt: (_ number: UInt64, _ timestamp: UInt64) -> BlockRules
  /// The blocks before this one, newest last.
  let ancestors: ArraySlice<Ancestor>
  let daoForkBlock: UInt64?

  /// The number of blocks back to the oldest parent of an ommer.
  static let maximumDepth = 7
  /// Most ommers of a block.
  static let maximumCount = 2

  /// Looks at the seven newest of `ancestors`.
  init(
    rules: BlockRules, ancestors: [Ancestor], daoForkBlock: UInt64?,
    rulesAt: @escaping (_ number: UInt64, _ timestamp: UInt64) -> BlockRules
  ) {
    self.rules = rules
    self.rulesAt = rulesAt
    self.ancestors = ancestors.suffix(Self.maximumDepth)
    self.daoForkBlock = daoForkBlock
  }

  /// Checks all ommers of the block with the header `header` and hash `hash`.
  func check(_ ommers: [Header], of header: Header, hash: Hash32) throws(InvalidBlock) {
    guard !ommers.isEmpty else { return }
    guard rules.allowsOmmers else { throw .ommersNotAllowed }
    guard ommers.count <= Self.maximumCount else { throw .tooManyOmmers(ommers.count) }
    let included = Set(ancestors.flatMap(\.ommerHashes))
    var seen: Set<Hash32> = []
    for (index, ommer) in ommers.enumerated() {
      let ommerHash = ommer.hash()
      if included.contains(ommerHash) { throw .ommerAlreadyIncluded(index: index) }
      if !seen.insert(ommerHash).inserted { throw .duplicateOmmer(index: index) }
      let isAncestor = ancestors.contains { $0.hash == ommerHash }
      if isAncestor || ommerHash == hash { throw .ommerIsAncestor(index: index) }
      try check(ommer, at: index, of: header)
    }
  }

  /// Checks the ommer's place in the family and its header.
  private func check(
    _ ommer: Header, at index: Int, of header: Header
  ) throws(InvalidBlock) {
    if ommer.parentHash == header.parentHash { throw .ommerIsSibling(index: index) }
    guard let parent = ancestors.first(where: { $0.hash == ommer.parentHash }) else {
      throw .ommerParentUnknown(index: index)
    }
    let validation = HeaderValidation(
      rules: rulesAt(ommer.number, ommer.timestamp), parent: parent.header,
      parentHash: parent.hash, daoForkBlock: daoForkBlock)
    do {
      try validation.check(ommer)
    } catch {
      throw .ommerHeader(index: index, error)
    }
  }
}
