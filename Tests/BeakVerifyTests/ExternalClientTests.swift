import Fixtures
import Foundation
import Glibc
import Primitives
import Testing

@testable import beak_verify

/// A run of behaviours of a client, and what must be made of it.
struct Episode: CustomTestStringConvertible, Sendable {
  let behaviours: [String]
  let expected: [ClientStatus]
  /// How many processes it takes.
  let processes: Int

  init(_ behaviours: [String], _ expected: [ClientStatus], processes: Int = 1) {
    self.behaviours = behaviours
    self.expected = expected
    self.processes = processes
  }

  var testDescription: String { behaviours.joined(separator: " ") }

  static let geth: [Episode] = [
    Episode(["pass", "fail", "pass"], [.pass, .fail, .pass]),
    Episode(["noise", "pass"], [.pass, .pass]),
    Episode(["slowly", "pass"], [.pass, .pass]),
    Episode(["chatty", "chatty"], [.pass, .pass]),
    Episode(["unsupported", "pass"], [.unsupported, .pass]),
    Episode(["twice", "fail", "pass"], [.pass, .fail, .pass]),
    Episode(["contradiction"], [.fail]),
    Episode(["pass", "again", "pass"], [.pass, .pass, .pass]),
    Episode(["empty", "pass", "pass"], [.pass, .pass], processes: 2),
    Episode(["empty", "empty", "pass"], [.missing, .pass], processes: 3),
    Episode(["foreign", "foreign", "pass"], [.missing, .pass], processes: 3),
    Episode(["pass", "segfault", "pass", "pass"], [.pass, .pass, .pass], processes: 2),
    Episode(["pass", "segfault", "segfault", "pass"], [.pass, .crash, .pass], processes: 3),
    Episode(["panic", "panic", "pass"], [.crash, .pass], processes: 3),
    Episode(["leave", "leave", "pass"], [.missing, .pass], processes: 3),
    Episode(["answer-and-leave", "pass"], [.fail, .pass], processes: 2),
    Episode(["pass", "hang", "pass"], [.pass, .timeout, .pass], processes: 2),
    Episode(["segfault", "hang", "pass"], [.timeout, .pass], processes: 3),
  ]

  static let line: [Episode] = [
    Episode(["pass", "fail", "pass"], [.pass, .fail, .pass]),
    Episode(["slowly", "chatty"], [.pass, .pass]),
    Episode(["unsupported"], [.fail]),
    Episode(["again", "pass"], [.pass, .pass]),
    Episode(["empty", "pass"], [.pass], processes: 2),
    Episode(["segfault", "panic", "pass"], [.crash, .pass], processes: 3),
    Episode(["leave", "pass", "hang", "pass"], [.pass, .timeout, .pass], processes: 3),
  ]
}

@Suite("Clients in processes of their own")
struct ExternalClientTests {
  private let patience = Patience(answer: 2_000, firstAnswerBonus: 8_000, greeting: 30_000)

  private func plan(_ standIn: StandIn, _ kind: ClientSpecification.Kind) throws -> ClientPlan {
    let specification = ClientSpecification(name: "stand-in", kind: kind, command: standIn.command)
    return ClientPlan(
      specifications: [specification], patience: patience, directory: try FixtureDirectory())
  }

