import Crypto
import Primitives
import Testing
import TestSupport

@Suite("BLS12-381")
struct BLS12381Tests {
  static let prime =
    "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab"
  static let order: UInt256 = "0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001"
  static let g1 = numbers(
    "17f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb",
    "08b3f481e3aaa0f1a09e30ed741d8ae4fcf5e095d5d00af600db18cb2c04b3edd03cc744a2888ae40caa232946c5e7e1")
  static let g2 = numbers(
    "024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8",
    "13e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e",
    "0ce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a76d429a695160d12c923ac9cc3baca289e193548608b82801",
    "0606c4a02ea734cc32acd2b02bc28b99cb3e287e85a763af267492ab572e99ab3f370d275cec1da1aaa9075ff05f79be")
  /// Points of the curves that are not in the subgroups.
  static let outsideG1 = numbers(
    "04", "0a989badd40d6212b33cffc3f3763e9bc760f988c9926b26da9dd85e928483446346b8ed00e1de5d5ea93e354abe706c")
  static let outsideG2 = numbers(
    "01", "01",
    "17faa6201231304f270b858dad9462089f2a5b83388e4b10773abc1eef6d193b9fce4e8ea2d9d28e3c3a315aa7de14ca",
    "0cc12449be6ac4e7f367e7242250427c4fb4c39325d3164ad397c1837a90f0ea1a534757df374dd6569345eb41ed76e")

  /// The precompiles' encoding of numbers: 64 bytes each.
  static func numbers(_ numbers: String...) -> Bytes {
    numbers.flatMap { bytes(String(repeating: "0", count: 128 - $0.utf8.count) + $0) }
  }

  static func run<R>(_ function: (UnsafeRawBufferPointer) -> R, _ input: Bytes) -> R {
    input.withUnsafeBytes { function($0) }
  }

  static func scaled(g1 factor: UInt256) -> Bytes {
    run(BLS12381.g1MultiScalar, g1 + factor.bigEndianBytes) ?? []
  }

  static func scaled(g2 factor: UInt256) -> Bytes {
    run(BLS12381.g2MultiScalar, g2 + factor.bigEndianBytes) ?? []
  }

  @Test("multiplies as repeated addition does")
  func multiplication() {
    var (sum1, sum2) = (Bytes(repeating: 0, count: 128), Bytes(repeating: 0, count: 256))
    for factor in 0..<10 {
      #expect(Self.scaled(g1: UInt256(factor)) == sum1 && Self.scaled(g2: UInt256(factor)) == sum2)
      sum1 = Self.run(BLS12381.g1Add, sum1 + Self.g1) ?? []
      sum2 = Self.run(BLS12381.g2Add, sum2 + Self.g2) ?? []
    }
    #expect(Self.scaled(g1: Self.order) == Bytes(repeating: 0, count: 128))
    #expect(Self.scaled(g2: Self.order) == Bytes(repeating: 0, count: 256))
    #expect(Self.scaled(g1: .max) == Self.scaled(g1: .max % Self.order))
    #expect(Self.scaled(g2: .max) == Self.scaled(g2: .max % Self.order))
    let minus = Self.scaled(g1: Self.order &- 1)
    #expect(Self.run(BLS12381.g1Add, minus + Self.g1) == Bytes(repeating: 0, count: 128))
  }

  @Test("sums as many multiples as one multiple of the sum", arguments: [2, 30])
  func multiScalar(count: Int) {
    var generator = SplitMix64(seed: 22)
    var (input1, input2) = (Bytes(), Bytes())
    var (total, point1, point2) = (UInt256.zero, Self.g1, Self.g2)
    for index in 1...count {
      let factor = UInt256(bigEndianBytes: generator.bytes(32))
      input1 += point1 + factor.bigEndianBytes
      input2 += point2 + factor.bigEndianBytes
      let product = UInt256.multiplyingModulo(factor, UInt256(index), Self.order)
      total = .addingModulo(total, product, Self.order)
      point1 = Self.run(BLS12381.g1Add, point1 + Self.g1) ?? []
      point2 = Self.run(BLS12381.g2Add, point2 + Self.g2) ?? []
    }
    #expect(Self.run(BLS12381.g1MultiScalar, input1) == Self.scaled(g1: total))
    #expect(Self.run(BLS12381.g2MultiScalar, input2) == Self.scaled(g2: total))
  }

