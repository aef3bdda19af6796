import ArgumentParser
import Chain
import EVM
import Foundation
import Fixtures
import JSON
import Primitives
import State
import Stream
import TestSupport
import Testing

@testable import beak_verify

@Suite("Traces")
struct TraceTests {
  static let caller: Address = "0x00000000000000000000000000000000000000aa"
  static let reverting: Address = "0x00000000000000000000000000000000000000bb"
  static let exhausted: Address = "0x00000000000000000000000000000000000000cc"

  /// Calls a contract that reverts, one that runs out of gas, and a precompiled one.
  private let chain = TraceChain(
    .shanghai,
    [
      (Self.caller, bytes("5f5f5f5f5f60bb611000f1" + "5f5f5f5f60cc6004fa" + "5f5f5f5f60046064fa")),
      (Self.reverting, bytes("60015f5360015ffd")),
      (Self.exhausted, bytes("6001600101")),
    ])

  private func step(
    _ pc: Int, _ op: Int, _ name: String, gas: Int, cost: Int, stack: [Int], depth: Int = 1,
    memory: Int = 0, data: String = "0x", error: String? = nil
  ) -> String {
    func hex(_ number: Int) -> String { "\"0x\(String(number, radix: 16))\"" }
    return "{\"pc\":\(pc),\"op\":\(op),\"gas\":\(hex(gas)),\"gasCost\":\(hex(cost)),\"memSize\":\(memory),"
      + "\"stack\":[\(stack.map(hex).joined(separator: ","))],\"depth\":\(depth),"
      + "\"returnData\":\"\(data)\",\"refund\":\"0x0\",\"opName\":\"\(name)\""
      + (error.map { ",\"error\":\"\($0)\"}" } ?? "}")
  }

  @Test("a line has the members of EIP-3155 in their order, and numbers in their form")
  func form() throws {
    let lines = try chain.trace([TraceChain.transaction(to: Self.caller, gas: 100_000)])
    #expect(lines[0] == #"{"test":"trace \"it\"","block":1,"transaction":0}"#)
    #expect(
      lines[8] == #"{"pc":10,"op":241,"gas":"0x13488","gasCost":"0x1a28","memSize":0,"#
        + #""stack":["0x0","0x0","0x0","0x0","0x0","0xbb","0x1000"],"depth":1,"returnData":"0x","#
        + #""refund":"0x0","opName":"CALL"}"#)
  }

  @Test("a call costs what its callee may use; a revert and running out of gas show where they happen")
  func calls() throws {
    let lines = try chain.trace([TraceChain.transaction(to: Self.caller, gas: 100_000)])
    let zeros = [0, 0, 0, 0]
    var expected = (0..<5).map {
      step($0, 0x5f, "PUSH0", gas: 79_000 - 2 * $0, cost: 2, stack: Array(repeating: 0, count: $0))
    }
    expected += [
      step(5, 0x60, "PUSH1", gas: 78_990, cost: 3, stack: zeros + [0]),
      step(7, 0x61, "PUSH2", gas: 78_987, cost: 3, stack: zeros + [0, 0xbb]),
      step(10, 0xf1, "CALL", gas: 78_984, cost: 2600 + 4096, stack: zeros + [0, 0xbb, 4096]),
      step(0, 0x60, "PUSH1", gas: 4096, cost: 3, stack: [], depth: 2),
      step(2, 0x5f, "PUSH0", gas: 4093, cost: 2, stack: [1], depth: 2),
      step(3, 0x53, "MSTORE8", gas: 4091, cost: 6, stack: [1, 0], depth: 2),
      step(4, 0x60, "PUSH1", gas: 4085, cost: 3, stack: [], depth: 2, memory: 32),
      step(6, 0x5f, "PUSH0", gas: 4082, cost: 2, stack: [1], depth: 2, memory: 32),
      step(7, 0xfd, "REVERT", gas: 4080, cost: 0, stack: [1, 0], depth: 2, memory: 32, error: "reverted"),
    ]
    expected += (0..<4).map {
      step(
        11 + $0, 0x5f, "PUSH0", gas: 76_368 - 2 * $0, cost: 2, stack: Array(repeating: 0, count: $0 + 1),
        data: "0x01")
    }
    expected += [
      step(15, 0x60, "PUSH1", gas: 76_360, cost: 3, stack: zeros + [0], data: "0x01"),
      step(17, 0x60, "PUSH1", gas: 76_357, cost: 3, stack: zeros + [0, 0xcc], data: "0x01"),
      step(19, 0xfa, "STATICCALL", gas: 76_354, cost: 2604, stack: zeros + [0, 0xcc, 4], data: "0x01"),
      step(0, 0x60, "PUSH1", gas: 4, cost: 3, stack: [], depth: 2),
      step(2, 0x60, "PUSH1", gas: 1, cost: 1, stack: [1], depth: 2, error: "out of gas"),
    ]
    expected += (0..<4).map {
      step(20 + $0, 0x5f, "PUSH0", gas: 73_750 - 2 * $0, cost: 2, stack: Array(repeating: 0, count: $0 + 2))
    }
    expected += [
      step(24, 0x60, "PUSH1", gas: 73_742, cost: 3, stack: zeros + [0, 0]),
      step(26, 0x60, "PUSH1", gas: 73_739, cost: 3, stack: zeros + [0, 0, 4]),
      step(28, 0xfa, "STATICCALL", gas: 73_736, cost: 200, stack: zeros + [0, 0, 4, 100]),
      step(29, 0x00, "STOP", gas: 73_621, cost: 0, stack: [0, 0, 1]),
    ]
    #expect(Array(lines.dropFirst().dropLast()) == expected)
  }

