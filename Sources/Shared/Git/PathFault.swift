import Primitives

/// Why a path of a tree must not be written to a disk.
package enum PathFault: Equatable, Sendable, CaseIterable {
  case empty
  case absolute
  case emptyName
  case dot
  case dotDot
  /// `.git` in a spelling that git or a file system takes for it.
  case dotGit
  case backslash
  case nul
  case notUTF8
  case tooLong
  /// The entry occurs twice, or as a file and as a folder.
  case duplicate
  /// The entry lies in a folder that the tree does not list.
  case withoutFolder

  /// The reason as a phrase.
  package var explanation: String {
    switch self {
    case .empty: "it is empty"
    case .absolute: "it is absolute"
    case .emptyName: "it has an empty name"
    case .dot: "it has the name \".\""
    case .dotDot: "it has the name \"..\""
    case .dotGit: "it has a name that stands for .git"
    case .backslash: "it has a backslash"
    case .nul: "it has a NUL"
    case .notUTF8: "it is not UTF-8"
    case .tooLong: "it is too long"
    case .duplicate: "it occurs twice in the tree"
    case .withoutFolder: "it lies in a folder that the tree does not have"
    }
  }

  /// The longest name in bytes, as file systems have it.
  static let longestName = 255
  /// The longest path in bytes; a system call takes 4096 with its NUL.
  static let longestPath = 4000

  /// The fault of a path; nil where it keeps all rules.
  package init?(of path: Bytes) {
    if path.isEmpty {
      self = .empty
    } else if path.contains(0) {
      self = .nul
    } else if path[0] == UInt8(ascii: "/") {
      self = .absolute
    } else if path.contains(UInt8(ascii: "\\")) {
      self = .backslash
    } else if path.count > Self.longestPath {
      self = .tooLong
    } else if String(validating: path, as: UTF8.self) == nil {
      self = .notUTF8
    } else if let fault = Self.faultOfNames(path) {
      self = fault
    } else {
      return nil
    }
  }

  private static func faultOfNames(_ path: Bytes) -> PathFault? {
    for name in path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      if name.isEmpty { return .emptyName }
      if name.elementsEqual(".".utf8) { return .dot }
      if name.elementsEqual("..".utf8) { return .dotDot }
      if name.count > longestName { return .tooLong }
      if standsForDotGit(name) { return .dotGit }
    }
    return nil
  }

  /// Whether a name is `.git` to git itself, to NTFS, or to HFS+.
  ///
  /// NTFS ignores case, an alternate stream behind a colon, and dots and spaces at the end, and calls the
  /// folder `git~1` as well; HFS+ ignores case and some invisible characters.
  static func standsForDotGit(_ name: ArraySlice<UInt8>) -> Bool {
    var visible = String.UnicodeScalarView()
    for scalar in String(decoding: name, as: UTF8.self).unicodeScalars where !isIgnorable(scalar) {
      visible.append(scalar)
    }
    var text = String(visible).lowercased()[...]
    if let colon = text.firstIndex(of: ":") { text = text[..<colon] }
    while let last = text.last, last == "." || last == " " { text.removeLast() }
    return text == ".git" || text == "git~1"
  }

  /// Characters that HFS+ does not see in a name.
  private static func isIgnorable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200c...0x200f, 0x202a...0x202e, 0x206a...0x206f, 0xfeff: true
    default: false
    }
  }
}
