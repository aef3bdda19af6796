import Crypto
import Glibc
import Primitives

/// The files of one patch set by path relative to it, from wherever they come.
struct PatchSetFiles: Sendable {
  /// What to call the set in messages: the zkVM or the folder.
  let name: String
  /// The set's own files, and those of the shared folders that were added.
  private(set) var contents: [String: Bytes]
  /// What the set may share with others.
  let shared: SharedFolders

  /// The paths in the order of their bytes.
  var paths: [String] {
    contents.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// SHA-256 over path, length and bytes of every file, in the order of the paths.
  var digest: Hash32 {
    var stream = SHA256Stream()
    for path in paths {
      let content = contents[path] ?? []
      stream.update(Bytes("\(path)\0\(content.count)\0".utf8))
      stream.update(content)
    }
    return stream.finish()
  }

  /// Adds the files of a shared folder.
  ///
  /// - Returns: Whether there are any.
  mutating func add(share: String) throws(SetProblem) -> Bool {
    let files = try shared.files(of: share)
    contents.merge(files) { own, _ in own }
    return !files.isEmpty
  }

  /// The largest file of a set, in bytes.
  private static let fileLimit = 16 << 20
}

extension PatchSetFiles {
  /// Reads a folder; hidden files are left out. What it may share is in the folder `shared` beside it.
  ///
  /// - Throws: `SetProblem.unreadable`, also for symbolic links: a set is data, not a way into the machine.
  init(folder: String) throws(SetProblem) {
    var contents: [String: Bytes] = [:]
    try PatchSetFiles.read(folder, below: "", into: &contents)
    self.init(name: folder, contents: contents, shared: .below("\(folder)/.."))
  }

  /// Reads the files of a folder below a root; their paths are relative to the root.
  static func read(
    _ root: String, below prefix: String, into contents: inout [String: Bytes]
  ) throws(SetProblem) {
    let folder = prefix.isEmpty ? root : "\(root)/\(prefix)"
    guard let stream = opendir(folder) else {
      throw SetProblem(.unreadable, in: folder, String(cString: strerror(errno)))
    }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    closedir(stream)
    for name in names {
      let path = prefix.isEmpty ? name : "\(prefix)/\(name)"
      var status = stat()
      guard lstat("\(root)/\(path)", &status) == 0 else {
        throw SetProblem(.unreadable, in: path, String(cString: strerror(errno)))
      }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: try read(root, below: path, into: &contents)
      case S_IFREG: contents[path] = try readFile("\(root)/\(path)", named: path)
      default: throw SetProblem(.unreadable, in: path, "it is neither a file nor a folder")
      }
    }
  }

  private static func readFile(_ file: String, named path: String) throws(SetProblem) -> Bytes {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      throw SetProblem(.unreadable, in: path, String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    var content = Bytes()
    var chunk = Bytes(repeating: 0, count: 64 << 10)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw SetProblem(.unreadable, in: path, String(cString: strerror(errno)))
      }
      if count == 0 { return content }
      content += chunk[..<count]
      guard content.count <= fileLimit else {
        throw SetProblem(.unreadable, in: path, "it is larger than \(fileLimit) bytes")
      }
    }
  }
}
