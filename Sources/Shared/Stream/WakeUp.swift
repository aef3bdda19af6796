import Glibc

/// A pipe to itself through which a signal or a failed writer gets the reader out of its waiting.
///
/// The byte stays in the pipe, so that whoever looks later sees it too: there is no moment at which a request
/// to stop can be missed.
final class WakeUp: Sendable {
  enum Event {
    case input
    case stop
    case nothing
  }

  private let readEnd: Int32
  /// The end that a signal handler may write to.
  let writeEnd: Int32

  init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    (readEnd, writeEnd) = (ends[0], ends[1])
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// Asks the reader to stop.
  func stop() {
    var byte: UInt8 = 1
    // A full pipe says the same already.
    _ = write(writeEnd, &byte, 1)
  }

  /// Looks, or waits, for input on `descriptor` or for a request to stop, which goes first.
  func poll(_ descriptor: Int32, waiting: Bool) -> Event {
    withUnsafeTemporaryAllocation(of: pollfd.self, capacity: 2) { descriptors in
      while true {
        descriptors[0] = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
        descriptors[1] = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let count = Glibc.poll(descriptors.baseAddress, 2, waiting ? -1 : 0)
        if count < 0, errno == EINTR { continue }
        if descriptors[0].revents != 0 { return .stop }
        // An error on the input is for `read` to tell.
        return count == 0 ? .nothing : .input
      }
    }
  }
}
