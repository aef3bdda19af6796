import Git
import JSON
import Primitives
import Stream

/// Everything about a run that is the same for all workers.
struct ResolvePlan: Sendable {
  let table: AliasTable
  let sources: SourceBook
  let cache: CacheDirectory
  let defaultZkvm: String
  let out: String
  let limits: TreeLimits
  let jsonLimits: JSONLimits
  /// Whether snapshots are written.
  let materializes: Bool
  let allowsMissing: Bool
  let replacesAlterations: Bool
}

/// beak-resolve as a filter: references in, snapshots out.
struct ResolveFilter: Filter {
  let stage = "resolve"
  let plan: ResolvePlan

  /// A snapshot takes long enough for each to be given to whoever is free.
  let batching = Batching.records(1)

  func makeWorker(index: Int) -> ResolveWorker { ResolveWorker(plan) }
}

/// One worker: its own processes of git.
final class ResolveWorker: RecordWorker {
  private let document: JSONDocument
  private let requests: RequestReader
  private let snapshots: SnapshotMaker

  init(_ plan: ResolvePlan) {
    document = JSONDocument(limits: plan.jsonLimits)
    requests = RequestReader(defaultZkvm: plan.defaultZkvm, table: plan.table)
    snapshots = SnapshotMaker(plan)
  }

  func process(_ record: InputRecord, into output: inout RecordOutput) {
    guard let (request, id) = requests.read(record, document, into: &output) else { return }
    do {
      if case .range(let good, let bad) = request.reference {
        try answerRange(Reference(good), Reference(bad), request, into: &output)
      } else {
        let resolution = try snapshots.resolver.resolve(request.reference, zkvm: request.zkvm)
        try snapshots.append(request, resolution, id: id, to: &output.bytes)
        output.succeed()
      }
    } catch {
      output.fail(error, id: id)
    }
  }

  /// Answers a range with a record for each of its commits, oldest first.
  private func answerRange(
    _ good: Reference, _ bad: Reference, _ request: Request, into output: inout RecordOutput
  ) throws(ResolveError) {
    let commits = try snapshots.resolver.range(good, bad, zkvm: request.zkvm).commits
    output.expand(to: commits.count)
    for commit in commits {
      let id = RecordIdentity(commit: commit)
      do throws(ResolveError) {
        try snapshots.append(request.zkvm, commit, id: id, to: &output.bytes)
        output.succeed()
      } catch {
        output.fail(error, id: id)
      }
    }
  }

  func finish() {}
}

/// Resolves, materialises, and writes records; used by one thread.
final class SnapshotMaker {
  let resolver: Resolver
  private let materializer: Materializer?
  private let out: String

  init(_ plan: ResolvePlan) {
    resolver = Resolver(table: plan.table, sources: plan.sources)
    out = plan.out
    materializer =
      plan.materializes
      ? Materializer(
        out: plan.out, allowsMissing: plan.allowsMissing, replacesAlterations: plan.replacesAlterations,
        trees: TreeCache(plan.cache, limits: plan.limits)) : nil
  }

  /// Makes the snapshot of a resolved request and appends its record.
  func append(
    _ request: Request, _ resolution: Resolution, id: RecordIdentity, to output: inout ByteBuffer
  ) throws(ResolveError) {
    let reader = try resolver.reader(of: request.zkvm)
    let repository = try resolver.source(of: request.zkvm).address.text
    let commit = resolution.commit
    let record = try asResolveError { () throws(GitError) in
      // Asked first, so that git walks through the history while files are written.
      let reachability = try reader.repository.reachability(of: commit.id)
      let contents = try materializer?.materialize(
        commit, zkvm: request.zkvm, repository: repository, reader: reader)
      return SnapshotRecord(
        request: request, kind: resolution.kind.rawValue, repository: repository, commit: commit,
        isReachable: try reachability.answer(),
        path: SnapshotLocation(out: out, zkvm: request.zkvm, commit: commit.id).path, contents: contents)
    }
    record.append(to: &output, id: id)
    output.append(UInt8(ascii: "\n"))
  }

  /// Makes the snapshot of a commit of a range and appends its record.
  func append(
    _ zkvm: String, _ commit: ObjectID, id: RecordIdentity, to output: inout ByteBuffer
  ) throws(ResolveError) {
    let request = Request(zkvm: zkvm, text: commit.hex, reference: .commit(commit))
    let resolution = try resolver.resolve(request.reference, zkvm: zkvm)
    try append(request, resolution, id: id, to: &output)
  }
}

extension RecordIdentity {
  /// The identity of a commit that no line of its own asks for: that of a line with its id.
  init(commit: ObjectID) {
    self = Bytes(commit.hex.utf8).withUnsafeBytes { RecordIdentity(root: nil, line: $0) }
  }
}

extension RequestReader {
  /// Reads the request of a record; nil where the record was answered with an error.
  func read(
    _ record: InputRecord, _ document: JSONDocument, into output: inout RecordOutput
  ) -> (request: Request, id: RecordIdentity)? {
    guard record.line.first(where: { $0 != 0x20 && $0 != 0x09 }) == UInt8(ascii: "{") else {
      let id = RecordIdentity(root: nil, line: record.line)
      do {
        return (try plain(record.line), id)
      } catch {
        output.fail(error, id: id)
        return nil
      }
    }
    do {
      try document.parse(record)
    } catch {
      output.fail(error, id: RecordIdentity(root: nil, line: record.line))
      return nil
    }
    let id = RecordIdentity(root: document.root, line: record.line)
    if let problem = id.problem {
      output.fail(problem, id: id)
      return nil
    }
    do {
      return (try object(document.root), id)
    } catch {
      output.fail(error, id: id)
      return nil
    }
  }
}
