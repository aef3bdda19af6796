import EVM
import Foundation
import JSON
import Primitives
import State
import TestSupport
import Testing

@testable import Fixtures

@Suite("Reading fixtures")
struct FixtureReaderTests {
  /// A valid fixture, changed by `change` and read.
  private func read(changing change: (inout JSONTree) throws -> Void) throws -> [BlockchainTest] {
    var file = try JSONTree(try SampleChain(.shanghai).text())
    try change(&file)
    return try FixturesTests.read(try file.text)
  }

  /// One fault: the path of a member, what is put there (nil removes it), and what must be thrown.
  struct Fault: CustomTestStringConvertible, Sendable {
    var path: [String]
    var json: String?
    var problem: FixtureError.Problem
    var pointer: String?
    var testDescription: String { path.joined(separator: "/") + " := " + (json ?? "nothing") }
  }

  private static let sender = SampleChain.sender.hex

  static let faults: [Fault] = [
    Fault(path: ["pre"], json: nil, problem: .missingField("pre")),
    Fault(path: ["network"], json: "7", problem: .wrongType(expected: "a string")),
    Fault(path: ["lastblockhash"], json: "\"0x12\"", problem: .wrongLength(expected: 32, actual: 1)),
    Fault(path: ["postState"], json: nil, problem: .missingField("postState")),
    Fault(path: ["blocks"], json: "{}", problem: .wrongType(expected: "an array")),
    Fault(path: ["genesisRLP"], json: "\"0xabc\"", problem: .notHex),
    Fault(
      path: ["genesisBlockHeader", "bloom"], json: "\"0x00\"", problem: .wrongLength(expected: 256, actual: 1)
    ),
    Fault(
      path: ["genesisBlockHeader", "gasLimit"], json: "\"0x010000000000000000\"", problem: .tooLarge(bits: 64)
    ),
    Fault(path: ["genesisBlockHeader", "difficulty"], json: "\"0xzz\"", problem: .notHex),
    Fault(path: ["genesisBlockHeader", "hash"], json: nil, problem: .missingField("hash")),
    Fault(path: ["pre", sender, "balance"], json: "12", problem: .wrongType(expected: "a string")),
    Fault(path: ["pre", sender, "code"], json: "\"0x6\"", problem: .notHex),
    Fault(path: ["pre", sender, "code"], json: "\"0x6g\"", problem: .notHex),
    Fault(
      path: ["pre", sender, "storage"], json: "{\"0x1\":\"0x01\",\"0x01\":\"0x02\"}",
      problem: .duplicate("storage slot 0x1")),
    Fault(
      path: ["pre", "0x7E5F4552091A69125D5DFCB7B8C2659029395BDF"], json: "{}",
      problem: .missingField("nonce"),
      pointer: "/fuzzer_sample/pre/0x7E5F4552091A69125D5DFCB7B8C2659029395BDF/nonce"),
    Fault(
      path: ["pre", "0x12"], json: "{}", problem: .wrongLength(expected: 20, actual: 1)),
    Fault(
      path: ["config", "chainid"], json: "\"0x\(String(repeating: "f", count: 65))\"",
      problem: .tooLarge(bits: 256)),
  ]

  @Test("each fault has its code and its address", arguments: faults)
  func fault(_ fault: Fault) throws {
    let expected = fault.pointer ?? "/fuzzer_sample/" + fault.path.joined(separator: "/")
    do {
      _ = try read { file in
        file[["fuzzer_sample"] + fault.path] = try fault.json.map { try JSONTree($0).root }
      }
      Issue.record("read without an error")
    } catch let error as FixtureError {
      #expect(error.problem == fault.problem)
      #expect(error.pointer.description == expected)
    }
  }

