import EVM
import Foundation
import Primitives
import Testing
import TestSupport

@Suite("Precompiled contracts")
struct PrecompileTests {
  /// The contract at `address`, run with enough gas: gas used and output, or nil when it fails.
  private func run(_ address: UInt64, _ input: Bytes, on fork: Fork) -> (gas: Int64, output: Bytes)? {
    let world = World(fork)
    let result = world.call(Address(low20of: UInt256(address)), gas: 1 << 40, input: input)
    guard result.isSuccess else {
      #expect(result.gasLeft == 0)
      return nil
    }
    return ((1 << 40) - result.gasLeft.regular, result.output)
  }

  @Test("each fork has its addresses", arguments: Fork.allCases)
  func addresses(fork: Fork) {
    var expected = Array(UInt64(1)...4)
    if fork >= .byzantium { expected += 5...8 }
    if fork >= .istanbul { expected += [9] }
    if fork >= .cancun { expected += [0x0a] }
    if fork >= .prague { expected += 0x0b...0x11 }
    if fork >= .osaka { expected += [0x100] }
    #expect(Rules.at(fork).precompileAddresses == expected.map { Address(low20of: UInt256($0)) })
    for number in UInt64(0)...0x101 {
      let address = Address(low20of: UInt256(number))
      #expect((Rules.at(fork).precompile(at: address) != nil) == expected.contains(number))
    }
    #expect(Rules.at(fork).precompile(at: "0x0100000000000000000000000000000000000001") == nil)
    #expect(Rules.at(fork).precompile(at: "0x0000000000000000000000010000000000000001") == nil)
  }

  @Test(
    "prices by length of the input",
    arguments: [(0, 0), (1, 1), (32, 1), (33, 2), (320, 10)] as [(Int, Int64)])
  func prices(count: Int, words: Int64) throws {
    let input = Bytes(repeating: 7, count: count)
    #expect(try #require(run(2, input, on: .osaka)).gas == 60 + 12 * words)
    #expect(try #require(run(3, input, on: .osaka)).gas == 600 + 120 * words)
    let identity = try #require(run(4, input, on: .osaka))
    #expect(identity.gas == 15 + 3 * words)
    #expect(identity.output == input)
  }

  @Test("the hashes are those of the empty string")
  func hashes() throws {
    #expect(
      try #require(run(2, [], on: .frontier)).output
        == bytes("0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
    #expect(
      try #require(run(3, [], on: .frontier)).output
        == bytes("0x0000000000000000000000009c1185a5c5e9fc54612808977ee8f548b2258d31"))
  }

  @Test("ECRECOVER gives nothing for input that no key signed, and succeeds", arguments: [0, 26, 29, 1, 255])
  func recoverRefuses(v: UInt8) throws {
    var input = Bytes(repeating: 1, count: 128)
    input.replaceSubrange(32..<64, with: Bytes(repeating: 0, count: 31) + [v])
    let result = try #require(run(1, input, on: .osaka))
    #expect(result.gas == 3000)
    #expect(result.output.isEmpty)
    #expect(try #require(run(1, [], on: .osaka)).output.isEmpty)
  }

  @Test(
    "MODEXP of odd lengths",
    arguments: [
      ([0, 0, 0], "", ""), ([1, 1, 1], "0x030205", "0x04"), ([1, 1, 2], "0x03020005", "0x0004"),
      ([0, 0, 1], "0x05", "0x01"), ([1, 1, 1], "0x0302", "0x00"), ([1, 1, 1], "0x030200", "0x00"),
      ([2, 1, 1], "0x01000207", "0x02"), ([1, 0, 1], "0x0301", "0x00"),
    ] as [([UInt64], String, String)])
  func modexp(lengths: [UInt64], numbers: String, expected: String) throws {
    let input = lengths.flatMap { UInt256($0).bigEndianBytes } + bytes(numbers)
    for fork in [Fork.byzantium, .berlin, .osaka] {
      #expect(try #require(run(5, input, on: fork)).output == bytes(expected))
    }
  }

