@preconcurrency import Glibc

/// The environment variables that a child process sees.
package enum ProcessEnvironment: Sendable {
  /// Those of this process, with these in place of variables of the same name.
  case inherited(adding: [String: String])
  /// These and no others.
  case exactly([String: String])

  /// The variables as `NAME=value`.
  var variables: [String] {
    switch self {
    case .inherited(let additions): Self.inherited(without: additions) + Self.lines(additions)
    case .exactly(let variables): Self.lines(variables)
    }
  }

  private static func lines(_ variables: [String: String]) -> [String] {
    variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
  }

  private static func inherited(without names: [String: String]) -> [String] {
    var result: [String] = []
    var entry = environ
    while let text = entry.pointee {
      let variable = String(cString: text)
      let name = String(variable.prefix { $0 != "=" })
      if names[name] == nil { result.append(variable) }
      entry += 1
    }
    return result
  }
}
