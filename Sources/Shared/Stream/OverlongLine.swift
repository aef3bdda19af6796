import Crypto
import Primitives

/// The identity of a line that is too long to be kept: its SHA-256, taken piece by piece.
///
/// A carriage return is held back until the next byte shows whether it belongs to the line's end.
struct OverlongLine {
  private var stream = SHA256Stream()
  private var holdsCarriageReturn = false

  mutating func append(_ piece: UnsafeRawBufferPointer) {
    guard let last = piece.last else { return }
    releaseCarriageReturn()
    holdsCarriageReturn = last == UInt8(ascii: "\r")
    stream.update(UnsafeRawBufferPointer(rebasing: holdsCarriageReturn ? piece.dropLast() : piece[...]))
  }

  /// The digest of the whole line without its line end.
  mutating func finish() -> Hash32 {
    stream.finish()
  }

  private mutating func releaseCarriageReturn() {
    guard holdsCarriageReturn else { return }
    stream.update([UInt8(ascii: "\r")])
    holdsCarriageReturn = false
  }
}
