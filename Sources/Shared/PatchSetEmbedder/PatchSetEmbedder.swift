import Glibc

/// Writes the files below a folder as one Swift source: the same source for the same files, on any machine.
///
/// Every file must be UTF-8; hidden ones are left out. Run by the build, never by people.
@main
enum PatchSetEmbedder {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count == 3 else { fail("usage: PatchSetEmbedder FOLDER OUTPUT") }
    var source = "/// The patch sets that the program carries: path and text of each file.\n"
    source += "enum EmbeddedPatchSets {\n  static let files: [(path: String, text: String)] = [\n"
    for path in files(below: arguments[1]) {
      source +=
        "    (\(literal(Array(path.utf8), of: path)), \(literal(read("\(arguments[1])/\(path)"), of: path))),\n"
    }
    source += "  ]\n}\n"
    write(source, to: arguments[2])
  }

  private static func fail(_ message: String) -> Never {
    let line = Array("PatchSetEmbedder: \(message)\n".utf8)
    _ = Glibc.write(2, line, line.count)
    exit(1)
  }

  /// The paths of all files, relative to the folder, in the order of their bytes.
  private static func files(below folder: String) -> [String] {
    var found: [String] = []
    func walk(_ prefix: String) {
      guard let stream = opendir("\(folder)/\(prefix)") else { fail("cannot read \(folder)/\(prefix)") }
      defer { closedir(stream) }
      while let entry = readdir(stream) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name.hasPrefix(".") { continue }
        var status = stat()
        guard lstat("\(folder)/\(prefix)\(name)", &status) == 0 else {
          fail("cannot look at \(prefix)\(name)")
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: walk("\(prefix)\(name)/")
        case S_IFREG: found.append(prefix + name)
        default: fail("\(prefix)\(name) is neither a file nor a folder")
        }
      }
    }
    walk("")
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func read(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "rb") else { fail("cannot read \(path)") }
    defer { fclose(file) }
    var content: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { break }
      content += chunk[..<count]
    }
    if ferror(file) != 0 { fail("cannot read \(path)") }
    return content
  }

  /// A string literal with exactly those bytes.
  private static func literal(_ bytes: [UInt8], of path: String) -> String {
    guard String(validating: bytes, as: UTF8.self) != nil else { fail("\(path) is not UTF-8") }
    var text = "\""
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case "\r": text += "\\r"
      case " "..."~": text.unicodeScalars.append(scalar)
      default: text += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return text + "\""
  }

  private static func write(_ source: String, to path: String) {
    guard let file = fopen(path, "wb") else { fail("cannot write \(path)") }
    let bytes = Array(source.utf8)
    let count = fwrite(bytes, 1, bytes.count, file)
    guard count == bytes.count, fclose(file) == 0 else { fail("cannot write \(path)") }
  }
}
