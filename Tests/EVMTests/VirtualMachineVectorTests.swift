import EVM
import Foundation
import Primitives
import State
import Testing
import TestSupport

/// The VMTests of ethereum/tests: single frames on Frontier's rules.
@Suite(
  "Official VM vectors", .enabled(if: Conformance.isAvailable, Comment(rawValue: Conformance.absence)))
struct VirtualMachineVectorTests {
  @Test("gas, output, storage and failure are as given")
  func vectors() throws {
    let lines = try Conformance.objects(of: "vectors/vm.ndjson.zst")
    for line in lines {
      try check(try #require(line["test"] as? [String: Any]), "\(line["name"] ?? "")")
    }
    #expect(lines.count > 200)
  }

  private func check(_ test: [String: Any], _ name: String) throws {
    let exec = try #require(test["exec"] as? [String: String])
    let environment = try #require(test["env"] as? [String: String])
    let target = try address(exec["address"])
    let state = WorldState()
    for (text, account) in try #require(test["pre"] as? [String: [String: Any]]) {
      try place(account, at: try address(text), in: state)
    }
    state.beginTransaction()
    let machine = Machine()
    machine.begin(
      state: state, rules: .at(.frontier),
      block: BlockContext(
        coinbase: try address(environment["currentCoinbase"]),
        number: try word(environment["currentNumber"]).low64,
        timestamp: try word(environment["currentTimestamp"]).low64,
        gasLimit: try word(environment["currentGasLimit"]).low64,
        prevRandao: try word(environment["currentDifficulty"])),
      transaction: TransactionContext(
        origin: try address(exec["origin"]), gasPrice: try word(exec["gasPrice"])))
    // The vectors move no value, so the caller is made to afford what the code is told.
    let caller = try address(exec["caller"])
    let value = try word(exec["value"])
    if caller != target { state.addBalance(state.index(of: caller), value) }
    let result = machine.execute(
      Message(
        kind: .call, caller: caller, recipient: target, code: Code(try code(exec["code"])),
        value: value, input: try code(exec["data"]), gas: Gas(clamping: try word(exec["gas"]).low64)))

    guard let gas = test["gas"] as? String else {
      #expect(!result.isSuccess, "\(name)")
      return
    }
    #expect(result.isSuccess, "\(name): \(result.status)")
    #expect(result.gasLeft.regular == Int64(try word(gas).low64), "\(name)")
    #expect(result.output == (try code(test["out"] as? String)), "\(name)")
    for (text, account) in try #require(test["post"] as? [String: [String: Any]]) {
      let index = state.index(of: try address(text))
      let expected = try storage(account)
      var actual: [UInt256: UInt256] = [:]
      state.forEachSlot(of: index) { actual[$0] = $1 }
      #expect(actual == expected, "\(name)")
    }
  }

  private func place(_ account: [String: Any], at address: Address, in state: WorldState) throws {
    let index = state.createGenesisAccount(
      address, nonce: try word(account["nonce"] as? String).low64,
      balance: try word(account["balance"] as? String), code: Code(try code(account["code"] as? String)))
    for (slot, value) in try storage(account) { state.setGenesisStorage(index, slot: slot, value: value) }
  }

  private func storage(_ account: [String: Any]) throws -> [UInt256: UInt256] {
    var result: [UInt256: UInt256] = [:]
    for (slot, value) in try #require(account["storage"] as? [String: String]) {
      result[try word(slot)] = try word(value)
    }
    return result
  }

  private func word(_ text: String?) throws -> UInt256 { try #require(text.flatMap(UInt256.init(hex:))) }

  private func address(_ text: String?) throws -> Address { try #require(text.flatMap(Address.init(hex:))) }

  private func code(_ text: String?) throws -> Bytes { try #require(text.flatMap { Hex.decode($0) }) }
}
