import Glibc
import Primitives

/// Something to read records from.
struct InputSource: Sendable, Hashable {
  /// How the bytes divide into records.
  enum Form: Sendable {
    /// One record a line.
    case lines
    /// One JSON document, which is one record however many lines it has.
    case document
  }

  /// The file's path; nil for standard input, and for records in memory.
  let path: String?
  let form: Form
  /// Records that are in memory already, one each; nil where they are to be read.
  var given: [Bytes]?

  /// Records that are in memory already.
  static func given(_ records: [String]) -> InputSource {
    InputSource(path: nil, form: .lines, given: records.map { Bytes($0.utf8) })
  }

  static let standardInput = InputSource(path: nil, form: .lines)

  /// The sources that the command line names; standard input where it names none. A directory stands for the
  /// files below it, in the order of the bytes of their paths.
  ///
  /// - Throws: `InputProblem` where a name cannot be found or looked into.
  static func resolve(_ names: [String]) throws(InputProblem) -> [InputSource] {
    if names.isEmpty { return [.standardInput] }
    var sources: [InputSource] = []
    for name in names {
      if name == "-" {
        sources.append(.standardInput)
        continue
      }
      var status = stat()
      guard stat(name, &status) == 0 else { throw InputProblem(path: name, error: errno) }
      if status.st_mode & S_IFMT == S_IFDIR {
        var paths: [String] = []
        try walk(name, into: &paths)
        paths.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        sources += paths.map { InputSource(path: $0, form: form(of: $0)) }
      } else {
        sources.append(InputSource(path: name, form: form(of: name)))
      }
    }
    return sources
  }

  private static func form(of name: String) -> Form {
    name.hasSuffix(".json") ? .document : .lines
  }

  /// Adds the `.json` and `.ndjson` files below a directory.
  ///
  /// Hidden names are left out, and symbolic links to directories are not followed.
  private static func walk(_ directory: String, into paths: inout [String]) throws(InputProblem) {
    guard let stream = opendir(directory) else { throw InputProblem(path: directory, error: errno) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    closedir(stream)
    for name in names {
      let path = directory.hasSuffix("/") ? directory + name : directory + "/" + name
      var status = stat()
      guard lstat(path, &status) == 0 else { throw InputProblem(path: path, error: errno) }
      if status.st_mode & S_IFMT == S_IFDIR {
        try walk(path, into: &paths)
      } else if name.hasSuffix(".json") || name.hasSuffix(".ndjson") {
        paths.append(path)
      }
    }
  }
}

/// A file or directory that cannot be read.
struct InputProblem: Error, Hashable {
  /// Its path; nil for standard input.
  let path: String?
  /// The `errno` that tells why.
  let error: Int32

  /// The problem in one phrase.
  var message: String {
    "cannot read \(path ?? "standard input"): \(String(cString: strerror(error)))"
  }
}
