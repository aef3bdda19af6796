import Crypto
import EVM
import Primitives
import State
import Testing
import Trie

@testable import Chain

@Suite("Requests (EIP-7685)")
struct RequestTests {
  @Test("hash to SHA-256 of nothing when there are none")
  func empty() {
    #expect(Requests.hash([]) == SHA256.hash(Bytes()))
    #expect(Requests.hash([[0x01]]) == Requests.emptyHash)
  }

  @Test("hash to the hash of the hashes")
  func hash() {
    let requests: [Bytes] = [[0, 1, 2], [1], [2, 3]]
    let expected = SHA256.hash(SHA256.hash([0, 1, 2]).bytes + SHA256.hash([2, 3]).bytes)
    #expect(Requests.hash(requests) == expected)
  }
}

@Suite("Requests of a block")
struct BlockRequestTests {
  @Test("come from the system contract that was called, with the caller's address (EIP-7002)")
  func withdrawalRequest() throws {
    let engine = ChainEngine()
    let key = Bytes(repeating: 0xaa, count: 48)
    let amount: Bytes = [0, 0, 0, 0, 0, 0, 0, 9]
    let transaction = Transaction(
      type: .dynamicFee, chainID: 1, maxFeePerGas: 7, gasLimit: 300_000,
      to: "0x00000961ef480eb55e80d19ad83579a64c007002", value: 1, data: key + amount)
    let signed = SeedChain.signed(transaction, with: engine.signer)
    let (_, executed) = try SeedChain.build([signed], on: engine)
    // The contract answers with the amount in little-endian order.
    let request = [0x01] + SeedChain.sender.bytes + key + amount.reversed()
    #expect(executed.requests == [request])
    #expect(executed.block.header.requestsHash == Requests.hash([request]))
  }

  @Test("come from the deposit contract's logs, and fail with another layout (EIP-6110)")
  func deposit() throws {
    let engine = ChainEngine()
    func build(_ log: Log) throws -> ExecutedBlock {
      // Copies the call data to memory and logs them with the event's topic.
      let code: Bytes =
        [0x36, 0x5f, 0x5f, 0x37, 0x7f] + DepositEvent.signature.bytes + [0x36, 0x5f, 0xa1, 0x00]
      SeedChain.setUp(engine)
      engine.state.createGenesisAccount(
        DepositEventTests.contract, nonce: 1, balance: 0, code: Code(code))
      let transaction = Transaction(
        type: .dynamicFee, chainID: 1, maxFeePerGas: 7, gasLimit: 300_000,
        to: DepositEventTests.contract, data: log.data)
      return try engine.build(
        SeedChain.plan([SeedChain.signed(transaction, with: engine.signer)]),
        parent: SeedChain.genesis(engine), network: SeedChain.network, chainID: 1)
    }
    var log = DepositEventTests.event()
    let executed = try build(log)
    #expect(executed.requests.map(\.count) == [193])
    #expect(executed.requests.first?.first == 0x00)
    log.data.removeLast()
    #expect(throws: InvalidBlock.depositEventLayout) { try build(log) }
  }
}

@Suite("Deposit events (EIP-6110)")
struct DepositEventTests {
  static let contract: Address = "0x00000000219ab540356cbb839cbe05303d7705fa"

  /// An event of the deposit contract in which each field is filled with its own byte.
  static func event() -> Log {
    var data = Bytes(repeating: 0, count: DepositEvent.byteCount)
    for (index, field) in DepositEvent.layout.enumerated() {
      data.replaceSubrange(index * 32..<index * 32 + 32, with: Hash32(UInt256(field.offset)).bytes)
      let start = field.offset
      data.replaceSubrange(start..<start + 32, with: Hash32(UInt256(field.length)).bytes)
      let content = Bytes(repeating: UInt8(index + 1), count: field.length)
      data.replaceSubrange(start + 32..<start + 32 + field.length, with: content)
    }
    return Log(address: contract, topics: [DepositEvent.signature], data: data)
  }

