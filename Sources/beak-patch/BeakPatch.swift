import ArgumentParser
import Git
import Stream

/// The command: applies patch sets to zkVM snapshots.
@main
struct BeakPatch: FilterCommand {
  static let configuration = CommandConfiguration(
    commandName: "beak-patch",
    abstract: "Applies patch sets to zkVM snapshots, wholly or not at all, and proves what it did.",
    discussion: """
      Reads the snapshot records of beak-resolve, one a line, and writes each back with the edits that were \
      made, SHA-256 of every changed file before and after, and the git tree id of the patched tree. An edit \
      that does not fit is an error with the nearest lines, and then nothing is written.

      EXAMPLES
        beak-resolve main | beak-patch
        beak-resolve bmk-regzero | beak-patch --diff | less
        beak-patch --lint my-set
        beak-patch --survey main --repository path/to/openvm
      """,
    version: ToolVersion.text)

  static let errorCatalogue = PatchError.catalogue

  @OptionGroup var options: StandardOptions
  @OptionGroup(title: "Patching") var patching: PatchArguments
  @OptionGroup(title: "Instead of reading records") var modes: ModeArguments

  func execute() throws -> ExitStatus {
    if modes.lint { return Lint.run(folders: (patching.patchSet.map { [$0] } ?? []) + options.files) }
    let sets: PatchSets
    do {
      sets = try patching.sets()
    } catch {
      throw ValidationError("the patch set cannot be used: \(error.line)")
    }
    try patching.checkPasses(of: sets)
    if modes.list { return SetListing.run(sets) }
    if let folder = modes.try { return Trial.run(folder, sets: sets, patching, commit: modes.commit) }
    if let range = modes.survey {
      return Survey.run(range, sets: sets, zkvm: modes.zkvm, patching, jobs: options.jobCount)
    }
    let filter = PatchFilter(sets: sets, options: patching.options, jsonLimits: options.limits.json)
    return FilterRunner.run(filter, options: options)
  }

  static func main() {
    FilterMain.run(BeakPatch.self)
  }
}
