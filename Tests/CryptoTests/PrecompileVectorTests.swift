import Crypto
import Foundation
import Primitives
import Testing
import TestSupport

/// One official vector of a precompile.
struct PrecompileVector: Sendable, CustomTestStringConvertible {
  var name: String
  var address: Int
  var input: Bytes
  /// The output; nil when the input must be refused.
  var expected: Bytes?

  var testDescription: String { name }

  /// The vectors of the precompiles at some addresses; none when the folder is absent.
  ///
  /// A debug build gets a sample of the expensive ones, because their sums and pairings would take it many
  /// minutes; a release build gets all of them.
  static func load(_ addresses: Int...) -> [PrecompileVector] {
    guard let objects = try? Conformance.objects(of: "vectors/precompile.ndjson.zst") else { return [] }
    let vectors = objects.compactMap(PrecompileVector.init(object:))
    return addresses.flatMap { address in
      let all = vectors.filter { $0.address == address }
      #if DEBUG
        if address < 6 { return all }
        let short = all.filter { $0.input.count <= 600 }
        return stride(from: 0, to: short.count, by: 8).map { short[$0] }
      #else
        return all
      #endif
    }
  }

  /// Reads a vector of its line.
  private init?(object: [String: Any]) {
    guard let test = object["test"] as? [String: Any], let name = object["name"] as? String,
      let address = (test["address"] as? String).flatMap({ Int($0.dropFirst(2), radix: 16) }),
      let input = test["input"] as? String
    else { return nil }
    self.name = name
    self.address = address
    self.input = bytes(input)
    expected = test["error"] is String ? nil : (test["expected"] as? String).map(bytes)
  }

  /// `count` bytes of the input from `offset` on, with zeros beyond its end.
  func slice(_ offset: Int, _ count: Int) -> Bytes {
    let tail = Bytes(input.dropFirst(offset).prefix(count))
    return tail + Bytes(repeating: 0, count: count - tail.count)
  }

  /// The number in 32 bytes from `offset` on.
  func word(_ offset: Int) -> UInt256 { UInt256(bigEndianBytes: slice(offset, 32)) }
}

/// A truth value as the precompiles return it: 32 bytes.
func word(_ value: Bool?) -> Bytes? { value.map { UInt256($0 ? 1 : 0).bigEndianBytes } }

@Suite("Official vectors", .enabled(if: Conformance.isAvailable, "\(Conformance.absence)"))
struct PrecompileVectorTests {
  @Test("recovers public keys", arguments: PrecompileVector.load(1))
  func recover(vector: PrecompileVector) {
    let v = vector.word(32)
    let key = Secp256k1().recover(
      Hash32(vector.word(0)), r: vector.word(64), s: vector.word(96),
      yParity: v == 27 ? 0 : v == 28 ? 1 : 2)
    let address = key.map { Bytes(repeating: 0, count: 12) + Keccak256.hash($0).bytes.suffix(20) }
    #expect(address ?? [] == vector.expected)
  }

  @Test("raises to powers", arguments: PrecompileVector.load(5))
  func power(vector: PrecompileVector) throws {
    let lengths = try [0, 32, 64].map { Int(try #require(vector.word($0).asUInt64)) }
    let base = vector.slice(96, lengths[0])
    let exponent = vector.slice(96 + lengths[0], lengths[1])
    let modulus = vector.slice(96 + lengths[0] + lengths[1], lengths[2])
    let power = base.withUnsafeBytes { base in
      exponent.withUnsafeBytes { exponent in
        modulus.withUnsafeBytes {
          ModularExponentiation.power(base: base, exponent: exponent, modulus: $0)
        }
      }
    }
    #expect(power == vector.expected)
  }

  @Test("computes on BN254", arguments: PrecompileVector.load(6, 7, 8))
  func bn254(vector: PrecompileVector) {
    let result: Bytes? =
      switch vector.address {
      case 6: vector.slice(0, 128).withUnsafeBytes { BN254.add($0) }
      case 7: vector.slice(0, 96).withUnsafeBytes { BN254.multiply($0) }
      default: word(vector.input.withUnsafeBytes { BN254.pairingCheck($0) })
      }
    #expect(result == vector.expected)
  }

  @Test("computes on BLS12-381", arguments: PrecompileVector.load(0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x10, 0x11))
  func bls12381(vector: PrecompileVector) {
    let result: Bytes? = vector.input.withUnsafeBytes { input in
      switch vector.address {
      case 0x0b: BLS12381.g1Add(input)
      case 0x0c: BLS12381.g1MultiScalar(input)
      case 0x0d: BLS12381.g2Add(input)
      case 0x0e: BLS12381.g2MultiScalar(input)
      case 0x0f: word(BLS12381.pairingCheck(input))
      case 0x10: BLS12381.mapToG1(input)
      default: BLS12381.mapToG2(input)
      }
    }
    #expect(result == vector.expected)
  }

  @Test("verifies P-256 signatures", arguments: PrecompileVector.load(0x100))
  func p256(vector: PrecompileVector) {
    let isValid =
      vector.input.count == 160
      && P256.verify(
        hash: Hash32(vector.word(0)), r: vector.word(32), s: vector.word(64), x: vector.word(96),
        y: vector.word(128))
    #expect((isValid ? word(true) : []) == vector.expected)
  }

  @Test("verifies KZG proofs behind their versioned hash", arguments: PrecompileVector.load(0x0a))
  func pointEvaluation(vector: PrecompileVector) {
    var versionedHash = SHA256.hash(vector.slice(96, 48)).bytes
    versionedHash[0] = 0x01
    let isValid =
      vector.input.count == 192 && versionedHash == vector.slice(0, 32)
      && vector.slice(96, 48).withUnsafeBytes { commitment in
        vector.slice(144, 48).withUnsafeBytes { proof in
          KZG.verifyProof(
            commitment: commitment, z: vector.word(32), y: vector.word(64), proof: proof)
        }
      }
    #expect(isValid == (vector.expected != nil))
  }

  @Test("verifies KZG proofs")
  func kzg() throws {
    let vectors = try Conformance.objects(of: "vectors/kzg-verify-proof.ndjson.zst")
    #expect(vectors.count > 40)
    #if DEBUG
      let sample = vectors.enumerated().filter { $0.offset % 8 == 0 }.map(\.element)
    #else
      let sample = vectors
    #endif
    for vector in sample {
      let test = try #require(vector["test"] as? [String: Any])
      let input = try #require(test["input"] as? [String: String])
      // Inputs of another length than a field element's are refused before any mathematics.
      let parts = ["commitment", "z", "y", "proof"].compactMap { input[$0].flatMap { Hex.decode($0) } }
      guard parts.count == 4, parts[1].count == 32, parts[2].count == 32 else {
        #expect(test["output"] is NSNull)
        continue
      }
      let isValid = parts[0].withUnsafeBytes { commitment in
        parts[3].withUnsafeBytes { proof in
          KZG.verifyProof(
            commitment: commitment, z: UInt256(bigEndianBytes: parts[1]),
            y: UInt256(bigEndianBytes: parts[2]), proof: proof)
        }
      }
      #expect(isValid == (test["output"] as? Bool ?? false), "\(vector["name"] ?? "")")
    }
  }

  @Test("has vectors for every precompile that has mathematics")
  func coverage() {
    for address in [1] + Array(5...8) + Array(0x0a...0x11) + [0x100] {
      #expect(!PrecompileVector.load(address).isEmpty, "address \(address)")
    }
  }
}
