import ArgumentParser
import Stream

/// Whether a trace is written, and where.
struct TraceArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write every instruction that the embedded client executes to that file, as EIP-3155 JSON lines; "
        + "implies --jobs 1.", valueName: "file"))
  var trace: String?

  @Flag(help: "Let the lines of --trace show the memory too.")
  var traceMemory = false

  mutating func validate() throws {
    if traceMemory && trace == nil { throw ValidationError("--trace-memory needs --trace") }
    if trace?.isEmpty == true { throw ValidationError("--trace needs the name of a file") }
    if trace == "-" {
      throw ValidationError("--trace cannot go to standard output, where the verdicts are; name a file")
    }
  }

  /// The file to write; nil without `--trace`.
  var file: TraceFile? { trace.map { TraceFile(path: $0, showsMemory: traceMemory) } }

  /// Checks what must hold between `--trace` and other options.
  ///
  /// - Parameter clients: the names after `--client`; none stands for the embedded client.
  func validate(with options: StandardOptions, clients: [String]) throws {
    guard let trace else { return }
    if let jobs = options.jobs, jobs != 1 {
      throw ValidationError("--trace needs --jobs 1, so that the trace has the order of the input")
    }
    if trace == options.errors || trace == options.summary {
      throw ValidationError("--trace names the same file as --errors or --summary")
    }
    let names = clients.compactMap { ClientOption($0)?.name }
    if !names.isEmpty && !names.contains(where: ClientSpecification.isEmbedded) {
      throw ValidationError("--trace shows the embedded client, which is not among the clients")
    }
  }
}
