import Crypto
import EVM
import Primitives
import State

/// Validates transactions and executes them on a state.
///
/// `validate` only reads the state and names the first rule that is broken, `execute` cannot fail any more.
final class TransactionProcessor {
  let state: WorldState
  let machine: Machine
  let signer: Secp256k1
  /// Follows what is executed; nil, which costs nothing, when nobody wants to.
  var observer: (any ExecutionObserver)? {
    didSet { machine.tracer = observer }
  }

  /// Makes a processor that works on `state`.
  init(state: WorldState, signer: Secp256k1) {
    self.state = state
    self.signer = signer
    machine = Machine()
  }
}
