import Chain
import EVM
import Primitives
import State
import Testing

@testable import Replay

/// A change to sound evidence, and the invariant that must not hold any more.
struct Tampering: Sendable, CustomTestStringConvertible {
  let invariant: Invariant
  let name: String
  let change: @Sendable (inout BlockEvidence) -> Void

  init(_ invariant: Invariant, _ name: String, _ change: @escaping @Sendable (inout BlockEvidence) -> Void) {
    self.invariant = invariant
    self.name = name
    self.change = change
  }

  var testDescription: String { "\(invariant.rawValue): \(name)" }
}

@Suite("Invariants of a block")
struct InvariantTests {
  private static func account(_ address: Address, in list: [AccountEvidence]) -> Int {
    list.firstIndex { $0.address == address }!
  }

  static let tamperings: [Tampering] = [
    Tampering(.etherConserved, "a balance is one wei too high") {
      $0.after[0].balance = $0.after[0].balance &+ .one
    },
    Tampering(.etherConserved, "a balance is one wei too low") {
      $0.after[0].balance = $0.after[0].balance &- .one
    },
    Tampering(.etherConserved, "a withdrawal was not paid") { $0.block.withdrawals = [] },
    Tampering(.etherConserved, "the base fee was not burnt") { $0.block.header.baseFeePerGas = 0 },
    Tampering(.etherConserved, "the blob fee was not burnt") {
      $0.block.transactions[1].blobVersionedHashes.removeLast()
    },
    Tampering(.etherConserved, "ether is said to be burnt that was not") { $0.burnt = 1 },
    Tampering(.etherConserved, "a reward was not paid") { $0.rules.reward = 1 },
    Tampering(.gasSum, "a transaction used less gas than it adds") { $0.receipts[1].gasUsed -= 1 },
    Tampering(.gasSum, "the header has more gas than the receipts") { $0.block.header.gasUsed += 1 },
    Tampering(.gasGrows, "the second receipt adds no gas") {
      $0.receipts[1].cumulativeGasUsed = $0.receipts[0].cumulativeGasUsed
    },
    Tampering(.gasGrows, "the first receipt has no gas") { $0.receipts[0].cumulativeGasUsed = 0 },
    Tampering(.gasWithinLimit, "the limit is below the gas used") { $0.block.header.gasLimit = 40_000 },
    Tampering(.bloomUnion, "the header's filter is empty") { $0.block.header.logsBloom = Bloom() },
    Tampering(.bloomUnion, "a receipt's filter is empty") { $0.receipts[0].logsBloom = Bloom() },
    Tampering(.bloomUnion, "a log is missing") { $0.receipts[1].logs = [] },
    Tampering(.noncesNeverFall, "a contract's nonce falls") {
      $0.after[account(AuditedChain.logger, in: $0.after)].nonce = 0
    },
    Tampering(.sendersAdvance, "the sender's nonce counts one transaction only") {
      $0.after[account(AuditedChain.sender, in: $0.after)].nonce = 4
    },
    Tampering(.sendersAdvance, "the sender is no account") {
      $0.senders[1] = "0x00000000000000000000000000000000000000ff"
    },
    Tampering(.stateRoot, "the header has another") { $0.block.header.stateRoot = .zero },
    Tampering(.stateRoot, "another is computed") { $0.roots.state = .zero },
    Tampering(.transactionsRoot, "another is computed") { $0.roots.transactions = .zero },
    Tampering(.receiptsRoot, "another is computed") { $0.roots.receipts = .zero },
    Tampering(.withdrawalsRoot, "another is computed") { $0.roots.withdrawals = .zero },
    Tampering(.withdrawalsRoot, "the block has no list") { $0.roots.withdrawals = nil },
  ]

  @Test("a block that the engine built keeps them all")
  func sound() throws {
    let evidence = try AuditedChain.busyBlock()
    #expect(evidence.receipts.count == 2 && evidence.receipts.allSatisfy { !$0.logs.isEmpty })
    #expect(evidence.block.header.blobGasUsed == 2 * BlobFee.gasPerBlob)
    try evidence.check()
  }

  @Test("each is seen to be broken", arguments: tamperings)
  func broken(tampering: Tampering) throws {
    var evidence = try AuditedChain.busyBlock()
    tampering.change(&evidence)
    let violation = #expect(throws: InvariantViolation.self) { try evidence.check() }
    #expect(violation?.invariant == tampering.invariant)
    #expect(violation?.message.isEmpty == false)
  }

  /// The replay itself is no judgement on evidence; the tests of the self-check break it.
  @Test("none is without a test", arguments: Invariant.allCases.filter { $0 != .replay })
  func complete(invariant: Invariant) {
    #expect(Self.tamperings.contains { $0.invariant == invariant })
  }

  @Test(
    "what a contract destroys is known, and nothing else may be missing",
    arguments: ["Byzantium", "Shanghai"])
  func selfDestruct(network: String) throws {
    let chain = AuditedChain(network)
    // The second call's value goes to an account that is gone at the end of the first transaction.
    let calls = [chain.call(AuditedChain.selfBurner, index: 0), chain.call(AuditedChain.destroyer, index: 1)]
    var evidence = try chain.evidence(calls)
    #expect(evidence.burnt == 177)
    try evidence.check()
    evidence.burnt = 0
    let violation = #expect(throws: InvariantViolation.self) { try evidence.check() }
    #expect(violation?.invariant == .etherConserved)
  }

  @Test("a nonce falls with its account only where the rules delete accounts that existed before")
  func deletedAccount() throws {
    let chain = AuditedChain("Shanghai")
    var evidence = try chain.evidence([chain.call(AuditedChain.destroyer, index: 0)])
    let place = Self.account(AuditedChain.destroyer, in: evidence.after)
    #expect(evidence.before[place].nonce == 7 && evidence.after[place].nonce == 0)
    try evidence.check()
    evidence.selfDestruct = .deletesIfCreatedInTransaction
    let violation = #expect(throws: InvariantViolation.self) { try evidence.check() }
    #expect(violation?.invariant == .noncesNeverFall)
  }

  @Test("where accounts are not deleted, what they send to themselves stays")
  func lastingAccount() throws {
    let chain = AuditedChain("Cancun")
    let evidence = try chain.evidence([chain.call(AuditedChain.selfBurner, index: 0)])
    #expect(evidence.burnt == 0)
    try evidence.check()
  }
}
