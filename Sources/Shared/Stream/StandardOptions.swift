import ArgumentParser
import Glibc

/// The options that all filters have, whatever they read.
package struct RunOptions: ParsableArguments {
  @Option(
    name: [.customShort("j", allowingJoined: true), .long],
    help: ArgumentHelp("Work on that many records at once (default: the number of cores).", valueName: "n"))
  package var jobs: Int?

  @Option(
    help: ArgumentHelp(
      "Where error records go: stderr, stdout (among the results), or a file.", valueName: "place"))
  package var errors = "stderr"

  @Flag(help: "Stop after the first record that is not plainly good.")
  package var failFast = false

  @Flag(help: "Write results as they come, not in the order of the input.")
  package var unordered = false

  @Option(help: ArgumentHelp("Show progress on standard error: auto, always or never.", valueName: "when"))
  package var progress = ProgressOption.auto

  @Option(
    help: ArgumentHelp("Write the counts of the run to that file, as one JSON object.", valueName: "file"))
  package var summary: String?

  @Flag(help: "Write no count trailer and no progress to standard error.")
  package var quiet = false

  @Flag(help: "Exit with 0 where findings or bad records would make it 1 or 3.")
  package var exitZero = false

  @Flag(help: "List the error codes and what to do about them.")
  package var helpErrors = false

  @OptionGroup(title: "Limits")
  package var limits: StreamLimits

  package init() {}

  package mutating func validate() throws {
    if let jobs, !(1...1024).contains(jobs) {
      throw ValidationError("--jobs must be between 1 and 1024, not \(jobs)")
    }
    if errors.isEmpty { throw ValidationError("--errors needs stderr, stdout or the name of a file") }
    if summary?.isEmpty == true { throw ValidationError("--summary needs the name of a file") }
    if errors == summary { throw ValidationError("--errors and --summary name the same file") }
  }

  /// How many workers there are.
  package var jobCount: Int { jobs ?? RunOptions.processorCount }

  /// The cores of the machine.
  private static var processorCount: Int {
    min(1024, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  }
}

/// The options of a filter that reads files or standard input.
@dynamicMemberLookup
package struct StandardOptions: FilterOptions {
  @OptionGroup package var run: RunOptions

  @Argument(
    help: ArgumentHelp(
      "Files to read instead of standard input; - is standard input.",
      discussion: """
        A .json file is one document; any other has one record a line. A directory is walked for .json and \
        .ndjson files in the order of their paths.
        """))
  package var files: [String] = []

  package init() {}

  package mutating func validate() throws {
    if files.contains("") { throw ValidationError("an input file has an empty name") }
    if files.filter({ $0 == "-" }).count > 1 {
      throw ValidationError("standard input can be read only once")
    }
  }

  /// The options of the run, as if they were this filter's own.
  package subscript<Value>(dynamicMember member: KeyPath<RunOptions, Value>) -> Value {
    run[keyPath: member]
  }

  package var helpErrors: Bool { run.helpErrors }
}

/// Options that tell whether the user asks for the error codes.
package protocol FilterOptions: ParsableArguments {
  var helpErrors: Bool { get }
}

extension RunOptions: FilterOptions {}

/// The values of `--progress`.
package enum ProgressOption: String, ExpressibleByArgument, CaseIterable, Sendable {
  case auto
  case always
  case never

  var mode: Progress.Mode {
    switch self {
    case .auto: .auto
    case .always: .always
    case .never: .never
    }
  }
}
