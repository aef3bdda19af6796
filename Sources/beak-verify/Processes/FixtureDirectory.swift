import Glibc
import JSON
import Primitives

/// The private directory in which clients find their fixtures: in memory where possible.
///
/// Every fixture gets a new file, which is unlinked when the last client has answered.
final class FixtureDirectory: Sendable {
  let path: String

  /// Makes it under `/dev/shm`, or under `$TMPDIR` or `/tmp` where that cannot be written.
  init() throws(ClientError) {
    var reason = ""
    var parents = ["/dev/shm"]
    if let configured = getenv("TMPDIR") { parents.append(String(cString: configured)) }
    for parent in parents + ["/tmp"] {
      var template = Array("\(parent)/beak-verify-XXXXXX".utf8CString)
      if mkdtemp(&template) != nil {
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return
      }
      reason = "\(parent): \(String(cString: strerror(errno)))"
    }
    throw ClientError.noTemporaryDirectory(reason: reason)
  }

  /// Writes `{"<name>": fixture}` to a new file and returns its path, or nil when the disk does not take it.
  func write(_ fixture: UnsafeRawBufferPointer, as name: String) -> String? {
    let file = "\(path)/\(name).json"
    var text = ByteBuffer(capacity: fixture.count + 64)
    text.append("{")
    text.appendQuoted(name)
    text.append(":")
    text.append(fixture)
    text.append("}\n")
    let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return nil }
    let complete = writeAll(text.bytes, to: descriptor)
    close(descriptor)
    if complete { return file }
    unlink(file)
    return nil
  }

  func removeFile(_ file: String) { unlink(file) }

  /// Removes the directory; its files are gone by then.
  func remove() { rmdir(path) }

  private func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var written = 0
    while written < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress! + written, bytes.count - written)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return false }
      written += count
    }
    return true
  }
}
