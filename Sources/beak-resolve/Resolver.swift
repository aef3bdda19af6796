import Git

/// What a name has turned out to be.
struct Resolution: Equatable, Sendable {
  /// How the name names the commit.
  enum Kind: String, Sendable {
    case alias
    case branch
    case tag
    case commit
    case abbreviation
  }

  let kind: Kind
  let commit: Commit
}

/// Finds commits by alias, branch, tag, id, or the beginning of an id.
///
/// Not thread-safe: one worker has one. The order of the search is: alias, id, branch and tag, beginning of an
/// id.
final class Resolver {
  private let table: AliasTable
  private let sources: SourceBook
  /// Readers by the repository that they read.
  private var readers: [Repository: ObjectReader] = [:]

  init(table: AliasTable, sources: SourceBook) {
    self.table = table
    self.sources = sources
  }

  /// The repository that a zkVM's commits come from.
  func source(of zkvm: String) throws(ResolveError) -> Source {
    guard let source = sources[zkvm] else { throw .zkvmUnknown(zkvm) }
    return source
  }

  /// A reader of the zkVM's repository as it is.
  func reader(of zkvm: String) throws(ResolveError) -> ObjectReader {
    reader(of: try source(of: zkvm).current())
  }

  private func reader(of repository: Repository) -> ObjectReader {
    if let reader = readers[repository] { return reader }
    let reader = ObjectReader(repository)
    readers[repository] = reader
    return reader
  }

  /// Finds the commit that a reference names.
  func resolve(_ reference: Reference, zkvm: String) throws(ResolveError) -> Resolution {
    switch reference {
    case .commit(let id): Resolution(kind: .commit, commit: try commit(id, of: zkvm))
    case .name(let name): try resolve(name: name, zkvm: zkvm)
    case .range(let good, let bad): throw .referenceInvalid("\(good)..\(bad)", reason: "it is a range")
    }
  }

  private func resolve(name: String, zkvm: String) throws(ResolveError) -> Resolution {
    if let id = table.entries[zkvm]?.aliases[name] {
      return Resolution(kind: .alias, commit: try commit(id, of: zkvm))
    }
    let source = try source(of: zkvm)
    // Digits that name one commit of the mirror need no network, unless they are the name of a ref.
    if Reference.isAbbreviation(name), let found = try abbreviation(name, source.current()) { return found }
    let repository = try source.refreshed()
    if let found = try ref(name, repository) { return found }
    if Reference.isAbbreviation(name), let found = try abbreviation(name, repository) { return found }
    let branch = try asResolveError { () throws(GitError) in try repository.defaultBranch() }
    throw .referenceUnknown(name, zkvm: zkvm, defaultBranch: branch)
  }

  /// The commit of that id; fetched if the mirror lacks it.
  func commit(_ id: ObjectID, of zkvm: String) throws(ResolveError) -> Commit {
    let source = try source(of: zkvm)
    if let commit = try stored(id, source.current()) { return commit }
    if let commit = try stored(id, source.refreshed()) { return commit }
    if let commit = try stored(id, source.searched(for: id)) { return commit }
    throw .commitUnknown(id)
  }

  private func stored(_ id: ObjectID, _ repository: Repository) throws(ResolveError) -> Commit? {
    do {
      return try reader(of: repository).commit(id)
    } catch {
      switch error {
      case .objectMissing: return nil
      case .wrongKind(_, _, let found): throw .notACommit(id.hex, kind: found)
      default: throw .git(error)
      }
    }
  }

  /// The branch or tag of that name.
  private func ref(_ name: String, _ repository: Repository) throws(ResolveError) -> Resolution? {
    var names = ["refs/heads/\(name)", "refs/tags/\(name)"]
    if name.hasPrefix("refs/heads/") || name.hasPrefix("refs/tags/") { names.append(name) }
    let refs = try asResolveError { () throws(GitError) in try repository.refs(named: names) }
    guard let first = refs.first else { return nil }
    guard refs.allSatisfy({ $0.target == first.target }) else { throw .referenceAmbiguous(name) }
    guard first.kind == ObjectKind.commit.rawValue, let commit = try stored(first.target, repository) else {
      throw .notACommit(name, kind: first.kind)
    }
    return Resolution(kind: first.name.hasPrefix("refs/heads/") ? .branch : .tag, commit: commit)
  }

  /// The one commit whose id begins with those digits, unless a ref is called so.
  private func abbreviation(_ digits: String, _ repository: Repository) throws(ResolveError) -> Resolution? {
    if try ref(digits, repository) != nil { return nil }
    let candidates = try asResolveError { () throws(GitError) in
      try repository.commits(beginningWith: digits)
    }
    if candidates.count > 1 { throw .abbreviationAmbiguous(digits, candidates: candidates) }
    guard let id = candidates.first, let commit = try stored(id, repository) else { return nil }
    return Resolution(kind: .abbreviation, commit: commit)
  }

  /// The commits of a range along first parents, oldest first, without the good one.
  func range(
    _ good: Reference, _ bad: Reference, zkvm: String
  ) throws(ResolveError) -> (good: Commit, commits: [ObjectID]) {
    let bad = try resolve(bad, zkvm: zkvm).commit
    let good = try resolve(good, zkvm: zkvm).commit
    let repository = try source(of: zkvm).current()
    let commits = try asResolveError { () throws(GitError) -> [ObjectID] in
      guard try repository.isAncestor(good.id, of: bad.id) else { return [] }
      return try repository.firstParentHistory(to: bad.id, notReachedFrom: good.id)
    }
    guard !commits.isEmpty else { throw .rangeInvalid(good: good.id, bad: bad.id) }
    return (good, commits)
  }
}

/// Runs `body` with the errors of the shared modules as this stage has them.
func asResolveError<Value>(_ body: () throws(GitError) -> Value) throws(ResolveError) -> Value {
  do {
    return try body()
  } catch {
    throw .git(error)
  }
}
