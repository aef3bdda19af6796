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
