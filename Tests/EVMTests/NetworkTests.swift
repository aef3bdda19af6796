import EVM
import Primitives
import Testing

@Suite("Networks")
struct NetworkTests {
  @Test("every fork's name is found, in any letter case, and kept", arguments: Fork.allCases)
  func forkNames(fork: Fork) throws {
    for spelling in [fork.name, fork.name.lowercased(), fork.name.uppercased()] {
      let network = try #require(Network(named: spelling))
      #expect(network.name == fork.name)
      #expect(network.initialFork == fork && network.finalFork == fork)
      #expect(!network.isTransition)
      #expect(network.fork(number: 0, timestamp: 0) == fork)
      #expect(network.fork(number: .max, timestamp: .max, parentTotalDifficulty: .max) == fork)
    }
  }

  @Test(
    "other spellings are understood",
    arguments: [
      ("EIP150", Fork.tangerineWhistle, "EIP150"), ("eip158", .spuriousDragon, "EIP158"),
      ("Petersburg", .petersburg, "ConstantinopleFix"), ("merge", .paris, "Paris"),
    ])
  func aliases(spelling: String, fork: Fork, name: String) throws {
    let network = try #require(Network(named: spelling))
    #expect(network.finalFork == fork)
    #expect(network.name == name)
  }

  @Test(
    "a transition by block number changes at that block",
    arguments: [
      ("FrontierToHomesteadAt5", Fork.frontier, Fork.homestead),
      ("HomesteadToEIP150At5", .homestead, .tangerineWhistle),
      ("EIP158ToByzantiumAt5", .spuriousDragon, .byzantium),
      ("ByzantiumToConstantinopleFixAt5", .byzantium, .petersburg),
      ("BerlinToLondonAt5", .berlin, .london),
    ])
  func blockTransitions(name: String, before: Fork, after: Fork) throws {
    let network = try #require(Network(named: name.lowercased()))
    #expect(network.name == name)
    #expect(network.isTransition)
    #expect(network.fork(number: 4, timestamp: .max) == before)
    #expect(network.fork(number: 5, timestamp: 0) == after)
    #expect(network.finalFork == after)
  }

  @Test(
    "a transition by time changes at that second",
    arguments: [
      ("ParisToShanghaiAtTime15k", Fork.paris, Fork.shanghai),
      ("ShanghaiToCancunAtTime15k", .shanghai, .cancun), ("CancunToPragueAtTime15k", .cancun, .prague),
      ("PragueToOsakaAtTime15k", .prague, .osaka), ("OsakaToBPO1AtTime15k", .osaka, .bpo1),
      ("BPO1ToBPO2AtTime15k", .bpo1, .bpo2), ("BPO2ToBPO3AtTime15k", .bpo2, .bpo3),
      ("BPO3ToBPO4AtTime15k", .bpo3, .bpo4), ("PragueToOsakaAtTime15000", .prague, .osaka),
    ])
  func timeTransitions(name: String, before: Fork, after: Fork) throws {
    let network = try #require(Network(named: name))
    #expect(network.name == name)
    #expect(network.fork(number: .max, timestamp: 14_999) == before)
    #expect(network.fork(number: 0, timestamp: 15_000) == after)
  }

  @Test("the merge happens when the parent's total difficulty is reached")
  func merge() throws {
    let network = try #require(Network(named: "ArrowGlacierToMergeAtDiffC0000"))
    #expect(network.name == "ArrowGlacierToParisAtDiffC0000")
    #expect(network.mergesByTotalDifficulty)
    #expect(network.fork(number: 9, timestamp: 9, parentTotalDifficulty: 0xbffff) == .arrowGlacier)
    #expect(network.fork(number: 0, timestamp: 0, parentTotalDifficulty: 0xc0000) == .paris)
  }

  @Test("the DAO fork changes the state and not the rules")
  func dao() throws {
    let network = try #require(Network(named: "HomesteadToDaoAt5"))
    #expect(network.name == "HomesteadToDaoAt5")
    #expect(network.daoForkBlock == 5)
    #expect(network.isTransition)
    #expect(network.fork(number: 6, timestamp: 0) == .homestead)
  }

