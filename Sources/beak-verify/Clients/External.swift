import Fixtures
import Primitives
import Processes

/// How to run a client: everything that is decided before the first fixture.
struct ClientCommand: Sendable, Equatable {
  let name: String
  /// Executable and arguments.
  let command: [String]
  let environment: [String: String]
}

/// How long to wait for a client, in milliseconds.
struct Patience: Sendable {
  /// For the answer to one fixture.
  var answer: Int
  /// More for the first answer of a process, which may still load its code.
  var firstAnswerBonus = 5_000
  /// For the greeting of a client that greets.
  var greeting = 60_000
}

/// A client in a process of its own, which lives as long as it answers.
///
/// One fixture is outstanding at a time. When the process dies or goes on without an answer, a new one gets
/// the same fixture alone: an answer then stands, a second loss is reported as `crash` or `missing`.
/// A fixture without an answer at the deadline costs the process its life and is reported as `timeout`.
final class ExternalClient<Dialect: ClientDialect>: Client {
  /// Processes are replaced after this many answers, in case they hoard memory.
  private let recyclingAge = 10_000

  let name: String
  let needsFile = true
  private let command: ClientCommand
  private let patience: Patience
  private var dialect: Dialect
  private var process: RunningProcess?
  private var answersOfProcess = 0
  private var outstanding: (submission: Submission, deadline: Deadline, watch: Stopwatch)?
  /// What the client said on standard error when it was lost last.
  private var complaint: String?

  init(_ command: ClientCommand, dialect: Dialect, patience: Patience) {
    self.name = command.name
    self.command = command
    self.dialect = dialect
    self.patience = patience
  }

  /// Starts a process now, so that a fault shows before the first fixture.
  func start() throws(ClientError) {
    do {
      let process = try RunningProcess(
        command: command.command, environment: .inherited(adding: command.environment))
      self.process = process
      answersOfProcess = 0
      dialect.reset()
    } catch {
      throw ClientError.cannotStart(client: name, reason: "\(command.command[0]): \(error.reason)")
    }
    guard dialect.greets else { return }
    if case .event(.ready) = wait(for: nil, until: Deadline(milliseconds: patience.greeting)) { return }
    rememberComplaint()
    stop()
    throw ClientError.cannotStart(client: name, reason: "it did not get ready\n\(complaint ?? "")")
  }

  func submit(_ submission: Submission) {
    precondition(outstanding == nil, "the answer before was not collected")
    if answersOfProcess >= recyclingAge { stop() }
    if process == nil { try? start() }
    outstanding = (submission, deadline(), Stopwatch())
    _ = process?.send(dialect.request(for: submission))
  }

  func collect() -> ClientAnswer {
    guard let (submission, deadline, watch) = outstanding else {
      preconditionFailure("an answer was asked for before a fixture")
    }
    outstanding = nil
    var answer = judge(wait(for: submission, until: deadline)) ?? retry(submission)
    answer.milliseconds = watch.milliseconds
    return answer
  }

  func takeComplaint() -> String? {
    defer { complaint = nil }
    return complaint
  }

  func stop() {
    process?.stop()
    process = nil
  }

  /// The answer that waiting has brought; nil when the client was lost and may be asked again.
  private func judge(_ outcome: WaitOutcome) -> ClientAnswer? {
    switch outcome {
    case .event(.answer(let answer)):
      answersOfProcess += 1
      return answer
    case .deadline:
      rememberComplaint()
      stop()
      return .other(.timeout, "no answer within \(patience.answer / 1000) s")
    case .event, .ended, .notRunning:
      return nil
    }
  }

  /// Asks a new process.
  private func retry(_ submission: Submission) -> ClientAnswer {
    rememberComplaint()
    stop()
    do { try start() } catch { return .other(.missing, "the client cannot be started again") }
    _ = process?.send(dialect.request(for: submission))
    let outcome = wait(for: submission, until: deadline())
    if let answer = judge(outcome) { return answer }
    rememberComplaint()
    let end = process?.endAfterLoss(outcome)
    process = nil
    switch end {
    case .signalled, .exited(code: 1...): return .other(.crash, "the client \(end!)")
    default: return .other(.missing, "the client gave no result")
    }
  }

  private func deadline() -> Deadline {
    let bonus = answersOfProcess == 0 ? patience.firstAnswerBonus : 0
    return Deadline(milliseconds: patience.answer + bonus)
  }

  private func wait(for submission: Submission?, until deadline: Deadline) -> WaitOutcome {
    guard let process else { return .notRunning }
    var output = Bytes()
    while true {
      if let event = dialect.nextEvent(for: submission) {
        if submission != nil, case .ready = event { continue }
        return .event(event)
      }
      output.removeAll(keepingCapacity: true)
      switch process.read(into: &output, until: deadline) {
      case .output: dialect.feed(output)
      case .end: return .ended
      case .deadline: return .deadline
      }
    }
  }

  private func rememberComplaint() {
    process?.drainErrors()
    if let lines = process?.diagnostics.lastLines(3), !lines.isEmpty { complaint = lines }
  }
}

/// What waiting for a client has brought.
enum WaitOutcome {
  case event(DialectEvent)
  /// The client closed its output.
  case ended
  case deadline
  /// There is no process.
  case notRunning
}

extension RunningProcess {
  /// How the process ended over a fixture; nil when it still runs and is killed now.
  fileprivate func endAfterLoss(_ outcome: WaitOutcome) -> ProcessEnd? {
    if case .ended = outcome { return endAfterOutput() }
    stop()
    return nil
  }
}
