import Git
import JSON
import Primitives
import Stream

/// `--survey`: which edits fit which commits, straight from the blobs of a mirror.
enum Survey {
  /// What the edits of a set come to at one commit.
  struct Row: Sendable {
    let commit: Int
    /// One per edit of the chosen passes.
    let statuses: [Plan.Outcome.Status]
    /// What else does not fit: passes of which nothing applies.
    let emptyPasses: [String]
  }

  static func run(
    _ range: String, sets: PatchSets, zkvm: String?, _ arguments: PatchArguments, jobs: Int
  ) -> ExitStatus {
    let name = zkvm ?? (sets.all.count == 1 ? sets.all[0].zkvm : "openvm")
    guard let set = sets.set(for: name) else {
      return Report.fail("there is no patch set for \(name)", status: .usage)
    }
    guard let address = arguments.repository else {
      return Report.fail("--survey needs the --repository to look into", status: .usage)
    }
    do throws(SurveyFailure) {
      let repository = try Survey.repository(address, cache: arguments.cacheDirectory)
      let chosen: [Int]
      do { chosen = try sets.passes(arguments.options.passes, of: set) } catch {
        throw SurveyFailure(error.message)
      }
      let span = try SurveyRange(range, reader: ObjectReader(repository), set: set)
      let rows = try Survey.rows(of: span, set, passes: chosen, repository, jobs: jobs)
      return Report.write(SurveyReport.text(of: rows, span, set, passes: chosen), status: .success)
    } catch {
      return Report.fail(error.message)
    }
  }

  private static func repository(
    _ text: String, cache: CacheDirectory?
  ) throws(SurveyFailure) -> Repository {
    do throws(GitError) {
      let address = try RepositoryAddress(text)
      if address.access == .path { return try Repository(at: text, cache: cache) }
      guard let cache else { throw GitError.noRepository(text) }
      return try address.repository(cache: cache)
    } catch {
      throw SurveyFailure(error.message)
    }
  }

  /// Goes over the commits with several threads, each of which takes one run of them.
  static func rows(
    of span: SurveyRange, _ set: PatchSet, passes: [Int], _ repository: Repository, jobs: Int
  ) throws(SurveyFailure) -> [Row] {
    // A thread has to read a whole tree before it gains from what it knows already.
    let parts = max(1, min(jobs, span.commits.count / 200))
    let count = span.commits.count
    let workers = (0..<parts).map { part in
      SurveyWorker(
        span: span, commits: part * count / parts..<(part + 1) * count / parts, set: set, passes: passes,
        repository: repository)
    }
    var threads: [Thread?] = []
    for worker in workers.dropFirst() {
      threads.append(Thread(stackSize: 16 << 20) { worker.run() })
    }
    workers[0].run()
    for (worker, thread) in zip(workers.dropFirst(), threads) {
      if let thread { thread.join() } else { worker.run() }
    }
    var rows: [Row] = []
    for worker in workers {
      if let failure = worker.failure { throw failure }
      rows += worker.rows
    }
    return rows
  }
}

/// One thread of a survey.
///
/// `@unchecked Sendable`: used by its thread alone until that has ended.
private final class SurveyWorker: @unchecked Sendable {
  private(set) var rows: [Survey.Row] = []
  private(set) var failure: SurveyFailure?
  private let span: SurveyRange
  private let commits: Range<Int>
  private let set: PatchSet
  private let passes: [Int]
  private let repository: Repository

  init(span: SurveyRange, commits: Range<Int>, set: PatchSet, passes: [Int], repository: Repository) {
    self.span = span
    self.commits = commits
    self.set = set
    self.passes = passes
    self.repository = repository
  }

  func run() {
    let reader = ObjectReader(repository)
    let walk = HistoryWalk(reader: reader, set: set)
    let versions = FileVersions { (id) throws(PatchError) in
      do throws(GitError) { return try reader.blob(id) } catch { throw .git(error) }
    }
    for index in commits {
      do throws(PatchError) {
        do { try walk.move(to: span.commits[index].tree) } catch { throw .git(error) }
        rows.append(try row(index, walk.tree, versions))
      } catch {
        failure = SurveyFailure("\(span.commits[index].id): \(error.message)")
        return
      }
    }
  }

  private func row(_ index: Int, _ tree: PristineTree, _ versions: FileVersions) throws(PatchError)
    -> Survey.Row
  {
    let commit = span.commits[index].id
    let placement = CommitPlacement(commit: commit.hex) { (name) throws(PatchError) in
      self.span.contains(self.set.ranges[name]!, commit)
    }
    let plan = try Planner.plan(set, passes: passes, on: tree, versions: versions, placement: placement)
    return Survey.Row(
      commit: index, statuses: plan.outcomes.map(\.status),
      emptyPasses: plan.problems.filter { $0.edit == nil }.map(\.path))
  }
}
