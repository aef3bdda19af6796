/// A place in a JSON document, as the path of member names and element indices from the root.
///
/// Its description is the string form: empty for the root, else `/` before each token, with `~` written
/// as `~0` and `/` as `~1`.
/// Source: RFC 6901.
public struct JSONPointer: Hashable, Sendable, CustomStringConvertible {
  /// The unescaped tokens from the root to the place.
  public private(set) var tokens: [String]

  /// The whole document.
  public static let root = JSONPointer(tokens: [])

  /// Makes the pointer with the given unescaped tokens.
  public init(tokens: [String]) {
    self.tokens = tokens
  }

  /// The pointer one member deeper.
  public static func / (parent: JSONPointer, name: String) -> JSONPointer {
    JSONPointer(tokens: parent.tokens + [name])
  }

  /// The pointer one element deeper.
  public static func / (parent: JSONPointer, index: Int) -> JSONPointer {
    JSONPointer(tokens: parent.tokens + [String(index)])
  }

  /// The string form of RFC 6901.
  public var description: String {
    var text = ""
    for token in tokens {
      text += "/"
      for scalar in token.unicodeScalars {
        switch scalar {
        case "~": text += "~0"
        case "/": text += "~1"
        default: text.unicodeScalars.append(scalar)
        }
      }
    }
    return text
  }
}
