import EVM
import Primitives
import Testing

@Suite("Rules of the forks")
struct RulesTests {
  /// Opcodes that came after Frontier.
  static let introductions: [(Opcode, Fork)] = [
    (.delegatecall, .homestead), (.revert, .byzantium), (.returndatasize, .byzantium),
    (.returndatacopy, .byzantium), (.staticcall, .byzantium), (.shl, .constantinople),
    (.shr, .constantinople), (.sar, .constantinople), (.create2, .constantinople),
    (.extcodehash, .constantinople), (.chainid, .istanbul), (.selfbalance, .istanbul),
    (.basefee, .london), (.push0, .shanghai), (.tload, .cancun), (.tstore, .cancun), (.mcopy, .cancun),
    (.blobhash, .cancun), (.blobbasefee, .cancun), (.clz, .osaka),
  ]

  @Test("an opcode is defined from its fork on", arguments: Fork.allCases)
  func opcodeActivation(fork: Fork) {
    for (opcode, first) in Self.introductions {
      #expect((Rules.at(fork).opcodes[opcode] != nil) == (fork >= first), "opcode \(opcode.rawValue)")
    }
  }

  @Test(
    "an opcode that is not defined halts, a defined one does not for that reason", arguments: Fork.allCases)
  func opcodeExecution(fork: Fork) {
    for byte in UInt8.min...UInt8.max {
      let opcode = Opcode(rawValue: byte)
      let zeros = (0..<17).reduce(Program()) { program, _ in program.push(0) }
      let result = World(fork).run(zeros.op(opcode))
      let undefined = result.status == .failure(.undefinedOpcode)
      #expect(undefined == (Rules.at(fork).opcodes[opcode] == nil), "opcode \(byte)")
      if undefined { #expect(result.gasLeft == 0) }
    }
  }

  @Test("so many opcodes are defined", arguments: [(Fork.frontier, 129), (.prague, 148), (.osaka, 149)])
  func opcodeCount(fork: Fork, expected: Int) {
    let defined = (UInt8.min...UInt8.max).filter { Rules.at(fork).opcodes[Opcode(rawValue: $0)] != nil }
    #expect(defined.count == expected)
  }

  /// Base gas in Frontier, after EIP-150, Istanbul and Berlin.
  static let prices: [(Opcode, [Fork: UInt16])] = [
    (.sload, [.frontier: 50, .tangerineWhistle: 200, .istanbul: 800, .berlin: 100]),
    (.balance, [.frontier: 20, .tangerineWhistle: 400, .istanbul: 700, .berlin: 100]),
    (.extcodesize, [.frontier: 20, .tangerineWhistle: 700, .berlin: 100]),
    (.extcodecopy, [.frontier: 20, .tangerineWhistle: 700, .berlin: 100]),
    (.extcodehash, [.constantinople: 400, .istanbul: 700, .berlin: 100]),
    (.call, [.frontier: 40, .tangerineWhistle: 700, .berlin: 100]),
    (.selfdestruct, [.frontier: 0, .tangerineWhistle: 5000]),
  ]

  @Test("base prices change where they should and nowhere else", arguments: Fork.allCases)
  func basePrices(fork: Fork) {
    for (opcode, changes) in Self.prices {
      let latest = changes.filter { $0.key <= fork }.max { $0.key < $1.key }
      #expect(Rules.at(fork).opcodes[opcode]?.gas == latest?.value, "opcode \(opcode.rawValue)")
    }
  }

  @Test("immediates are those of PUSH", arguments: Fork.allCases)
  func immediates(fork: Fork) {
    for byte in UInt8.min...UInt8.max {
      let expected: UInt8 = (0x60...0x7f).contains(byte) ? byte - 0x5f : 0
      if let row = Rules.at(fork).opcodes[Opcode(rawValue: byte)] { #expect(row.immediates == expected) }
    }
  }

  @Test("transaction types come with their forks", arguments: Fork.allCases)
  func transactionTypes(fork: Fork) {
    let types = Rules.at(fork).transaction.types
    #expect(types.allows(0))
    #expect(types.allows(1) == (fork >= .berlin))
    #expect(types.allows(2) == (fork >= .london))
    #expect(types.allows(3) == (fork >= .cancun))
    #expect(types.allows(4) == (fork >= .prague))
    #expect(!types.allows(5) && !types.allows(200))
  }

  @Test("transactions pay what their fork asks", arguments: Fork.allCases)
  func intrinsicPrices(fork: Fork) {
    let rules = Rules.at(fork).transaction
    #expect(rules.baseGas == 21000)
    #expect(rules.creationGas == (fork >= .homestead ? 32000 : 0))
    #expect(rules.nonZeroByteGas == (fork >= .istanbul ? 16 : 68))
    #expect(rules.accessListAddressGas == (fork >= .berlin ? 2400 : 0))
    #expect(rules.initCodeWordGas == (fork >= .shanghai ? 2 : nil))
    #expect(rules.calldataFloorPerToken == (fork >= .prague ? 10 : nil))
    #expect(rules.maxRefundQuotient == (fork >= .london ? 5 : 2))
    #expect(rules.gasLimitCap == (fork >= .osaka ? 16_777_216 : nil))
    #expect(rules.maxBlobsPerTransaction == (fork >= .osaka ? 6 : nil))
  }

  @Test("blocks follow their fork", arguments: Fork.allCases)
  func blocks(fork: Fork) {
    let rules = Rules.at(fork).block
    let ether: UInt256 = fork >= .paris ? 0 : fork >= .constantinople ? 2 : fork >= .byzantium ? 3 : 5
    #expect(rules.reward == ether &* 1_000_000_000_000_000_000)
    #expect((rules.difficulty == .none) == (fork >= .paris))
    #expect(rules.allowsOmmers == (fork < .paris))
    #expect(rules.usesPrevRandao == (fork >= .paris))
    #expect(rules.hasBaseFee == (fork >= .london))
    #expect(rules.hasWithdrawals == (fork >= .shanghai))
    #expect(rules.hasParentBeaconBlockRoot == (fork >= .cancun))
    #expect(rules.hasRequests == (fork >= .prague))
    #expect(rules.maxRLPSize == (fork >= .osaka ? 8_388_608 : nil))
    #expect(rules.blobReservePrice == (fork >= .osaka))
  }

  @Test(
    "the difficulty bomb is late by so many blocks",
    arguments: [
      (Fork.byzantium, 3_000_000), (.constantinople, 5_000_000), (.istanbul, 5_000_000),
      (.muirGlacier, 9_000_000), (.berlin, 9_000_000), (.london, 9_700_000), (.arrowGlacier, 10_700_000),
      (.grayGlacier, 11_400_000),
    ] as [(Fork, UInt64)])
  func bomb(fork: Fork, delay: UInt64) {
    #expect(Rules.at(fork).block.difficulty == .nineSecondSteps(bombDelay: delay))
  }

  @Test(
    "blob schedules are those of the EIPs",
    arguments: [
      (Fork.cancun, 3, 6, 3_338_477), (.prague, 6, 9, 5_007_716), (.osaka, 6, 9, 5_007_716),
      (.bpo1, 10, 15, 8_346_193), (.bpo2, 14, 21, 11_684_671), (.bpo3, 21, 32, 20_609_697),
      (.bpo4, 14, 21, 13_739_630),
    ] as [(Fork, UInt64, UInt64, UInt64)])
  func blobs(fork: Fork, target: UInt64, max: UInt64, fraction: UInt64) {
    #expect(
      Rules.at(fork).block.blobs == BlobSchedule(target: target, max: max, baseFeeUpdateFraction: fraction))
  }

  @Test("requests are ordered by type")
  func requests() {
    #expect(
      Rules.at(.prague).block.requests == [
        .deposits(contract: "0x00000000219ab540356cbb839cbe05303d7705fa"),
        .systemContract(type: 1, address: "0x00000961ef480eb55e80d19ad83579a64c007002"),
        .systemContract(type: 2, address: "0x0000bbddc7ce488642fb579f8b00f3a590007251"),
      ])
  }

  @Test("the rules of a fork are one object")
  func identity() {
    for fork in Fork.allCases {
      #expect(Rules.at(fork) === Rules.at(fork))
      #expect(Rules.at(fork).fork == fork)
    }
  }
}
