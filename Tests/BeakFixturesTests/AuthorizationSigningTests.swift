import Chain
import Crypto
import Primitives
import Testing

@testable import BeakFixtures

@Suite("Authorizations with a key")
struct AuthorizationSigningTests {
  /// The account of the key 2.
  private static let signer = DocumentText.contract
  private static let key = "\"0x\(String(repeating: "0", count: 63))2\""

  private func fixture(_ authorization: String) throws -> FixtureView {
    var document = DocumentText()
    document.accounts[1].1 = #"{"balance":1}"#
    document.transactions = [
      DocumentText.transaction([
        "gasPrice": nil, "maxFeePerGas": "7", "authorizationList": "[\(authorization)]",
      ])
    ]
    return try FixtureView(converting: document)
  }

  @Test("are signed over chain, address and nonce, and a given signature is ignored")
  func signed() throws {
    let target = "0x00000000000000000000000000000000000000aa"
    for rest in ["", #","v":300,"r":"junk","s":null"#] {
      let fixture = try fixture(
        #"{"chainId":1,"address":"\#(target)","nonce":0,"signerKey":\#(Self.key)\#(rest)}"#)
      let list = try #require(fixture.transactions(ofBlock: 0)[0]["authorizationList"] as? [[String: Any]])
      #expect(list[0].text("signer") == Self.signer)
      #expect(list[0].text("v") == list[0].text("yParity"))
      let account = try #require(fixture.postState[Self.signer] as? [String: Any])
      #expect(account.text("code") == "0xef0100" + target.dropFirst(2))
      #expect(account.text("nonce") == "0x01")
    }
  }

  @Test("have a low s that the curve recovers")
  func recovery() {
    let curve = Secp256k1()
    var authorization = Authorization(
      chainID: 0, address: "0x00000000000000000000000000000000000000aa", nonce: 3, yParity: 9, r: 0, s: 0)
    let key: Hash32 = "0x0000000000000000000000000000000000000000000000000000000000000002"
    let isSigned = authorization.sign(privateKey: key, with: curve)
    #expect(isSigned)
    #expect(authorization.authority(with: curve) == "0x2b5ad5c4795c026514f8317c7a215e218dccd6cf")
    let before = authorization
    let isSignedWithZero = authorization.sign(privateKey: .zero, with: curve)
    #expect(!isSignedWithZero)
    #expect(authorization == before)
  }

  @Test("need a key of the curve", arguments: ["0", "\"0x\(String(repeating: "f", count: 64))\""])
  func invalidKey(key: String) {
    let error = #expect(throws: ConvertError.self) {
      try fixture(#"{"chainId":1,"address":"\#(Self.signer)","nonce":0,"signerKey":\#(key)}"#)
    }
    #expect(error?.kind == .privateKeyInvalid)
    #expect(error?.pointer.description == "/transactions/0/authorizationList/0/signerKey")
  }

  @Test("without one have the signature that is given; null is no key")
  func given() throws {
    let fixture = try fixture(
      #"{"chainId":1,"address":"\#(Self.signer)","nonce":0,"signerKey":null,"yParity":1,"r":2,"s":3}"#)
    let list = try #require(fixture.transactions(ofBlock: 0)[0]["authorizationList"] as? [[String: Any]])
    #expect([list[0].text("v"), list[0].text("r"), list[0].text("s")] == ["0x01", "0x02", "0x03"])
  }
}
