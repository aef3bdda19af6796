import Glibc

/// SIGINT and SIGTERM: the first asks the reader to stop, the second ends the process at once.
///
/// The state lies in plain memory that is made before the handlers are set, so that they do nothing but what
/// a signal handler may do. All other threads block the signals; so handlers run on the main thread only and
/// never at the same time.
enum SignalWatch {
  private struct State {
    /// The first signal, or 0.
    var received: Int32 = 0
    /// Where the handler writes its byte, or -1.
    var descriptor: Int32 = -1
  }

  nonisolated(unsafe) private static let state: UnsafeMutablePointer<State> = {
    let state = UnsafeMutablePointer<State>.allocate(capacity: 1)
    state.initialize(to: State())
    return state
  }()

  /// The signal that asked for the end, or 0.
  static var received: Int32 { state.pointee.received }

  /// Sets the handlers for the rest of the process.
  static func install(_ wakeUp: WakeUp) {
    state.pointee.descriptor = wakeUp.writeEnd
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { number in
      let state = SignalWatch.state
      if state.pointee.received != 0 { _exit(128 + number) }
      state.pointee.received = number
      let previous = errno
      var byte: UInt8 = 1
      // A full pipe says the same already.
      _ = write(state.pointee.descriptor, &byte, 1)
      errno = previous
    }
    action.sa_flags = Int32(SA_RESTART)
    sigaction(SIGINT, &action, nil)
    sigaction(SIGTERM, &action, nil)
  }

  /// Lets go of the pipe before it is closed; the handlers stay.
  static func detach() {
    state.pointee.descriptor = -1
  }
}
