import EVM
import Primitives
import State
import Testing

@testable import Chain

@Suite("Rules for transactions")
struct InvalidTransactionTests {
  /// A transaction that breaks one rule.
  struct Violation: CustomTestStringConvertible, Sendable {
    var name: String
    var fork: Fork = .prague
    var base: Transaction
    var expected: InvalidTransaction
    var testDescription: String { name }
  }

  @Test("are enforced one by one", arguments: violations)
  func rule(violation: Violation) {
    let engine = ChainEngine()
    let transaction = SeedChain.signed(violation.base, with: engine.signer)
    #expect(throws: InvalidBlock.transaction(index: 0, violation.expected)) {
      try SeedChain.build([transaction], on: engine, fork: violation.fork)
    }
  }

  @Test(
    "accept what only just keeps them",
    arguments: [
      simple { $0.gasLimit = 21000 }, simple { $0.gasLimit = 0x0100_0000 },
      creation(size: 49_152, gasLimit: 5_000_000),
    ])
  func bounds(transaction: Transaction) throws {
    let engine = ChainEngine()
    let signed = SeedChain.signed(transaction, with: engine.signer)
    let (_, executed) = try SeedChain.build([signed], on: engine)
    #expect(executed.receipts.count == 1)
  }

  /// A change of a signed transfer and what becomes of it.
  struct SignatureCase: CustomTestStringConvertible, Sendable {
    var name: String
    var fork: Fork = .prague
    var expected: InvalidTransaction?
    var change: @Sendable (inout Transaction) -> Void
    var testDescription: String { name }
  }

  @Test("refuse signatures out of range, with a high s or for another chain", arguments: signatureCases)
  func signatures(signatureCase: SignatureCase) {
    let engine = ChainEngine()
    var transaction = SeedChain.transfer(with: engine.signer)
    signatureCase.change(&transaction)
    var refusal: InvalidBlock?
    do {
      // The senders are left out, so that they are recovered.
      _ = try SeedChain.build([transaction], on: engine, fork: signatureCase.fork) {
        $0.senders = []
      }
    } catch {
      refusal = error
    }
    #expect(refusal == signatureCase.expected.map { .transaction(index: 0, $0) })
  }

  private static let signatureCases: [SignatureCase] = [
    SignatureCase(name: "untouched", expected: nil) { _ in },
    SignatureCase(name: "r of 0", expected: .invalidSignature) { $0.r = .zero },
    SignatureCase(name: "s of 0", expected: .invalidSignature) { $0.s = .zero },
    SignatureCase(name: "r of n", expected: .invalidSignature) { $0.r = SignatureRange.order },
    SignatureCase(name: "s of n", expected: .invalidSignature) { $0.s = SignatureRange.order },
    SignatureCase(name: "high s", expected: .signatureNotLowS) {
      $0.s = SignatureRange.order &- $0.s
    },
    SignatureCase(name: "unknown v", expected: .invalidSignature) {
      $0.chainID = nil
      $0.v = 29
    },
    SignatureCase(name: "other chain", expected: .wrongChainID(expected: 1, found: 2)) {
      $0.chainID = 2
      $0.v = 39
    },
    SignatureCase(
      name: "chain before EIP-155", fork: .homestead, expected: .replayProtectionNotSupported
    ) { _ in },
    SignatureCase(name: "r on no point", expected: .invalidSignature) { $0.r = 5 },
  ]

  @Test("refuse a sender with code, but not one that delegates")
  func senderCode() throws {
    let engine = ChainEngine()
    let transfer = SeedChain.transfer(with: engine.signer)
    func build(code: Bytes) throws -> ExecutedBlock {
      SeedChain.setUp(engine)
      engine.state.createGenesisAccount(
        SeedChain.sender, nonce: 0, balance: "0x1000000000000000000", code: Code(code))
      return try engine.build(
        SeedChain.plan([transfer]), parent: SeedChain.genesis(engine),
        network: SeedChain.network, chainID: 1)
    }
    #expect(throws: InvalidBlock.transaction(index: 0, .senderNotEOA(SeedChain.sender))) {
      try build(code: [0x00])
    }
    let delegation = [0xef, 0x01, 0x00] + SeedChain.recipient.bytes
    #expect(try build(code: delegation).receipts.count == 1)
  }

  @Test("compare the gas limit with what is left of the block, not with what was bought")
  func remainingGas() throws {
    let engine = ChainEngine()
    let limit: UInt64 = 0x0100_0000 - 25_000
    let list = [0, 1].map { (nonce: UInt64) in
      SeedChain.signed(
        Self.simple {
          $0.nonce = nonce; $0.gasLimit = limit
        }, with: engine.signer)
    }
    let (_, executed) = try SeedChain.build(list, on: engine)
    #expect(executed.block.header.gasUsed < 50_000)
    let third = SeedChain.signed(
      Self.simple {
        $0.nonce = 2; $0.gasLimit = limit
      }, with: engine.signer)
    let available = 0x0100_0000 - executed.block.header.gasUsed
    let expected = InvalidTransaction.gasAllowanceExceeded(gasLimit: limit, available: available)
    #expect(throws: InvalidBlock.transaction(index: 2, expected)) {
      try SeedChain.build(list + [third], on: engine)
    }
  }

  // MARK: The table

  static func simple(_ change: (inout Transaction) -> Void) -> Transaction {
    var transaction = Transaction(
      type: .dynamicFee, chainID: 1, maxFeePerGas: 7, gasLimit: 100_000, to: SeedChain.recipient)
    change(&transaction)
    return transaction
  }

  static func creation(size: Int, gasLimit: UInt64) -> Transaction {
    simple {
      $0.to = nil; $0.data = Bytes(repeating: 0, count: size); $0.gasLimit = gasLimit
    }
  }

  static func blob(_ change: (inout Transaction) -> Void) -> Transaction {
    simple {
      $0.type = .blob
      $0.maxFeePerBlobGas = 1
      $0.blobVersionedHashes = blobHashes(1)
      change(&$0)
    }
  }

  static func blobHashes(_ count: Int) -> [Hash32] {
    Array(
      repeating: "0x0100000000000000000000000000000000000000000000000000000000000001", count: count)
  }

  static let violations: [Violation] =
    formViolations + feeViolations + blobViolations + senderViolations

  private static let formViolations = [
    Violation(
      name: "type before its fork", fork: .berlin, base: simple { _ in },
      expected: .typeNotSupported(.dynamicFee)),
    Violation(
      name: "intrinsic gas", base: simple { $0.gasLimit = 20_999 },
      expected: .intrinsicGasTooLow(required: 21_000, gasLimit: 20_999)),
    Violation(
      name: "calldata floor",
      base: simple {
        $0.data = Bytes(repeating: 1, count: 100); $0.gasLimit = 24_999
      },
      expected: .calldataFloorTooLow(required: 25_000, gasLimit: 24_999)),
    Violation(name: "last nonce", base: simple { $0.nonce = .max }, expected: .nonceIsMax),
    Violation(
      name: "init code", base: creation(size: 49_153, gasLimit: 5_000_000),
      expected: .initCodeTooLarge(size: 49_153, limit: 49_152)),
    Violation(
      name: "gas limit cap", fork: .osaka, base: simple { $0.gasLimit = 0x0100_0001 },
      expected: .gasLimitAboveCap(gasLimit: 0x0100_0001, cap: 0x0100_0000)),
    Violation(
      name: "block gas", base: simple { $0.gasLimit = 0x0100_0001 },
      expected: .gasAllowanceExceeded(gasLimit: 0x0100_0001, available: 0x0100_0000)),
  ]

  private static let feeViolations = [
    Violation(
      name: "priority fee", base: simple { $0.maxPriorityFeePerGas = 8 },
      expected: .priorityFeeAboveMaxFee(priorityFee: 8, maxFee: 7)),
    Violation(
      name: "max fee", base: simple { $0.maxFeePerGas = 6 },
      expected: .maxFeeBelowBaseFee(maxFee: 6, baseFee: 7)),
    Violation(
      name: "gas price",
      base: simple {
        $0.type = .legacy; $0.gasPrice = 6
      },
      expected: .maxFeeBelowBaseFee(maxFee: 6, baseFee: 7)),
    Violation(
      name: "blob fee", base: blob { $0.maxFeePerBlobGas = .zero },
      expected: .maxFeePerBlobGasTooLow(maxFee: 0, blobBaseFee: 1)),
  ]

  private static let blobViolations = [
    Violation(name: "no blobs", base: blob { $0.blobVersionedHashes = [] }, expected: .noBlobs),
    Violation(
      name: "blob version", base: blob { $0.blobVersionedHashes.append(.zero) },
      expected: .invalidBlobVersionedHash(index: 1)),
    Violation(
      name: "block's blobs", base: blob { $0.blobVersionedHashes = blobHashes(10) },
      expected: .blobGasAllowanceExceeded(blobGas: 1_310_720, available: 1_179_648)),
    Violation(
      name: "transaction's blobs", fork: .osaka,
      base: blob { $0.blobVersionedHashes = blobHashes(7) },
      expected: .tooManyBlobs(count: 7, limit: 6)),
    Violation(
      name: "blob creation",
      base: blob {
        $0.to = nil; $0.gasLimit = 200_000
      }, expected: .blobCreation),
    Violation(
      name: "no authorizations", base: simple { $0.type = .setCode },
      expected: .emptyAuthorizationList),
    Violation(
      name: "set-code creation",
      base: simple {
        $0.type = .setCode; $0.to = nil
      },
      expected: .setCodeCreation),
  ]

  private static let senderViolations = [
    Violation(
      name: "nonce gap", base: simple { $0.nonce = 1 },
      expected: .nonceTooHigh(expected: 0, found: 1)),
    Violation(
      name: "funds", base: simple { $0.value = "0x1000000000000000000" },
      expected: .insufficientFunds(
        required: "0x10000000000000aae60", balance: "0x1000000000000000000")),
    Violation(
      name: "funds beyond 256 bits", base: simple { $0.value = .max },
      expected: .insufficientFunds(required: .max, balance: "0x1000000000000000000")),
  ]
}
