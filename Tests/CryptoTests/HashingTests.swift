import Crypto
import Primitives
import Testing
import TestSupport

@Suite("Hash functions of the precompiles")
struct HashingTests {
  @Test(
    "knows SHA-256 of published messages",
    arguments: [
      ("", "0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "0x248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ] as [(String, Hash32)])
  func sha256(message: String, expected: Hash32) {
    #expect(SHA256.hash(Bytes(message.utf8)) == expected)
  }

  @Test("takes SHA-256's input in pieces and starts anew after the end")
  func sha256Stream() {
    var generator = SplitMix64(seed: 20)
    let message = generator.bytes(300)
    var stream = SHA256Stream()
    for _ in 0..<2 {
      stream.update(Bytes(message.prefix(63)))
      stream.update(Bytes())
      stream.update(Bytes(message.dropFirst(63)))
      #expect(stream.finish() == SHA256.hash(message))
    }
  }

  @Test(
    "knows RIPEMD-160 of published messages",
    arguments: [
      ("", "9c1185a5c5e9fc54612808977ee8f548b2258d31"), ("abc", "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc"),
      ("abcdefghijklmnopqrstuvwxyz", "f71c27109c692c1b56bbdceb5b9d2865b3708dbc"),
    ])
  func ripemd160(message: String, expected: String) {
    #expect(RIPEMD160.hash(Bytes(message.utf8)) == bytes(expected))
  }

  /// The state of unkeyed BLAKE2b with a digest of 64 bytes. Source: RFC 7693, appendix A.
  static let initialState = bytes(
    """
    48c9bdf267e6096a3ba7ca8485ae67bb2bf894fe72f36e3cf1361d5f3af54fa5\
    d182e6ad7f520e511f6c3e2b8c68059b6bbd41fbabd9831f79217e1319cde05b
    """)

  @Test(
    "compresses the block of \"abc\" as BLAKE2b does",
    arguments: [
      (
        12, true,
        """
        ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1\
        7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923
        """
      ),
      (
        12, false,
        """
        75ab69d3190a562c51aef8d88f1c2775876944407270c42c9844252c26d28752\
        98743e7f6d5ea2f2d3e8d226039cd31b4e426ac4f2d3d666a610c2116fde4735
        """
      ),
      (
        0, true,
        """
        08c9bcf367e6096a3ba7ca8485ae67bb2bf894fe72f36e3cf1361d5f3af54fa5\
        d282e6ad7f520e511f6c3e2b8c68059b9442be0454267ce079217e1319cde05b
        """
      ),
      (
        1, true,
        """
        b63a380cb2897d521994a85234ee2c181b5f844d2c624c002677e9703449d2fb\
        a551b3a8333bcdf5f2f7e08993d53923de3d64fcc68c034e717b9293fed7a421
        """
      ),
    ] as [(UInt32, Bool, String)])
  func blake2f(rounds: UInt32, final: Bool, expected: String) {
    let message = Bytes("abc".utf8) + Bytes(repeating: 0, count: 125)
    let counters: Bytes = [3] + Bytes(repeating: 0, count: 15)
    let state = Self.initialState.withUnsafeBytes { h in
      message.withUnsafeBytes { m in
        counters.withUnsafeBytes { t in
          Blake2f.compress(rounds: rounds, h: h, m: m, t: t, final: final)
        }
      }
    }
    #expect(state == bytes(expected))
  }
}

@Suite("Modular exponentiation")
struct ModularExponentiationTests {
  static func power(_ base: String, _ exponent: String, _ modulus: String) -> Bytes {
    bytes(base).withUnsafeBytes { base in
      bytes(exponent).withUnsafeBytes { exponent in
        bytes(modulus).withUnsafeBytes {
          ModularExponentiation.power(base: base, exponent: exponent, modulus: $0)
        }
      }
    }
  }

  @Test(
    "fills the modulus's length and obeys the edges",
    arguments: [
      ("03", "05", "07", "05"), ("03", "05", "00000007", "00000005"), ("", "", "07", "01"),
      ("00", "00", "07", "01"), ("05", "00", "01", "00"), ("05", "03", "00", "00"),
      ("05", "03", "0000", "0000"), ("05", "03", "", ""), ("", "05", "0a", "00"), ("0a", "02", "64", "00"),
      ("0002", "000a", "03e8", "0018"),
    ])
  func edges(base: String, exponent: String, modulus: String, expected: String) {
    #expect(Self.power(base, exponent, modulus) == bytes(expected))
  }

  @Test("agrees with Fermat's little theorem for a large prime")
  func fermat() {
    let prime = "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f"
    let order = "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2e"
    let one = String(repeating: "00", count: 31) + "01"
    #expect(Self.power("03", order, prime) == bytes(one))
    #expect(Self.power(prime + "01", "01", prime) == bytes(one))
  }
}
