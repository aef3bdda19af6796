import Git
import JSON
import Primitives
import Stream

/// The stage `patch`: snapshot records in, the same with proof of their patches out.
struct PatchFilter: Filter {
  let sets: PatchSets
  let options: PatchOptions
  let jsonLimits: JSONLimits

  let stage = "patch"

  /// One snapshot is work enough for one turn of a worker.
  let batching = Batching.records(1)

  func makeWorker(index: Int) -> PatchWorker {
    PatchWorker(
      patcher: SnapshotPatcher(sets: sets, options: options), options: options,
      document: JSONDocument(limits: jsonLimits))
  }
}

/// Answers each record with an attestation, a verdict, a diff or an error.
final class PatchWorker: RecordWorker {
  private let patcher: SnapshotPatcher
  private let options: PatchOptions
  private let document: JSONDocument

  init(patcher: SnapshotPatcher, options: PatchOptions, document: JSONDocument) {
    self.patcher = patcher
    self.options = options
    self.document = document
  }

  func process(_ record: InputRecord, into output: inout RecordOutput) {
    guard let identity = document.open(record, into: &output) else { return }
    do {
      try answer(try SnapshotRecord(document.root), id: identity.text, into: &output)
    } catch {
      output.fail(error, id: identity)
    }
  }

  private func answer(
    _ record: SnapshotRecord, id: String, into output: inout RecordOutput
  ) throws(PatchError) {
    switch options.action {
    case .check:
      let result = try patcher.check(record)
      Verdict.append(result, of: record.root, id: id, to: &output.bytes)
      output.endLine()
      if result.isSound { output.succeed() } else { output.finding() }
      return
    case .reverse:
      try patcher.reverse(record)
      Attestation.appendReversed(record.root, id: id, to: &output.bytes)
    case .patch, .plan:
      let result = try patcher.patch(record)
      if options.writesDiff {
        try Attestation.appendDiff(result, name: "\(record.zkvm) \(record.commit)", to: &output.bytes)
      } else {
        try Attestation.append(
          result, of: record.root, id: id, isDryRun: options.action == .plan, to: &output.bytes)
        output.endLine()
      }
    }
    output.succeed()
  }

  func finish() {}
}
