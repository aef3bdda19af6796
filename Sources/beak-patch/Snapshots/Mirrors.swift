import Git
import Primitives

/// The repositories that records name, found on this machine: each is opened once per worker.
final class Mirrors {
  /// A repository with its reader and what is known of its history.
  final class Mirror {
    let reader: ObjectReader
    private var ancestry: [Pair: Bool] = [:]

    private struct Pair: Hashable {
      let ancestor: ObjectID
      let commit: ObjectID
    }

    var repository: Repository { reader.repository }

    init(_ repository: Repository) { reader = ObjectReader(repository) }

    /// Whether a commit is another one or lies behind it.
    func isAncestor(_ ancestor: ObjectID, of commit: ObjectID) throws(GitError) -> Bool {
      let pair = Pair(ancestor: ancestor, commit: commit)
      if let known = ancestry[pair] { return known }
      let answer = try repository.isAncestor(ancestor, of: commit)
      ancestry[pair] = answer
      return answer
    }
  }

  private let override: String?
  let cache: CacheDirectory?
  private var known: [String: Mirror?] = [:]

  /// - Parameter override: The repository to take instead of the one that a record names.
  init(override: String?, cache: CacheDirectory?) {
    self.override = override
    self.cache = cache
  }

  /// The mirror that has a commit; nil where none is at hand.
  func mirror(of record: SnapshotRecord) throws(PatchError) -> Mirror? {
    guard let address = override ?? record.repository else { return nil }
    guard let mirror = try mirror(at: address) else {
      // What the user names must be there; what a record names may have gone.
      if override != nil { throw .git(.noRepository(address)) }
      return nil
    }
    do {
      return try mirror.reader.sizes(of: [record.commit])[0]?.kind == "commit" ? mirror : nil
    } catch {
      throw .git(error)
    }
  }

  private func mirror(at address: String) throws(PatchError) -> Mirror? {
    if let mirror = known[address] { return mirror }
    let mirror = try open(address)
    known[address] = .some(mirror)
    return mirror
  }

  private func open(_ text: String) throws(PatchError) -> Mirror? {
    do throws(GitError) {
      let address = try RepositoryAddress(text)
      switch address.access {
      case .path: return Mirror(try Repository(at: text, cache: cache))
      case .remote:
        return try cache.map { (cache) throws(GitError) in Mirror(try address.repository(cache: cache)) }
      }
    } catch {
      if case .noRepository = error { return nil }
      throw .git(error)
    }
  }
}
