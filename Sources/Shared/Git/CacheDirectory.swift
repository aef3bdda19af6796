import Crypto
import Glibc
import Primitives

/// Where mirrors of repositories and trees are kept between runs, for all tools alike.
package struct CacheDirectory: Hashable, Sendable {
  /// As the user gave it, or worked out.
  package let path: String

  /// Makes the cache at a path.
  package init(path: String) { self.path = path }

  /// `$XDG_CACHE_HOME/beak`, else `~/.cache/beak`; nil where neither variable helps.
  package static var standard: CacheDirectory? {
    if let base = getenv("XDG_CACHE_HOME"), base.pointee == UInt8(ascii: "/") {
      return CacheDirectory(path: String(cString: base) + "/beak")
    }
    guard let home = getenv("HOME"), home.pointee != 0 else { return nil }
    return CacheDirectory(path: String(cString: home) + "/.cache/beak")
  }

  /// The folder of bare mirrors.
  package var mirrors: String { "\(path)/mirrors" }
  /// The folder of trees.
  package var trees: String { "\(path)/trees" }

  /// Where the mirror of an address lies, whether or not it is there: `mirrors/<name>-<digest>.git`.
  package func mirror(of address: RepositoryAddress) -> String {
    "\(mirrors)/\(mirrorName(of: address)).git"
  }

  /// A readable part of the address, and 8 hex digits of the SHA-256 of all of it.
  package func mirrorName(of address: RepositoryAddress) -> String {
    let digest = SHA256.hash(Bytes(address.text.utf8)).hex.dropFirst(2).prefix(8)
    let readable = address.text.split(separator: "/").suffix(2).joined(separator: "-").unicodeScalars.map {
      $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0)) ? Character($0) : "-"
    }
    return "\(String(readable.suffix(60)))-\(digest)"
  }

  /// A repository without refs and objects, for reading the objects of others; made where it is not there.
  func readerRepository() throws(GitError) -> String {
    let name = "reader.git"
    let place = "\(path)/\(name)"
    if access(place + "/HEAD", F_OK) == 0 { return place }
    try Directory.make(path: path)
    let folder = try Directory(path: path)
    let lock = try FileLock(".lock-\(name)", in: folder)
    defer { withExtendedLifetime(lock) {} }
    if try folder.hasFolder(name) { return place }
    let staging = ".tmp-\(name)"
    try folder.removeAll(staging)
    let reader = try folder.make(staging)
    for part in ["objects", "refs"] { _ = try reader.make(part) }
    try reader.write(Bytes("[core]\n\trepositoryformatversion = 0\n\tbare = true\n".utf8), to: "config")
    try reader.write(Bytes("ref: refs/heads/main\n".utf8), to: "HEAD")
    try folder.rename(staging, to: name)
    return place
  }
}
