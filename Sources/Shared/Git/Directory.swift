import Glibc
import Primitives

/// An open folder; everything below it is reached by single names that are never followed through links.
package final class Directory {
  /// The descriptor, closed at the end of the object's life.
  let descriptor: Int32
  /// For messages only.
  package let path: String

  /// Opens a folder that the user has named; links on the way are the user's own.
  package init(path: String) throws(GitError) {
    descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    self.path = path
    guard descriptor >= 0 else { throw .last("open", path) }
  }

  private init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  /// Makes a folder that the user has named, and those above it.
  package static func make(path: String) throws(GitError) {
    var end = path.startIndex
    while end < path.endIndex {
      end = path[path.index(after: end)...].firstIndex(of: "/") ?? path.endIndex
      let part = String(path[..<end])
      if mkdir(part, 0o777) != 0, errno != EEXIST, errno != EISDIR { throw .last("mkdir", part) }
    }
  }

  private func place(_ name: String) -> String { "\(path)/\(name)" }

  // MARK: Folders

  /// Opens a folder below, which must not be a link.
  package func open(_ name: String) throws(GitError) -> Directory {
    let opened = openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard opened >= 0 else { throw .last("open", place(name)) }
    return Directory(descriptor: opened, path: place(name))
  }

  /// Makes a folder, which must not exist, and opens it.
  package func make(_ name: String, mode: mode_t = 0o777) throws(GitError) -> Directory {
    guard mkdirat(descriptor, name, mode) == 0 else { throw .last("mkdir", place(name)) }
    return try open(name)
  }

  /// The names in the folder, without `.` and `..`, in the order of their bytes.
  package func names() throws(GitError) -> [String] { try listing().map(\.name) }

  /// What a name in a folder stands for, as far as the folder itself knows.
  enum Kind {
    case file
    case folder
    case link
    /// Something else, or the file system does not say.
    case other
  }

  /// The names in the folder with what they stand for, in the order of their bytes.
  func listing() throws(GitError) -> [(name: String, kind: Kind)] {
    // A descriptor of its own: closing the stream closes it, and its position is shared with nobody.
    let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0, let stream = fdopendir(copy) else { throw .last("opendir", path) }
    defer { closedir(stream) }
    var rows: [(name: Bytes, kind: Kind)] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Bytes($0.prefix { $0 != 0 }) }
      if name.elementsEqual(".".utf8) || name.elementsEqual("..".utf8) { continue }
      rows.append((name, Self.kind(Int(entry.pointee.d_type))))
    }
    return rows.sorted { $0.name.lexicographicallyPrecedes($1.name) }
      .map { (String(decoding: $0.name, as: UTF8.self), $0.kind) }
  }

  private static func kind(_ type: Int) -> Kind {
    switch type {
    case Int(DT_REG): .file
    case Int(DT_DIR): .folder
    case Int(DT_LNK): .link
    default: .other
    }
  }

  /// What lies under a name, links not followed; nil where there is nothing.
  func status(_ name: String) throws(GitError) -> stat? {
    var status = stat()
    if fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 { return status }
    if errno == ENOENT { return nil }
    throw .last("stat", place(name))
  }

  /// Whether there is a folder of that name.
  package func hasFolder(_ name: String) throws(GitError) -> Bool {
    try status(name).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
  }

  // MARK: Files

  /// Writes a new file, which must not exist.
  package func write(_ bytes: Bytes, to name: String, mode: mode_t = 0o644) throws(GitError) {
    let file = openat(descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    guard file >= 0 else { throw .last("open", place(name)) }
    var failure: GitError?
    bytes.withUnsafeBytes { bytes in
      var written = 0
      while written < bytes.count, failure == nil {
        let count = Glibc.write(file, bytes.baseAddress! + written, bytes.count - written)
        if count > 0 { written += count } else if errno != EINTR { failure = .last("write", place(name)) }
      }
    }
    // The mode is given to the file itself, as the process's mask would narrow it.
    if failure == nil, fchmod(file, mode) != 0 { failure = .last("chmod", place(name)) }
    if close(file) != 0, failure == nil { failure = .last("close", place(name)) }
    if let failure { throw failure }
  }

  /// The bytes of a file, which must be a plain one.
  package func read(_ name: String, limit: Int = .max) throws(GitError) -> Bytes {
    var bytes = Bytes()
    try read(name) { chunk throws(GitError) in
      bytes.append(contentsOf: chunk)
      guard bytes.count <= limit else {
        throw .fileTooLarge(path: place(name), size: bytes.count, limit: limit)
      }
    }
    return bytes
  }

  /// Hands over the bytes of a plain file in pieces, after its size when it was opened; answers with its mode.
  @discardableResult
  func read(
    _ name: String, begin: (Int) -> Void = { _ in },
    _ body: (UnsafeRawBufferPointer) throws(GitError) -> Void
  ) throws(GitError) -> mode_t {
    let file = openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { throw .last("open", place(name)) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw .last("stat", place(name)) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .system(call: "read", path: place(name), error: EINVAL)
    }
    let size = Int(status.st_size)
    begin(size)
    var failure: GitError?
    withUnsafeTemporaryAllocation(byteCount: min(max(size, 1), 1 << 18), alignment: 16) { chunk in
      var total = 0
      while total < size, failure == nil {
        let count = Glibc.read(file, chunk.baseAddress!, chunk.count)
        if count > 0 {
          total += count
          do throws(GitError) {
            try body(UnsafeRawBufferPointer(rebasing: chunk[..<count]))
          } catch {
            failure = error
          }
        } else if count == 0 {
          // Somebody has cut the file short meanwhile.
          failure = .system(call: "read", path: place(name), error: EIO)
        } else if errno != EINTR {
          failure = .last("read", place(name))
        }
      }
    }
    if let failure { throw failure }
    return status.st_mode
  }

  /// Makes a symbolic link.
  func makeLink(_ name: String, to target: Bytes) throws(GitError) {
    guard symlinkat(String(decoding: target, as: UTF8.self), descriptor, name) == 0 else {
      throw .last("symlink", place(name))
    }
  }

  /// Where a symbolic link leads.
  func linkTarget(_ name: String) throws(GitError) -> Bytes {
    let size = longestLinkTarget
    let target = Bytes(unsafeUninitializedCapacity: size) { buffer, count in
      let length = buffer.withMemoryRebound(to: CChar.self) {
        readlinkat(descriptor, name, $0.baseAddress!, size)
      }
      count = max(0, length)
    }
    guard !target.isEmpty else { throw .last("readlink", place(name)) }
    return target
  }
}

/// The longest target of a link that is read, in bytes.
private let longestLinkTarget = 8192
