import Glibc
import Primitives

/// A git repository that is only read, with or without a work tree, complete or a partial clone.
///
/// Nothing is ever written to it, fetched into it, or started because of its configuration. With a cache, its
/// objects are read without its configuration: git otherwise refuses to read from a partial clone what it
/// cannot fetch.
package struct Repository: Hashable, Sendable {
  /// The directory that holds refs and configuration.
  package let gitDirectory: String
  /// A repository without refs and with a configuration of ours, through which objects are read; nil without a
  /// cache.
  private let reader: String?

  /// A branch or tag, peeled to what it names.
  package struct Ref: Hashable, Sendable {
    /// Such as `refs/heads/main`.
    package let name: String
    /// The object, behind any annotated tags.
    package let target: ObjectID
    /// The object's kind as git says it.
    package let kind: String
  }

  /// Finds the repository at a path: bare, or one with a work tree.
  ///
  /// Never looks upwards: a folder inside a repository is none itself.
  /// - Parameter cache: Where the repository without refs is kept, which all runs share.
  /// - Throws: `GitError.noRepository`, `.system` where the cache cannot be written.
  package init(at path: String, cache: CacheDirectory? = nil) throws(GitError) {
    gitDirectory = try Self.gitDirectory(of: path)
    reader = try cache?.readerRepository()
  }

  private static func gitDirectory(of path: String) throws(GitError) -> String {
    for candidate in [path, path + "/.git"] where isGitDirectory(candidate) { return candidate }
    // A work tree of another repository, or a submodule, has a file that tells where.
    if let linked = linkedDirectory(path), isGitDirectory(linked) { return linked }
    throw .noRepository(path)
  }

  private static func isGitDirectory(_ path: String) -> Bool {
    guard access(path + "/HEAD", F_OK) == 0 else { return false }
    return access(path + "/objects", F_OK) == 0 || access(path + "/commondir", F_OK) == 0
  }

  private static func linkedDirectory(_ path: String) -> String? {
    guard let folder = try? Directory(path: path),
      let bytes = try? folder.read(".git", limit: 8192)
    else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.hasPrefix("gitdir: ") else { return nil }
    let target = text.dropFirst("gitdir: ".count).prefix { $0 != "\n" }
    return target.hasPrefix("/") ? String(target) : "\(path)/\(target)"
  }

  /// The folder of the objects, by its whole path; a further work tree has those of its main one.
  private var objects: String? {
    var folder = gitDirectory
    if access(folder + "/objects", F_OK) != 0 {
      guard let common = try? Directory(path: folder).read("commondir", limit: 8192) else { return nil }
      let target = String(decoding: common.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
      folder = target.hasPrefix("/") ? target : "\(folder)/\(target)"
    }
    guard let resolved = realpath(folder + "/objects", nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// A command on refs, which speaks to no network.
  private func refCommand(_ arguments: [String]) -> GitCommand {
    GitCommand(arguments, gitDirectory: gitDirectory)
  }

  /// A command on objects by their ids, which knows no refs and speaks to no network.
  package func command(_ arguments: [String]) -> GitCommand {
    guard let reader, let objects else { return refCommand(arguments) }
    return GitCommand(arguments, gitDirectory: reader, objects: objects)
  }

  /// The lines of a command's output.
  private func lines(_ command: GitCommand) throws(GitError) -> [ArraySlice<UInt8>] {
    try command.output().split(separator: UInt8(ascii: "\n"))
  }

  // MARK: Refs

  /// The refs of exactly those names, such as `refs/heads/main`; those that do not exist are left out.
  ///
  /// - Precondition: Each name keeps the rules of `RefName`, so that none is taken for a pattern or an option.
  package func refs(named names: [String]) throws(GitError) -> [Ref] {
    precondition(names.allSatisfy { $0.hasPrefix("refs/") && RefName.isValid($0) }, "not a ref name")
    let format = "%(refname) %(objectname) %(objecttype) %(*objectname) %(*objecttype)"
    return try lines(refCommand(["for-each-ref", "--format=\(format)"] + names)).compactMap { line in
      let words = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
      guard words.count == 3 || words.count == 5, names.contains(words[0]),
        let target = ObjectID(hex: words[words.count - 2])
      else { return nil }
      return Ref(name: words[0], target: target, kind: words[words.count - 1])
    }
  }

  /// The branch that HEAD names, without `refs/heads/`; nil where HEAD names none.
  package func defaultBranch() throws(GitError) -> String? {
    let (output, code, _) = try refCommand(["symbolic-ref", "--quiet", "HEAD"]).run()
    let prefix = "refs/heads/"
    let name = String(decoding: output.split(separator: UInt8(ascii: "\n")).first ?? [], as: UTF8.self)
    return code == 0 && name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : nil
  }

  /// The commits whose ids begin with 4 to 40 hexadecimal digits, in the order of their ids.
  package func commits(beginningWith digits: String) throws(GitError) -> [ObjectID] {
    precondition((4...40).contains(digits.utf8.count) && digits.utf8.allSatisfy { Hex.digit($0) < 16 })
    let candidates = try lines(command(["rev-parse", "--disambiguate=\(digits.lowercased())"]))
      .compactMap { ObjectID(hexBytes: $0) }
    let reader = ObjectReader(self)
    let found = try reader.sizes(of: candidates)
    return zip(candidates, found).filter { $1?.kind == ObjectKind.commit.rawValue }.map(\.0).sorted()
  }

  // MARK: History

  /// Whether a commit is another one or lies behind it.
  package func isAncestor(_ ancestor: ObjectID, of commit: ObjectID) throws(GitError) -> Bool {
    let command = command(["merge-base", "--is-ancestor", ancestor.hex, commit.hex])
    let (_, code, complaint) = try command.run()
    guard code <= 1 else { throw command.failure(complaint) }
    return code == 0
  }

  /// Asks whether a commit can be reached from any branch or tag; git looks while the caller does other things.
  package func reachability(of commit: ObjectID) throws(GitError) -> Reachability {
    let command = refCommand(["rev-list", "--max-count=1", commit.hex, "--not", "--branches", "--tags"])
    return Reachability(question: try command.begin())
  }

  /// A question about reachability that is being answered.
  package struct Reachability {
    fileprivate let question: GitCommand.Run

    /// Waits for the answer.
    package func answer() throws(GitError) -> Bool {
      let (output, code, complaint) = try question.end()
      guard code == 0 else { throw question.command.failure(complaint) }
      return output.isEmpty
    }
  }

  /// The commits from `last` backwards along first parents, without those that `before` reaches.
  ///
  /// - Returns: Oldest first, `last` at the end; all of the history where `before` is nil.
  package func firstParentHistory(
    to last: ObjectID, notReachedFrom before: ObjectID? = nil
  ) throws(GitError) -> [ObjectID] {
    var arguments = ["rev-list", "--first-parent", "--reverse", last.hex]
    if let before { arguments.append("^\(before.hex)") }
    return try lines(command(arguments)).compactMap { ObjectID(hexBytes: $0) }
  }
}
