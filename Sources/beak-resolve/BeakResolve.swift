import ArgumentParser
import Git
import Glibc
import Stream

/// The command: finds commits of zkVMs and puts their sources on the disk.
@main
struct BeakResolve: FilterCommand {
  static let configuration = CommandConfiguration(
    commandName: "beak-resolve",
    abstract: "Finds commits of zkVMs by name and puts their sources on the disk.",
    discussion: """
      Takes references as arguments, or from standard input, one a line: aliases, branches, tags, ids of \
      commits or the beginnings of ids, or objects such as {"zkvm":"sp1","ref":"main"}. Writes one snapshot a \
      line: {"schema":"beak.snapshot/1","id":…,"zkvm":…,"commit":…,"tree":…,"path":…}

      A range GOOD..BAD stands for its commits along first parents, oldest first. With --step, one commit at a \
      time is given out, the next after a line good, bad or skip on standard input, until the first bad one is \
      found.

      EXAMPLES
        beak-resolve main | beak-patch
        beak-resolve --zkvm sp1 --repository ./sp1 bmk-39ab
        beak-resolve bmk-f038..main --step <verdicts | beak-patch | runner >verdicts
      """,
    version: ToolVersion.text)

  static let errorCatalogue = ResolveError.catalogue

  @OptionGroup var options: RunOptions
  @OptionGroup(title: "Repositories") var repositories: RepositoryArguments
  @OptionGroup(title: "Snapshots") var snapshots: SnapshotArguments

  @Flag(help: "Search the first bad commit of a range, one commit after each verdict.")
  var step = false

  @Argument(help: "References to take instead of standard input.")
  var references: [String] = []

  mutating func validate() throws {
    if let reference = references.first(where: { $0.isEmpty || $0.contains("\n") }) {
      throw ValidationError("\"\(reference)\" is no reference")
    }
    if step, references.count > 1 { throw ValidationError("--step takes one range") }
  }

  func execute() throws -> ExitStatus { try run(on: .standard) }

  /// Runs over other channels than those of the process, as tests do.
  func run(on channels: Channels) throws -> ExitStatus {
    let activity = Activity()
    let plan = try plan(activity)
    guard step else {
      return FilterRunner.run(
        ResolveFilter(plan: plan), options: options, input: .records(references), activity: activity,
        channels: channels)
    }
    var options = options
    options.jobs = 1
    return FilterRunner.run(
      BisectFilter(plan: plan), options: options, input: .recordsThenLines(references), activity: activity,
      channels: channels)
  }

  private func plan(_ activity: Activity) throws -> ResolvePlan {
    let table = AliasTable.builtIn
    guard let cache = repositories.cacheDirectory else {
      throw ValidationError("neither XDG_CACHE_HOME nor HOME is set; name a folder with --cache")
    }
    let sources = try SourceBook(
      table, addresses: repositories.addresses, cache: cache, isOffline: repositories.offline,
      activity: activity)
    return ResolvePlan(
      table: table, sources: sources, cache: cache, defaultZkvm: repositories.zkvm, out: snapshots.out,
      limits: snapshots.limits, jsonLimits: options.limits.json, materializes: !snapshots.noMaterialize,
      allowsMissing: snapshots.allowMissing, replacesAlterations: snapshots.fresh)
  }

  static func main() {
    FilterMain.run(BeakResolve.self)
  }
}

/// Where commits come from.
struct RepositoryArguments: ParsableArguments {
  @Option(help: ArgumentHelp("The zkVM of references that do not name one.", valueName: "name"))
  var zkvm = "openvm"

  @Option(
    name: .customLong("repository"),
    help: ArgumentHelp(
      "The URL of a repository, or the path of one to be read in place, instead of the upstream one; repeatable.",
      valueName: "[zkvm=]address"))
  var repositories: [String] = []

  @Option(
    help: ArgumentHelp(
      "The folder of mirrors and trees (default: $XDG_CACHE_HOME/beak, else ~/.cache/beak).", valueName: "dir"
    ))
  var cache: String?

  @Flag(help: "Fetch nothing: branches are those of the mirror.")
  var offline = false

  mutating func validate() throws {
    guard SnapshotLocation.isName(zkvm) else {
      throw ValidationError("--zkvm must be lower-case letters, digits and -, not \(zkvm)")
    }
    if cache?.isEmpty == true { throw ValidationError("--cache needs the name of a folder") }
    var names: Set<String> = []
    for text in repositories {
      let (name, address) = Self.split(text, zkvm)
      guard names.insert(name).inserted else {
        throw ValidationError("--repository is given twice for \(name)")
      }
      do {
        _ = try RepositoryAddress(address)
      } catch {
        throw ValidationError(error.message)
      }
    }
  }

  /// Parts `sp1=https://…`; an address without a zkVM's name before it is that of `--zkvm`.
  private static func split(_ text: String, _ zkvm: String) -> (name: String, address: String) {
    if let sign = text.firstIndex(of: "="), SnapshotLocation.isName(String(text[..<sign])) {
      return (String(text[..<sign]), String(text[text.index(after: sign)...]))
    }
    return (zkvm, text)
  }

  /// The addresses by zkVM.
  var addresses: [String: RepositoryAddress] {
    var addresses: [String: RepositoryAddress] = [:]
    for text in repositories {
      let (name, address) = Self.split(text, zkvm)
      addresses[name] = try? RepositoryAddress(address)
    }
    return addresses
  }

  /// The cache.
  var cacheDirectory: CacheDirectory? { cache.map { CacheDirectory(path: $0) } ?? .standard }
}

/// Where sources go, and what they may be.
struct SnapshotArguments: ParsableArguments {
  @Option(help: ArgumentHelp("The folder of all snapshots.", valueName: "dir"))
  var out = "out"

  @Flag(name: .customLong("no-materialize"), help: "Only find the commit; write no sources.")
  var noMaterialize = false

  @Flag(help: "Do without files that the repository, a partial clone, lacks; the record lists them.")
  var allowMissing = false

  @Flag(help: "Replace a snapshot even where its files were changed by hand.")
  var fresh = false

  @Option(help: ArgumentHelp("The largest file of a tree; K, M and G are understood.", valueName: "size"))
  var maxFile = ByteSize(100 << 20)

  @Option(help: ArgumentHelp("The most entries of a tree.", valueName: "n"))
  var maxFiles = 200_000

  @Option(
    help: ArgumentHelp("The most bytes of all files of a tree; K, M and G are understood.", valueName: "size")
  )
  var maxTree = ByteSize(4 << 30)

  mutating func validate() throws {
    if out.isEmpty { throw ValidationError("--out needs the name of a folder") }
    for (option, value) in [
      ("--max-file", maxFile.bytes), ("--max-files", maxFiles), ("--max-tree", maxTree.bytes),
    ] where value < 1 {
      throw ValidationError("\(option) must be at least 1, not \(value)")
    }
  }

  /// What a tree may hold.
  var limits: TreeLimits {
    var limits = TreeLimits()
    limits.file = maxFile.bytes
    limits.entries = maxFiles
    limits.total = maxTree.bytes
    return limits
  }
}
