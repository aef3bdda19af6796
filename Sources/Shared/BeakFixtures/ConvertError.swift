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
  /// The rules of the block refuse the transaction.
  case transactionRejected(InvalidTransaction, exception: String, at: JSONPointer)
  /// The rules refuse the block as a whole.
  case blockRejected(InvalidBlock, exception: String, number: UInt64, at: JSONPointer)

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
