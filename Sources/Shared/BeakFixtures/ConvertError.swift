import Chain
import Fixtures
import JSON
import Primitives
import Replay

/// Why a record is not converted, and where in it the reason lies.
package enum ConvertError: Error, Equatable, Sendable {
  // MARK: Shape

  /// A field that the format demands is not there.
  case fieldMissing(at: JSONPointer)
  /// A value has another JSON type than its place asks for.
  case wrongType(expected: String, found: String, at: JSONPointer)
  /// The document is of another version of the format.
  case versionUnsupported(String, at: JSONPointer)
  /// A number is not spelt as one.
  case numberInvalid(String, at: JSONPointer)
  /// A number is below zero or takes more than `bits` bits.
  case numberOutOfRange(String, bits: Int, at: JSONPointer)
  /// A byte string has a character that is no hex digit.
  case hexInvalid(at: JSONPointer)
  /// An address or hash has another number of bytes than it must have.
  case lengthWrong(expected: Int, found: Int, at: JSONPointer)
  /// Keys that the format does not have, as pointers.
  case unknownKeys([String], at: JSONPointer)
  /// A field is given under two names with different values.
  case spellingsDiffer(String, String, at: JSONPointer)
  /// The field belongs to forks or tools that have no counterpart here.
  case fieldUnsupported(String, at: JSONPointer)

  // MARK: Limits

  case tooManyAccounts(count: Int, limit: Int, at: JSONPointer)
  case tooManyTransactions(count: Int, limit: Int, at: JSONPointer)
  case codeTooLarge(size: Int, limit: Int, at: JSONPointer)

  // MARK: Network

  /// No fork has this name.
  case forkUnknown(String, at: JSONPointer)
  /// The fork exists, but its rules are not known here.
  case forkUnsupported(String, at: JSONPointer)
  /// The chain id is 0 or takes more than 64 bits.
  case chainIDInvalid(String, at: JSONPointer)
  /// A header field is given that the fork at that block does not have.
  case fieldNotInFork(network: String, at: JSONPointer)
  /// The genesis block, 12 seconds before block 1, would lie before the epoch.
  case timestampTooEarly(UInt64, at: JSONPointer)
  /// The last block's timestamp takes more than 64 bits.
  case timestampTooLate(at: JSONPointer)
  /// The run asks for chains of no block at all.
  case noBlocks(transactions: Int, at: JSONPointer)
  /// The document's number of blocks is 0 or above the limit.
  case blockCountInvalid(String, limit: Int, at: JSONPointer)
  /// A transaction is assigned to a block that there is not.
  case blockIndexTooLarge(index: String, blocks: Int, at: JSONPointer)
  /// A transaction is assigned to an earlier block than the one before it.
  case blockIndexDecreasing(index: Int, previous: Int, at: JSONPointer)
  /// Refused transactions make more blocks, or blocks with more transactions, than the limit.
  case tooManyBlocks(Int, transactions: Int, at: JSONPointer)
  /// Every block has a transaction that must be refused, so none can take the withdrawals.
  case withdrawalsUnplaced(at: JSONPointer)
  /// No genesis block gives block 1 that value.
  case environmentUnreachable(String, at: JSONPointer)

  // MARK: Accounts

  /// Two spellings of one address.
  case addressDuplicate(Address, at: JSONPointer)
  /// An account has storage but neither nonce, balance nor code.
  case accountStorageOnly(at: JSONPointer)
  /// A private key is zero or not below the order of the curve.
  case privateKeyInvalid(at: JSONPointer)
  /// A private key belongs to another address.
  case privateKeyMismatch(account: Address, derived: Address, at: JSONPointer)

  // MARK: Transactions

  /// The sender is no account with a private key.
  case senderKeyMissing(Address, at: JSONPointer)
  /// A gas price beside fees of later transaction types.
  case feeFieldsMixed(at: JSONPointer)
  /// A blob fee without a list of blobs.
  case blobHashesMissing(at: JSONPointer)
  /// One transaction carries both blobs and authorizations.
  case blobsWithAuthorizations(at: JSONPointer)
  /// A multiple of the gas needed is not spelt as a decimal number.
  case fractionInvalid(String, at: JSONPointer)
  /// A multiple of the gas needed is below 1, or has too many digits.
  case fractionOutOfRange(String, at: JSONPointer)
  /// The gas that a transaction needs cannot be measured, as the rules refuse it.
  case gasNeedUnmeasured(InvalidTransaction, exception: String, at: JSONPointer)
  /// The name of an expected exception is not spelt as one.
  case exceptionInvalid(String, at: JSONPointer)
  /// A transaction that must be refused is not the last one of its block.
  case expectedErrorNotLast(block: Int, at: JSONPointer)
  /// The rules accept what must be refused.
  case exceptionAbsent(expected: String, at: JSONPointer)
  /// The rules refuse what must be refused, but for another reason.
  case exceptionDiffers(expected: String, found: String, reason: String, at: JSONPointer)
  /// The rules of the block refuse the transaction.
  case transactionRejected(InvalidTransaction, exception: String, at: JSONPointer)
  /// The rules refuse the block as a whole.
  case blockRejected(InvalidBlock, exception: String, number: UInt64, at: JSONPointer)

  // MARK: State tests

  /// A state test has no case, or the record no state test.
  case noCases(at: JSONPointer)
  /// A case names an element that its list does not have.
  case caseIndexInvalid(index: String, count: Int, at: JSONPointer)

  // MARK: Negatives and the self-check

  /// The last block has nothing that could be made wrong in the way asked for.
  case negativeNotApplicable(String, reason: String, at: JSONPointer)
  /// What was built breaks an invariant: a fault of this program, not of the document.
  case selfCheckFailed(Invariant, detail: String, at: JSONPointer)

  // MARK: Output

  /// A state test has one transaction, the document another number of them.
  case notOneTransaction(count: Int, at: JSONPointer)
  /// A block lies before the forks that the engine API knows.
  case engineUnavailable(network: String, block: UInt64, at: JSONPointer)
  /// A block that clients must refuse cannot be told as a payload.
  case payloadImpossible(position: Int, at: JSONPointer)
  /// A test of this name was written before.
  case testDuplicate(String, at: JSONPointer)
}

extension ConvertError {
  /// Why a chain of `network` cannot be told in the format asked for.
  init(_ obstacle: FixtureObstacle, network: String, at place: JSONPointer) {
    switch obstacle {
    case .noEngineAPI(let block): self = .engineUnavailable(network: network, block: block, at: place)
    case .noPayload(let position): self = .payloadImpossible(position: position, at: place)
    }
  }
}
