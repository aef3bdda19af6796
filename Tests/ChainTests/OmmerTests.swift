import EVM
import Primitives
import Testing

@testable import Chain

@Suite("Ommers")
struct OmmerTests {
  /// A chain of nine empty blocks, and what an ommer of the tenth may be.
  struct Family {
    var ancestors: [Ancestor] = []
    let rules = Rules.at(.petersburg).block

    init() {
      var parent = Header(difficulty: 0x020000, gasLimit: 5_000_000, timestamp: 1000)
      for _ in 0..<9 {
        ancestors.append(Ancestor(header: parent, hash: parent.hash(), ommerHashes: []))
        parent = child(of: parent, extraData: [])
      }
    }

    func child(of parent: Header, extraData: Bytes) -> Header {
      let validation = HeaderValidation(
        rules: rules, parent: parent, parentHash: parent.hash(), daoForkBlock: nil)
      let number = parent.number + 1
      let timestamp = parent.timestamp + 10
      return Header(
        parentHash: parent.hash(),
        difficulty: validation.expectedDifficulty(number: number, timestamp: timestamp),
        number: number, gasLimit: parent.gasLimit, timestamp: timestamp, extraData: extraData)
    }

    /// The block `distance` blocks back that could have been instead of the ancestor.
    func ommer(distance: Int, extraData: Bytes = [1]) -> Header {
      child(of: ancestors[ancestors.count - 1 - distance].header, extraData: extraData)
    }

    func check(_ ommers: [Header]) throws(InvalidBlock) {
      let header = child(of: ancestors[ancestors.count - 1].header, extraData: [])
      let validation = OmmerValidation(
        rules: rules, ancestors: ancestors, daoForkBlock: nil
      ) { _, _ in rules }
      try validation.check(ommers, of: header, hash: header.hash())
    }
  }

  @Test("may be up to six generations away", arguments: 1...6)
  func accepted(distance: Int) throws {
    let family = Family()
    try family.check([family.ommer(distance: distance)])
    try family.check([
      family.ommer(distance: distance), family.ommer(distance: distance, extraData: [2]),
    ])
  }

  @Test("are refused by the rule they break")
  func refused() throws {
    var family = Family()
    let ommer = family.ommer(distance: 2)
    #expect(throws: InvalidBlock.ommerIsSibling(index: 0)) {
      try family.check([family.ommer(distance: 0)])
    }
    #expect(throws: InvalidBlock.ommerParentUnknown(index: 0)) {
      try family.check([family.ommer(distance: 7)])
    }
    #expect(throws: InvalidBlock.duplicateOmmer(index: 1)) { try family.check([ommer, ommer]) }
    #expect(throws: InvalidBlock.tooManyOmmers(3)) { try family.check([ommer, ommer, ommer]) }
    #expect(throws: InvalidBlock.ommerIsAncestor(index: 0)) {
      try family.check([family.ancestors[5].header])
    }
    var broken = ommer
    broken.gasLimit += 5_000_000 / 1024
    let cause = InvalidBlock.gasLimit(parent: 5_000_000, found: broken.gasLimit)
    #expect(throws: InvalidBlock.ommerHeader(index: 0, cause)) { try family.check([broken]) }
    family.ancestors[7].ommerHashes = [ommer.hash()]
    #expect(throws: InvalidBlock.ommerAlreadyIncluded(index: 0)) { try family.check([ommer]) }
  }

  @Test("pay both miners")
  func rewards() throws {
    let engine = ChainEngine()
    let (genesis, first) = try SeedChain.build([], on: engine, fork: .petersburg)
    let network = Network(.petersburg)
    var ommer = first.block.header
    ommer.coinbase = "0x00000000000000000000000000000000000000dd"
    SeedChain.setUp(engine, fork: .petersburg)
    _ = try engine.importBlock(first.block, parent: genesis, network: network, chainID: 1)
    var plan = SeedChain.plan([])
    plan.timestamp += 12
    var second = try engine.build(
      plan, parent: first.block.header, network: network, chainID: 1
    ).block
    second.ommers = [ommer]
    second.header.ommersHash = Keccak256.hash(Self.encode([ommer]))
    let miner: Address = "0x00000000000000000000000000000000000000ee"
    second.header.coinbase = miner
    SeedChain.setUp(engine, fork: .petersburg)
    _ = try engine.importBlock(first.block, parent: genesis, network: network, chainID: 1)
    let ancestors = [
      Ancestor(header: genesis, hash: genesis.hash(), ommerHashes: []), Ancestor(first),
    ]
    // The state root in the header is not the right one yet: the refusal tells it.
    let refusal = #expect(throws: InvalidBlock.self) {
      try engine.importBlock(
        second, parent: first.block.header, network: network, chainID: 1, ancestors: ancestors)
    }
    guard case .stateRoot(let expected, _)? = refusal else {
      Issue.record("refused with \(String(describing: refusal))")
      return
    }
    second.header.stateRoot = expected
    _ = try engine.importBlock(
      second, parent: first.block.header, network: network, chainID: 1, ancestors: ancestors)
    let twoEther: UInt256 = 2_000_000_000_000_000_000
    let state = engine.state
    #expect(state.balance(of: state.index(of: miner)) == twoEther &+ twoEther / 32)
    #expect(state.balance(of: state.index(of: ommer.coinbase)) == twoEther / 8 &* 7)
  }

  private static func encode(_ headers: [Header]) -> Bytes {
    var buffer = ByteBuffer()
    Block.append(headers, to: &buffer)
    return buffer.toBytes()
  }
}
