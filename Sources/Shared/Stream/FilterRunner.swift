import Glibc
import Primitives

/// The descriptors of a run, and whether it answers to signals.
package struct Channels: Sendable {
  package var input: Int32
  package var output: Int32
  package var error: Int32
  package var handlesSignals: Bool

  /// Makes channels; in a process that is not the filter's own, signals are left alone.
  package init(input: Int32, output: Int32, error: Int32, handlesSignals: Bool = false) {
    self.input = input
    self.output = output
    self.error = error
    self.handlesSignals = handlesSignals
  }

  /// Those of the process.
  package static let standard = Channels(input: 0, output: 1, error: 2, handlesSignals: true)
}

/// Runs a filter over its input by the stream contract.
package enum FilterRunner {
  /// Reads the files that the options name, or standard input, works, writes, and accounts for every record.
  ///
  /// Ignores SIGPIPE for the whole process, which children inherit unless it is reset for them.
  /// - Parameter outputs: Paths of files that the filter writes itself; none of them may be read.
  package static func run<F: Filter>(
    _ filter: F, options: StandardOptions, outputs: [String] = [], channels: Channels = .standard
  ) -> ExitStatus {
    run(filter, options: options.run, input: .files(options.files), outputs: outputs, channels: channels)
  }

  /// Takes records from where `input` says, works, writes, and accounts for every record.
  ///
  /// - Parameters:
  ///   - outputs: Paths of files that the filter writes itself; none of them may be read.
  ///   - activity: What workers do that takes long, for the progress line.
  package static func run<F: Filter>(
    _ filter: F, options: RunOptions, input: FilterInput, outputs: [String] = [],
    activity: Activity? = nil, channels: Channels = .standard
  ) -> ExitStatus {
    signal(SIGPIPE, SIG_IGN)
    let diagnostics = Diagnostics(descriptor: channels.error, tool: "beak-\(filter.stage)")
    do {
      let run = try FilterRun(
        filter, options: options, input: input, outputs: outputs, activity: activity,
        channels: channels, diagnostics: diagnostics)
      return run.run()
    } catch {
      diagnostics.say(error.message)
      return error.status
    }
  }
}

/// Why a run could not begin; nothing was read.
struct StartFailure: Error {
  let message: String
  let status: ExitStatus
}

/// One run of a filter, from the opening of its files to its exit status.
final class FilterRun<F: Filter> {
  private let filter: F
  private let options: RunOptions
  private let activity: Activity?
  private let channels: Channels
  private let diagnostics: Diagnostics
  private let style: ErrorStyle
  private let outputs: OutputFiles
  private let workers: [F.Worker]
  private let wakeUp: WakeUp
  private let reader: RecordReader

  init(
    _ filter: F, options: RunOptions, input: FilterInput, outputs paths: [String], activity: Activity?,
    channels: Channels, diagnostics: Diagnostics
  ) throws(StartFailure) {
    self.filter = filter
    self.options = options
    self.activity = activity
    self.channels = channels
    self.diagnostics = diagnostics
    style = ErrorStyle(
      stage: filter.stage, place: options.errors == "stdout" ? .output : .apart,
      isReadable: options.errors == "stderr" && diagnostics.isTerminal)
    let sources: [InputSource]
    do {
      sources = try input.sources()
    } catch {
      throw StartFailure(message: error.message, status: .usage)
    }
    guard let wakeUp = WakeUp() else {
      throw StartFailure(
        message: "cannot make a pipe: \(String(cString: strerror(errno)))", status: .infrastructure)
    }
    self.wakeUp = wakeUp
    reader = RecordReader(
      sources: sources, standardInput: channels.input, lineLimit: options.limits.maxLine.bytes,
      batching: filter.batching, wakeUp: wakeUp)
    outputs = try OutputFiles(options, others: paths, sources: sources)
    workers = try FilterRun.makeWorkers(filter, count: options.jobCount)
  }

  private static func makeWorkers(_ filter: F, count: Int) throws(StartFailure) -> [F.Worker] {
    var workers: [F.Worker] = []
    do {
      for index in 0..<count { workers.append(try filter.makeWorker(index: index)) }
    } catch {
      for worker in workers { worker.finish() }
      let message = (error as? any StageError)?.message ?? "\(error)"
      throw StartFailure(message: message, status: .infrastructure)
    }
    return workers
  }

  /// Runs to the end, and says how it went.
  func run() -> ExitStatus {
    if channels.handlesSignals { SignalWatch.install(wakeUp) }
    let progress = options.quiet ? nil : Progress(options.progress.mode, activity, diagnostics)
    let emitter = Emitter(
      output: channels.output, errorFile: outputs.errors, diagnostics: diagnostics, progress: progress,
      failFast: options.failFast, isQuiet: options.quiet)
    progress?.begin()
    let processors = workers.map {
      BatchProcessor(worker: $0, lineLimit: options.limits.maxLine.bytes, failFast: options.failFast)
    }
    var hasThreads = true
    if processors.count == 1 {
      runSequentially(processors[0], emitter)
    } else {
      let pool = WorkerPool(jobs: processors.count, isOrdered: !options.unordered, style: style)
      hasThreads = pool.run(processors, reader: reader, emitter: emitter, wakeUp: wakeUp)
    }
    progress?.end()
    emitter.close(read: reader.count)
    let status = conclude(emitter, hasThreads: hasThreads)
    if channels.handlesSignals { SignalWatch.detach() }
    return status
  }

  /// The loop of a single job, without threads: output is flushed before every read that would block.
  private func runSequentially(_ processor: BatchProcessor<F.Worker>, _ emitter: Emitter) {
    let batch = Batch(style: style)
    while !emitter.hasStopped {
      let outcome = reader.fill(batch) {
        emitter.flush()
        return !emitter.hasStopped
      }
      guard case .filled = outcome else { break }
      processor.process(batch)
      emitter.emit(batch)
      batch.reset()
    }
    emitter.flush()
    processor.finish()
  }

  /// Tells everything that went wrong, writes trailer and summary, and works out the status.
  private func conclude(_ emitter: Emitter, hasThreads: Bool) -> ExitStatus {
    let ledger = emitter.ledger
    var failures: [String] = []
    if !hasThreads { failures.append("cannot start \(workers.count) threads") }
    if let problem = reader.problem { failures.append(problem.message) }
    if let failure = emitter.failure { failures.append(failure) }
    if let failure = filter.conclude(hasFailed: emitter.failure != nil) { failures.append(failure) }
    if let failure = outputs.closeErrors() { failures.append(failure) }
    for failure in failures { diagnostics.say(failure) }
    if !ledger.isBalanced { diagnostics.say(ledger.imbalance) }
    var circumstances = ExitStatus.Circumstances(ledger: ledger)
    circumstances.hasFailure = !failures.isEmpty
    circumstances.outputIsClosed = emitter.outputIsClosed
    circumstances.signal = channels.handlesSignals ? SignalWatch.received : 0
    circumstances.exitsZero = options.exitZero
    var status = ExitStatus(circumstances)
    if let failure = outputs.writeSummary(ledger, stage: filter.stage, status: status) {
      diagnostics.say(failure)
      status = .infrastructure
    }
    if !options.quiet, status != .closedOutput { diagnostics.say(ledger.trailer) }
    return status
  }
}
