import Crypto
import Primitives
import TestSupport
import Testing

@testable import Chain

@Suite("Encoding of transactions")
struct TransactionEncodingTests {
  @Test("signs the example of EIP-155")
  func eip155() throws {
    var transaction = Transaction(
      type: .legacy, chainID: 1, nonce: 9, gasPrice: 20_000_000_000, gasLimit: 21000,
      to: "0x3535353535353535353535353535353535353535", value: 1_000_000_000_000_000_000)
    #expect(
      transaction.signingHash()
        == "0xdaf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53")
    let curve = Secp256k1()
    let key: Hash32 = "0x4646464646464646464646464646464646464646464646464646464646464646"
    let isSigned = transaction.sign(privateKey: key, with: curve)
    #expect(isSigned)
    #expect(transaction.v == 37)
    var buffer = ByteBuffer()
    transaction.appendRLP(to: &buffer)
    let expected = bytes(
      "0xf86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a764000080"
        + "25a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276a067cbe9d8997f761a"
        + "ecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83")
    #expect(buffer.toBytes() == expected)
    #expect(transaction.sender(with: curve) == "0x9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f")
  }

  @Test(
    "refuses to sign with a key outside of the group",
    arguments: [
      "0x0000000000000000000000000000000000000000000000000000000000000000",
      "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
    ] as [Hash32])
  func badKey(key: Hash32) {
    var transaction = Transaction(type: .dynamicFee, chainID: 1)
    let before = transaction
    let isSigned = transaction.sign(privateKey: key, with: Secp256k1())
    #expect(!isSigned && transaction == before)
  }

  @Test("reads back what it wrote, of every type", arguments: TransactionType.allCases)
  func roundTrip(type: TransactionType) throws {
    let curve = Secp256k1()
    var transaction = SampleTransaction.of(type)
    let isSigned = transaction.sign(privateKey: SampleTransaction.key, with: curve)
    #expect(isSigned)
    let envelope = SampleTransaction.envelope(transaction)
    let decoded = try SampleTransaction.decode(envelope)
    #expect(decoded == transaction)
    #expect(decoded.sender(with: curve) == SampleTransaction.sender)
    #expect(decoded.hash == Keccak256.hash(envelope))
  }

  @Test("refuses envelopes cut at any length", arguments: TransactionType.allCases)
  func cut(type: TransactionType) {
    var transaction = SampleTransaction.of(type)
    _ = transaction.sign(privateKey: SampleTransaction.key, with: Secp256k1())
    let envelope = SampleTransaction.envelope(transaction)
    for count in 0..<envelope.count {
      #expect(throws: InvalidTransaction.self) {
        try SampleTransaction.decode(Bytes(envelope.prefix(count)))
      }
    }
    #expect(throws: InvalidTransaction.malformed(.envelope, .trailingBytes)) {
      try SampleTransaction.decode(envelope + [0])
    }
  }

  @Test("refuses unknown types", arguments: [0x00, 0x05, 0x7f, 0x80, 0xb8] as [UInt8])
  func unknownType(type: UInt8) {
    #expect(throws: InvalidTransaction.unknownType(type)) {
      try SampleTransaction.decode([type, 0xc0])
    }
  }

  @Test("names the field at fault")
  func faultyField() {
    // A nonce with a leading zero, then a gas limit of nine bytes.
    #expect(throws: InvalidTransaction.malformed(.nonce, .leadingZero)) {
      try SampleTransaction.decode(bytes("0xcd820001018252080180801b0101"))
    }
    #expect(throws: InvalidTransaction.malformed(.gasLimit, .tooLarge)) {
      try SampleTransaction.decode(bytes("0xd20101890100000000000000008001801b0101"))
    }
  }
}

@Suite("Authorizations (EIP-7702)")
struct AuthorizationTests {
  @Test("recover their authority, but not from a high s")
  func authority() throws {
    let curve = Secp256k1()
    var authorization = Authorization(
      chainID: 1, address: "0x00000000000000000000000000000000000000aa", nonce: 3, yParity: 0,
      r: 0, s: 0)
    let signature = try #require(
      curve.sign(authorization.signingHash(), privateKey: SampleTransaction.key))
    authorization.yParity = signature.yParity
    authorization.r = signature.r
    authorization.s = signature.s
    #expect(authorization.authority(with: curve) == SampleTransaction.sender)
    authorization.s = SignatureRange.order &- signature.s
    authorization.yParity = 1 - signature.yParity
    #expect(authorization.authority(with: curve) == nil)
    #expect(authorization.signer(with: curve) == SampleTransaction.sender)
    authorization.yParity = 2
    #expect(authorization.signer(with: curve) == nil)
  }
}

/// One transaction of each type, with every field of the type in use.
enum SampleTransaction {
  static let key = Hash32(UInt256.one)
  /// The account of the private key 1.
  static let sender: Address = "0x7e5f4552091a69125d5dfcb7b8c2659029395bdf"

  static func of(_ type: TransactionType) -> Transaction {
    var transaction = Transaction(
      type: type, chainID: 1, nonce: 300, gasLimit: 100_000,
      to: "0x1234567890123456789012345678901234567890", value: 256, data: [0, 1, 2, 0xff])
    if type.hasDynamicFee {
      transaction.maxFeePerGas = 1000
      transaction.maxPriorityFeePerGas = 3
    } else {
      transaction.gasPrice = 1000
    }
    if type.hasAccessList {
      transaction.accessList = [
        AccessListEntry(address: sender, storageKeys: [.zero, Hash32(UInt256.max)]),
        AccessListEntry(address: .zero, storageKeys: []),
      ]
    }
    if type == .blob {
      transaction.maxFeePerBlobGas = 5
      transaction.blobVersionedHashes = [
        "0x0100000000000000000000000000000000000000000000000000000000000007"
      ]
    }
    if type == .setCode {
      transaction.authorizationList = [
        Authorization(chainID: 0, address: sender, nonce: 1, yParity: 255, r: 7, s: .max)
      ]
    }
    return transaction
  }

  static func envelope(_ transaction: Transaction) -> Bytes {
    var buffer = ByteBuffer()
    transaction.appendRLP(to: &buffer)
    return buffer.toBytes()
  }

  static func decode(_ envelope: Bytes) throws -> Transaction {
    try envelope.withUnsafeBytes { try Transaction.decode(envelope: $0) }
  }
}