  @Test(
    "names of forks that are not implemented are told apart",
    arguments: [
      ("amsterdam", "Amsterdam"), ("BPO5", "BPO5"), ("EOFv1", "EOFv1"),
      ("BPO2ToAmsterdamAtTime15k", "BPO2ToAmsterdamAtTime15k"),
      ("bpo4tobpo5attime15k", "BPO4ToBPO5AtTime15k"),
    ])
  func unsupported(spelling: String, name: String) {
    #expect(Network.find(spelling) == .unsupported(name))
    #expect(Network(named: spelling) == nil)
  }

  @Test(
    "anything else is unknown",
    arguments: [
      "", "Foo", "Prague ", "CancunToPrague", "PragueToCancunAtTime15k", "PragueToPragueAt5",
      "CancunToPragueAt",
      "CancunToPragueAtTime", "CancunToPragueAtTimek", "CancunToPragueAt-5", "CancunToPragueAt05",
      "CancunToPragueAtTime99999999999999999999k", "CancunToPragueAtTime18446744073709551615k",
      "ParisToShanghaiAtDiff", "ParisToShanghaiAtDiffxyz", "CancunToDaoAt5", "ToAt", "Dao",
    ])
  func unknown(spelling: String) {
    #expect(Network.find(spelling) == .unknown)
  }

  @Test(
    "a fixture's config lists the blob schedules up to the last fork",
    arguments: [
      ("Shanghai", []), ("Cancun", ["Cancun"]), ("CancunToPragueAtTime15k", ["Cancun", "Prague"]),
      ("Osaka", ["Cancun", "Prague", "Osaka"]),
      ("BPO1ToBPO2AtTime15k", ["Cancun", "Prague", "Osaka", "BPO1", "BPO2"]),
    ])
  func blobSchedules(name: String, expected: [String]) throws {
    let network = try #require(Network(named: name))
    #expect(network.blobSchedules.map(\.fork.name) == expected)
  }

  private static let prescribed = BlobSchedule(target: 1, max: 2, baseFeeUpdateFraction: 3)

  @Test("a fixture sets the blob parameters of forks that change nothing else", arguments: Fork.allCases)
  func prescribedBlobParameters(fork: Fork) {
    let network = Network(fork).obeying([fork.name.lowercased(): Self.prescribed])
    let rules = network.rules(number: 1, timestamp: 1)
    let isConfigurable = [.bpo1, .bpo2, .bpo3, .bpo4].contains(fork)
    #expect(rules.block.blobs == (isConfigurable ? Self.prescribed : Rules.at(fork).block.blobs))
    #expect((rules === Rules.at(fork)) == !isConfigurable)
    var block = rules.block
    block.blobs = Rules.at(fork).block.blobs
    #expect(block == Rules.at(fork).block)
    #expect(rules.transaction == Rules.at(fork).transaction)
    #expect(rules.execution == Rules.at(fork).execution)
    #expect(rules.precompileAddresses == Rules.at(fork).precompileAddresses)
    #expect((network == Network(fork)) == !isConfigurable)
  }

  @Test("blob parameters are those of the fork in force, and unknown names are passed over")
  func prescribedInTransition() throws {
    let schedules = ["Osaka": Self.prescribed, "BPO1": Self.prescribed, "BPO2": Self.prescribed]
    let network = try #require(Network(named: "OsakaToBPO1AtTime15k")).obeying(schedules)
    #expect(network.rules(number: 1, timestamp: 14_999) === Rules.at(.osaka))
    #expect(network.rules(number: 1, timestamp: 15_000).block.blobs == Self.prescribed)
    let usual = try #require(Network(named: "BPO1ToBPO2AtTime15k"))
    #expect(usual.obeying(["BPO9": Self.prescribed, "Osaka": Self.prescribed]) == usual)
  }

  @Test("there is one plain network for each fork")
  func all() {
    #expect(Network.all.map(\.finalFork) == Fork.allCases)
    #expect(Set(Network.all.map(\.name)).count == Fork.allCases.count)
  }
}
