import Glibc
import Primitives
import Stream

/// Standard output of the modes that read no records.
enum Report {
  /// Writes everything, and says how that went: `status`, or that it could not be written.
  static func write(_ text: borrowing ByteBuffer, status: ExitStatus) -> ExitStatus {
    var place = 0
    while place < text.count {
      let count = Glibc.write(1, text.base + place, text.count - place)
      if count >= 0 {
        place += count
      } else if errno == EPIPE {
        return .closedOutput
      } else if errno != EINTR {
        return fail("cannot write output: \(String(cString: strerror(errno)))")
      }
    }
    return status
  }

  /// Says on standard error what the environment lacks.
  static func fail(_ message: String, status: ExitStatus = .infrastructure) -> ExitStatus {
    let line = Bytes("beak-patch: \(message)\n".utf8)
    _ = Glibc.write(2, line, line.count)
    return status
  }
}
