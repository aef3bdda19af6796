import Primitives
import State
import TestSupport
import Testing

@Suite("Code")
struct CodeTests {
  @Test("is followed by 64 zero bytes", arguments: [0, 1, 31, 1000])
  func padding(count: Int) {
    let code = Code(Bytes(repeating: 0xff, count: count))
    #expect(Bytes(code.bytes) == Bytes(repeating: 0xff, count: count))
    #expect((count..<(count + 64)).allSatisfy { code.base[$0] == 0 })
    #expect(code.isEmpty == (count == 0))
  }

  @Test("has the Keccak-256 of its bytes as hash, unless told another")
  func hash() {
    #expect(Code.empty.hash == Keccak256.emptyHash)
    #expect(Code([1, 2, 3]).hash == Keccak256.hash([1, 2, 3]))
    #expect(Code([1, 2, 3], hash: .zero).hash == .zero)
  }

  static let jumps: [(code: Bytes, destinations: [Int])] = [
    ([], []),
    ([0x5b], [0]),
    ([0x00, 0x5b, 0x5b], [1, 2]),
    ([0x60, 0x5b, 0x5b], [2]),
    ([0x61, 0x5b, 0x5b, 0x5b], [3]),
    ([0x5f, 0x5b], [1]),
    ([0x7f] + Bytes(repeating: 0x5b, count: 33), [33]),
    ([0x7f, 0x5b], []),
    ([0x80, 0x5b], [1]),
    (Bytes(repeating: 0x00, count: 200) + [0x5b], [200]),
  ]

  @Test("jump destinations leave out the immediates of PUSH", arguments: jumps)
  func jumpDestinations(code bytes: Bytes, destinations: [Int]) {
    let code = Code(bytes)
    let bitmap = code.jumpDestinations
    #expect((0..<code.count).filter { bitmap[$0 / 8] >> ($0 % 8) & 1 == 1 } == destinations)
    #expect(code.jumpDestinations == bitmap)
  }

  @Test("random code has the jump destinations that a naive scan finds")
  func randomJumpDestinations() {
    var generator = SplitMix64(seed: 1)
    for _ in 0..<50 {
      let bytes = generator.bytes(500).map { $0 % 3 == 0 ? 0x5b : $0 }
      var expected: [Int] = []
      var immediates = 0
      for (offset, byte) in bytes.enumerated() {
        if immediates > 0 {
          immediates -= 1
        } else if byte == 0x5b {
          expected.append(offset)
        } else if (0x60...0x7f).contains(byte) {
          immediates = Int(byte) - 0x5f
        }
      }
      let code = Code(bytes)
      #expect(bytes.indices.filter { code.jumpDestinations[$0 / 8] >> ($0 % 8) & 1 == 1 } == expected)
    }
  }

  static let target = Address(low20of: UInt256.max)
  static let delegations: [(code: Bytes, target: Address?)] = [
    ([0xef, 0x01, 0x00] + target.bytes, target),
    ([0xef, 0x01, 0x00] + target.bytes + [0], nil),
    ([0xef, 0x01, 0x00] + target.bytes.dropLast(), nil),
    ([0xef, 0x01, 0x01] + target.bytes, nil),
    ([0xef, 0x00, 0x00] + target.bytes, nil),
    ([0x60, 0x01, 0x00] + target.bytes, nil),
    ([], nil),
  ]

  @Test("only 0xef0100 and 20 bytes are a delegation", arguments: delegations)
  func delegation(code: Bytes, target: Address?) {
    #expect(Code(code).delegationTarget == target)
  }

  @Test("workers that share a code see one hash and one bitmap")
  func sharing() async {
    for round in 0..<50 {
      let code = Code(Bytes(repeating: 0x5b, count: 1000 + round))
      let seen = await withTaskGroup(of: (Hash32, UInt, UInt8).self) { group in
        for _ in 0..<4 {
          group.addTask { (code.hash, UInt(bitPattern: code.jumpDestinations), code.jumpDestinations[124]) }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(Set(seen.map(\.0)) == [Keccak256.hash(Bytes(repeating: 0x5b, count: 1000 + round))])
      #expect(Set(seen.map(\.1)).count == 1)
      #expect(seen.allSatisfy { $0.2 == 0xff })
    }
  }
}
