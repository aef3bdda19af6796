import Glibc

/// A client as the user asked for it, with everything found that is needed to run it.
struct ClientSpecification: Sendable, Equatable {
  /// How the client is spoken to.
  enum Kind: Sendable, Equatable {
    case embedded
    case geth
    case lineProtocol
  }

  /// The name of the client that is built in.
  static let embeddedName = "embedded"

  let name: String
  let kind: Kind
  /// Executable and arguments; empty for the embedded client.
  let command: [String]

  /// Makes the clients named by `--client NAME[=PATH]` and `--client-arg NAME=ARG`; the embedded one when
  /// none is named.
  static func resolve(
    options: [ClientOption], arguments: [ClientOption]
  ) throws(ClientError) -> [ClientSpecification] {
    if options.isEmpty { return [embedded] }
    var result: [ClientSpecification] = []
    for option in options {
      let own = arguments.filter { $0.name == option.name }.compactMap(\.value)
      result.append(try resolve(option, arguments: own))
    }
    return result
  }

  static let embedded = ClientSpecification(name: embeddedName, kind: .embedded, command: [])

  /// Whether a `--client` of that name is the client that is built in.
  static func isEmbedded(_ name: String) -> Bool { family(of: name) == embeddedName }

  /// Clients of which several may run at once, told apart by what follows their name and a hyphen.
  private static let families: Set<String> = [embeddedName, "geth", "eels"]

  /// The client that is meant by `name`: what stands before the first hyphen where that is a known one,
  /// otherwise the whole name.
  private static func family(of name: String) -> String {
    let prefix = String(name.prefix { $0 != "-" })
    return families.contains(prefix) ? prefix : name
  }

  private static func resolve(
    _ option: ClientOption, arguments: [String]
  ) throws(ClientError) -> ClientSpecification {
    let family = family(of: option.name)
    switch family {
    case embeddedName:
      return embedded
    case "geth":
      let program = try find(option, names: ["evm"])
      return ClientSpecification(
        name: option.name, kind: .geth, command: [program, "blocktest"] + arguments)
    default:
      let program = try find(option, names: ["beak-\(family)"])
      return ClientSpecification(
        name: option.name, kind: .lineProtocol, command: [program] + arguments)
    }
  }

  /// The executable: the path given, else one of `names` on PATH, else the project's own script.
  private static func find(
    _ option: ClientOption, names: [String]
  ) throws(ClientError) -> String {
    if let path = option.value {
      if let found = path.contains("/") ? executable(path) : onSearchPath(path) { return found }
      throw ClientError.notFound(client: option.name, searched: path)
    }
    for name in names {
      if let found = onSearchPath(name) { return found }
    }
    let script = "scripts/clients/\(family(of: option.name))"
    if let found = besideThisProgram(script) { return found }
    throw ClientError.notFound(
      client: option.name, searched: names.joined(separator: ", ") + " on PATH, " + script)
  }

  private static func onSearchPath(_ name: String) -> String? {
    guard let variable = getenv("PATH") else { return nil }
    return String(cString: variable).split(separator: ":").lazy
      .compactMap { executable("\($0)/\(name)") }.first
  }

  /// `relative` in one of the directories that enclose this program's file.
  private static func besideThisProgram(_ relative: String) -> String? {
    guard let own = realpath("/proc/self/exe", nil) else { return nil }
    defer { free(own) }
    var directory = String(cString: own)
    while let slash = directory.lastIndex(of: "/") {
      directory = String(directory[..<slash])
      if let found = executable("\(directory)/\(relative)") { return found }
    }
    return nil
  }

  private static func executable(_ path: String) -> String? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, access(path, X_OK) == 0
    else { return nil }
    return path
  }
}

/// `NAME` or `NAME=VALUE` on the command line.
struct ClientOption: Sendable, Equatable {
  let name: String
  let value: String?

  /// Nil when the name is empty or has other characters than letters, digits, `-`, `_` and `.`.
  init?(_ text: String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    let isPlain = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
    guard !name.isEmpty, isPlain else { return nil }
    self.name = name
    value = parts.count > 1 ? String(parts[1]) : nil
  }
}