  /// Gives the client as many fixtures as there are expected answers.
  private func play(_ episode: Episode, _ language: StandIn.Language, _ kind: ClientSpecification.Kind) throws
  {
    let standIn = try StandIn(language, behaviours: episode.behaviours)
    let plan = try plan(standIn, kind)
    let pool = ClientPool(plan, workerIndex: 0)
    let answers = try Fixture().withTest { test, json in
      episode.expected.map { _ in pool.judge(test, json: json)[0].answer }
    }
    pool.stop()
    #expect(answers.map(\.status) == episode.expected)
    #expect(standIn.processIDs.count == episode.processes)
    for processID in standIn.processIDs {
      #expect(kill(processID, 0) == -1 && errno == ESRCH, "process \(processID) is left over")
    }
    let directory = try #require(plan.directory)
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).isEmpty)
    directory.remove()
    #expect(!FileManager.default.fileExists(atPath: directory.path))
  }

  @Test("geth's dialect: every fixture has one answer, whatever the client does", arguments: Episode.geth)
  func geth(episode: Episode) throws { try play(episode, .geth, .geth) }

  @Test("the line protocol: every fixture has one answer, whatever the client does", arguments: Episode.line)
  func lineProtocol(episode: Episode) throws { try play(episode, .line, .lineProtocol) }

  @Test("a failure says at which stage, and a crash how the client ended")
  func details() throws {
    let standIn = try StandIn(.geth, behaviours: ["fail", "segfault", "segfault", "panic", "panic"])
    let plan = try plan(standIn, .geth)
    defer { plan.directory?.remove() }
    let pool = ClientPool(plan, workerIndex: 0)
    let answers = try Fixture().withTest { test, json in
      (0..<3).map { _ in pool.judge(test, json: json)[0].answer }
    }
    #expect(answers[0].stage == .block(position: 1))
    #expect(answers[1].message == "the client ended by signal 11")
    #expect(answers[2].message == "the client ended with exit code 2")
    #expect(pool.takeComplaints() == ["client stand-in: panic: runtime error\ngoroutine 1"])
    #expect(pool.takeComplaints().isEmpty)
    pool.stop()
  }

  @Test("a client that cannot be started is missing for every fixture, and the run goes on")
  func noProgram() throws {
    let specification = ClientSpecification(
      name: "nobody", kind: .geth, command: ["/nonexistent/evm", "blocktest"])
    let plan = ClientPlan(
      specifications: [specification], patience: patience, directory: try FixtureDirectory())
    defer { plan.directory?.remove() }
    let pool = ClientPool(plan, workerIndex: 0)
    let answers = try Fixture().withTest { test, json in
      (0..<2).map { _ in pool.judge(test, json: json)[0].answer }
    }
    #expect(answers.map(\.status).allSatisfy { $0.isLoss })
    pool.stop()
  }

  @Test("several clients judge the same fixture, in the order in which they were named")
  func severalClients() throws {
    let standIn = try StandIn(.geth, behaviours: ["fail"])
    var plan = try plan(standIn, .geth)
    plan.specifications.append(.embedded)
    defer { plan.directory?.remove() }
    let pool = ClientPool(plan, workerIndex: 0)
    let judgement = try Fixture().withTest { test, json in pool.judge(test, json: json) }
    #expect(judgement.map(\.name) == ["stand-in", "embedded"])
    #expect(judgement.map(\.answer.status) == [.fail, .pass])
    #expect(Verdict(judgement.map(\.answer)) == .diverge)
    pool.stop()
  }
}

@Suite("The self-test of clients")
struct SelfTestTests {
  private func run(_ behaviours: [String]) throws {
    let standIn = try StandIn(.geth, behaviours: behaviours)
    let plan = ClientPlan(
      specifications: [ClientSpecification(name: "geth", kind: .geth, command: standIn.command)],
      patience: Patience(answer: 5_000), directory: try FixtureDirectory())
    defer { plan.directory?.remove() }
    try SelfTest.run(plan)
  }

  @Test("accepts a client that tells right from wrong")
  func honest() throws { try run([]) }

  @Test(
    "refuses a client that does not",
    arguments: [["pass", "pass"], ["fail", "fail"], ["pass", "unsupported"], ["leave", "leave"]])
  func dishonest(behaviours: [String]) throws {
    #expect {
      try run(behaviours)
    } throws: { error in
      guard case .failedSelfTest(client: "geth", reason: _) = error as? ClientError else { return false }
      return true
    }
  }

  @Test("the built-in fixtures are what they are said to be")
  func fixtures() throws {
    #expect(try Fixture().judgedByEmbedded().status == .pass)
    var wrong = try Fixture()
    wrong["pre", Fixture.sender, "balance"] = "0x400000000000000001"
    #expect(try wrong.line != Fixture().line)
    #expect(SelfTestFixture.wrong.contains("\"0x400000000000000001\""))
    #expect(try wrong.judgedByEmbedded().stage == .genesis)
  }
}