  @Test("finds the product of pairings")
  func pairing() {
    let (a, b) = (Self.scaled(g1: 5), Self.scaled(g2: 7))
    let c = Self.scaled(g1: Self.order &- 35)
    #expect(Self.run(BLS12381.pairingCheck, a + b + c + Self.g2) == true)
    #expect(Self.run(BLS12381.pairingCheck, a + b + a + Self.g2) == false)
    #expect(Self.run(BLS12381.pairingCheck, a + Bytes(repeating: 0, count: 256)) == true)
    #expect(Self.run(BLS12381.pairingCheck, Bytes(repeating: 0, count: 128) + b) == true)
  }

  @Test("asks for the subgroup in products and pairings, not in sums")
  func subgroups() {
    let (zero1, zero2) = (Bytes(repeating: 0, count: 128), Bytes(repeating: 0, count: 256))
    let one = UInt256.one.bigEndianBytes
    #expect(Self.run(BLS12381.g1Add, Self.outsideG1 + zero1) == Self.outsideG1)
    #expect(Self.run(BLS12381.g2Add, zero2 + Self.outsideG2) == Self.outsideG2)
    #expect(Self.run(BLS12381.g1MultiScalar, Self.outsideG1 + one) == nil)
    #expect(Self.run(BLS12381.g2MultiScalar, Self.outsideG2 + one) == nil)
    #expect(Self.run(BLS12381.pairingCheck, Self.outsideG1 + zero2) == nil)
    #expect(Self.run(BLS12381.pairingCheck, zero1 + Self.outsideG2) == nil)
  }

  @Test("refuses numbers of the prime or more, padding that is not zero and points off the curve")
  func refusesNumbers() {
    var padded = Self.g1
    padded[15] = 1
    let zero = Bytes(repeating: 0, count: 128)
    for point in [padded, Self.numbers(Self.prime, "00"), Self.numbers("01", "02")] {
      #expect(Self.run(BLS12381.g1Add, point + zero) == nil)
      #expect(Self.run(BLS12381.g1Add, zero + point) == nil)
      #expect(Self.run(BLS12381.g1MultiScalar, point + UInt256.zero.bigEndianBytes) == nil)
    }
    #expect(Self.run(BLS12381.mapToG1, Self.numbers(Self.prime)) == nil)
    #expect(Self.run(BLS12381.mapToG2, Self.numbers("00", Self.prime)) == nil)
  }

  @Test("refuses inputs of another length")
  func refusesLengths() {
    for count in [0, 1, 63, 127, 159, 255, 287, 383, 511, 513] {
      let input = Bytes(repeating: 0, count: count)
      #expect(Self.run(BLS12381.g1Add, input) == nil && Self.run(BLS12381.g2Add, input) == nil)
      #expect(Self.run(BLS12381.g1MultiScalar, input) == nil)
      #expect(Self.run(BLS12381.g2MultiScalar, input) == nil)
      #expect(Self.run(BLS12381.pairingCheck, input) == nil)
      #expect(Self.run(BLS12381.mapToG1, input) == nil && Self.run(BLS12381.mapToG2, input) == nil)
    }
  }

