import Crypto
import Primitives
import Testing
import TestSupport

@Suite("secp256k1")
struct Secp256k1Tests {
  static let order: UInt256 = "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"

  @Test("signs with the nonce of RFC 6979 and a low s")
  func deterministic() throws {
    let hash = SHA256.hash(Bytes("Satoshi Nakamoto".utf8))
    let signature = try #require(Secp256k1().sign(hash, privateKey: Hash32(1)))
    #expect(signature.r == "0x934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8")
    #expect(signature.s == "0x2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5")
  }

  @Test("derives public keys")
  func publicKey() throws {
    let curve = Secp256k1()
    let generator = bytes(
      """
      79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798\
      483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8
      """)
    #expect(curve.publicKey(of: Hash32(1)) == generator)
    let key: Hash32 = "0x45a915e4d060149eb4365960e6a7a45f334393093061116b197e3240065ff2d8"
    let hash = Keccak256.hash(try #require(curve.publicKey(of: key)))
    #expect(Address(low20of: hash) == "0xa94f5374fce5edbc8e2a8697c15331677e6ebf0b")
  }

  @Test("recovers the signer, from a high s too")
  func recovery() throws {
    let curve = Secp256k1()
    var generator = SplitMix64(seed: 21)
    for _ in 0..<20 {
      let key = try #require(Hash32(generator.bytes(32)))
      let hash = try #require(Hash32(generator.bytes(32)))
      let signature = try #require(curve.sign(hash, privateKey: key))
      let (r, s, parity) = (signature.r, signature.s, signature.yParity)
      #expect(s <= Self.order &>> 1 && parity <= 1)
      let expected = curve.publicKey(of: key)
      #expect(curve.recover(hash, r: r, s: s, yParity: parity) == expected)
      #expect(curve.recover(hash, r: r, s: Self.order &- s, yParity: 1 - parity) == expected)
      #expect(curve.recover(hash, r: r, s: s, yParity: 1 - parity) != expected)
      #expect(curve.recover(hash, r: r, s: s, yParity: 2) == nil)
    }
  }

  @Test(
    "refuses numbers outside their range and an r without a point",
    arguments: [
      (0, 1), (1, 0), (order, 1), (1, order), (.max, 1), (1, .max), (5, 1),
    ] as [(UInt256, UInt256)])
  func refusesSignatures(r: UInt256, s: UInt256) {
    #expect(Secp256k1().recover(Keccak256.emptyHash, r: r, s: s, yParity: 0) == nil)
  }

  @Test("refuses the point at infinity as a signer")
  func infinity() {
    // With R = G, s = hash / r makes s·R − hash·G vanish; r = x(G) and hash = r, s = 1 do so.
    let r: UInt256 = "0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
    #expect(Secp256k1().recover(Hash32(1), r: r, s: 1, yParity: 0) == nil)
    #expect(Secp256k1().recover(Hash32(2), r: r, s: 1, yParity: 0) != nil)
  }

  @Test("refuses private keys outside their range", arguments: [0, order, .max] as [UInt256])
  func refusesKeys(key: UInt256) {
    #expect(Secp256k1().sign(Keccak256.emptyHash, privateKey: Hash32(key)) == nil)
    #expect(Secp256k1().publicKey(of: Hash32(key)) == nil)
  }
}

@Suite("P-256")
struct P256Tests {
  // Source: RFC 6979, appendix A.2.5, SHA-256 of "sample".
  static let x: UInt256 = "0x60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
  static let y: UInt256 = "0x7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"
  static let r: UInt256 = "0xefd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
  static let s: UInt256 = "0xf7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"
  static let order: UInt256 = "0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"
  static let prime: UInt256 = "0xffffffff00000001000000000000000000000000ffffffffffffffffffffffff"
  static let hash = SHA256.hash(Bytes("sample".utf8))

  @Test("accepts a signature with either s")
  func accepts() {
    #expect(P256.verify(hash: Self.hash, r: Self.r, s: Self.s, x: Self.x, y: Self.y))
    #expect(P256.verify(hash: Self.hash, r: Self.r, s: Self.order &- Self.s, x: Self.x, y: Self.y))
  }

  @Test(
    "refuses every change",
    arguments: [
      (r &+ 1, s, x, y), (r, s &+ 1, x, y), (r, s, x &+ 1, y), (r, s, x, prime &- y), (0, s, x, y),
      (r, 0, x, y), (order, s, x, y), (r, order, x, y), (r, s, x, y &+ 1), (r, s, 0, 0), (r, s, prime, y),
      (r, s, x, prime),
    ] as [(UInt256, UInt256, UInt256, UInt256)])
  func refuses(r: UInt256, s: UInt256, x: UInt256, y: UInt256) {
    #expect(!P256.verify(hash: Self.hash, r: r, s: s, x: x, y: y))
  }

  @Test("refuses another message")
  func refusesMessage() {
    let hash = SHA256.hash(Bytes("test".utf8))
    #expect(!P256.verify(hash: hash, r: Self.r, s: Self.s, x: Self.x, y: Self.y))
  }
}
