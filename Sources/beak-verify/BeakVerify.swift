import ArgumentParser
import Glibc
import Stream

/// The command: judges fixtures with one or more clients.
@main
struct BeakVerify: FilterCommand {
  static let configuration = CommandConfiguration(
    commandName: "beak-verify",
    abstract: "Judges Ethereum blockchain-test fixtures with one or more clients.",
    discussion: """
      Reads fixtures, one JSON object a line, and writes one verdict a line:
      {"schema":"beak.verdict/1","id":…,"test":…,"fork":…,"verdict":"pass","clients":{…}}

      Clients are embedded (the default), geth (`evm blocktest`), eels, and any other program that speaks \
      the line protocol. Only the clients that are named run.

      EXAMPLES
        fuzzer | beak-convert | beak-verify
        beak-verify --client embedded --client geth=/opt/geth/evm fixtures/blockchain_tests
      """,
    version: ToolVersion.text)

  static let errorCatalogue = VerifyError.catalogue

  @OptionGroup var options: StandardOptions
  @OptionGroup(title: "Clients") var clients: ClientArguments

  @OptionGroup(title: "Trace") var tracing: TraceArguments

  @Flag(name: .customLong("no-timing"), help: "Leave times out, which makes the output deterministic.")
  var hidesTiming = false

  mutating func validate() throws {
    try tracing.validate(with: options, clients: clients.clients)
  }

  func execute() -> ExitStatus {
    do {
      return try verify()
    } catch {
      say(error.description)
      return .infrastructure
    }
  }

  static func main() {
    FilterMain.run(BeakVerify.self)
  }

  private func verify() throws(ClientError) -> ExitStatus {
    var plan = ClientPlan(
      specifications: try clients.specifications,
      patience: Patience(answer: clients.timeout * 1000), trace: tracing.file)
    if plan.specifications.contains(where: { $0.kind != .embedded }) {
      plan.directory = try FixtureDirectory()
    }
    defer { plan.directory?.remove() }
    try SelfTest.run(plan)
    let ledger = ClientLedger(clients: plan.specifications.map(\.name))
    let filter = VerifyFilter(
      plan: plan, limits: options.limits.json, showsTiming: !hidesTiming, ledger: ledger)
    let status = FilterRunner.run(
      filter, options: runOptions, outputs: tracing.trace.map { [$0] } ?? [])
    if !options.quiet, status != .closedOutput {
      for line in ledger.text { say("client \(line)") }
    }
    // When the reader of the verdicts has gone, nobody waits for the trace either.
    if let failure = plan.trace?.close(), status != .closedOutput { throw failure }
    return ledger.isBalanced ? status : .infrastructure
  }

  /// The options of the run; a trace is in the order of the input, which one worker keeps.
  private var runOptions: StandardOptions {
    var options = options
    if tracing.trace != nil { options.run.jobs = 1 }
    return options
  }

  private func say(_ message: String) {
    var line = "beak-verify: \(message)\n"
    // Where standard error is gone there is nobody to tell.
    line.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

/// Which clients run, and how.
struct ClientArguments: ParsableArguments {
  @Option(
    name: .customLong("client"),
    help: ArgumentHelp("A client to run; repeatable (default: embedded).", valueName: "name[=path]"))
  var clients: [String] = []

  @Option(
    name: .customLong("client-arg"),
    help: ArgumentHelp("An argument for the command line of a client; repeatable.", valueName: "name=arg"))
  var arguments: [String] = []

  @Option(help: ArgumentHelp("How long a client may take over one fixture.", valueName: "seconds"))
  var timeout = 10

  mutating func validate() throws {
    guard (1...86_400).contains(timeout) else {
      throw ValidationError("--timeout must be between 1 and 86400 seconds, not \(timeout)")
    }
    var names: [String] = []
    for text in clients {
      guard let option = ClientOption(text) else {
        throw ValidationError("--client needs a name of letters, digits, - _ and ., not \(text)")
      }
      if names.contains(option.name) { throw ValidationError("the client \(option.name) is named twice") }
      names.append(option.name)
    }
    for text in arguments {
      guard let option = ClientOption(text), option.value != nil, names.contains(option.name) else {
        throw ValidationError("--client-arg needs NAME=ARG with the NAME of a --client, not \(text)")
      }
    }
  }

  /// The clients, with their programs found.
  var specifications: [ClientSpecification] {
    get throws(ClientError) {
      try ClientSpecification.resolve(
        options: clients.compactMap(ClientOption.init),
        arguments: arguments.compactMap(ClientOption.init))
    }
  }
}