  @Test("maps field elements into the groups")
  func maps() {
    // Source: EIP-2537's vectors, made of RFC 9380's message "abc".
    #expect(
      Self.run(
        BLS12381.mapToG1,
        Self.numbers(
          "147e1ed29f06e4c5079b9d14fc89d2820d32419b990c1c7bb7dbea2a36a045124b31ffbde7c99329c05c559af1c6cc82"))
        == Self.numbers(
          "009769f3ab59bfd551d53a5f846b9984c59b97d6842b20a2c565baa167945e3d026a3755b6345df8ec7e6acb6868ae6d",
          "1532c00cf61aa3d0ce3e5aa20c3b531a2abd2c770a790a2613818303c6b830ffc0ecf6c357af3317b9575c567f11cd2c"))
    #expect(
      Self.run(
        BLS12381.mapToG2,
        Self.numbers(
          "138879a9559e24cecee8697b8b4ad32cced053138ab913b99872772dc753a2967ed50aabc907937aefb2439ba06cc50c",
          "0a1ae7999ea9bab1dcc9ef8887a6cb6e8f1e22566015428d220b7eec90ffa70ad1f624018a9ad11e78d588bd3617f9f2"))
        == Self.numbers(
          "108ed59fd9fae381abfd1d6bce2fd2fa220990f0f837fa30e0f27914ed6e1454db0d1ee957b219f61da6ff8be0d6441f",
          "0296238ea82c6d4adb3c838ee3cb2346049c90b96d602d7bb1b469b905c9228be25c627bffee872def773d5b2a2eb57d",
          "033f90f6057aadacae7963b0a0b379dd46750c1c94a6357c99b65f63b79e321ff50fe3053330911c56b6ceea08fee656",
          "153606c417e59fb331b7ae6bce4fbf7c5190c33ce9402b5ebe2b70e44fca614f3f1382a3625ed5493843d0b0a652fc3f"))
    // Zero is the exceptional element of the map; its image is a point of the subgroup all the same.
    for image in [Self.run(BLS12381.mapToG1, Self.numbers("00")) ?? []] {
      #expect(Self.run(BLS12381.g1MultiScalar, image + UInt256.one.bigEndianBytes) == image)
    }
    for image in [Self.run(BLS12381.mapToG2, Self.numbers("00", "00")) ?? []] {
      #expect(Self.run(BLS12381.g2MultiScalar, image + UInt256.one.bigEndianBytes) == image)
    }
  }
}

@Suite("KZG proofs")
struct KZGTests {
  // Source: c-kzg-4844, verify_kzg_proof_case_correct_proof_2_3.
  static let commitment = bytes(
    "a421e229565952cfff4ef3517100a97da1d4fe57956fa50a442f92af03b1bf37adacc8ad4ed209b31287ea5bb94d9d06")
  static let proof = bytes(
    "a1fcd37a924af9ec04143b44853c26f6b0738f6e15a3e0755057e7d5460406c7e148adb0e2d608982140d0ae42fe0b3b")
  static let z: UInt256 = "0x5eb7004fe57383e6c88b99d839937fddf3f99279353aaf8d5c9a75f91ce33c62"
  static let y: UInt256 = "0x5ee1e9a4a06a02ca6ea14b0ca73415a8ba0fba888f18dde56df499b480d4b9e0"

  static func verify(_ commitment: Bytes, _ z: UInt256, _ y: UInt256, _ proof: Bytes) -> Bool {
    commitment.withUnsafeBytes { commitment in
      proof.withUnsafeBytes { KZG.verifyProof(commitment: commitment, z: z, y: y, proof: $0) }
    }
  }

  @Test("accepts a proof and refuses every change of it")
  func verification() {
    #expect(Self.verify(Self.commitment, Self.z, Self.y, Self.proof))
    #expect(!Self.verify(Self.commitment, Self.z &+ 1, Self.y, Self.proof))
    #expect(!Self.verify(Self.commitment, Self.z, Self.y &+ 1, Self.proof))
    #expect(!Self.verify(Self.proof, Self.z, Self.y, Self.commitment))
    #expect(!Self.verify(Self.commitment, Self.z &+ BLS12381Tests.order, Self.y, Self.proof))
    #expect(!Self.verify(Self.commitment, Self.z, Self.y &+ BLS12381Tests.order, Self.proof))
  }

  @Test("refuses compressed points of the wrong form")
  func compression() {
    var infinity: Bytes = [0xc0] + Bytes(repeating: 0, count: 47)
    #expect(Self.verify(infinity, 3, 0, infinity))
    #expect(!Self.verify(infinity, 3, 1, infinity))
    for first in [0x40, 0x80, 0xe0, 0xc1, 0x00] as [UInt8] {
      infinity[0] = first
      #expect(!Self.verify(infinity, 3, 0, infinity), "first byte \(first)")
    }
    infinity[0] = 0xc0
    infinity[47] = 1
    #expect(!Self.verify(infinity, 3, 0, infinity))
    #expect(!Self.verify(Self.commitment + [0], Self.z, Self.y, Self.proof))
    // x = 4 belongs to a point outside the subgroup.
    let outside: Bytes = [0x80] + Bytes(repeating: 0, count: 46) + [4]
    #expect(!Self.verify(outside, Self.z, Self.y, Self.proof))
  }
}
