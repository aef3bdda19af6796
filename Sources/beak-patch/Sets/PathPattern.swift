import Primitives

/// A pattern for paths: `*` is any text within a name, `?` one byte of it, `**` any number of folders.
struct PathPattern: Sendable, Hashable {
  let text: String
  private let parts: [Bytes]

  init(_ text: String) {
    self.text = text
    parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map(Bytes.init)
  }

  /// Whether a path matches as a whole.
  func matches(_ path: String) -> Bool {
    let names = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map(
      Bytes.init)
    return PathPattern.match(parts[...], names[...])
  }

  private static func match(_ parts: ArraySlice<Bytes>, _ names: ArraySlice<Bytes>) -> Bool {
    guard let part = parts.first else { return names.isEmpty }
    if part == Bytes("**".utf8) {
      return (names.startIndex...names.endIndex).contains { match(parts.dropFirst(), names[$0...]) }
    }
    guard let name = names.first, matchName(part[...], name[...]) else { return false }
    return match(parts.dropFirst(), names.dropFirst())
  }

  /// Matches one name; a star is tried again one byte later where the rest fails.
  private static func matchName(_ part: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
    var (at, place) = (part.startIndex, name.startIndex)
    var star: (part: Int, name: Int)?
    while place < name.endIndex {
      if at < part.endIndex, part[at] == UInt8(ascii: "*") {
        star = (at + 1, place)
        at += 1
      } else if at < part.endIndex, part[at] == UInt8(ascii: "?") || part[at] == name[place] {
        at += 1
        place += 1
      } else if let last = star {
        star = (last.part, last.name + 1)
        (at, place) = (last.part, last.name + 1)
      } else {
        return false
      }
    }
    return part[at...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
