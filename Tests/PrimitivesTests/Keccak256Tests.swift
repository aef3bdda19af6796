import Primitives
import Testing
import TestSupport

@Suite("Keccak-256")
struct Keccak256Tests {
  /// Keccak-f[1600] and the sponge as the reference document defines them, over a 5 × 5 array.
  static func textbook(_ message: Bytes) -> Bytes {
    var padded = message + [0x01]
    while padded.count % 136 != 0 { padded.append(0) }
    padded[padded.count - 1] |= 0x80
    var lanes = [[UInt64]](repeating: [UInt64](repeating: 0, count: 5), count: 5)
    for block in stride(from: 0, to: padded.count, by: 136) {
      for lane in 0..<17 {
        for byte in 0..<8 {
          lanes[lane % 5][lane / 5] ^= UInt64(padded[block + 8 * lane + byte]) << UInt64(8 * byte)
        }
      }
      permute(&lanes)
    }
    return (0..<32).map { UInt8(truncatingIfNeeded: lanes[$0 / 8][0] >> UInt64(8 * ($0 % 8))) }
  }

  static func permute(_ lanes: inout [[UInt64]]) {
    func rotated(_ x: UInt64, _ n: Int) -> UInt64 {
      n % 64 == 0 ? x : x << UInt64(n % 64) | x >> UInt64(64 - n % 64)
    }
    var register: UInt8 = 1
    for _ in 0..<24 {
      let column = (0..<5).map { x in lanes[x].reduce(0, ^) }
      for x in 0..<5 {
        for y in 0..<5 { lanes[x][y] ^= column[(x + 4) % 5] ^ rotated(column[(x + 1) % 5], 1) }
      }
      var (x, y, current) = (1, 0, lanes[1][0])
      for t in 0..<24 {
        (x, y) = (y, (2 * x + 3 * y) % 5)
        let moved = lanes[x][y]
        lanes[x][y] = rotated(current, (t + 1) * (t + 2) / 2)
        current = moved
      }
      for y in 0..<5 {
        let row = (0..<5).map { lanes[$0][y] }
        for x in 0..<5 { lanes[x][y] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]) }
      }
      for j in 0..<7 {
        // The round constant's bits come from a linear feedback shift register.
        if register & 1 != 0 { lanes[0][0] ^= 1 << UInt64((1 << j) - 1) }
        register = register << 1 ^ (register >> 7) * 0x71
      }
    }
  }

  @Test(
    "knows published hashes",
    arguments: [
      ("", "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
      ("abc", "0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
      ("transfer(address,uint256)", "0xa9059cbb2ab09eb219583f4a59a5d0623ade346d962bcd4e46b11da047c9049b"),
    ] as [(String, Hash32)])
  func published(text: String, expected: Hash32) {
    #expect(Keccak256.hash(Bytes(text.utf8)) == expected)
  }

  @Test("agrees with the textbook for every length around the block borders")
  func lengths() {
    var generator = SplitMix64(seed: 7)
    for count in Array(0...140) + Array(268...276) + [1000] {
      let message = generator.bytes(count)
      #expect(Keccak256.hash(message).bytes == Self.textbook(message), "\(count) bytes")
    }
    #expect(Keccak256.hash(Bytes()) == Keccak256.emptyHash)
  }

  @Test("hashes addresses and words as their bytes")
  func fixedSizes() {
    let address: Address = "0x00112233445566778899aabbccddeeff00112233"
    #expect(Keccak256.hash(address) == Keccak256.hash(address.bytes))
    let word = Keccak256.hash(address)
    #expect(Keccak256.hash(word) == Keccak256.hash(word.bytes))
  }

  @Test(
    "hashes four inputs as one by one",
    arguments: [
      [0, 0, 0, 0], [32, 32, 32, 32], [1, 70, 135, 0], [136, 137, 200, 271], [272, 300, 407, 333],
      [10, 200, 400, 600], [135, 136, 135, 135],
    ])
  func four(lengths: [Int]) {
    var generator = SplitMix64(seed: 8)
    let messages = lengths.map { generator.bytes($0) }
    let hashes = messages[0].withUnsafeBytes { a in
      messages[1].withUnsafeBytes { b in
        messages[2].withUnsafeBytes { c in
          messages[3].withUnsafeBytes { d in Keccak256.hash4(a, b, c, d) }
        }
      }
    }
    let expected = messages.map { Self.textbook($0) }
    #expect([hashes.0, hashes.1, hashes.2, hashes.3].map(\.bytes) == expected)
  }

  @Test("hashes four words as one by one")
  func fourWords() {
    let words = (1...4).map { Hash32(UInt256($0)) }
    let hashes = Keccak256.hash4(words[0], words[1], words[2], words[3])
    #expect([hashes.0, hashes.1, hashes.2, hashes.3] == words.map { Keccak256.hash($0) })
  }
}