  @Test("give 192 bytes: key, credentials, amount, signature, index")
  func request() throws {
    var request: Bytes = [0]
    try DepositEvent.append(Self.event(), of: Self.contract, to: &request)
    var expected: Bytes = [0]
    for (index, field) in DepositEvent.layout.enumerated() {
      expected += Bytes(repeating: UInt8(index + 1), count: field.length)
    }
    #expect(request == expected)
    #expect(request.count == 193)
  }

  @Test("count only with the contract's address and the event's topic")
  func otherLogs() throws {
    var request: Bytes = []
    var log = Self.event()
    log.address = .zero
    try DepositEvent.append(log, of: Self.contract, to: &request)
    log = Self.event()
    log.topics = []
    try DepositEvent.append(log, of: Self.contract, to: &request)
    log.topics = [.zero]
    try DepositEvent.append(log, of: Self.contract, to: &request)
    #expect(request.isEmpty)
  }

  @Test("are refused with another layout", arguments: [31, 63, 95, 127, 159, 191, 287, 351, 415, 543])
  func layout(byte: Int) {
    var log = Self.event()
    log.data[byte] &+= 1
    var request: Bytes = []
    #expect(throws: InvalidBlock.depositEventLayout) {
      try DepositEvent.append(log, of: Self.contract, to: &request)
    }
  }

  @Test("are refused with another length", arguments: [0, 575, 577, 608])
  func length(count: Int) {
    var log = Self.event()
    log.data = Bytes((log.data + Bytes(repeating: 0, count: 32)).prefix(count))
    var request: Bytes = []
    #expect(throws: InvalidBlock.depositEventLayout) {
      try DepositEvent.append(log, of: Self.contract, to: &request)
    }
  }
}

@Suite("Pre-allocated contracts")
struct SystemAccountTests {
  @Test("are those of the fork, in the fixture's order", arguments: Fork.allCases)
  func presence(fork: Fork) {
    let addresses = SystemAccount.preallocated(for: Rules.at(fork)).map(\.address)
    let beaconRoots: Address = "0x000f3df6d732807ef1319fb7b8bb8522d0beac02"
    let all: [Address] = [
      "0x00000000219ab540356cbb839cbe05303d7705fa", "0x00000961ef480eb55e80d19ad83579a64c007002",
      "0x0000bbddc7ce488642fb579f8b00f3a590007251", "0x0000f90827f1c53a10cb7a02335b175320002935",
      beaconRoots,
    ]
    #expect(addresses == (fork >= .prague ? all : fork == .cancun ? [beaconRoots] : []))
  }

  @Test("have the published codes", arguments: zip(0..<5, [6358, 504, 414, 83, 97]))
  func code(index: Int, count: Int) {
    let code = SystemAccount.all[index].code
    #expect(code.count == count)
    #expect(code.hash == Keccak256.hash(code.bytes))
  }

  @Test("hold the hashes of empty subtrees in the deposit contract")
  func depositStorage() throws {
    let deposit = SystemAccount.all[0]
    #expect(deposit.storage.count == 31)
    let first = try #require(deposit.storage.first)
    #expect(first.slot == 0x22)
    #expect(
      first.value == "0xf5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b")
    let last = try #require(deposit.storage.last)
    #expect(last.slot == 0x40)
    #expect(
      last.value == "0x985e929f70af28d0bdd1a90a808f977f597c7c778c489e98d3bd8910d31ac0f7")
  }

  @Test("carry the root that a fresh computation over the state gives")
  func storageRoots() {
    for account in SystemAccount.all {
      let engine = ChainEngine()
      engine.createGenesisAccount(account)
      let known = engine.stateRoot()
      let index = engine.state.index(of: account.address)
      // Writing a slot and writing it back makes the state forget the root.
      engine.state.setGenesisStorage(index, slot: 0x22, value: 5)
      #expect(engine.stateRoot() != known)
      engine.state.setGenesisStorage(
        index, slot: 0x22, value: account.storage.first?.value ?? .zero)
      #expect(engine.stateRoot() == known)
    }
  }
}
