import Glibc
import Primitives

/// How a process ended.
package enum ProcessEnd: Equatable, Sendable, CustomStringConvertible {
  case exited(code: Int32)
  case signalled(Int32)

  package var description: String {
    switch self {
    case .exited(let code): "ended with exit code \(code)"
    case .signalled(let signal): "ended by signal \(signal)"
    }
  }
}

/// A running process: requests in, output out, errors drained.
///
/// The process leads a group of its own, so that killing it takes its children along and a terminal's
/// interrupt does not reach it while results are in flight. Where `setpriv` is installed the kernel kills
/// it when this process dies. Standard input is a socket: writing to a dead process is an error, no signal.
package final class RunningProcess {
  /// What came of waiting for output.
  package enum Reading {
    /// Output was appended.
    case output
    /// The process closed its output.
    case end
    /// The deadline has passed.
    case deadline
  }

  package let processID: pid_t
  private let input: Int32
  private let output: Int32
  private let errors: Int32
  private var errorsOpen = true
  private var isReaped = false
  /// The last that the process wrote to standard error.
  package private(set) var diagnostics = OutputRing()

  /// Starts `command`, its executable and arguments.
  ///
  /// - Throws: `StartFailure` when it cannot be executed.
  package init(command: [String], environment: ProcessEnvironment) throws(StartFailure) {
    let child = try spawn(parentDeathGuard + command, environment: environment)
    processID = child.processID
    input = child.input
    output = child.output
    errors = child.errors
  }

  deinit { stop() }

  /// Sends a request; false when the process no longer reads.
  package func send(_ bytes: Bytes) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var sent = 0
      while sent < bytes.count {
        let count = Glibc.send(
          input, bytes.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
        if count < 0, errno == EINTR { continue }
        if count <= 0 { return false }
        sent += count
      }
      return true
    }
  }

  /// Waits for output until `deadline` and appends it to `destination`; drains standard error meanwhile.
  package func read(into destination: inout Bytes, until deadline: Deadline) -> Reading {
    while true {
      var descriptors = [pollfd(fd: output, events: Int16(POLLIN), revents: 0)]
      if errorsOpen { descriptors.append(pollfd(fd: errors, events: Int16(POLLIN), revents: 0)) }
      let ready = poll(&descriptors, nfds_t(descriptors.count), deadline.remainingMilliseconds)
      if ready < 0, errno == EINTR { continue }
      if errorsOpen, descriptors[1].revents != 0 { drainErrors() }
      if descriptors[0].revents != 0 {
        return readAvailable(from: output, into: &destination) ? .output : .end
      }
      if ready <= 0, deadline.hasPassed { return .deadline }
    }
  }

  /// Takes what is left on standard error, as far as it has arrived.
  package func drainErrors() {
    var chunk = Bytes()
    var descriptor = pollfd(fd: errors, events: Int16(POLLIN), revents: 0)
    while errorsOpen, poll(&descriptor, 1, 0) > 0 {
      chunk.removeAll(keepingCapacity: true)
      errorsOpen = readAvailable(from: errors, into: &chunk)
      diagnostics.append(chunk)
    }
  }

  /// Kills the process group and waits for the process.
  package func stop() {
    if isReaped { return }
    kill(-processID, SIGKILL)
    _ = reap(options: 0)
    closeAll()
  }

  /// Closes standard input: the process sees the end of its requests.
  package func closeInput() { shutdown(input, Int32(SHUT_WR)) }

  /// Waits a little for a process that has closed its output, then kills it.
  package func endAfterOutput() -> ProcessEnd {
    drainErrors()
    let patience = Deadline(milliseconds: 1000)
    while !patience.hasPassed {
      if let end = reap(options: WNOHANG) {
        kill(-processID, SIGKILL)
        closeAll()
        return end
      }
      usleep(1000)
    }
    kill(-processID, SIGKILL)
    let end = reap(options: 0) ?? .signalled(SIGKILL)
    closeAll()
    return end
  }

  private func reap(options: Int32) -> ProcessEnd? {
    var status: Int32 = 0
    var result = waitpid(processID, &status, options)
    while result < 0, errno == EINTR { result = waitpid(processID, &status, options) }
    guard result == processID else { return nil }
    isReaped = true
    let signal = status & 0x7f
    return signal == 0 ? .exited(code: status >> 8 & 0xff) : .signalled(signal)
  }

  private func closeAll() {
    for descriptor in [input, output, errors] { close(descriptor) }
  }
}

/// Why a process could not be started.
package struct StartFailure: Error {
  package let errorNumber: Int32
  package var reason: String { String(cString: strerror(errorNumber)) }
}

/// Reads once; false at the end of the stream.
private func readAvailable(from descriptor: Int32, into destination: inout Bytes) -> Bool {
  withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 16) { buffer in
    var count = read(descriptor, buffer.baseAddress!, buffer.count)
    while count < 0, errno == EINTR { count = read(descriptor, buffer.baseAddress!, buffer.count) }
    if count > 0 { destination.append(contentsOf: buffer[..<count]) }
    return count > 0
  }
}
