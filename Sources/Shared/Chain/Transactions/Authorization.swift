import Crypto
import Primitives

/// A signed permission to let an account run another account's code.
///
/// Source: EIP-7702.
public struct Authorization: Hashable, Sendable {
  /// The chain it is for; 0 stands for every chain.
  public var chainID: UInt256
  /// The account whose code is to be run; zero takes the delegation away.
  public var address: Address
  /// The authority's nonce at the time of use.
  public var nonce: UInt64
  /// The parity of the signature's point; values above 1 never recover.
  public var yParity: UInt8
  public var r: UInt256
  public var s: UInt256

  /// Makes an authorization with its signature.
  public init(
    chainID: UInt256, address: Address, nonce: UInt64, yParity: UInt8, r: UInt256, s: UInt256
  ) {
    self.chainID = chainID
    self.address = address
    self.nonce = nonce
    self.yParity = yParity
    self.r = r
    self.s = s
  }

  /// The byte that stands before what is signed. Source: EIP-7702 (`MAGIC`).
  static let magic: UInt8 = 0x05

  /// The hash that the authority signs: `keccak256(0x05 ‖ rlp([chainID, address, nonce]))`.
  public func signingHash() -> Hash32 {
    var buffer = ByteBuffer(capacity: 96)
    buffer.append(Self.magic)
    let mark = buffer.beginRLPList()
    buffer.appendRLP(chainID)
    buffer.appendRLP(address)
    buffer.appendRLP(nonce)
    buffer.endRLPList(mark)
    return Keccak256.hash(buffer.bytes)
  }

  /// Signs with `privateKey` (RFC 6979, low s) and sets parity, `r` and `s`.
  ///
  /// - Returns: false, and nothing changes, when the key is zero or not below the group order.
  public mutating func sign(privateKey: Hash32, with curve: Secp256k1) -> Bool {
    guard let signature = curve.sign(signingHash(), privateKey: privateKey) else { return false }
    yParity = signature.yParity
    r = signature.r
    s = signature.s
    return true
  }

  /// The account that belongs to the signature, whatever the half `s` lies in.
  ///
  /// Nil when the signature is out of range or no key belongs to it.
  public func signer(with curve: Secp256k1) -> Address? {
    guard yParity <= 1 else { return nil }
    return curve.address(recoveredFrom: signingHash(), r: r, s: s, yParity: yParity)
  }

  /// The account that gives the permission, nil when the signature is not acceptable.
  ///
  /// As `signer(with:)`, but `s` must lie in the lower half of the group order. Source: EIP-7702.
  public func authority(with curve: Secp256k1) -> Address? {
    guard s <= SignatureRange.halfOrder else { return nil }
    return signer(with: curve)
  }

  /// Writes `[chainID, address, nonce, yParity, r, s]`.
  func append(to buffer: inout ByteBuffer) {
    let mark = buffer.beginRLPList()
    buffer.appendRLP(chainID)
    buffer.appendRLP(address)
    buffer.appendRLP(nonce)
    buffer.appendRLP(UInt64(yParity))
    buffer.appendRLP(r)
    buffer.appendRLP(s)
    buffer.endRLPList(mark)
  }

  /// Reads `[[chainID, address, nonce, yParity, r, s], …]`.
  static func decode(_ item: RLPItem) throws(InvalidTransaction) -> [Authorization] {
    var list: [Authorization] = []
    var entries = try TransactionFields(item, as: .authorizationList)
    while !entries.isAtEnd {
      let field = TransactionField.authorizationList
      var entry = try TransactionFields(try entries.next(field), as: field)
      let chainID = try entry.uint256(field)
      let address = try entry.address(field)
      let nonce = try entry.uint64(field)
      let yParity = try entry.uint64(field)
      guard let yParity = UInt8(exactly: yParity) else { throw .malformed(field, .tooLarge) }
      let r = try entry.uint256(field)
      let s = try entry.uint256(field)
      try entry.finish(field)
      list.append(
        Authorization(
          chainID: chainID, address: address, nonce: nonce, yParity: yParity, r: r, s: s))
    }
    return list
  }
}
