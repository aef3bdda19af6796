import Glibc
import Primitives

/// Why a file cannot be read or written, in words.
package struct FileProblem: Error, CustomStringConvertible {
  package let message: String

  init(_ message: String) { self.message = message }

  /// - Parameter error: the `errno` that tells why.
  init(_ message: String, error: Int32) {
    self.message = "\(message): \(String(cString: strerror(error)))"
  }

  package var description: String { message }
}

/// A file that gets its name when it is whole: until then it is a hidden one in the same folder.
final class PartialFile {
  private let path: String
  private let partialPath: String
  private var descriptor: Int32
  private var pending = ByteBuffer(capacity: 64 << 10)

  private static let blockSize = 256 << 10

  /// Opens a file that is to become `path`.
  ///
  /// - Throws: `FileProblem`.
  init(becoming path: String) throws(FileProblem) {
    self.path = path
    let name = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    partialPath = "\(path[..<name]).\(path[name...].prefix(80)).partial-\(getpid())"
    descriptor = open(partialPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    if descriptor < 0 { throw FileProblem("cannot write \(path)", error: errno) }
  }

  deinit { discard() }

  /// Adds bytes at the end.
  ///
  /// - Throws: `FileProblem`; nothing is left of the file then.
  func write(_ bytes: UnsafeRawBufferPointer) throws(FileProblem) {
    if pending.count + bytes.count < Self.blockSize {
      pending.append(bytes)
      return
    }
    try flush()
    try send(bytes)
  }

  /// Adds a constant text at the end.
  func write(_ text: StaticString) throws(FileProblem) {
    try write(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Ends the file and gives it its name.
  ///
  /// - Throws: `FileProblem`; nothing is left of the file then.
  func finish() throws(FileProblem) {
    try flush()
    let result = close(descriptor)
    descriptor = -1
    guard result == 0, rename(partialPath, path) == 0 else { throw failure() }
  }

  /// Gives the file up.
  func discard() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
    unlink(partialPath)
  }

  private func flush() throws(FileProblem) {
    defer { pending.removeAll() }
    try send(pending.bytes)
  }

  private func send(_ bytes: UnsafeRawBufferPointer) throws(FileProblem) {
    var rest = bytes
    while rest.count > 0 {
      let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw failure()
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  private func failure() -> FileProblem {
    let problem = FileProblem("cannot write \(path)", error: errno)
    discard()
    unlink(partialPath)
    return problem
  }
}

extension Array where Element == UInt8 {
  /// What is in a file; nil when there is none.
  ///
  /// - Throws: `FileProblem`.
  static func contents(ofFile path: String) throws(FileProblem) -> Bytes? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw FileProblem("cannot read \(path)", error: errno)
    }
    defer { close(descriptor) }
    var result = Bytes()
    var block = Bytes(repeating: 0, count: 64 << 10)
    while true {
      let count = block.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 { return result }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileProblem("cannot read \(path)", error: errno)
      }
      result += block[..<count]
    }
  }
}
