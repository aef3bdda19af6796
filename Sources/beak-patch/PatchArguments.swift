import ArgumentParser
import Git

/// What is applied to which snapshots, and where the history is.
struct PatchArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Use the patch set in that folder, not those that the program carries.", valueName: "folder"))
  var patchSet: String?

  @Option(help: ArgumentHelp("Take only these passes, separated by commas.", valueName: "names"))
  var passes: String?

  @Flag(help: "Tell what would be done; write nothing.")
  var dryRun = false

  @Flag(help: "Write unified diffs instead of records to standard output; change no snapshot.")
  var diff = false

  @Flag(help: "Tell whether each snapshot is what its marker says; change nothing.")
  var check = false

  @Flag(help: "Take each snapshot back to the commit's own files.")
  var reverse = false

  @Option(
    help: ArgumentHelp("The repository to take, not the one that a record names.", valueName: "url or path"))
  var repository: String?

  @Option(
    help: ArgumentHelp("Where mirrors are kept (default: beak in the user's cache).", valueName: "folder"))
  var cache: String?

  mutating func validate() throws {
    let chosen = [dryRun || diff, check, reverse].filter { $0 }.count
    if chosen > 1 { throw ValidationError("--check, --reverse and --dry-run or --diff exclude each other") }
    if passes != nil, names.isEmpty || names.contains("") {
      throw ValidationError("--passes needs names, separated by commas")
    }
    if patchSet?.isEmpty == true { throw ValidationError("--patch-set needs a folder") }
    if cache?.isEmpty == true { throw ValidationError("--cache needs a folder") }
  }

  private var names: [String] {
    passes?.split(separator: ",", omittingEmptySubsequences: false).map(String.init) ?? []
  }

  var cacheDirectory: CacheDirectory? {
    cache.map { CacheDirectory(path: $0) } ?? CacheDirectory.standard
  }

  var options: PatchOptions {
    let action: PatchOptions.Action =
      if check { .check } else if reverse { .reverse } else if dryRun || diff { .plan } else { .patch }
    return PatchOptions(
      action: action, writesDiff: diff, passes: passes == nil ? nil : names, repository: repository,
      cache: cacheDirectory)
  }

  func sets() throws(SetProblem) -> PatchSets {
    if let patchSet { return try PatchSets.read(folder: patchSet) }
    return PatchSets.embedded
  }

  /// Refuses names that no set has: most likely they are misspelt.
  func checkPasses(of sets: PatchSets) throws {
    for name in names where !sets.all.contains(where: { $0.passes.contains { $0.name == name } }) {
      throw ValidationError("no patch set has a pass \(name)")
    }
  }
}

/// What is done instead of reading records.
struct ModeArguments: ParsableArguments {
  @Flag(help: "Check the patch sets in the folders that are named, or all that the program carries.")
  var lint = false

  @Flag(help: "List the patch sets with their passes and edits.")
  var list = false

  @Option(
    help: ArgumentHelp(
      "Tell which edits fit which commits of a range such as main or v1.0..main, along first parents.",
      valueName: "range"))
  var survey: String?

  @Option(
    help: ArgumentHelp("The zkVM to survey (default: openvm, or that of --patch-set).", valueName: "name"))
  var zkvm: String?

  @Option(
    help: ArgumentHelp(
      "Plan on a plain folder of sources and write nothing; --diff shows the changes.", valueName: "folder"))
  var `try`: String?

  @Option(help: ArgumentHelp("The commit that the folder of --try is to be taken for.", valueName: "hash"))
  var commit: String?

  mutating func validate() throws {
    let chosen = [lint, list, survey != nil, `try` != nil].filter { $0 }.count
    if chosen > 1 { throw ValidationError("--lint, --list, --survey and --try exclude each other") }
    if let commit, ObjectID(hex: commit) == nil {
      throw ValidationError("--commit needs a full hash of 40 digits, not \(commit)")
    }
    if commit != nil, `try` == nil { throw ValidationError("--commit goes with --try only") }
    if zkvm != nil, survey == nil { throw ValidationError("--zkvm goes with --survey only") }
  }
}
