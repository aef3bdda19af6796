import Primitives

/// The part of a fixture at which a client failed.
package enum FailureStage: Equatable, Sendable {
  /// A block, or the fixture's own header against its RLP.
  case decode
  case genesis
  /// The import of a block; `position` counts from 1 in the order of the fixture.
  case block(position: Int)
  case lastHash
  case postState
  /// The one transaction of a state test: accepted or refused when it should not be.
  case transaction

  /// The stage as verdict records spell it.
  package var text: String {
    switch self {
    case .decode: "decode"
    case .genesis: "genesis"
    case .block(let position): "block \(position)"
    case .lastHash: "lasthash"
    case .postState: "poststate"
    case .transaction: "transaction"
    }
  }
}

/// Why a fixture is wrong, and how far its chain came.
package struct ReplayFailure: Error {
  package let stage: FailureStage
  package let message: String
  /// The head at the time, once there is one.
  package var head: Hash32?
  /// The invariant that does not hold.
  package let invariant: Invariant

  init(_ stage: FailureStage, _ message: String, head: Hash32? = nil) {
    self.stage = stage
    self.message = message
    self.head = head
    invariant = .replay
  }

  init(_ stage: FailureStage, _ violation: InvariantViolation, head: Hash32?) {
    self.stage = stage
    self.head = head
    message = "\(violation.invariant.rawValue): \(violation.message)"
    invariant = violation.invariant
  }
}
