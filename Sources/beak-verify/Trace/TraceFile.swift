import Glibc
import Primitives

/// The file that `--trace` names: whole lines go in, in blocks.
///
/// The first failure is kept and ends the writing, not the run: verdicts do not depend on the trace.
/// `@unchecked Sendable`: a run with a trace has one worker, and the main thread closes the file after it.
final class TraceFile: @unchecked Sendable {
  let path: String
  /// Whether lines show the memory.
  let showsMemory: Bool
  private var descriptor: Int32 = -1
  private var pending = ByteBuffer(capacity: 4096)
  private var failure: String?

  /// What is gathered before it is written, in bytes.
  private static let blockSize = 256 << 10

  init(path: String, showsMemory: Bool) {
    self.path = path
    self.showsMemory = showsMemory
  }

  deinit {
    if descriptor >= 0 { _ = Glibc.close(descriptor) }
  }

  /// Makes the file, or empties it.
  ///
  /// - Throws: `.cannotWriteTrace`.
  func open() throws(ClientError) {
    descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw reject(String(cString: strerror(errno))) }
    // Emptied only now: what is the input or the output by another name must stay as it is.
    guard !isStandardStream else { throw reject("it is standard input or standard output") }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
    guard ftruncate(descriptor, 0) == 0 else { throw reject(String(cString: strerror(errno))) }
  }

  /// Takes whole lines; writes when a block has come together.
  func append(_ lines: borrowing ByteBuffer) {
    guard failure == nil else { return }
    pending.append(lines.bytes)
    if pending.count >= Self.blockSize { flush() }
  }

  /// Writes the rest and closes the file; answers with what went wrong at any time.
  func close() -> ClientError? {
    flush()
    if descriptor >= 0, Glibc.close(descriptor) != 0, failure == nil { rememberFailure() }
    descriptor = -1
    return failure.map(reject)
  }

  private func reject(_ reason: String) -> ClientError { .cannotWriteTrace(path: path, reason: reason) }

  /// Whether the file is what the run reads from or writes its verdicts to; terminals and devices may be
  /// shared.
  private var isStandardStream: Bool {
    var own = stat()
    guard fstat(descriptor, &own) == 0, own.st_mode & S_IFMT != S_IFCHR else { return false }
    return [STDIN_FILENO, STDOUT_FILENO].contains { stream in
      var other = stat()
      return fstat(stream, &other) == 0 && own.st_dev == other.st_dev && own.st_ino == other.st_ino
    }
  }

  private func flush() {
    defer { pending.removeAll() }
    var written = 0
    while failure == nil, descriptor >= 0, written < pending.count {
      let result = write(descriptor, pending.base + written, pending.count - written)
      if result >= 0 {
        written += result
      } else if errno != EINTR {
        rememberFailure()
      }
    }
  }

  private func rememberFailure() { failure = String(cString: strerror(errno)) }
}