  @Test("the summary has the root after the transaction, its output, its gas and its success")
  func summaries() throws {
    let first = TraceChain.transaction(to: Self.caller, gas: 100_000)
    let creation = TraceChain.transaction(to: nil, nonce: 1, data: bytes("60015ff3"), gas: 60_000)
    let failing = TraceChain.transaction(to: Self.reverting, nonce: 2, gas: 30_000)
    func root(_ transactions: [Transaction]) throws -> String {
      guard case .root(let root) = try chain.test(transactions).postState else { return "" }
      return root.hex
    }
    let lines = try chain.trace([first, creation, failing])
    let markers = lines.indices.filter { lines[$0].hasPrefix("{\"test\"") }
    #expect(markers.map { lines[$0].suffix(16) } == (0..<3).map { "\"transaction\":\($0)}" })
    let summaries = lines.filter { $0.hasPrefix("{\"stateRoot\"") }
    let expected = [
      (try root([first]), "0x", "0x670b", true),
      (try root([first, creation]), "0x00", "0xd01a", true),
      (try root([first, creation, failing]), "0x01", "0x5218", false),
    ].map { "{\"stateRoot\":\"\($0)\",\"output\":\"\($1)\",\"gasUsed\":\"\($2)\",\"pass\":\($3)}" }
    #expect(summaries == expected)
    #expect(lines.last == expected.last)
    // A creation pays for its code after RETURN, not in it.
    #expect(
      Array(lines[(markers[1] + 1)...].prefix(3)) == [
        step(0, 0x60, "PUSH1", gas: 6934, cost: 3, stack: []),
        step(2, 0x5f, "PUSH0", gas: 6931, cost: 2, stack: [1]),
        step(3, 0xf3, "RETURN", gas: 6929, cost: 3, stack: [1, 0]),
      ])
  }

  @Test("CREATE costs the same whatever its init code may use; a call that cannot begin costs as if it did")
  func declined() throws {
    // The account has no wei to send: the call is declined, and so is the second creation.
    let chain = TraceChain(
      .shanghai,
      [(Self.caller, bytes("5f5f5ff0" + "5f5f5f5f600160bb6064f1" + "5f5f6001f0"))])
    let lines = try chain.trace([TraceChain.transaction(to: Self.caller, gas: 200_000)])
    let costs = lines.filter { $0.contains("\"CREATE\"") || $0.contains("\"CALL\"") }.map { line in
      line.firstMatch(of: /"gasCost":"(0x[0-9a-f]+)"/).map { String($0.1) }
    }
    // 32000; 2600 + 9000 + 25000 + 100; 32000.
    #expect(costs == ["0x7d00", "0x8f5c", "0x7d00"])
  }

  /// What go-ethereum writes about the program. Source: EIP-3155, test cases.
  private static let published = [
    (0, "0x2540be400", "0x3"), (2, "0x2540be3fd", "0x3"), (3, "0x2540be3fa", "0xc"),
    (4, "0x2540be3ee", "0x3"), (6, "0x2540be3eb", "0x3"), (8, "0x2540be3e8", "0x4e20"),
    (9, "0x2540b95c8", "0x3"), (11, "0x2540b95c5", "0x3"), (13, "0x2540b95c2", "0x3"),
    (15, "0x2540b95bf", "0x3"), (17, "0x2540b95bc", "0x3"), (19, "0x2540b95b9", "0x2"),
    (20, "0x2540b95b7", "0x24abb676c"), (21, "0x2540b92a7", "0x3"), (23, "0x2540b92a4", "0x0"),
  ].map { "{\"pc\":\($0),\"gas\":\"\($1)\",\"gasCost\":\"\($2)\"" }

  @Test("gas and its cost are those of the example in EIP-3155")
  func publishedExample() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("trace-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: path) }
    let file = TraceFile(path: path.path, showsMemory: false)
    try file.open()
    let engine = ChainEngine()
    let trace = ExecutionTrace(file, following: engine)
    let machine = Machine()
    machine.tracer = trace
    engine.state.beginTransaction()
    machine.begin(
      state: engine.state, rules: Rules.at(.istanbul),
      block: BlockContext(coinbase: .zero, number: 1, timestamp: 1, gasLimit: 1 << 40, prevRandao: .zero),
      transaction: TransactionContext(origin: TraceChain.sender, gasPrice: 0))
    let result = machine.execute(
      Message(
        kind: .call, caller: TraceChain.sender, recipient: Self.caller,
        code: Code(bytes("604080536040604055604060006040600060025afa6040f3")), gas: 0x2_540b_e400))
    #expect(result.output == [0x40])
    #expect(file.close() == nil)
    let lines = try String(contentsOf: path, encoding: .utf8).split(separator: "\n").map { line in
      String(line.prefix { $0 != "m" }).replacing(/"op":\d+,/, with: "").dropLast(2)
    }
    #expect(lines == Self.published.map { $0[...] })
  }

  @Test("bytes that no fork defines have no name, and memory shows on demand")
  func memoryAndUndefined() throws {
    let chain = TraceChain(.shanghai, [(Self.caller, bytes("60015f530c"))])
    let lines = try chain.trace([TraceChain.transaction(to: Self.caller, gas: 50_000)], showsMemory: true)
    #expect(lines[1].hasSuffix(#""opName":"PUSH1","memory":"0x"}"#))
    let memory = "01" + String(repeating: "00", count: 31)
    #expect(
      lines[4].hasSuffix(#""refund":"0x0","memory":"0x\#(memory)","error":"undefined opcode"}"#))
    #expect(lines[5].hasSuffix(#""output":"0x","gasUsed":"0xc350","pass":false}"#))
  }

  @Test("system calls have markers of their own")
  func systemCalls() throws {
    let chain = TraceChain(.cancun, [(Self.caller, bytes("00"))])
    let lines = try chain.trace([TraceChain.transaction(to: Self.caller, gas: 50_000)])
    let markers = lines.filter { $0.hasPrefix("{\"test\"") }.map { String($0.dropFirst(23)) }
    #expect(
      markers == [
        #""block":1,"systemCall":"0x000f3df6d732807ef1319fb7b8bb8522d0beac02"}"#,
        #""block":1,"transaction":0}"#,
      ])
    #expect(lines[1].contains("\"gas\":\"0x1c9c380\""))
    #expect(lines.count { $0.hasPrefix("{\"stateRoot\"") } == 2)
  }

  @Test("tests that follow each other keep their lines apart")
  func severalTests() throws {
    let test = try chain.test([TraceChain.transaction(to: Self.reverting, gas: 30_000)])
    let lines = try TraceChain.lines { client in
      for _ in 0..<2 {
        client.submit(Submission(test: test, name: "b0x1", path: nil))
        #expect(client.collect().status == .pass)
      }
    }
    #expect(lines.count == 16)
    #expect(Array(lines.prefix(8)) == Array(lines.suffix(8)))
  }

  @Test("a file that cannot be made stops the run before anything is read; a full one is told at the end")
  func unwritable() throws {
    let missing = TraceFile(path: "/dev/null/trace", showsMemory: false)
    #expect(throws: ClientError.cannotWriteTrace(path: "/dev/null/trace", reason: "Not a directory")) {
      try missing.open()
    }
    let full = TraceFile(path: "/dev/full", showsMemory: false)
    try full.open()
    let test = try chain.test([TraceChain.transaction(to: Self.caller, gas: 100_000)])
    let client = EmbeddedClient(trace: full)
    client.submit(Submission(test: test, name: "b0x1", path: nil))
    #expect(client.collect().status == .pass)
    #expect(full.close() == .cannotWriteTrace(path: "/dev/full", reason: "No space left on device"))
  }

  @Test(
    "options that do not go together are refused",
    arguments: [
      ["--trace", "-"], ["--trace", ""], ["--trace-memory"], ["--trace", "t", "-j2"],
      ["--trace", "t", "--errors", "t"], ["--trace", "t", "--summary", "t"],
      ["--trace", "t", "--client", "geth"],
    ])
  func usage(arguments: [String]) {
    let error = #expect(throws: (any Error).self) { try BeakVerify.parse(arguments) }
    #expect(error.map { BeakVerify.exitCode(for: $0) } == .validationFailure)
  }

  @Test("one job and the embedded client among others are no obstacle")
  func acceptedUsage() throws {
    let command = try BeakVerify.parse(
      ["--trace", "t", "-j1", "--trace-memory", "--client", "geth", "--client", "embedded"])
    #expect(command.tracing.file?.path == "t")
    #expect(command.tracing.file?.showsMemory == true)
    #expect(try BeakVerify.parse([]).tracing.file == nil)
  }

  @Test("every instruction that a fork knows has a name", arguments: Fork.allCases)
  func mnemonics(fork: Fork) {
    let table = Rules.at(fork).opcodes
    let nameless = (0...255).map { Opcode(rawValue: $0) }.filter { table[$0] != nil && $0.mnemonic == nil }
    #expect(nameless == [])
    #expect(Set((0...255).compactMap { Opcode(rawValue: $0).mnemonic }).count == 150)
  }
}
