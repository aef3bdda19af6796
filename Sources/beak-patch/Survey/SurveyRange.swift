import Git
import Primitives

/// The commits of a survey, oldest first, and where they lie in the ranges of a set.
struct SurveyRange: Sendable {
  let commits: [Commit]
  /// For each commit that bounds a range, the commits of the survey that come after it or are it.
  private let after: [String: Set<ObjectID>]

  /// Reads `TO`, or `FROM..TO` for what `TO` has and `FROM` has not, along first parents.
  ///
  /// - Throws: `SurveyFailure`.
  init(_ text: String, reader: ObjectReader, set: PatchSet) throws(SurveyFailure) {
    let repository = reader.repository
    let ends = SurveyRange.ends(of: text)
    guard let last = try SurveyRange.resolve(ends.to, repository, set) else {
      throw SurveyFailure("no commit is called \"\(ends.to)\"")
    }
    var first: ObjectID?
    if let from = ends.from {
      first = try SurveyRange.resolve(from, repository, set)
      if first == nil { throw SurveyFailure("no commit is called \"\(from)\"") }
    }
    do throws(GitError) {
      let ids = try repository.firstParentHistory(to: last, notReachedFrom: first)
      var commits: [Commit] = []
      try reader.objects(ids, .commit) { (index, bytes) throws(GitError) in
        guard let bytes else { throw .objectMissing(ids[index]) }
        commits.append(try Commit(id: ids[index], bytes))
      }
      self.commits = commits
      var after: [String: Set<ObjectID>] = [:]
      for bound in Set(set.ranges.values.flatMap { [$0.since, $0.until] }.compactMap { $0 }) {
        after[bound] = try SurveyRange.commits(after: bound, upTo: last, reader)
      }
      self.after = after
    } catch {
      throw SurveyFailure(error.message)
    }
  }

  /// Whether a commit of the survey lies in a range.
  func contains(_ range: PatchSet.CommitRange, _ commit: ObjectID) -> Bool {
    if let since = range.since, after[since]?.contains(commit) != true { return false }
    if let until = range.until, after[until]?.contains(commit) == true { return false }
    return true
  }

  private static func ends(of text: String) -> (from: String?, to: String) {
    let bytes = Array(text.utf8)
    let dot = UInt8(ascii: ".")
    for place in bytes.indices.dropLast() where bytes[place] == dot && bytes[place + 1] == dot {
      return (
        String(decoding: bytes[..<place], as: UTF8.self),
        String(decoding: bytes[(place + 2)...], as: UTF8.self)
      )
    }
    return (nil, text)
  }

  /// The commit of a name: one that the set defines, HEAD, a branch, a tag, an id or the only one that begins so.
  private static func resolve(
    _ name: String, _ repository: Repository, _ set: PatchSet
  ) throws(SurveyFailure) -> ObjectID? {
    do throws(GitError) {
      if let id = ObjectID(hex: set.commits[name] ?? name) { return id }
      let text = name == "HEAD" ? try repository.defaultBranch() ?? name : name
      guard RefName.isValid(text) else { return nil }
      let names =
        text.hasPrefix("refs/")
        ? [text] : ["refs/heads/\(text)", "refs/tags/\(text)", "refs/remotes/origin/\(text)"]
      let refs = try repository.refs(named: names)
      for name in names {
        if let ref = refs.first(where: { $0.name == name && $0.kind == ObjectKind.commit.rawValue }) {
          return ref.target
        }
      }
      let isAbbreviation = 4...40 ~= text.utf8.count && text.utf8.allSatisfy { Hex.digit($0) < 16 }
      let found = isAbbreviation ? try repository.commits(beginningWith: text) : []
      return found.count == 1 ? found[0] : nil
    } catch {
      throw SurveyFailure(error.message)
    }
  }

  /// The commits on the way from one commit to another, both included; none where the repository lacks it.
  private static func commits(
    after hash: String, upTo last: ObjectID, _ reader: ObjectReader
  ) throws(GitError) -> Set<ObjectID> {
    guard let bound = ObjectID(hex: hash), try reader.sizes(of: [bound])[0] != nil,
      try reader.repository.isAncestor(bound, of: last)
    else { return [] }
    let arguments = ["rev-list", "--ancestry-path", last.hex, "^\(bound.hex)"]
    let output = try reader.repository.command(arguments).output()
    return Set(output.split(separator: 0x0a).compactMap { ObjectID(hexBytes: $0) } + [bound])
  }
}

/// Why a survey cannot be made.
struct SurveyFailure: Error {
  let message: String

  init(_ message: String) {
    self.message = message
  }
}
