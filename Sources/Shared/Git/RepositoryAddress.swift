import Primitives

/// What the user calls a repository by: the URL of a remote one, or the path of one on this machine.
package struct RepositoryAddress: Hashable, Sendable {
  /// How the repository is reached.
  package enum Access: Hashable, Sendable {
    /// It is read where it lies.
    case path
    /// It is fetched into a mirror in the cache, by that protocol of git.
    case remote(scheme: String)
  }

  /// As the user wrote it.
  package let text: String
  /// How it is reached.
  package let access: Access

  /// The protocols that may be spoken. `ext` and the like would run a program of the address's choice.
  package static let schemes = ["https", "http", "ssh", "git", "file"]

  /// Takes an address: `<scheme>://…`, `user@host:path`, or a path.
  ///
  /// - Throws: `GitError.addressRefused`.
  package init(_ text: String) throws(GitError) {
    func refused(_ reason: String) -> GitError { .addressRefused(text, reason: reason) }
    guard !text.isEmpty else { throw refused("it is empty") }
    guard !text.hasPrefix("-") else { throw refused("it begins with -") }
    guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f }) else {
      throw refused("it has a control character")
    }
    self.text = text
    let bytes = Bytes(text.utf8)
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), !bytes[..<colon].contains(UInt8(ascii: "/"))
    else {
      access = .path
      return
    }
    let scheme = String(decoding: bytes[..<colon], as: UTF8.self)
    let rest = bytes[(colon + 1)...]
    if rest.starts(with: ":".utf8) { throw refused("helpers of git are not called") }
    if rest.starts(with: "//".utf8) {
      guard Self.schemes.contains(scheme) else {
        throw refused("\(scheme) is no protocol that is spoken here")
      }
      guard !rest.dropFirst(2).starts(with: "-".utf8) else { throw refused("its host begins with -") }
      access = .remote(scheme: scheme)
    } else {
      access = .remote(scheme: "ssh")
    }
  }

  /// Finds what is on this machine: the repository itself, or its mirror in the cache. Nothing is fetched.
  ///
  /// - Throws: `GitError.noRepository` where there is no mirror yet.
  package func repository(cache: CacheDirectory) throws(GitError) -> Repository {
    switch access {
    case .path: try Repository(at: text, cache: cache)
    case .remote: try Repository(at: cache.mirror(of: self), cache: cache)
    }
  }
}
