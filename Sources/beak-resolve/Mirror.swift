import Git
import Primitives
import Stream

/// The bare copy of a remote repository in the cache, which all tools and runs share.
///
/// One process at a time fetches; others may read meanwhile, as objects are added and never removed.
struct Mirror: Sendable {
  let address: RepositoryAddress
  let cache: CacheDirectory
  /// Where a fetch tells how far it is.
  let activity: Activity

  private var name: String { cache.mirrorName(of: address) }

  /// The mirror, if there is one.
  var repository: Repository? { try? address.repository(cache: cache) }

  private var network: GitCommand.Network {
    switch address.access {
    case .path: .none
    // A server of `http` may send on to `https`, but not the other way.
    case .remote(let scheme): .only(scheme == "http" ? "http:https" : scheme)
    }
  }

  /// Brings all branches and tags up to date, and makes the mirror where there is none.
  func fetch() throws(GitError) {
    try fetch(["+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"], prunes: true)
    try adoptDefaultBranch()
  }

  /// Fetches one commit that no branch or tag leads to, if the remote gives it away.
  func fetch(commit: ObjectID) throws(GitError) {
    try fetch(["+\(commit):refs/beak/\(commit)"], prunes: false)
  }

  private func fetch(_ refs: [String], prunes: Bool) throws(GitError) {
    try Directory.make(path: cache.mirrors)
    let folder = try Directory(path: cache.mirrors)
    let lock = try FileLock(".lock-\(name)", in: folder)
    defer { withExtendedLifetime(lock) {} }
    if try folder.hasFolder("\(name).git") {
      try Self.removeLeftovers(folder.open("\(name).git"))
      try fetch(refs, into: "\(folder.path)/\(name).git", prunes: prunes)
      return
    }
    // A first fetch that fails, or is killed, leaves no empty mirror behind.
    let staging = ".tmp-\(name)"
    try folder.removeAll(staging)
    do throws(GitError) {
      let arguments = ["init", "--bare", "--quiet", "--template=", "--initial-branch=main"]
      _ = try GitCommand(arguments, gitDirectory: "\(folder.path)/\(staging)").output()
      try fetch(refs, into: "\(folder.path)/\(staging)", prunes: prunes)
      try folder.rename(staging, to: "\(name).git")
    } catch {
      try? folder.removeAll(staging)
      throw error
    }
  }

  private func fetch(_ refs: [String], into directory: String, prunes: Bool) throws(GitError) {
    let command = GitCommand(
      [
        "fetch", "--no-write-fetch-head", "--no-recurse-submodules", "--no-auto-maintenance", "--no-tags",
        "--progress", prunes ? "--prune" : "--no-prune", "--end-of-options", address.text,
      ] + refs,
      gitDirectory: directory, network: network)
    activity.text = "fetching \(address.text)"
    defer { activity.text = nil }
    let (_, code, complaint) = try command.run { diagnostics in
      let last = diagnostics.lastLines(1).split(separator: "\r").last ?? ""
      let words = last.split(separator: " ").joined(separator: " ")
      activity.text = "fetching \(address.text): \(words)"
    }
    guard code == 0 else {
      throw command.failure(complaint.isEmpty ? "exit code \(code)" : complaint)
    }
  }

  /// Removes lock files of git, whose owner is gone as this process holds the mirror's own lock.
  private static func removeLeftovers(_ mirror: Directory) throws(GitError) {
    for name in try mirror.names() where name.hasSuffix(".lock") { try mirror.removeAll(name) }
    if try mirror.hasFolder("refs") { try removeLocks(mirror.open("refs")) }
    guard try mirror.hasFolder("objects") else { return }
    let objects = try mirror.open("objects")
    for name in try objects.names() where name.hasPrefix("incoming-") || name.hasPrefix("tmp_objdir") {
      try objects.removeAll(name)
    }
    guard try objects.hasFolder("pack") else { return }
    let packs = try objects.open("pack")
    for name in try packs.names() where name.hasPrefix("tmp_") { try packs.removeAll(name) }
  }

  private static func removeLocks(_ folder: Directory) throws(GitError) {
    for name in try folder.names() {
      if name.hasSuffix(".lock") {
        try folder.removeAll(name)
      } else if try folder.hasFolder(name) {
        try removeLocks(folder.open(name))
      }
    }
  }

  /// Remembers the branch that the remote takes for its main one, for messages to the user.
  private func adoptDefaultBranch() throws(GitError) {
    let directory = cache.mirror(of: address)
    let question = GitCommand(
      ["ls-remote", "--symref", "--end-of-options", address.text, "HEAD"], gitDirectory: directory,
      network: network)
    // `ref: refs/heads/main\tHEAD`
    let (output, code, _) = try question.run()
    let line = output.split(separator: UInt8(ascii: "\n")).first ?? []
    let words = line.split(separator: UInt8(ascii: "\t")).map { String(decoding: $0, as: UTF8.self) }
    guard code == 0, words.count == 2, words[1] == "HEAD", words[0].hasPrefix("ref: refs/heads/") else {
      return
    }
    let ref = String(words[0].dropFirst("ref: ".count))
    guard RefName.isValid(ref) else { return }
    _ = try GitCommand(["symbolic-ref", "HEAD", ref], gitDirectory: directory).output()
  }
}
