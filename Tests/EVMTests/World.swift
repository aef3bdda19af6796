import EVM
import Primitives
import State

/// A state and a machine on which tests run messages, each in a transaction of its own.
final class World {
  static let contract: Address = "0x00000000000000000000000000000000000c0de0"
  static let other: Address = "0x00000000000000000000000000000000000c0de1"
  static let third: Address = "0x00000000000000000000000000000000000c0de2"
  static let sender: Address = "0x00000000000000000000000000000000005e4de4"
  static let coinbase: Address = "0x0000000000000000000000000000000000c014ba"
  static let absent: Address = "0x000000000000000000000000000000000000dead"

  let state = WorldState()
  let machine = Machine()
  let rules: Rules
  var block = BlockContext(
    coinbase: World.coinbase, number: 1000, timestamp: 0x65_4321, gasLimit: 30_000_000, prevRandao: 0xabcdef,
    baseFee: 7, blobBaseFee: 3, chainID: 1)
  var transaction = TransactionContext(origin: World.sender, gasPrice: 10)

  init(_ fork: Fork) {
    rules = .at(fork)
    place(World.sender, balance: 1_000_000)
  }

  /// Puts an account into the state before any transaction.
  func place(
    _ address: Address, _ program: Program = Program(), balance: UInt256 = 0, nonce: UInt64 = 0,
    storage: [UInt256: UInt256] = [:]
  ) {
    let account = state.createGenesisAccount(
      address, nonce: nonce, balance: balance, code: program.bytes.isEmpty ? .empty : Code(program.bytes))
    for (slot, value) in storage { state.setGenesisStorage(account, slot: slot, value: value) }
  }

  /// Runs the code of an account in a transaction that has warmed sender and target.
  func call(
    _ target: Address = World.contract, gas: Int64 = 1_000_000, value: UInt256 = 0, input: Bytes = []
  ) -> ExecutionResult {
    begin()
    let code = state.code(of: state.index(of: target))
    _ = state.warm(state.index(of: World.sender))
    _ = state.warm(state.index(of: target))
    return machine.execute(
      Message(
        kind: .call, caller: World.sender, recipient: target, code: code, value: value, input: input,
        gas: Gas(regular: gas)))
  }

  /// Runs init code as a creating transaction of `sender` does; the sender's nonce is raised here.
  func create(_ initCode: Program, gas: Int64 = 1_000_000, value: UInt256 = 0) -> ExecutionResult {
    begin()
    let account = state.index(of: World.sender)
    let address = Machine.createAddress(sender: World.sender, nonce: state.nonce(of: account))
    state.incrementNonce(account)
    return machine.execute(
      Message(
        kind: .create, caller: World.sender, recipient: address, value: value, input: initCode.bytes,
        gas: Gas(regular: gas)))
  }

  /// Puts code at `contract` and calls it.
  func run(_ program: Program, gas: Int64 = 1_000_000, input: Bytes = []) -> ExecutionResult {
    place(World.contract, program)
    return call(gas: gas, input: input)
  }

  private func begin() {
    state.beginTransaction()
    machine.begin(state: state, rules: rules, block: block, transaction: transaction)
  }

  /// Ends the transaction as the rules say.
  func endTransaction() {
    state.endTransaction(deleteEmptyTouched: rules.execution.deletesEmptyAccounts)
  }

  func storage(_ slot: UInt256, of address: Address = World.contract) -> UInt256 {
    state.storage(state.index(of: address), slot)
  }

  func balance(_ address: Address) -> UInt256 { state.balance(of: state.index(of: address)) }

  func nonce(_ address: Address) -> UInt64 { state.nonce(of: state.index(of: address)) }

  func code(_ address: Address) -> Bytes { Bytes(state.code(of: state.index(of: address)).bytes) }

  func exists(_ address: Address) -> Bool { state.exists(state.index(of: address)) }
}

extension ExecutionResult {
  /// The output as a word.
  var word: UInt256 { output.count == 32 ? UInt256(bigEndianBytes: output) : .max }
}
