import Chain
import Primitives

/// One block of a chain that is written as a fixture.
public enum ChainBlock: Sendable {
  /// A block that clients must import.
  case executed(ExecutedBlock)
  /// A block that clients must refuse; the next one has the same parent.
  case refused(RefusedBlock)
}

/// A block that clients must refuse.
public struct RefusedBlock: Sendable {
  /// The encoded block, as clients receive it.
  public var rlp: Bytes
  /// The names of the exceptions of which a client must raise one, EEST's spelling, canonical first.
  public var expectedExceptions: [String]
  /// What the encoding says, for people to read; nil where it does not decode.
  public var decoded: ExecutedBlock?

  public init(rlp: Bytes, expectedExceptions: [String], decoded: ExecutedBlock?) {
    self.rlp = rlp
    self.expectedExceptions = expectedExceptions
    self.decoded = decoded
  }
}

/// A transaction of a document that is in none of the chain's blocks, because the rules refuse it.
public struct DroppedTransaction: Equatable, Sendable {
  /// The place in the document, from 0.
  public var index: Int
  /// EEST's name of the reason.
  public var exception: String
  /// The reason in words.
  public var message: String

  public init(index: Int, exception: String, message: String) {
    self.index = index
    self.exception = exception
    self.message = message
  }
}
