import Chain
import Primitives
import Testing

@testable import Fixtures

@Suite("Names of exceptions")
struct ExceptionNamesTests {
  @Test(
    "a reason has its canonical name",
    arguments: [
      (InvalidBlock.stateRoot(expected: .zero, found: .zero), "BlockException.INVALID_STATE_ROOT"),
      (.rlp(.truncated), "BlockException.RLP_STRUCTURES_ENCODING"),
      (.gasLimit(parent: 1, found: 2), "BlockException.INVALID_GASLIMIT"),
      (.transaction(index: 0, .senderNotEOA(.zero)), "TransactionException.SENDER_NOT_EOA"),
      (
        .transaction(index: 3, .insufficientFunds(required: 2, balance: 1)),
        "TransactionException.INSUFFICIENT_ACCOUNT_FUNDS"
      ),
      (.transaction(index: 0, .typeNotSupported(.blob)), "TransactionException.TYPE_3_TX_PRE_FORK"),
      (.ommerHeader(index: 0, .number(expected: 1, found: 2)), "BlockException.INVALID_BLOCK_NUMBER"),
    ] as [(InvalidBlock, String)])
  func canonical(reason: InvalidBlock, name: String) {
    #expect(ExceptionNames.names(of: reason).first == name)
  }

  @Test("one alternative is enough, another exception is not")
  func alternatives() {
    let reason = InvalidBlock.transaction(index: 0, .insufficientFunds(required: 2, balance: 1))
    let funds = "TransactionException.INSUFFICIENT_ACCOUNT_FUNDS"
    let gas = "TransactionException.INTRINSIC_GAS_TOO_LOW"
    #expect(ExceptionNames.matches(reason, [gas, funds]))
    #expect(!ExceptionNames.matches(reason, [gas]))
    #expect(ExceptionNames.matches(reason, []))
  }

  @Test("the words of older suites are told apart")
  func otherVocabulary() {
    #expect(!ExceptionNames.isStandard("TR_NoFunds"))
    #expect(ExceptionNames.isStandard("BlockException.UNKNOWN_PARENT"))
    #expect(ExceptionNames.isStandard("TransactionException.SENDER_NOT_EOA"))
  }
}
