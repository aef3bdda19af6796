import Fixtures
import JSON
import Primitives

/// One fixture on its way to the clients.
struct Submission {
  let test: BlockchainTest
  /// The generated, unique name under which clients outside see the fixture.
  let name: String
  /// The file that holds `{"<name>": {…fixture…}}`; nil when no client needs one.
  let path: String?
}

/// An implementation of Ethereum that judges fixtures, as one worker uses it.
///
/// The two steps let all clients of a worker run at the same time: every fixture is submitted to each of
/// them before the first answer is collected. Not thread-safe; one worker owns it.
protocol Client: AnyObject {
  /// The name in verdicts and ledger.
  var name: String { get }
  /// Whether the client reads the fixture from a file.
  var needsFile: Bool { get }
  /// Hands over a fixture; there is no answer outstanding.
  func submit(_ submission: Submission)
  /// Waits for the answer to what was submitted last, and always returns one.
  func collect() -> ClientAnswer
  /// Judges a state test at once; nil when the client takes blockchain tests only.
  func judge(_ test: StateTest) -> ClientAnswer?
  /// What the client said on standard error when it was lost, once; nil when there is nothing new.
  func takeComplaint() -> String?
  /// Ends whatever the client runs.
  func stop()
}

extension Client {
  func judge(_ test: StateTest) -> ClientAnswer? { nil }
}
