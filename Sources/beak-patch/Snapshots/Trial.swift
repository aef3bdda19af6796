import Git
import JSON
import Primitives
import Stream

/// `--try`: plans a set on a plain folder of sources, and tells what it would do; nothing is written.
enum Trial {
  static func run(
    _ folder: String, sets: PatchSets, _ arguments: PatchArguments, commit: String?
  ) -> ExitStatus {
    guard sets.all.count == 1 else {
      return Report.fail("--try needs the set that --patch-set names", status: .usage)
    }
    var text = ByteBuffer()
    do throws(PatchError) {
      let id = commit.flatMap { ObjectID(hex: $0) } ?? ObjectID(hex: String(repeating: "0", count: 40))!
      let patcher = SnapshotPatcher(sets: sets, options: arguments.options)
      let result = try patcher.planOnFolder(folder, set: sets.all[0], commit: id)
      if arguments.diff {
        try Attestation.appendDiff(result, name: "\(sets.all[0].zkvm) \(folder)", to: &text)
      } else {
        try Attestation.append(result, of: nil, id: "try", isDryRun: true, to: &text)
        text.append("\n")
      }
    } catch {
      var line = error.message
      if let hint = error.hint { line += " (\(hint))" }
      return Report.fail("\(error.code): \(line)", status: .badRecords)
    }
    return Report.write(text, status: .success)
  }
}

extension SnapshotPatcher {
  /// Plans the chosen passes on a folder, whose `.git` is passed over; links are not followed.
  fileprivate func planOnFolder(
    _ path: String, set: PatchSet, commit: ObjectID
  ) throws(PatchError) -> PatchResult {
    let passes = try sets.passes(options.passes, of: set)
    let source: Source
    do throws(GitError) {
      let directory = try Directory(path: path)
      // Git knows no empty folders.
      let entries = try WrittenTree.entries(in: directory, passingOver: [".git"]).filter {
        $0.mode != .folder
      }
      let tree = TreeHash.id(of: entries)
      let onDisk = TreeCache.Tree(readBack: directory, tree: tree, entries: entries)
      var places: [ObjectID: TreeEntry] = [:]
      for entry in entries where entry.mode.isBlob { places[entry.id] = entry }
      source = Source(tree: tree, entries: entries, mirror: { () throws(PatchError) in nil }, base: nil) {
        (id) throws(GitError) in
        guard let entry = places[id] else { throw .objectMissing(id) }
        return try onDisk.bytes(of: entry)
      }
    } catch {
      throw .git(error)
    }
    return try plan(set, passes, source, commit: commit)
  }
}
