import Git
import Stream
import Synchronization

/// The repository of one zkVM, fetched when it is needed and at most once in a run.
final class Source: Sendable {
  /// As records carry it.
  let address: RepositoryAddress
  private let cache: CacheDirectory
  private let mirror: Mirror
  private let isOffline: Bool
  /// What has been done in this run; whoever fetches makes the others wait.
  private let state = Mutex(State())

  private struct State {
    /// What came of the fetch; nil before it.
    var fetch: Result<Void, ResolveError>?
    var triedCommits: Set<ObjectID> = []
  }

  init(address: RepositoryAddress, cache: CacheDirectory, isOffline: Bool, activity: Activity) {
    self.address = address
    self.isOffline = isOffline
    self.cache = cache
    mirror = Mirror(address: address, cache: cache, activity: activity)
  }

  private var isRemote: Bool { address.access != .path }

  /// The repository as it is, fetched only where there is none yet.
  func current() throws(ResolveError) -> Repository {
    guard isRemote else { return try located() }
    if let repository = mirror.repository { return repository }
    return try refreshed()
  }

  /// The repository with the branches and tags that the remote has now; as it is, with `--offline`.
  func refreshed() throws(ResolveError) -> Repository {
    guard isRemote else { return try located() }
    if isOffline {
      guard let repository = mirror.repository else { throw .mirrorMissing(address.text) }
      return repository
    }
    try state.withLock { state throws(ResolveError) in
      // A fetch that failed is not tried again for every record of the stream.
      let result = state.fetch ?? fetched()
      state.fetch = result
      try result.get()
    }
    return try located()
  }

  /// The repository after an attempt to fetch a commit that the branches and tags do not lead to.
  func searched(for commit: ObjectID) throws(ResolveError) -> Repository {
    let repository = try refreshed()
    guard isRemote, !isOffline else { return repository }
    state.withLock { state in
      guard state.triedCommits.insert(commit).inserted else { return }
      // A remote that does not know the commit, or does not give it away, says so by failing.
      try? mirror.fetch(commit: commit)
    }
    return repository
  }

  private func located() throws(ResolveError) -> Repository {
    try asResolveError { () throws(GitError) in try address.repository(cache: cache) }
  }

  private func fetched() -> Result<Void, ResolveError> {
    do {
      try mirror.fetch()
      return .success(())
    } catch {
      return .failure(fetchError(error))
    }
  }

  private func fetchError(_ error: GitError) -> ResolveError {
    if case .gitFailed(_, let reason) = error { return .fetchFailed(address.text, reason: reason) }
    return .git(error)
  }
}

/// The repositories of all zkVMs that a run may name.
struct SourceBook: Sendable {
  private let sources: [String: Source]

  /// Makes the sources of the table's zkVMs, with the user's own addresses in place of the table's.
  init(
    _ table: AliasTable, addresses: [String: RepositoryAddress], cache: CacheDirectory, isOffline: Bool,
    activity: Activity
  ) throws(GitError) {
    var addresses = addresses
    for (name, entry) in table.entries where addresses[name] == nil {
      addresses[name] = try RepositoryAddress(entry.repository)
    }
    sources = addresses.mapValues {
      Source(address: $0, cache: cache, isOffline: isOffline, activity: activity)
    }
  }

  /// The repository of a zkVM.
  subscript(zkvm: String) -> Source? { sources[zkvm] }
}