  @Test("MODEXP of more than 1024 bytes fails since Osaka", arguments: 0..<3)
  func modexpLimit(position: Int) {
    for (length, succeeds) in [(1024, true), (1025, false)] as [(UInt64, Bool)] {
      var lengths: [UInt64] = [1, 1, 1]
      lengths[position] = length
      let input = lengths.flatMap { UInt256($0).bigEndianBytes } + ([3, 2, 5] as Bytes)
      #expect((run(5, input, on: .osaka) != nil) == succeeds)
      #expect(run(5, input, on: .prague) != nil)
    }
  }

  @Test("MODEXP with impossible lengths runs out of gas, unless base and modulus are empty")
  func modexpHuge() throws {
    let huge = UInt256.max.bigEndianBytes
    let zero = UInt256.zero.bigEndianBytes
    #expect(run(5, huge + zero + zero, on: .berlin) == nil)
    #expect(run(5, zero + zero + huge, on: .byzantium) == nil)
    #expect(run(5, huge + huge + huge, on: .osaka) == nil)
    #expect(try #require(run(5, zero + huge + zero, on: .berlin)).output.isEmpty)
    #expect(try #require(run(5, zero + huge + zero, on: .byzantium)).gas == 0)
  }

  @Test("BLAKE2F takes 213 bytes, a flag of 0 or 1, and a gas for each round")
  func blake2f() throws {
    // The first vector of EIP-152 with 12 rounds.
    let input =
      bytes(
        "0x0000000c48c9bdf267e6096a3ba7ca8485ae67bb2bf894fe72f36e3cf1361d5f3af54fa5"
          + "d182e6ad7f520e511f6c3e2b8c68059b6bbd41fbabd9831f79217e1319cde05b")
      + bytes("0x616263") + Bytes(repeating: 0, count: 125) + [3] + Bytes(repeating: 0, count: 15) + [1]
    #expect(input.count == 213)
    let result = try #require(run(9, input, on: .istanbul))
    #expect(result.gas == 12)
    #expect(
      result.output
        == bytes(
          "0xba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
            + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923"))
    #expect(run(9, Bytes(input.dropLast()), on: .istanbul) == nil)
    #expect(run(9, input + [0], on: .istanbul) == nil)
    #expect(run(9, input.dropLast() + [2], on: .istanbul) == nil)
  }

  @Test("a contract without the gas for it fails alone")
  func outOfGas() {
    let world = World(.osaka)
    let program = Program().push(0, 0, 0, 0, 0).push(4).push(14).op(.call).returnTop()
    #expect(world.run(program).word == 0)
    let enough = Program().push(0, 0, 0, 0, 0).push(4).push(15).op(.call).returnTop()
    #expect(world.run(enough).word == 1)
  }

  @Test("a contract called by a contract answers in memory and as return data")
  func fromContract() {
    let program = Program().push(0x1122, 0).op(.mstore)
      .push(1, 64, 2, 30, 0).push(4).push(1000).op(.call, .pop, .returndatasize).push(96).op(.mstore)
      .push(64).op(.mload).push(96).op(.mload, .or).returnTop()
    let expected: UInt256 = (UInt256(0x11) &<< 248) | UInt256(2)
    #expect(World(.osaka).run(program).word == expected)
  }

  /// Longest input of a vector; unoptimised pairings of more would take minutes.
  private static var longestInput: Int {
    #if DEBUG
      640
    #else
      .max
    #endif
  }

  @Test(
    "official vectors: output, failure and gas",
    .enabled(if: Conformance.isAvailable, Comment(rawValue: Conformance.absence)))
  func vectors() throws {
    var checked = 0
    for line in try Conformance.objects(of: "vectors/precompile.ndjson.zst") {
      let name = line["name"] as? String ?? ""
      let test = try #require(line["test"] as? [String: Any])
      let network = try #require(Network(named: line["network"] as? String ?? ""))
      let address = try #require(UInt64((test["address"] as? String ?? "").dropFirst(2), radix: 16))
      let input = try #require(test["input"] as? String)
      if input.utf8.count / 2 > Self.longestInput { continue }
      let result = run(address, bytes(input), on: network.finalFork)
      if test["error"] is String {
        #expect(result == nil, "\(name)")
      } else {
        let (gas, output) = try #require(result, "\(name)")
        #expect(output == bytes(test["expected"] as? String ?? "0xff"), "\(name)")
        if let expected = test["gas"] as? NSNumber { #expect(gas == expected.int64Value, "\(name)") }
      }
      checked += 1
    }
    #expect(checked > 600)
  }
}
