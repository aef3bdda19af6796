import Crypto
import Primitives
import Testing
import TestSupport

@Suite("BN254")
struct BN254Tests {
  static let prime: UInt256 = "0x30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47"
  static let order: UInt256 = "0x30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001"
  static let infinity = Bytes(repeating: 0, count: 64)
  static let g1 = words(1, 2)
  static let negatedG1 = words(1, prime &- 2)
  /// The generator of G2, imaginary parts first. Source: EIP-197.
  static let g2 = words(
    "0x198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2",
    "0x1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed",
    "0x090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b",
    "0x12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa")
  /// A point of the twist that is not in the subgroup.
  static let outsideG2 = words(
    1, 2, "0x2b76c179599bb92a963dac85546a005a777f7c13f6a7b75d5918b6b5808f5fde",
    "0x101f7278419308b95099eca02dcee0c5381f4d26d1d62313f057167f064101ce")

  static func words(_ words: UInt256...) -> Bytes { words.flatMap(\.bigEndianBytes) }
  static func add(_ a: Bytes, _ b: Bytes) -> Bytes? { (a + b).withUnsafeBytes { BN254.add($0) } }
  static func multiply(_ a: Bytes, _ k: UInt256) -> Bytes? {
    (a + k.bigEndianBytes).withUnsafeBytes { BN254.multiply($0) }
  }
  static func pairing(_ input: Bytes) -> Bool? { input.withUnsafeBytes { BN254.pairingCheck($0) } }

  @Test("adds as a group")
  func addition() {
    let twice = words2G1
    #expect(Self.add(Self.g1, Self.g1) == twice)
    #expect(Self.add(Self.g1, Self.negatedG1) == Self.infinity)
    #expect(Self.add(Self.g1, Self.infinity) == Self.g1 && Self.add(Self.infinity, Self.g1) == Self.g1)
    #expect(Self.add(Self.infinity, Self.infinity) == Self.infinity)
    #expect(Self.add(twice, Self.negatedG1) == Self.g1)
  }

  /// 2·G1. Source: EIP-196's test vectors.
  var words2G1: Bytes {
    Self.words(
      "0x030644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd3",
      "0x15ed738c0e0a7c92e7845f96b2ae9c0a68a6a449e3538fc7ff3ebf7a5a18a2c4")
  }

  @Test("multiplies as repeated addition does")
  func multiplication() {
    var sum = Self.infinity
    for factor in 0..<40 {
      #expect(Self.multiply(Self.g1, UInt256(factor)) == sum)
      sum = Self.add(sum, Self.g1) ?? []
    }
    #expect(Self.multiply(Self.g1, Self.order) == Self.infinity)
    #expect(Self.multiply(Self.g1, Self.order &- 1) == Self.negatedG1)
    #expect(Self.multiply(Self.g1, Self.order &+ 2) == words2G1)
    #expect(Self.multiply(Self.g1, .max) == Self.multiply(Self.g1, .max % Self.order))
    #expect(Self.multiply(Self.infinity, 7) == Self.infinity)
  }

  @Test(
    "refuses what is no point",
    arguments: [
      words(1, 1), words(prime &+ 1, 2), words(1, prime &+ 2), words(0, 1), words(.max, .max),
      words(prime, 0),
    ])
  func refuses(point: Bytes) {
    #expect(Self.add(point, Self.g1) == nil && Self.add(Self.g1, point) == nil)
    #expect(Self.multiply(point, 1) == nil)
    #expect(Self.pairing(point + Self.g2) == nil)
  }

  @Test("finds the product of pairings")
  func pairing() throws {
    #expect(Self.pairing([]) == true)
    #expect(Self.pairing(Self.g1 + Self.g2) == false)
    #expect(Self.pairing(Self.infinity + Self.g2) == true)
    #expect(Self.pairing(Self.g1 + Bytes(repeating: 0, count: 128)) == true)
    #expect(Self.pairing(Self.g1 + Self.g2 + Self.negatedG1 + Self.g2) == true)
    // e(2·G1, G2) · e(3·G1, G2) = e(5·G1, G2).
    let (a, b) = (try #require(Self.multiply(Self.g1, 2)), try #require(Self.multiply(Self.g1, 3)))
    let c = try #require(Self.multiply(Self.g1, Self.order &- 5))
    #expect(Self.pairing(a + Self.g2 + b + Self.g2 + c + Self.g2) == true)
    #expect(Self.pairing(a + Self.g2 + a + Self.g2 + c + Self.g2) == false)
  }

  @Test("refuses pairs of the wrong form")
  func refusesPairs() {
    #expect(Self.pairing(Bytes(repeating: 0, count: 191)) == nil)
    #expect(Self.pairing(Self.infinity + Self.outsideG2) == nil)
    #expect(Self.pairing(Self.infinity + Self.words(1, 2, 3, 4)) == nil)
    #expect(Self.pairing(Self.infinity + Self.words(Self.prime, 0, 0, 0)) == nil)
  }
}
