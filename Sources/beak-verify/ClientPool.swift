import Fixtures
import JSON
import Primitives

/// Everything about the clients that is the same for all workers.
struct ClientPlan: Sendable {
  var specifications: [ClientSpecification]
  var patience: Patience
  /// Where fixtures are put for clients outside; nil when there are none.
  var directory: FixtureDirectory?
  /// Where the embedded client writes what it executes; nil when nobody wants to know.
  var trace: TraceFile?

  /// Makes one client.
  func makeClient(_ specification: ClientSpecification) -> any Client {
    switch specification.kind {
    case .embedded: return EmbeddedClient(trace: trace)
    case .geth:
      let command = ClientCommand(
        name: specification.name, command: specification.command,
        environment: GethDialect.environment)
      return ExternalClient(command, dialect: GethDialect(), patience: patience)
    case .lineProtocol:
      let command = ClientCommand(
        name: specification.name, command: specification.command, environment: [:])
      return ExternalClient(command, dialect: LineProtocolDialect(), patience: patience)
    }
  }
}

/// The clients of one worker: gives every fixture to all of them and gathers their answers.
final class ClientPool {
  private let clients: [any Client]
  private let directory: FixtureDirectory?
  private let workerIndex: Int
  private var sequence = 0

  init(_ plan: ClientPlan, workerIndex: Int) {
    clients = plan.specifications.map(plan.makeClient)
    directory = plan.directory
    self.workerIndex = workerIndex
  }

  /// Lets every client judge a fixture; one answer for each, in the order in which they were named.
  ///
  /// - Parameter json: The fixture as it stood in the input.
  func judge(
    _ test: BlockchainTest, json: UnsafeRawBufferPointer
  ) -> [(name: String, answer: ClientAnswer)] {
    sequence += 1
    let name = "b\(workerIndex)x\(sequence)"
    var path: String?
    if clients.contains(where: \.needsFile) { path = directory?.write(json, as: name) }
    defer {
      if let path { directory?.removeFile(path) }
    }
    let submission = Submission(test: test, name: name, path: path)
    let isAble = clients.map { !$0.needsFile || path != nil }
    for (client, able) in zip(clients, isAble) where able { client.submit(submission) }
    return zip(clients, isAble).map { client, able in
      let lost = ClientAnswer.other(.missing, "the fixture could not be written to a file")
      return (client.name, able ? client.collect() : lost)
    }
  }

  /// Lets every client that can judge a state test.
  func judge(_ test: StateTest) -> [(name: String, answer: ClientAnswer)] {
    clients.map { client in
      (client.name, client.judge(test) ?? .other(.unsupported, "state tests are not given to this client"))
    }
  }

  /// What clients that were lost said last, once.
  func takeComplaints() -> [String] {
    clients.compactMap { client in client.takeComplaint().map { "client \(client.name): \($0)" } }
  }

  func stop() {
    for client in clients { client.stop() }
  }
}
