import EVM
import Primitives
import State
import Testing

@testable import Chain

@Suite("Set-code transactions (EIP-7702)")
struct SetCodeTests {
  private static let authorityKey = Hash32(UInt256(2))
  /// The account of the private key 2.
  private static let authority: Address = "0x2b5ad5c4795c026514f8317c7a215e218dccd6cf"
  private static let target: Address = "0x00000000000000000000000000000000000c0de0"

  /// What one authorization, used in a call of `to`, did to the authority.
  private struct Outcome {
    var code: Bytes
    var nonce: UInt64
    var receipt: Receipt
  }

  private func apply(
    to: Address = "0x00000000000000000000000000000000000000aa", chainID: UInt256 = 1,
    nonce: UInt64 = 0, target: Address = target, authorityBalance: UInt256? = nil,
    authorityNonce: UInt64 = 0, authorityCode: Bytes = [], targetCode: Bytes = [0x00],
    tamper: (inout Authorization) -> Void = { _ in }
  ) throws -> Outcome {
    let engine = ChainEngine()
    engine.reset()
    for account in engine.preallocatedAccounts(for: Rules.at(.prague)) {
      engine.createGenesisAccount(account)
    }
    let state = engine.state
    state.createGenesisAccount(
      SeedChain.sender, nonce: 0, balance: "0x1000000000000000000", code: .empty)
    state.createGenesisAccount(Self.target, nonce: 1, balance: 0, code: Code(targetCode))
    if let authorityBalance {
      let code = authorityCode.isEmpty ? Code.empty : Code(authorityCode)
      state.createGenesisAccount(
        Self.authority, nonce: authorityNonce, balance: authorityBalance, code: code)
    }
    var authorization = Authorization(
      chainID: chainID, address: target, nonce: nonce, yParity: 0, r: 0, s: 0)
    let signature = try #require(
      engine.signer.sign(authorization.signingHash(), privateKey: Self.authorityKey))
    authorization.yParity = signature.yParity
    authorization.r = signature.r
    authorization.s = signature.s
    tamper(&authorization)
    let transaction = Transaction(
      type: .setCode, chainID: 1, maxFeePerGas: 7, gasLimit: 200_000, to: to,
      authorizationList: [authorization])
    let executed = try engine.build(
      SeedChain.plan([SeedChain.signed(transaction, with: engine.signer)]),
      parent: SeedChain.genesis(engine), network: SeedChain.network, chainID: 1)
    let account = state.index(of: Self.authority)
    return Outcome(
      code: Bytes(state.code(of: account).bytes), nonce: state.nonce(of: account),
      receipt: try #require(executed.receipts.first))
  }

  private static let designator: Bytes = [0xef, 0x01, 0x00] + target.bytes

  @Test("delegate an account that did not exist, at full price")
  func newAccount() throws {
    let outcome = try apply()
    #expect(outcome.code == Self.designator && outcome.nonce == 1)
    #expect(outcome.receipt.gasUsed == 21_000 + 25_000)
  }

  @Test("give gas back for an account that existed, within the cap")
  func existingAccount() throws {
    let outcome = try apply(authorityBalance: 1)
    #expect(outcome.code == Self.designator && outcome.nonce == 1)
    #expect(outcome.receipt.gasUsed == 46_000 - 46_000 / 5)
  }

  @Test("hold on every chain with the chain 0")
  func everyChain() throws {
    #expect(try apply(chainID: 0).code == Self.designator)
  }

  @Test("leave out an authorization that does not hold")
  func leftOut() throws {
    let outcomes = [
      try apply(chainID: 2), try apply(nonce: 1), try apply(nonce: .max),
      try apply {
        $0.s = SignatureRange.order &- $0.s
        $0.yParity = 1 - $0.yParity
      },
      try apply { $0.yParity = 2 },
    ]
    for outcome in outcomes {
      #expect(outcome.code.isEmpty && outcome.nonce == 0)
      #expect(outcome.receipt.gasUsed == 46_000)
      #expect(outcome.receipt.succeeded)
    }
    let contract = try apply(authorityBalance: 1, authorityCode: [0x00])
    #expect(contract.code == [0x00] && contract.nonce == 0)
    // The last nonce is never used, even when it is the authority's.
    let last = try apply(nonce: .max, authorityBalance: 1, authorityNonce: .max)
    #expect(last.code.isEmpty && last.nonce == .max)
  }

  @Test("take a delegation away with the zero address")
  func removal() throws {
    let outcome = try apply(
      target: .zero, authorityBalance: 1, authorityCode: Self.designator)
    #expect(outcome.code.isEmpty && outcome.nonce == 1)
  }

  @Test("stay in force when the call fails, and keep their refund")
  func failedCall() throws {
    // The authority itself is called and runs the target's code, which reverts.
    let outcome = try apply(
      to: Self.authority, authorityBalance: 1, targetCode: [0x5f, 0x5f, 0xfd])
    #expect(!outcome.receipt.succeeded)
    #expect(outcome.code == Self.designator && outcome.nonce == 1)
    let used: UInt64 = 46_000 + 2 * 2
    #expect(outcome.receipt.gasUsed == used - used / 5)
  }
}