  @Test("one account spelt in two letter cases is refused")
  func duplicateAccount() throws {
    let shouting = "0x7E5F4552091A69125D5DFCB7B8C2659029395BDF"
    #expect(throws: FixtureError.self) {
      _ = try read { file in
        file[["fuzzer_sample", "pre", shouting]] = file[["fuzzer_sample", "pre", Self.sender]]
      }
    }
  }

  @Test("a block that is valid and invalid at once is refused")
  func contradictoryBlock() throws {
    do {
      _ = try read { file in
        file[["fuzzer_sample", "blocks", "0", "expectException"]] = "BlockException.INVALID_STATE_ROOT"
      }
      Issue.record("read without an error")
    } catch let error as FixtureError {
      #expect(error.problem == .contradictoryBlock)
      #expect(error.pointer.description == "/fuzzer_sample/blocks/0/expectException")
    }
  }

  @Test(
    "quantities may be minimal, padded, empty, upper case or without prefix",
    arguments: [("0x", 0), ("0x0", 0), ("0x00000a", 10), ("0xA", 10), ("0XfF", 255), ("ff", 255)]
      as [(String, UInt64)])
  func quantities(spelling: String, value: UInt64) throws {
    let tests = try read { $0[["fuzzer_sample", "pre", Self.sender, "nonce"]] = spelling }
    #expect(tests[0].pre.first { $0.address == SampleChain.sender }?.nonce == value)
  }

  @Test("what old files lack or have besides is no fault")
  func oldFiles() throws {
    let root = "0x" + String(repeating: "12", count: 32)
    let tests = try read { file in
      for name in ["genesisRLP", "config", "postState"] { file[["fuzzer_sample", name]] = nil }
      file[["fuzzer_sample", "postStateHash"]] = root
      file[["fuzzer_sample", "something"]] = ["else": 1]
      file[["fuzzer_sample", "blocks"]] = [
        ["rlp": "0xc0", "chainname": "A", "expectExceptionByzantium": "InvalidStateRoot"],
        ["blocknumber": "2", "expectException": "BlockException.A|TransactionException.B"],
        ["rlp": "0x"],
        ["rlp": "0x", "chainname": "A", "expectException": "BlockException.A"],
      ]
    }
    let test = tests[0]
    #expect(test.genesisRLP == nil)
    #expect(test.chainID == 1)
    guard case .root(let hash) = test.postState else {
      Issue.record("no root")
      return
    }
    #expect(hash.hex == root)
    #expect(test.blocks.map(\.mustBeRefused) == [true, true, true, true])
    #expect(test.blocks.map(\.comparesExceptions) == [false, true, true, false])
    #expect(test.blocks.map(\.rlp) == [[0xc0], nil, [], []])
    #expect(
      test.blocks.map(\.expectedExceptions)
        == [["InvalidStateRoot"], ["BlockException.A", "TransactionException.B"], [], ["BlockException.A"]])
  }

  @Test("a network that is not known is no fault of the file")
  func unknownNetwork() throws {
    let tests = try read { $0[["fuzzer_sample", "network"]] = "Atlantis" }
    #expect(tests[0].networkName == "Atlantis")
    #expect(tests[0].network == nil)
  }

  @Test("a file may hold several tests")
  func severalTests() throws {
    let one = try SampleChain(.shanghai).text(id: "one")
    let two = try SampleChain(.prague).text(id: "two")
    let both = String(one.dropLast()) + "," + two.dropFirst()
    #expect(try FixturesTests.read(both).map(\.name) == ["fuzzer_one", "fuzzer_two"])
  }

  @Test(
    "what is no fixture is named so",
    arguments: [
      ("{}", FixtureError.Problem.noTests, ""),
      ("[]", .wrongType(expected: "an object"), ""),
      ("{\"a\":1}", .wrongType(expected: "an object"), "/a"),
      ("{\"a\":{\"post\":{},\"transaction\":{}}}", .notBlockchainTest, "/a"),
    ] as [(String, FixtureError.Problem, String)])
  func noFixture(text: String, problem: FixtureError.Problem, pointer: String) throws {
    #expect(
      throws: FixtureError(problem, at: JSONPointer(tokens: pointer.split(separator: "/").map(String.init)))
    ) {
      _ = try FixturesTests.read(text)
    }
  }

  @Test("equal code is one object, different code is not")
  func codeCache() throws {
    let cache = CodeCache()
    func code(_ bytes: Bytes) -> Code { bytes.withUnsafeBytes { cache.code($0) } }
    var long = Bytes(repeating: 0x5b, count: 6000)
    let first = code(long)
    #expect(code(long) === first)
    long[1] = 0x00
    #expect(code(long) !== first)
    #expect(code([]) === Code.empty)
  }
}
