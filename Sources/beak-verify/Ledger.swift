import Synchronization

/// How often a client was asked, and what became of it.
struct LedgerLine: Equatable, Sendable {
  private(set) var sent = 0
  private var counts = [Int](repeating: 0, count: ClientStatus.allCases.count)

  subscript(_ status: ClientStatus) -> Int { counts[Self.index(of: status)] }

  /// Whether every fixture that was sent has exactly one answer.
  var isBalanced: Bool { sent == counts.reduce(0, +) }

  mutating func countSent() { sent += 1 }

  mutating func count(_ status: ClientStatus) { counts[Self.index(of: status)] += 1 }

  mutating func add(_ other: LedgerLine) {
    sent += other.sent
    for index in counts.indices { counts[index] += other.counts[index] }
  }

  /// `geth: sent 10 = pass 9 + fail 1 + crash 0 + timeout 0 + unsupported 0 + missing 0`
  func text(client: String) -> String {
    let terms = ClientStatus.allCases.map { "\($0.rawValue) \(self[$0])" }
    return "\(client): sent \(sent) \(isBalanced ? "=" : "≠") " + terms.joined(separator: " + ")
  }

  private static func index(of status: ClientStatus) -> Int {
    switch status {
    case .pass: 0
    case .fail: 1
    case .crash: 2
    case .timeout: 3
    case .unsupported: 4
    case .missing: 5
    }
  }
}

/// The account of all clients over all workers, who enter their part when they end.
final class ClientLedger: Sendable {
  private let lines: Mutex<[LedgerLine]>
  let clients: [String]

  init(clients: [String]) {
    self.clients = clients
    lines = Mutex(Array(repeating: LedgerLine(), count: clients.count))
  }

  /// Adds one worker's lines, in the order of `clients`.
  func enter(_ part: [LedgerLine]) {
    lines.withLock { lines in
      for index in lines.indices { lines[index].add(part[index]) }
    }
  }

  var isBalanced: Bool { lines.withLock { $0.allSatisfy(\.isBalanced) } }

  /// One line for each client.
  var text: [String] {
    lines.withLock { lines in zip(clients, lines).map { $1.text(client: $0) } }
  }
}
